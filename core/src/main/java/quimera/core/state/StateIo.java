package quimera.core.state;

/**
 * A walk over lasting fields, the same for saving, loading and hashing.
 *
 * <p>Every method takes the field's name and its current value and returns the value the field has
 * from now on: the same value when saving or hashing, the stored one when loading. Thus one line
 * serves all directions: {@code period = io.i32("period", period)}. Arrays are filled in place. A
 * field that a stored state does not have keeps its current value.
 */
public interface StateIo {
  /** A 32-bit (or shorter) integer. */
  int i32(String name, int value);

  /** A 64-bit integer. */
  long i64(String name, long value);

  /** A truth value. */
  boolean bit(String name, boolean value);

  /** A short text; never null. */
  String text(String name, String value);

  /** An array of fixed length, filled in place when loading. */
  void bytes(String name, byte[] values);

  /** An array of fixed length, filled in place when loading. */
  void ints(String name, int[] values);

  /** An array of fixed length, filled in place when loading. */
  void longs(String name, long[] values);

  /** An array whose length may differ from run to run: the stored one is returned when loading. */
  byte[] blob(String name, byte[] values);

  /** A named group of fields, for a part within a part or one of several alike. */
  void section(String name, Body body);

  /** Whether fields receive stored values in this walk. */
  boolean loading();

  /** An enum constant, stored by name. */
  default <E extends Enum<E>> E constant(String name, Class<E> type, E value) {
    String stored = text(name, value.name());
    try {
      return Enum.valueOf(type, stored);
    } catch (IllegalArgumentException e) {
      throw new StateException(
          "field \"" + name + "\" holds \"" + stored + "\", which is no " + type.getSimpleName());
    }
  }

  /** The fields of one section. */
  @FunctionalInterface
  interface Body {
    /** Names the fields. */
    void state(StateIo io);
  }
}
