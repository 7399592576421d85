package quimera.checks;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Objects;

/** One value of a device that can change: a field, or an element of an array of primitives. */
final class Leaf {
  private final String path;
  private final String name;
  private final Object owner;
  private final Field field;
  private final int element;

  private Leaf(String path, String name, Object owner, Field field, int element) {
    this.path = path;
    this.name = name;
    this.owner = owner;
    this.field = field;
    this.element = element;
  }

  /** A field that holds a primitive, an enum constant or a text. */
  static Leaf field(String path, Object owner, Field field) {
    return new Leaf(path, nameOf(field), owner, field, -1);
  }

  /** Element {@code index} of the array of primitives that a field holds. */
  static Leaf element(String path, Field field, Object array, int index) {
    return new Leaf(path + "[" + index + "]", nameOf(field), array, field, index);
  }

  /** How a reason names a field: {@code Class.field}, nested classes with a dot. */
  static String nameOf(Field field) {
    String type = field.getDeclaringClass().getName();
    return type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + "." + field.getName();
  }

  /** Where it is, from the device's name on. */
  String path() {
    return path;
  }

  /** The field's name, as reasons name it. */
  String name() {
    return name;
  }

  /** The value now. */
  Object get() {
    try {
      return element >= 0 ? Array.get(owner, element) : field.get(owner);
    } catch (IllegalAccessException e) {
      throw new AssertionError(path, e);
    }
  }

  /** Gives it a value. */
  void set(Object value) {
    try {
      if (element >= 0) {
        Array.set(owner, element, value);
      } else {
        field.set(owner, value);
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError(path, e);
    }
  }

  /**
   * Other values to try: one near the present, so that a device can still say its state, then one
   * far.
   */
  List<Object> others() {
    Object now = get();
    if (now instanceof Integer i) {
      return List.of(i ^ 1, ~i);
    } else if (now instanceof Long l) {
      return List.of(l ^ 1, ~l);
    } else if (now instanceof Byte b) {
      return List.of((byte) (b ^ 1), (byte) ~b);
    } else if (now instanceof Short s) {
      return List.of((short) (s ^ 1), (short) ~s);
    } else if (now instanceof Character c) {
      return List.of((char) (c ^ 1), (char) ~c);
    }
    return List.of(other(now));
  }

  private static Object other(Object now) {
    if (now instanceof Boolean b) {
      return !b;
    } else if (now instanceof Double d) {
      return d == 1 ? 2.0 : 1.0;
    } else if (now instanceof Float f) {
      return f == 1 ? 2.0f : 1.0f;
    } else if (now instanceof Enum<?> e) {
      Object[] all = e.getDeclaringClass().getEnumConstants();
      return all[0] == e ? all[all.length - 1] : all[0];
    }
    return Objects.toString(now, "") + "x";
  }
}
