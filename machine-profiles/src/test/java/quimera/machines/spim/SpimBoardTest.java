package quimera.machines.spim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import quimera.core.host.HostException;
import quimera.core.host.HostInput;
import quimera.core.machine.Machine;
import quimera.core.machine.Options;
import quimera.core.machine.Stop;
import quimera.cpu.mips32.asm.MipsAssembler;
import quimera.isa.asm.Assembler;
import quimera.isa.asm.Program;
import quimera.isa.asm.Sources;
import quimera.isa.load.ElfWriter;

class SpimBoardTest {
  /** Of virtual time, in ns: 50 million instructions. */
  private static final long LONG_ENOUGH = 50_000_000;

  private static final MipsAssembler ISA = new MipsAssembler(ByteOrder.LITTLE_ENDIAN, true, false);

  private final StringBuilder said = new StringBuilder();

  private Machine machine(String source) {
    Options options = new Options();
    options.chars.put("com1", value -> said.append((char) value));
    if (source != null) {
      Program program = SpimProgram.assemble(new Sources.Text("test.s", source));
      options.firmware.put("kernel", ElfWriter.write(program, ISA));
    }
    return new SpimBoard().build(options);
  }

  private static Stop run(Machine machine) {
    return machine.run(machine.scheduler.now() + LONG_ENOUGH, Long.MAX_VALUE);
  }

  private static void type(Machine machine, String text) {
    machine.input(new HostInput.Chars("com1", text.getBytes(ISO_8859_1)));
  }

  @Test
  void withoutAProgramItCountsPrimes() {
    Machine machine = machine(null);
    assertThat(run(machine)).isEqualTo(Stop.TIME);
    assertThat(machine.cpu().idle()).as("nothing is executed while it waits").isTrue();
    type(machine, "199\b\r");
    run(machine);
    assertThat(said).contains("? 199\b \b\r\n8 primes\r\n");
  }

  @Test
  void aSavedStateRemembersWhatWasTyped() {
    Machine first = machine(null);
    run(first);
    type(first, "3");
    Machine second = machine(null);
    second.load(first.save());
    type(second, "0\n");
    run(second);
    assertThat(said).endsWith("0\r\n10 primes\r\nCount the primes up to (2 to 100000)? ");
    assertThat(second.instructions()).isGreaterThan(first.instructions());
  }

  @Test
  void resetStartsTheProgramAgain() {
    Machine machine =
        machine(
            """
            .data
            n: .word 5
            .text
            main: lw $a0, n
                  li $v0, 1
                  syscall
                  addi $a0, $a0, 1
                  sw $a0, n
                  li $v0, 12
                  syscall
            """);
    run(machine);
    machine.input(new HostInput.ResetButton());
    run(machine);
    assertThat(said).hasToString("55");
  }

  @Test
  void aCharacterReachesTheTerminalInMemoryAsItIsTyped() {
    Machine machine =
        machine(
            """
            main: lui $t0, 0xffff
            wait: lw $t1, 0($t0)
                  andi $t1, $t1, 1
                  beqz $t1, wait
                  lw $a0, 4($t0)
                  li $v0, 17
                  syscall
            """);
    assertThat(machine.run(1_000_000, Long.MAX_VALUE)).isEqualTo(Stop.TIME);
    type(machine, "A");
    assertThat(run(machine)).isEqualTo(Stop.EXIT);
    assertThat(machine.exitCode()).isEqualTo('A');
    assertThat(said).as("no echo").isEmpty();
  }

  @Test
  void anExceptionThatOnlyThePrintingHandlerMetIsAFault() {
    Machine machine =
        machine(
            """
            main: lw $t0, 2($zero)
                  jr $ra
            """);
    assertThat(run(machine)).isEqualTo(Stop.FAULT);
    assertThat(machine.fault()).startsWith("an unaligned address in a load");
    assertThat(said).contains("Exception 4").contains("occurred and ignored");
  }

  @Test
  void aProgramWithoutAHandlerEndsAtItsFirstException() {
    Assembler assembler = new Assembler(ISA, Sources.NONE);
    Program program = assembler.add(new Sources.Text("test.s", "main: break 0")).finish();
    Options options = new Options();
    options.firmware.put("kernel", ElfWriter.write(program, ISA));
    Machine machine = new SpimBoard().build(options);
    assertThat(run(machine)).isEqualTo(Stop.FAULT);
    assertThat(machine.fault()).contains("a breakpoint");
  }

  @Test
  void theTimerIsThatOfTheSimulatorNotOfTheCore() {
    Machine machine =
        machine(
            """
            main: li $t0, 20000000
            loop: addi $t0, $t0, -1
                  bnez $t0, loop
                  mfc0 $a0, $9
                  li $v0, 1
                  syscall
                  li $v0, 10
                  syscall
            """);
    assertThat(run(machine)).isEqualTo(Stop.EXIT);
    assertThat(said).as("40 million instructions, 40 ms").hasToString("4");
  }

  @Test
  void anotherByteOrderIsRefused() {
    MipsAssembler big = new MipsAssembler(ByteOrder.BIG_ENDIAN, true, false);
    Program program =
        new Assembler(big, Sources.NONE).add(new Sources.Text("test.s", "main: nop")).finish();
    Options options = new Options();
    options.firmware.put("kernel", ElfWriter.write(program, big));
    assertThatThrownBy(() -> new SpimBoard().build(options))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("little-endian MIPS");
  }

  @Test
  void aProgramForWhereThereIsNoMemoryIsRefused() {
    assertThatThrownBy(() -> machine(".data 0x20\n.word 1\n.text\nmain: jr $ra\n"))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("4 bytes at 0x00000020");
  }
}
