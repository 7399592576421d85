package quimera.peripherals.system;

import java.util.function.BooleanSupplier;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Scheduler;

/**
 * System control port B: the speaker's gates, the refresh toggle that delays are counted by, and
 * the causes of non-maskable interrupts.
 *
 * <p>Datasheet: IBM PC/AT Technical Reference 6280070, section 1, "I/O port (read/write) 61"; Intel
 * 82371FB, 290550-002, "NMI status and control register".
 *
 * <p>Deviations: no parity or channel check ever comes; the refresh toggle runs at its nominal
 * 15.085 us whatever counter 1 is programmed to.
 */
public final class Port61 implements Device, BusTarget {
  private static final int TIMER_2_GATE = 1; //      R/W GATE of counter 2
  private static final int SPEAKER_DATA = 1 << 1; // R/W lets the counter's output through
  private static final int CHECK_ENABLES = 3 << 2; // R/W parity and channel check off
  private static final int REFRESH = 1 << 4; //      R   changes at every refresh cycle
  private static final int TIMER_2_OUT = 1 << 5; //  R   OUT of counter 2

  // bits 6 and 7             R   channel and parity check

  /** Eighteen ticks of 315/22/12 MHz. */
  private static final long REFRESH_NS = 15_085;

  /** GATE of the timer's counter 2. */
  public final OutputLine gate2 = new OutputLine("gate2");

  /** Lets the tone through to the speaker. */
  public final OutputLine speakerData = new OutputLine("speakerData");

  private final Scheduler scheduler;
  private final BooleanSupplier timer2;
  private int value;

  /**
   * The port.
   *
   * @param timer2 OUT of the timer's counter 2
   */
  public Port61(Scheduler scheduler, BooleanSupplier timer2) {
    this.scheduler = scheduler;
    this.timer2 = timer2;
  }

  @Override
  public void reset(Reset kind) {
    value = 0;
  }

  @Override
  public void settle() {
    speakerData.set((value & SPEAKER_DATA) != 0); // first: OUT rises when its gate falls
    gate2.set((value & TIMER_2_GATE) != 0);
  }

  @Override
  public long read(int offset, int bytes) {
    return value
        | ((scheduler.now() / REFRESH_NS & 1) != 0 ? REFRESH : 0)
        | (timer2.getAsBoolean() ? TIMER_2_OUT : 0);
  }

  @Override
  public void write(int offset, int bytes, long written) {
    value = (int) written & (TIMER_2_GATE | SPEAKER_DATA | CHECK_ENABLES);
    settle();
  }

  @Override
  public void state(StateIo io) {
    value = io.i32("value", value);
    gate2.state(io);
    speakerData.state(io);
  }
}
