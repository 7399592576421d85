package quimera.peripherals.arm;

import quimera.core.line.InputLine;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * Two 32-bit down counters on one interrupt line.
 *
 * <p>Datasheet: ARM Dual-Timer Module (SP804), DDI 0271D, chapter 3.
 *
 * <p>Deviations: no integration test registers.
 */
public final class Sp804 extends PrimeCell {
  private static final int SECOND = 0x20; // offset of the second counter's registers

  /** The request of either counter. */
  public final OutputLine irq = new OutputLine("irq");

  private final Sp804Counter[] counters = new Sp804Counter[2];

  /**
   * Two counters that a system controller gives the one or the other clock.
   *
   * @param slow counted while {@link #timerEnable} is low
   * @param fast counted while it is high
   */
  public Sp804(Clock slow, Clock fast, Scheduler scheduler) {
    super(0x804, 1, 0);
    counters[0] = new Sp804Counter("zero1", slow, fast, scheduler, this::update);
    counters[1] = new Sp804Counter("zero2", slow, fast, scheduler, this::update);
  }

  /** Selects the clock of counter 1 or 2: high for the fast one. */
  public InputLine timerEnable(int n) {
    return counters[n - 1]::onFast;
  }

  @Override
  public void reset(Reset kind) {
    counters[0].reset();
    counters[1].reset();
  }

  @Override
  public void settle() {
    counters[0].arm();
    counters[1].arm();
    update();
  }

  @Override
  int value(int register) {
    return register < 2 * SECOND ? counters[register / SECOND].value(register % SECOND) : 0;
  }

  @Override
  void store(int register, int value) {
    if (register < 2 * SECOND) {
      counters[register / SECOND].store(register % SECOND, value);
    }
  }

  private void update() {
    irq.set(counters[0].requests() || counters[1].requests());
  }

  @Override
  public void state(StateIo io) {
    io.section("timer1", counters[0]::state);
    io.section("timer2", counters[1]::state);
    irq.state(io);
  }
}
