package quimera.peripherals.timer;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.InputLine;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * Three counters that divide, time and strobe: the PC's system tick, memory refresh and speaker
 * tone.
 *
 * <p>Datasheet: Intel 8254 Programmable Interval Timer, order number 231164-005.
 *
 * <p>Deviations: before it is programmed a counter stands still with OUT low; the illegal count of
 * 1 in modes 2 and 3 holds OUT high; GATE is taken at once instead of at the next rising CLK.
 */
public final class Pit8254 implements Device, BusTarget {
  // offset A1 A0         access  function
  //        0-2           R/W     counter 0-2: count, or what a latch command has latched
  private static final int CONTROL = 3; // W control word, counter latch or read-back command

  private static final int SELECT_READ_BACK = 3; // D7 D6
  private static final int RB_NO_COUNT = 1 << 5; // read-back: a 0 latches the count
  private static final int RB_NO_STATUS = 1 << 4; // read-back: a 0 latches the status
  private static final int OPEN_BUS = 0xFF; // "no-operation (3-state)"

  /** OUT of counter 0: the system tick. */
  public final OutputLine out0 = new OutputLine("out0");

  /** OUT of counter 1: memory refresh. */
  public final OutputLine out1 = new OutputLine("out1");

  /** OUT of counter 2: the speaker's tone. */
  public final OutputLine out2 = new OutputLine("out2");

  /** GATE of counter 2; the gates of the other two are tied high. */
  public final InputLine gate2;

  private final PitCounter[] counters;

  /**
   * A timer whose counters share one clock, as on the PC.
   *
   * @param input CLK, 315/22/12 MHz on a PC
   */
  public Pit8254(Clock input, Scheduler scheduler) {
    counters =
        new PitCounter[] {
          new PitCounter("counter0", out0, input, scheduler),
          new PitCounter("counter1", out1, input, scheduler),
          new PitCounter("counter2", out2, input, scheduler)
        };
    counters[0].gate(true);
    counters[1].gate(true);
    gate2 = counters[2]::gate;
  }

  /** The level of OUT of counter {@code n}, also where nothing is connected to the line. */
  public boolean out(int n) {
    return counters[n].out();
  }

  @Override
  public void reset(Reset kind) {
    if (kind == Reset.POWER_ON) { // the chip has no reset pin
      for (PitCounter counter : counters) {
        counter.powerOn();
      }
    }
  }

  @Override
  public void settle() {
    for (PitCounter counter : counters) {
      counter.settle();
    }
  }

  @Override
  public long read(int offset, int bytes) {
    return offset == CONTROL ? OPEN_BUS : counters[offset].read();
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(offset == CONTROL ? OPEN_BUS : counters[offset].peek());
  }

  @Override
  public void write(int offset, int bytes, long value) {
    int v = (int) value & 0xFF;
    if (offset == CONTROL) {
      control(v);
    } else {
      counters[offset].write(v);
    }
  }

  private void control(int v) {
    int select = v >> 6;
    if (select == SELECT_READ_BACK) {
      for (int n = 0; n < counters.length; n++) {
        if ((v >> n + 1 & 1) != 0) {
          counters[n].readBack((v & RB_NO_COUNT) == 0, (v & RB_NO_STATUS) == 0);
        }
      }
    } else if ((v >> 4 & 3) == 0) {
      counters[select].readBack(true, false);
    } else {
      counters[select].program(v);
    }
  }

  @Override
  public void state(StateIo io) {
    for (PitCounter counter : counters) {
      io.section(counter.name(), counter::state);
    }
  }
}
