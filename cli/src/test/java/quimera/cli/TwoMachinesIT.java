package quimera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quimera.core.host.HostInput;
import quimera.core.host.Key;
import quimera.core.machine.Machine;
import quimera.core.machine.MachineProfile;
import quimera.core.machine.Options;
import quimera.machines.config.MachineSpec;
import quimera.testroms.TestRoms;

/**
 * Machines that run at once in one process, each in its own session, do what they do alone: to the
 * bit, at every point at which they are looked at.
 */
class TwoMachinesIT {
  private static final long INSTRUCTIONS = 40_000_000;
  private static final long MARK = 10_000_000;
  private static final long PATIENCE_SECONDS = 240;

  /** Virtual time, in ns, after which a board that waits for its user is looked at no longer. */
  private static final long LONG_ENOUGH = 2_000_000_000L;

  /** A board with what it starts with when its user brings nothing. */
  private static Machine powerOn(String board) {
    MachineSpec spec = new MachineSpec();
    spec.profile = board;
    MachineProfile profile = spec.board();
    Options options = spec.options();
    profile.embedded().forEach((drive, rom) -> options.media.put(drive, TestRoms.medium(rom)));
    return profile.build(options);
  }

  /** Runs a board in a session; the hash at each mark passed, and at the end. */
  private static List<String> run(String board) {
    Machine machine = powerOn(board);
    Session session = new Session(machine, false, INSTRUCTIONS);
    List<String> hashes = new ArrayList<>();
    session.observe(
        m -> {
          if (m.instructions() >= (hashes.size() + 1) * MARK) {
            hashes.add(m.instructions() + " " + m.hash());
          }
          boolean over = m.scheduler.now() >= LONG_ENOUGH;
          return over ? Session.Outcome.of(ExitCode.SUCCESS, "waits") : null;
        });
    assertThat(session.run().code()).isIn(ExitCode.SUCCESS.code, ExitCode.INSTRUCTION_LIMIT.code);
    hashes.add(machine.instructions() + " " + machine.hash());
    return hashes;
  }

  /** Runs boards at once, none of which starts before all are ready. */
  private static List<List<String>> together(List<String> boards) {
    ExecutorService threads = Executors.newFixedThreadPool(boards.size());
    try {
      CountDownLatch ready = new CountDownLatch(boards.size());
      List<Future<List<String>>> runs = new ArrayList<>();
      for (String board : boards) {
        runs.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return run(board);
                }));
      }
      List<List<String>> all = new ArrayList<>();
      for (Future<List<String>> run : runs) {
        all.add(run.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      return all;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({"isapc, malta", "malta, versatilepb", "versatilepb, pc", "isapc, isapc"})
  void twoMachinesAtOnceDoWhatEachDoesAlone(String one, String other) {
    List<List<String>> alone = List.of(run(one), run(other));

    assertThat(together(List.of(one, other))).isEqualTo(alone);
  }

  @Test
  void theThreeArchitecturesRunAtOnce() {
    List<String> boards = List.of("isapc", "malta", "versatilepb");

    List<List<String>> alone = boards.stream().map(TwoMachinesIT::run).toList();

    assertThat(together(boards)).isEqualTo(alone);
  }

  /** Input to one machine is nothing to the other, and a machine that ends takes none along. */
  @Test
  void whatHappensToOneMachineIsNothingToTheOther() throws InterruptedException {
    List<String> alone = run("malta");
    Session disturbed = new Session(powerOn("isapc"), false, Long.MAX_VALUE);
    disturbed.observe(
        m -> m.instructions() > MARK ? Session.Outcome.of(ExitCode.GUEST_FAULT, "over") : null);
    Thread noisy = new Thread(disturbed::run, "disturbed");
    noisy.start();
    for (Key key : List.of(Key.DOWN, Key.DOWN, Key.ENTER)) {
      disturbed.post(new HostInput.KeyPress(key, true));
      disturbed.post(new HostInput.KeyPress(key, false));
    }

    assertThat(run("malta")).isEqualTo(alone);

    noisy.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    assertThat(noisy.isAlive()).isFalse();
  }
}
