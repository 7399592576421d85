package quimera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quimera.core.host.HostInput;
import quimera.core.machine.Options;
import quimera.machines.config.MachineSpec;
import quimera.testroms.TestRoms;

class SessionTest {
  private static Session running(String guest) {
    MachineSpec spec = new MachineSpec();
    Options options = spec.options();
    options.media.put("fda", TestRoms.medium(guest));
    Session session = new Session(spec.board().build(options), false, 40_000_000);
    session.attend();
    return session;
  }

  @Test
  void aWindowStaysOnACrashedGuestAndLeavesWithItsFault() {
    Session session = running("triplefault");
    session.observe(
        machine -> {
          if (session.stopped() != null) {
            assertThat(session.stopped()).contains("triple fault");
            session.leave();
          }
          return null;
        });
    assertThat(session.run().code()).isEqualTo(ExitCode.GUEST_FAULT.code);
  }

  @Test
  void resetStartsACrashedGuestAgain() {
    Session session = running("triplefault");
    session.observe(
        machine -> {
          if (session.stopped() != null) {
            session.post(new HostInput.ResetButton());
          }
          return null;
        });
    assertThat(session.run().code()).isEqualTo(ExitCode.INSTRUCTION_LIMIT.code);
  }

  @Test
  void aGuestThatEndsTheRunEndsItInAWindowToo() {
    Session session = running("endless");
    session.command(machine -> machine.exit(7));
    assertThat(session.run().code()).isEqualTo(7);
  }

  @Test
  void aWindowStaysOnWhatAProgramOnABareBoardHasSaid() {
    MachineSpec spec = new MachineSpec();
    spec.profile = "spim";
    Session session = new Session(spec.board().build(spec.options()), false, 1_000_000_000);
    session.attend();
    session.command(machine -> machine.exit(7));
    session.observe(
        machine -> {
          if (session.stopped() != null) {
            assertThat(session.stopped()).contains("code 7");
            session.leave();
          }
          return null;
        });
    assertThat(session.run().code()).isEqualTo(7);
  }

  @Test
  void leavingARunningGuestIsSuccess() {
    Session session = running("endless");
    session.leave();
    assertThat(session.run().code()).isEqualTo(ExitCode.SUCCESS.code);
  }
}
