package quimera.core.bus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Unaligned 16-, 32- and 64-bit access to a byte array, compiled to single machine instructions.
 */
public final class Bytes {
  private static final VarHandle SHORT_LE = view(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_LE = view(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_LE = view(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT_BE = view(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT_BE = view(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG_BE = view(long[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  private static VarHandle view(Class<?> type, ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(type, order);
  }

  /** 16 bits, little-endian, zero-extended. */
  public static int get16(byte[] array, int index) {
    return (short) SHORT_LE.get(array, index) & 0xFFFF;
  }

  /** 32 bits, little-endian. */
  public static int get32(byte[] array, int index) {
    return (int) INT_LE.get(array, index);
  }

  /** 64 bits, little-endian. */
  public static long get64(byte[] array, int index) {
    return (long) LONG_LE.get(array, index);
  }

  /** 16 bits, little-endian. */
  public static void put16(byte[] array, int index, int value) {
    SHORT_LE.set(array, index, (short) value);
  }

  /** 32 bits, little-endian. */
  public static void put32(byte[] array, int index, int value) {
    INT_LE.set(array, index, value);
  }

  /** 64 bits, little-endian. */
  public static void put64(byte[] array, int index, long value) {
    LONG_LE.set(array, index, value);
  }

  /** 16 bits, big-endian, zero-extended. */
  public static int get16be(byte[] array, int index) {
    return (short) SHORT_BE.get(array, index) & 0xFFFF;
  }

  /** 32 bits, big-endian. */
  public static int get32be(byte[] array, int index) {
    return (int) INT_BE.get(array, index);
  }

  /** 64 bits, big-endian. */
  public static long get64be(byte[] array, int index) {
    return (long) LONG_BE.get(array, index);
  }

  /** 16 bits, big-endian. */
  public static void put16be(byte[] array, int index, int value) {
    SHORT_BE.set(array, index, (short) value);
  }

  /** 32 bits, big-endian. */
  public static void put32be(byte[] array, int index, int value) {
    INT_BE.set(array, index, value);
  }

  /** 64 bits, big-endian. */
  public static void put64be(byte[] array, int index, long value) {
    LONG_BE.set(array, index, value);
  }
}
