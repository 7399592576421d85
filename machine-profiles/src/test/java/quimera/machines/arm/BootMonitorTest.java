package quimera.machines.arm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quimera.core.host.HostInput;
import quimera.core.machine.Machine;
import quimera.core.machine.Options;
import quimera.core.machine.Stop;
import quimera.machines.Profiles;

/** The monitor on each board: what is typed on the serial line, and what comes back. */
class BootMonitorTest {
  private static final long MS = 1_000_000;

  private final StringBuilder said = new StringBuilder();

  private Machine start(String profile, String cpu) {
    Options options = new Options();
    options.cpu = cpu;
    options.chars.put("com1", value -> said.append((char) value));
    Machine machine = Profiles.named(profile).build(options);
    assertThat(machine.run(200 * MS, Long.MAX_VALUE)).isEqualTo(Stop.TIME);
    return machine;
  }

  private void type(Machine machine, String text) {
    said.setLength(0);
    machine.input(new HostInput.Chars("com1", text.getBytes(US_ASCII)));
    machine.run(machine.scheduler.now() + 600 * MS, Long.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "versatilepb, arm926, 2000, 41069265",
    "versatilepb, arm1176, 2000, 410FB767",
    "virt, cortex-a15, 48000000, 412FC0F1",
    "arm-test, arm7tdmi, 2000, 00000000",
    "arm-test, cortex-a15, 2000, 412FC0F1"
  })
  void itGreetsAndLooksAroundInMemory(String board, String cpu, String address, String processor) {
    Machine machine = start(board, cpu);
    assertThat(said).contains("Quimera boot monitor").contains("processor  " + processor);
    type(machine, "e " + address + " 1234abcd 41424344\rd " + address + " 10\r");
    assertThat(said).contains("1234ABCD 41424344").contains("DCBA");
    type(machine, "t " + address + " 800\r");
    assertThat(said).contains("good");
  }

  @Test
  void itSleepsWhileNothingIsTyped() {
    Machine machine = start("versatilepb", "arm926");
    long before = machine.instructions();
    machine.run(machine.scheduler.now() + 1000 * MS, Long.MAX_VALUE);
    assertThat(machine.instructions() - before).isLessThan(1000);
  }

  /** MOV r0, #42; BX lr, as a C compiler's objcopy writes it. */
  @Test
  void aProgramComesAsSRecordsAndReturns() {
    Machine machine = start("versatilepb", "arm926");
    type(
        machine,
        "l\rS00600004844521B\rS315000080002A00A0E31EFF2FE1000000000000000090\rS70500008000"
            + "7A\r");
    assertThat(said).contains("taken");
    type(machine, "g\r");
    assertThat(said).contains("returned 0000002A");
  }

  @Test
  void aRecordWithAWrongSumIsNoticed() {
    Machine machine = start("versatilepb", "arm926");
    type(machine, "l\rS1051000000000\rS9030000FC\r");
    assertThat(said).contains("wrong sum");
  }

  @Test
  void anExceptionLeadsBackToThePrompt() {
    Machine machine = start("versatilepb", "arm926");
    type(machine, "d 70000000\rd 30000000\r");
    assertThat(said).contains("data abort at").endsWith("> ");
    type(machine, "e 8000 e7f000f0\rg 8000\r");
    assertThat(said).contains("undefined instruction at 00008000");
  }

  @Test
  void whatItDoesNotKnowItSays() {
    Machine machine = start("arm-test", "arm926");
    type(machine, "x\re\r");
    assertThat(said).contains("no such command").contains("a number is missing");
  }
}
