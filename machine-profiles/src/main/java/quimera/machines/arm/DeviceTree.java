package quimera.machines.arm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import quimera.core.bus.Bytes;
import quimera.core.host.HostException;

/**
 * What a board tells a kernel about itself: a tree of named nodes with properties, and its flat
 * form.
 *
 * <p>Devicetree Specification, release 0.4, chapters 2 and 5.
 */
public final class DeviceTree {
  private static final int MAGIC = 0xD00DFEED;
  private static final int VERSION = 17;
  private static final int COMPATIBLE_VERSION = 16;
  private static final int HEADER = 40;
  private static final int RESERVATION = 16; // bytes of an entry: address and size
  private static final int BEGIN_NODE = 1;
  private static final int END_NODE = 2;
  private static final int PROP = 3;
  private static final int NOP = 4;
  private static final int END = 9;

  private final Node root;
  private final byte[] reservations;

  /** An empty tree. */
  public DeviceTree() {
    root = new Node("");
    reservations = new byte[RESERVATION];
  }

  private DeviceTree(Node root, byte[] reservations) {
    this.root = root;
    this.reservations = reservations;
  }

  /** The node that all others are in. */
  public Node root() {
    return root;
  }

  /** A node with its properties and the nodes in it. */
  public static final class Node {
    private final String name;
    private final Map<String, byte[]> properties = new LinkedHashMap<>();
    private final List<Node> children = new ArrayList<>();

    Node(String name) {
      this.name = name;
    }

    /** Its name with the unit address, for example {@code uart@101f1000}. */
    public String name() {
      return name;
    }

    /** The nodes in it. */
    public List<Node> children() {
      return children;
    }

    /** The child of this name, made if there is none. */
    public Node child(String childName) {
      for (Node child : children) {
        if (child.name.equals(childName)) {
          return child;
        }
      }
      Node child = new Node(childName);
      children.add(child);
      return child;
    }

    /** A property's bytes, or null. */
    public byte[] get(String property) {
      return properties.get(property);
    }

    /** A property's first 32-bit cell, or {@code otherwise} if it is not there. */
    public int cell(String property, int otherwise) {
      byte[] value = properties.get(property);
      return value == null || value.length < 4 ? otherwise : Bytes.get32be(value, 0);
    }

    /** Whether the property is a list of texts that holds this one. */
    public boolean says(String property, String text) {
      byte[] value = properties.get(property);
      return value != null
          && Arrays.asList(new String(value, StandardCharsets.UTF_8).split("\0")).contains(text);
    }

    /** Sets a property to bytes. */
    public Node set(String property, byte[] value) {
      properties.put(property, value);
      return this;
    }

    /** Sets a property to 32-bit cells; to nothing, if there are none. */
    public Node cells(String property, long... values) {
      byte[] bytes = new byte[4 * values.length];
      for (int i = 0; i < values.length; i++) {
        Bytes.put32be(bytes, 4 * i, (int) values[i]);
      }
      return set(property, bytes);
    }

    /** Sets a property to a text, or a list of them. */
    public Node text(String property, String... values) {
      return set(property, (String.join("\0", values) + '\0').getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Reads the flat form.
   *
   * @throws HostException if it is none, or is cut off
   */
  public static DeviceTree parse(byte[] flat) {
    if (flat.length < HEADER || Bytes.get32be(flat, 0) != MAGIC) {
      throw new HostException("the device tree does not begin with D0 0D FE ED; it is no .dtb");
    }
    int size = Bytes.get32be(flat, 4);
    int structure = Bytes.get32be(flat, 8);
    int strings = Bytes.get32be(flat, 12);
    int reserved = Bytes.get32be(flat, 16);
    int compatible = Bytes.get32be(flat, 24);
    if (compatible > VERSION) {
      throw new HostException("the device tree has a format of version " + compatible);
    }
    if (size > flat.length) {
      throw new HostException(
          "the device tree says that it has "
              + size
              + " bytes, but the file has "
              + flat.length
              + "; it is cut off");
    }
    try {
      return new DeviceTree(
          new Reader(flat, structure, strings).root(), reservations(flat, reserved));
    } catch (RuntimeException e) {
      throw new HostException("the device tree is damaged: " + e.getMessage(), e);
    }
  }

  private static byte[] reservations(byte[] flat, int from) {
    int end = from;
    while (Bytes.get64be(flat, end) != 0 || Bytes.get64be(flat, end + 8) != 0) {
      end += RESERVATION;
    }
    return Arrays.copyOfRange(flat, from, end + RESERVATION);
  }

  private static final class Reader {
    private final byte[] flat;
    private final int strings;
    private int at;

    Reader(byte[] flat, int structure, int strings) {
      this.flat = flat;
      this.strings = strings;
      at = structure;
    }

    Node root() {
      int token = cell();
      while (token == NOP) {
        token = cell();
      }
      if (token != BEGIN_NODE) {
        throw new IllegalArgumentException("it has no root");
      }
      return node();
    }

    private Node node() {
      int end = endOfText(at);
      Node node = new Node(text(at));
      at = aligned(end + 1);
      while (true) {
        int token = cell();
        switch (token) {
          case BEGIN_NODE -> node.children.add(node());
          case PROP -> {
            int length = cell();
            String name = text(strings + cell());
            node.properties.put(name, Arrays.copyOfRange(flat, at, at + length));
            at = aligned(at + length);
          }
          case NOP -> {
            // A node or property was taken out here.
          }
          case END_NODE -> {
            return node;
          }
          default -> throw new IllegalArgumentException("it holds token " + token);
        }
      }
    }

    private int cell() {
      at += 4;
      return Bytes.get32be(flat, at - 4);
    }

    private int endOfText(int from) {
      int end = from;
      while (flat[end] != 0) {
        end++;
      }
      return end;
    }

    private String text(int from) {
      return new String(flat, from, endOfText(from) - from, StandardCharsets.UTF_8);
    }
  }

  private static int aligned(int offset) {
    return offset + 3 & ~3;
  }

  /** The flat form. */
  public byte[] flat() {
    Writer writer = new Writer();
    writer.node(root);
    writer.cell(END);
    byte[] structure = writer.structure.toByteArray();
    byte[] strings = writer.strings.toByteArray();
    int structureAt = HEADER + reservations.length;
    int stringsAt = structureAt + structure.length;
    int size = stringsAt + strings.length;
    byte[] flat = new byte[size];
    int[] header = {
      MAGIC,
      size,
      structureAt,
      stringsAt,
      HEADER,
      VERSION,
      COMPATIBLE_VERSION,
      0,
      strings.length,
      structure.length
    };
    for (int i = 0; i < header.length; i++) {
      Bytes.put32be(flat, 4 * i, header[i]);
    }
    System.arraycopy(reservations, 0, flat, HEADER, reservations.length);
    System.arraycopy(structure, 0, flat, structureAt, structure.length);
    System.arraycopy(strings, 0, flat, stringsAt, strings.length);
    return flat;
  }

  private static final class Writer {
    final ByteArrayOutputStream structure = new ByteArrayOutputStream();
    final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    final Map<String, Integer> places = new LinkedHashMap<>();

    void node(Node node) {
      cell(BEGIN_NODE);
      padded((node.name + '\0').getBytes(StandardCharsets.UTF_8));
      node.properties.forEach(
          (name, value) -> {
            cell(PROP);
            cell(value.length);
            cell(place(name));
            padded(value);
          });
      node.children.forEach(this::node);
      cell(END_NODE);
    }

    private int place(String name) {
      return places.computeIfAbsent(
          name,
          n -> {
            int at = strings.size();
            strings.writeBytes((n + '\0').getBytes(StandardCharsets.UTF_8));
            return at;
          });
    }

    void cell(int value) {
      byte[] bytes = new byte[4];
      Bytes.put32be(bytes, 0, value);
      structure.writeBytes(bytes);
    }

    private void padded(byte[] bytes) {
      structure.writeBytes(Arrays.copyOf(bytes, aligned(bytes.length)));
    }
  }
}
