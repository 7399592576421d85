package quimera.core.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A machine's state as a tree of named values, between the machine and a file.
 *
 * <p>Values are {@code Integer}, {@code Long}, {@code Boolean}, {@code String}, {@code byte[]},
 * {@code int[]}, {@code long[]} and {@code StateTree}.
 */
public final class StateTree {
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** The names and values, in the order in which they were named. */
  public Map<String, Object> values() {
    return java.util.Collections.unmodifiableMap(values);
  }

  /** Fills a tree from a walk. */
  public static StateTree save(StateIo.Body body) {
    StateTree tree = new StateTree();
    body.state(new Saver(tree));
    return tree;
  }

  /**
   * Fills a walk from this tree.
   *
   * @param where the tree's name, for messages
   */
  public void load(String where, StateIo.Body body) {
    Loader loader = new Loader(this, where);
    body.state(loader);
    loader.complain();
  }

  private static final class Saver implements StateIo {
    private final StateTree tree;

    Saver(StateTree tree) {
      this.tree = tree;
    }

    private void put(String name, Object value) {
      if (tree.values.put(name, value) != null) {
        throw new IllegalStateException("state names the field \"" + name + "\" twice");
      }
    }

    @Override
    public int i32(String name, int value) {
      put(name, value);
      return value;
    }

    @Override
    public long i64(String name, long value) {
      put(name, value);
      return value;
    }

    @Override
    public boolean bit(String name, boolean value) {
      put(name, value);
      return value;
    }

    @Override
    public String text(String name, String value) {
      put(name, value);
      return value;
    }

    @Override
    public void bytes(String name, byte[] array) {
      put(name, array.clone());
    }

    @Override
    public void ints(String name, int[] array) {
      put(name, array.clone());
    }

    @Override
    public void longs(String name, long[] array) {
      put(name, array.clone());
    }

    @Override
    public byte[] blob(String name, byte[] array) {
      put(name, array.clone());
      return array;
    }

    @Override
    public void section(String name, Body body) {
      put(name, save(body));
    }

    @Override
    public boolean loading() {
      return false;
    }
  }

  private static final class Loader implements StateIo {
    private final StateTree tree;
    private final String where;
    private final Set<String> asked = new HashSet<>();

    Loader(StateTree tree, String where) {
      this.tree = tree;
      this.where = where;
    }

    private <T> T get(String name, Class<T> type, T absent) {
      asked.add(name);
      Object value = tree.values.get(name);
      if (value == null) {
        return absent;
      }
      if (!type.isInstance(value)) {
        throw new StateException(
            "section \"" + where + "\": field \"" + name + "\" is of another kind than expected");
      }
      return type.cast(value);
    }

    private void fits(String name, int stored, int expected) {
      if (stored != expected) {
        throw new StateException(
            "section \""
                + where
                + "\": \""
                + name
                + "\" has "
                + stored
                + " elements where this machine has "
                + expected);
      }
    }

    @Override
    public int i32(String name, int value) {
      return get(name, Integer.class, value);
    }

    @Override
    public long i64(String name, long value) {
      return get(name, Long.class, value);
    }

    @Override
    public boolean bit(String name, boolean value) {
      return get(name, Boolean.class, value);
    }

    @Override
    public String text(String name, String value) {
      return get(name, String.class, value);
    }

    @Override
    public void bytes(String name, byte[] array) {
      byte[] stored = get(name, byte[].class, array);
      fits(name, stored.length, array.length);
      System.arraycopy(stored, 0, array, 0, array.length);
    }

    @Override
    public void ints(String name, int[] array) {
      int[] stored = get(name, int[].class, array);
      fits(name, stored.length, array.length);
      System.arraycopy(stored, 0, array, 0, array.length);
    }

    @Override
    public void longs(String name, long[] array) {
      long[] stored = get(name, long[].class, array);
      fits(name, stored.length, array.length);
      System.arraycopy(stored, 0, array, 0, array.length);
    }

    @Override
    public byte[] blob(String name, byte[] array) {
      return get(name, byte[].class, array).clone();
    }

    @Override
    public void section(String name, Body body) {
      get(name, StateTree.class, new StateTree()).load(where + "." + name, body);
    }

    @Override
    public boolean loading() {
      return true;
    }

    void complain() {
      for (String name : tree.values.keySet()) {
        if (!asked.contains(name)) {
          throw new StateException(
              "section \""
                  + where
                  + "\" holds \""
                  + name
                  + "\", which this machine does not have; was it saved with other options or by a newer release?");
        }
      }
    }
  }

  // The file form: a tag, the name, the value; sections nest.

  private static final int INT = 'i';
  private static final int LONG = 'l';
  private static final int BIT = 'b';
  private static final int TEXT = 't';
  private static final int BYTES = 'B';
  private static final int INTS = 'I';
  private static final int LONGS = 'L';
  private static final int SECTION = '{';
  private static final int END = '}';

  /** The tree as bytes. */
  public byte[] encode() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      write(new DataOutputStream(bytes));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(DataOutputStream out) throws IOException {
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      Object value = entry.getValue();
      out.writeByte(tag(value));
      out.writeUTF(entry.getKey());
      if (value instanceof Integer i) {
        out.writeInt(i);
      } else if (value instanceof Long l) {
        out.writeLong(l);
      } else if (value instanceof Boolean b) {
        out.writeBoolean(b);
      } else if (value instanceof String s) {
        out.writeUTF(s);
      } else if (value instanceof byte[] array) {
        out.writeInt(array.length);
        out.write(array);
      } else if (value instanceof int[] array) {
        out.writeInt(array.length);
        for (int each : array) {
          out.writeInt(each);
        }
      } else if (value instanceof long[] array) {
        out.writeInt(array.length);
        for (long each : array) {
          out.writeLong(each);
        }
      } else {
        ((StateTree) value).write(out);
      }
    }
    out.writeByte(END);
  }

  private static int tag(Object value) {
    return value instanceof Integer
        ? INT
        : value instanceof Long
            ? LONG
            : value instanceof Boolean
                ? BIT
                : value instanceof String
                    ? TEXT
                    : value instanceof byte[]
                        ? BYTES
                        : value instanceof int[] ? INTS : value instanceof long[] ? LONGS : SECTION;
  }

  /** The tree that {@link #encode} made bytes of. */
  public static StateTree decode(byte[] encoded) {
    try {
      return read(new DataInputStream(new ByteArrayInputStream(encoded)), encoded.length);
    } catch (IOException e) {
      throw new StateException("the state is cut off in the middle");
    }
  }

  private static StateTree read(DataInputStream in, int limit) throws IOException {
    StateTree tree = new StateTree();
    for (int tag = in.readUnsignedByte(); tag != END; tag = in.readUnsignedByte()) {
      String name = in.readUTF();
      Object value =
          switch (tag) {
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case BIT -> in.readBoolean();
            case TEXT -> in.readUTF();
            case BYTES -> {
              byte[] array = new byte[length(in, limit)];
              in.readFully(array);
              yield array;
            }
            case INTS -> {
              int[] array = new int[length(in, limit)];
              for (int i = 0; i < array.length; i++) {
                array[i] = in.readInt();
              }
              yield array;
            }
            case LONGS -> {
              long[] array = new long[length(in, limit)];
              for (int i = 0; i < array.length; i++) {
                array[i] = in.readLong();
              }
              yield array;
            }
            case SECTION -> read(in, limit);
            default ->
                throw new StateException(
                    "field \"" + name + "\" is of an unknown kind; the file is damaged");
          };
      tree.values.put(name, value);
    }
    return tree;
  }

  private static int length(DataInputStream in, int limit) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > limit) {
      throw new StateException("an array has an impossible length; the file is damaged");
    }
    return length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StateTree tree && Arrays.equals(encode(), tree.encode());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encode());
  }
}
