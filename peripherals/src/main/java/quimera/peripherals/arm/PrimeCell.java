package quimera.peripherals.arm;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;

/**
 * What ARM's PrimeCell peripherals have in common: 4 KiB of 32-bit registers on the peripheral bus,
 * the last eight of which say what part it is.
 *
 * <p>Datasheet: AMBA specification 2.0, ARM IHI 0011A, chapter 5 (APB): the bus has no byte lanes,
 * a narrow access meets the whole register; PrimeCell identification as in each part's manual.
 */
abstract class PrimeCell implements Device, BusTarget {
  /** Bytes of a part's window. */
  public static final int SIZE = 0x1000;

  private static final int PERIPH_ID = 0xFE0; // four bytes, a register each
  private static final int CELL_ID = 0xFF0;
  private static final int SIGNATURE = 0xB105_F00D;
  private static final int DESIGNER = 0x41; // ARM

  private final int identification;

  /**
   * @param part its number, for example 0x190
   * @param revision bits 23-20 of the identification
   * @param configuration bits 31-24
   */
  PrimeCell(int part, int revision, int configuration) {
    identification = part | DESIGNER << 12 | revision << 20 | configuration << 24;
  }

  /** A register's value, without the side effects of reading it; 0 where there is none. */
  abstract int value(int register);

  /** Reads a register; override it where reading does something. */
  int load(int register) {
    return value(register);
  }

  /** Writes a register; a write to one that cannot be written is ignored. */
  abstract void store(int register, int value);

  @Override
  public final long read(int offset, int bytes) {
    int register = offset & ~3;
    return shown(offset, register >= PERIPH_ID ? identification(register) : load(register));
  }

  @Override
  public final OptionalLong peek(int offset, int bytes) {
    int register = offset & ~3;
    int value = register >= PERIPH_ID ? identification(register) : value(register);
    return OptionalLong.of(shown(offset, value) & -1L >>> 64 - 8 * bytes);
  }

  private static long shown(int offset, int value) {
    return (value & 0xFFFFFFFFL) >> 8 * (offset & 3);
  }

  @Override
  public final void write(int offset, int bytes, long value) {
    store(offset & ~3, (int) value << 8 * (offset & 3));
  }

  private int identification(int register) {
    int all = register >= CELL_ID ? SIGNATURE : identification;
    return all >>> 2 * (register & 0xF) & 0xFF;
  }
}
