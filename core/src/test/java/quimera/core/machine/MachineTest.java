package quimera.core.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import quimera.core.cpu.Cpu;
import quimera.core.cpu.CpuView;
import quimera.core.device.Device;
import quimera.core.host.HostInput;
import quimera.core.state.StateException;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Clock;

class MachineTest {
  private static final long NEVER = Long.MAX_VALUE;

  /** A processor whose only instruction counts; it can be told to do something at a count. */
  private static final class Counter implements Cpu {
    long count;
    boolean idle;
    boolean deaf;
    Runnable at;
    long when = -1;
    private long used;
    private long budget;

    @Override
    public long run(long most) {
      budget = most;
      for (used = 0; used < budget && !idle; used++) {
        if (count == when) {
          at.run();
        }
        count++;
      }
      return used;
    }

    @Override
    public long used() {
      return used;
    }

    @Override
    public void stop() {
      budget = Math.min(budget, used + 1);
    }

    @Override
    public void limit(long total) {
      budget = Math.min(budget, total);
    }

    @Override
    public boolean idle() {
      return idle;
    }

    @Override
    public boolean deaf() {
      return deaf;
    }

    @Override
    public String shutdown() {
      return null;
    }

    @Override
    public CpuView view() {
      throw new UnsupportedOperationException("no debugger here");
    }

    @Override
    public void reset(Reset kind) {
      count = 0;
    }

    @Override
    public void state(StateIo io) {
      count = io.i64("count", count);
      idle = io.bit("idle", idle);
    }
  }

  private final Machine machine = new Machine("test");
  private final Counter cpu = machine.cpu("cpu", new Counter(), Clock.hertz("cpu", 100_000_000));
  private final List<String> rung = new ArrayList<>();

  private Alarm alarm(String name) {
    return machine.scheduler.alarm(
        name, () -> rung.add(name + " at " + machine.scheduler.now() + " after " + cpu.count));
  }

  @Test
  void anAlarmRingsAfterTheInstructionsThatFitBeforeIt() {
    alarm("a").at(1000);
    alarm("b").at(1005);
    assertThat(machine.run(2000, NEVER)).isEqualTo(Stop.TIME);
    assertThat(rung).containsExactly("a at 1000 after 100", "b at 1005 after 101");
    assertThat(machine.instructions()).isEqualTo(200);
  }

  @Test
  void anAlarmSetInTheMiddleOfASliceCutsIt() {
    Alarm alarm = alarm("a");
    cpu.when = 10;
    cpu.at = () -> alarm.in(50);
    machine.run(10_000, NEVER);
    assertThat(rung).containsExactly("a at 150 after 15");
  }

  @Test
  void timeIsExactInsideASlice() {
    cpu.when = 123;
    cpu.at = () -> rung.add("now " + machine.scheduler.now());
    machine.run(10_000, NEVER);
    assertThat(rung).containsExactly("now 1230");
  }

  @Test
  void timeJumpsToTheNextAlarmWhileTheProcessorWaits() {
    cpu.idle = true;
    machine.scheduler.alarm("wake", () -> cpu.idle = false).at(1_000_000);
    machine.run(1_000_100, NEVER);
    assertThat(machine.instructions()).isEqualTo(10);
  }

  @Test
  void aProcessorThatNothingCanWakeIsAFault() {
    cpu.idle = true;
    cpu.deaf = true;
    assertThat(machine.run(NEVER, NEVER)).isEqualTo(Stop.FAULT);
    assertThat(machine.fault()).contains("interrupts disabled");
  }

  @Test
  void theInstructionLimitIsExact() {
    assertThat(machine.run(NEVER, 12_345)).isEqualTo(Stop.INSTRUCTIONS);
    assertThat(cpu.count).isEqualTo(12_345);
  }

  @Test
  void aResetThatTheGuestAsksForMayEndTheRunBeforeIt() {
    machine.stopAtReset();
    cpu.when = 5;
    cpu.at = machine::reset;
    assertThat(machine.run(NEVER, NEVER)).isEqualTo(Stop.RESET);
    assertThat(machine.instructions()).isEqualTo(6);
  }

  @Test
  void theResetButtonResetsWhateverAResetByTheGuestWouldDo() {
    machine.stopAtReset();
    machine.run(NEVER, 10);
    machine.input(new HostInput.ResetButton());
    assertThat(machine.run(NEVER, 20)).isEqualTo(Stop.INSTRUCTIONS);
    cpu.when = cpu.count + 5;
    cpu.at = machine::reset;
    assertThat(machine.run(NEVER, NEVER)).isEqualTo(Stop.RESET);
  }

  @Test
  void exitAndPowerOffTakeEffectAfterTheInstruction() {
    cpu.when = 5;
    cpu.at = () -> machine.exit(3);
    assertThat(machine.run(NEVER, NEVER)).isEqualTo(Stop.EXIT);
    assertThat(machine.exitCode()).isEqualTo(3);
    assertThat(machine.instructions()).isEqualTo(6);
  }

  @Test
  void resetReachesEveryPartBeforeAnySettles() {
    List<String> order = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      machine.add(
          name,
          new Device() {
            @Override
            public void reset(Reset kind) {
              order.add(name + " " + kind);
            }

            @Override
            public void settle() {
              order.add(name + " settles");
            }

            @Override
            public void state(StateIo io) {
              // nothing lasts
            }
          });
    }
    cpu.when = 5;
    cpu.at =
        () -> {
          cpu.when = -1;
          machine.reset();
        };
    machine.run(200, NEVER);
    assertThat(order).containsExactly("one WARM", "two WARM", "one settles", "two settles");
  }

  @Test
  void aTwinGoesOnAsTheOriginal() {
    machine.run(5_000, NEVER);
    Machine twin = new Machine("test");
    twin.cpu("cpu", new Counter(), Clock.hertz("cpu", 100_000_000));
    twin.load(machine.save());
    assertThat(twin.hash()).isEqualTo(machine.hash());
    machine.run(9_000, NEVER);
    twin.run(9_000, NEVER);
    assertThat(twin.hash()).isEqualTo(machine.hash());
  }

  @Test
  void aStateOfAnotherConfigurationIsRefusedByName() {
    Machine other = new Machine("test");
    other.cpu("cpu", new Counter(), Clock.hertz("cpu", 100_000_000));
    other.identity("ram", "16M");
    assertThatThrownBy(() -> other.load(machine.save()))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("ram=16M")
        .hasMessageContaining("same options");
  }
}
