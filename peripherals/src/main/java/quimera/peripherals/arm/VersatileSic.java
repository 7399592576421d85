package quimera.peripherals.arm;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.InputLine;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;

/**
 * The Versatile boards' secondary interrupt controller: gathers the requests of the board's own
 * parts into one, or lets the upper eleven through to the primary controller.
 *
 * <p>Datasheet: Versatile Platform Baseboard for ARM926EJ-S User Guide, DUI 0225D, section 4.11.
 */
public final class VersatileSic implements Device, BusTarget {
  //                       register          access  function
  private static final int SIC_STATUS = 0x00; //   R   enabled requests
  private static final int SIC_RAWSTAT = 0x04; //  R   requests
  private static final int SIC_ENSET = 0x08; //    R/W enabled; writing 1 enables
  private static final int SIC_ENCLR = 0x0C; //    W   writing 1 disables
  private static final int SIC_SOFTINT = 0x10; //  R/W bit 0 requests
  private static final int SIC_SOFTINTCLR = 0x14;
  private static final int SIC_PICEN = 0x20; //    R/W passed through; writing 1 passes
  private static final int SIC_PICENCLR = 0x24; // W   writing 1 holds back

  /** The first request that can be passed through. */
  public static final int FIRST_PASSED = 21;

  private static final int PASSABLE = -1 << FIRST_PASSED;
  private static final int SOFT = 1;

  /** The request of all that are enabled here. */
  public final OutputLine irq = new OutputLine("irq");

  private final OutputLine[] passed =
      IntStream.range(FIRST_PASSED, 31)
          .mapToObj(n -> new OutputLine("pass" + n))
          .toArray(OutputLine[]::new);

  private int lines;
  private int soft;
  private int enabled;
  private int passing;

  /** Request line {@code n}, 1 to 30; 0 is the software's. */
  public InputLine request(int n) {
    int bit = 1 << n;
    return level -> {
      lines = level ? lines | bit : lines & ~bit;
      update();
    };
  }

  /** Where request {@code n}, 21 to 30, comes out if it is passed through. */
  public OutputLine passed(int n) {
    return passed[n - FIRST_PASSED];
  }

  @Override
  public void reset(Reset kind) {
    soft = 0;
    enabled = 0;
    passing = 0;
  }

  @Override
  public void settle() {
    update();
  }

  private int raw() {
    return lines | soft;
  }

  @Override
  public long read(int offset, int bytes) {
    return value(offset) & 0xFFFFFFFFL;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(value(offset) & -1L >>> 64 - 8 * bytes);
  }

  private int value(int offset) {
    return switch (offset) {
      case SIC_STATUS -> raw() & enabled;
      case SIC_RAWSTAT -> raw();
      case SIC_ENSET -> enabled;
      case SIC_SOFTINT -> soft;
      case SIC_PICEN -> passing;
      default -> 0;
    };
  }

  @Override
  public void write(int offset, int bytes, long value) {
    int bits = (int) value;
    switch (offset) {
      case SIC_ENSET -> enabled |= bits;
      case SIC_ENCLR -> enabled &= ~bits;
      case SIC_SOFTINT -> soft |= bits & SOFT;
      case SIC_SOFTINTCLR -> soft &= ~bits;
      case SIC_PICEN -> passing |= bits & PASSABLE;
      case SIC_PICENCLR -> passing &= ~bits;
      default -> {
        return;
      }
    }
    update();
  }

  private void update() {
    for (int i = 0; i < passed.length; i++) {
      passed[i].set((raw() & passing & 1 << FIRST_PASSED + i) != 0);
    }
    irq.set((raw() & enabled) != 0);
  }

  @Override
  public void state(StateIo io) {
    lines = io.i32("lines", lines);
    soft = io.i32("soft", soft);
    enabled = io.i32("enabled", enabled);
    passing = io.i32("passing", passing);
    irq.state(io);
    Arrays.stream(passed).forEach(line -> line.state(io));
  }
}
