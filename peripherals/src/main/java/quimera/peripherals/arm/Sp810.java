package quimera.peripherals.arm;

import java.util.Arrays;
import java.util.stream.IntStream;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;

/**
 * The system controller, as far as a board without clock switching needs it: says which clock each
 * timer counts, and takes the boot memory away from address 0.
 *
 * <p>Datasheet: PrimeXsys System Controller (SP810), DDI 0254B, chapter 3; what its outputs do on
 * the board: DUI 0225D, section 4.2.
 *
 * <p>Deviations: the modes SLEEP, DOZE, SLOW and NORMAL change at once and change no speed; no
 * watchdog, no clock gates and no test registers.
 */
public final class Sp810 extends PrimeCell {
  /** The bit of SCCTRL, the first register, that takes the boot memory away from address 0. */
  public static final int REMAP_CLEAR = 1 << 8;

  /** The bits of SCCTRL that give all four timers the fast clock. */
  public static final int TIMERS_FAST = 0x2A8000;

  //                    register       access  function
  private static final int SCCTRL = 0x00; //   R/W mode, remap, timers' clocks
  private static final int SCIMCTRL = 0x08; // R/W
  private static final int SCXTALCTRL = 0x10; // R/W
  private static final int SCPLLCTRL = 0x14; //  R/W

  private static final int MODE_REQUEST = 7;
  private static final int MODE_STATUS_SHIFT = 3;
  private static final int REMAP_STATUS = 1 << 9;
  private static final int TIMER_ENABLE_SHIFT = 15; // then every second bit
  private static final int SLOW = 2;

  /** High while what the board boots from also lies at address 0. */
  public final OutputLine remap = new OutputLine("remap");

  private final OutputLine[] timerEnables =
      IntStream.range(0, 4)
          .mapToObj(n -> new OutputLine("timerEnable" + n))
          .toArray(OutputLine[]::new);

  private int control;
  private int interruptMode;
  private int crystal;
  private int pll;

  /** A system controller. */
  public Sp810() {
    super(0x810, 0, 0);
  }

  /** TIMERENnSEL: high when timer {@code n}, 0 to 3, counts the fast clock. */
  public OutputLine timerEnable(int n) {
    return timerEnables[n];
  }

  @Override
  public void reset(Reset kind) {
    control = SLOW;
    interruptMode = 0;
    crystal = 0;
    pll = 0;
  }

  @Override
  public void settle() {
    update();
  }

  @Override
  int value(int register) {
    return switch (register) {
      case SCCTRL ->
          control
              | (control & MODE_REQUEST) << MODE_STATUS_SHIFT
              | ((control & REMAP_CLEAR) != 0 ? 0 : REMAP_STATUS);
      case SCIMCTRL -> interruptMode;
      case SCXTALCTRL -> crystal;
      case SCPLLCTRL -> pll;
      default -> 0;
    };
  }

  @Override
  void store(int register, int value) {
    switch (register) {
      case SCCTRL -> control = value & ~(7 << MODE_STATUS_SHIFT | REMAP_STATUS);
      case SCIMCTRL -> interruptMode = value & 0x8F;
      case SCXTALCTRL -> crystal = value & 0x7FFF7;
      case SCPLLCTRL -> pll = value & 0x7FFFFFF7;
      default -> {
        return;
      }
    }
    update();
  }

  private void update() {
    remap.set((control & REMAP_CLEAR) == 0);
    for (int n = 0; n < timerEnables.length; n++) {
      timerEnables[n].set((control >> TIMER_ENABLE_SHIFT + 2 * n & 1) != 0);
    }
  }

  @Override
  public void state(StateIo io) {
    control = io.i32("control", control);
    interruptMode = io.i32("interruptMode", interruptMode);
    crystal = io.i32("crystal", crystal);
    pll = io.i32("pll", pll);
    remap.state(io);
    Arrays.stream(timerEnables).forEach(line -> line.state(io));
  }
}
