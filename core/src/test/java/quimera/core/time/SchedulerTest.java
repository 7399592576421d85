package quimera.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import quimera.core.state.StateTree;

class SchedulerTest {
  private final Scheduler scheduler = new Scheduler();
  private final List<String> rung = new ArrayList<>();

  private Alarm alarm(String name) {
    return scheduler.alarm(name, () -> rung.add(name + "@" + scheduler.now()));
  }

  @Test
  void alarmsRingAtTheirOwnTimeAndEqualsInTheOrderOfSetting() {
    Alarm a = alarm("a");
    Alarm b = alarm("b");
    Alarm c = alarm("c");
    c.at(20);
    b.at(10);
    a.at(10);
    scheduler.advanceTo(100);
    assertThat(rung).containsExactly("b@10", "a@10", "c@20");
    assertThat(scheduler.now()).isEqualTo(100);
  }

  @Test
  void settingAgainReplacesAndCancellingSilences() {
    Alarm a = alarm("a");
    Alarm b = alarm("b");
    a.at(10);
    a.at(30);
    b.at(20);
    b.cancel();
    scheduler.advanceTo(50);
    assertThat(rung).containsExactly("a@30");
    assertThat(a.isSet()).isFalse();
  }

  @Test
  void anAlarmMaySetItselfAgainWhileItRings() {
    Alarm[] periodic = new Alarm[1];
    periodic[0] =
        scheduler.alarm(
            "p",
            () -> {
              rung.add("p@" + scheduler.now());
              periodic[0].in(10);
            });
    periodic[0].at(10);
    scheduler.advanceTo(35);
    assertThat(rung).containsExactly("p@10", "p@20", "p@30");
  }

  @Test
  void manyAlarmsRingSorted() {
    Random random = new Random(7);
    List<Alarm> alarms = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Alarm alarm = scheduler.alarm("a" + i, () -> times.add(scheduler.now()));
      alarm.at(random.nextInt(1000));
      alarms.add(alarm);
    }
    alarms.subList(0, 50).forEach(Alarm::cancel);
    scheduler.advanceTo(1000);
    assertThat(times).hasSize(150).isSorted();
  }

  @Test
  void aRestoredAlarmRingsWhenTheSavedOneWouldHave() {
    Alarm first = alarm("x");
    Alarm second = alarm("y");
    second.at(40);
    first.at(40);
    StateTree tree =
        StateTree.save(
            io -> {
              scheduler.state(io);
              first.state(io);
              second.state(io);
            });
    first.cancel();
    second.at(10);
    tree.load(
        "t",
        io -> {
          scheduler.state(io);
          first.state(io);
          second.state(io);
        });
    scheduler.advanceTo(50);
    assertThat(rung).containsExactly("y@40", "x@40");
  }
}
