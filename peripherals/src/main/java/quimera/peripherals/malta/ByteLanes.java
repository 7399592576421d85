package quimera.peripherals.malta;

import java.nio.ByteOrder;
import java.util.OptionalLong;
import quimera.core.bus.BusTarget;

/**
 * A little-endian target on the bus of a processor of either byte order: bytes keep their
 * addresses, so that what a big-endian processor reads in a word comes reversed.
 */
public final class ByteLanes implements BusTarget {
  private final BusTarget target;
  private final boolean reversed;

  /** The target as a master of this byte order sees it. */
  public ByteLanes(BusTarget target, ByteOrder master) {
    this.target = target;
    reversed = master == ByteOrder.BIG_ENDIAN;
  }

  @Override
  public long read(int offset, int bytes) {
    return turned(target.read(offset, bytes), bytes);
  }

  @Override
  public void write(int offset, int bytes, long value) {
    target.write(offset, bytes, turned(value, bytes));
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    OptionalLong value = target.peek(offset, bytes);
    return value.isEmpty() ? value : OptionalLong.of(turned(value.getAsLong(), bytes));
  }

  private long turned(long value, int bytes) {
    return reversed ? Long.reverseBytes(value) >>> 64 - 8 * bytes : value;
  }
}
