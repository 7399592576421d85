package quimera.machines.arm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quimera.core.host.HostInput;
import quimera.core.machine.Machine;
import quimera.core.machine.Options;
import quimera.core.machine.Stop;
import quimera.cpu.arm.asm.UalAssembler;
import quimera.isa.asm.Assembler;
import quimera.isa.asm.InstructionSet;
import quimera.isa.asm.Sources;
import quimera.isa.load.ElfWriter;
import quimera.machines.Profiles;

/** Programs of a few lines on the bare board, and what their debugger does for them. */
class SemihostingTest {
  private static final long SECOND = 1_000_000_000L;

  private final StringBuilder said = new StringBuilder();

  private Machine start(String cpu, String program) {
    InstructionSet isa = new UalAssembler();
    Assembler assembler = new Assembler(isa, Sources.NONE);
    String source = "  .syntax unified\n  .global _start\n" + program;
    assembler.add(new Sources.Text("test.s", source));
    Options options = new Options();
    options.cpu = cpu;
    options.firmware.put("kernel", ElfWriter.write(assembler.finish(), isa));
    options.chars.put("com1", value -> said.append((char) value));
    return Profiles.named("arm-test").build(options);
  }

  private int run(String cpu, String program) {
    Machine machine = start(cpu, program);
    assertThat(machine.run(SECOND, Long.MAX_VALUE)).isEqualTo(Stop.EXIT);
    return machine.exitCode();
  }

  @ParameterizedTest
  @ValueSource(strings = {"arm7tdmi", "arm926", "arm1176", "cortex-a15"})
  void aTextIsWrittenAndTheRunEndsWithACode(String cpu) {
    int code =
        run(
            cpu,
            """
            _start:
              mov r0, #4
              ldr r1, =text
              svc 0x123456
              mov r0, #0x20
              ldr r1, =block
              svc 0x123456
            text: .asciz "hello"
              .balign 4
            block: .word 0x20026, 42
            """);
    assertThat(said.toString()).isEqualTo("hello");
    assertThat(code).isEqualTo(42);
  }

  @ParameterizedTest
  @CsvSource({"arm926, svc 0xAB", "cortex-a15, bkpt 0xAB"})
  void thumbHasInstructionsOfItsOwn(String cpu, String trap) {
    int code =
        run(
            cpu,
            """
            _start:
              ldr r0, =thumb + 1
              bx r0
              .ltorg
              .thumb
            thumb:
              movs r0, #3
              ldr r1, =letter
              TRAP
              movs r0, #0x18
              ldr r1, =0x20026
              TRAP
              .ltorg
            letter: .byte 'T'
            """
                .replace("TRAP", trap));
    assertThat(said.toString()).isEqualTo("T");
    assertThat(code).isZero();
  }

  @Test
  void aCharacterIsWaitedFor() {
    Machine machine =
        start(
            "arm926",
            """
            _start:
              mov r0, #7
              svc 0x123456
              ldr r1, =got
              strb r0, [r1]
              mov r0, #3
              svc 0x123456
              b _start
            got: .word 0
            """);
    machine.run(SECOND / 1000, Long.MAX_VALUE);
    assertThat(said).isEmpty();
    machine.input(new HostInput.Chars("semihosting", "ok".getBytes(US_ASCII)));
    machine.run(SECOND / 500, Long.MAX_VALUE);
    assertThat(said.toString()).isEqualTo("ok");
  }

  @Test
  void theConsoleIsTheOnlyFile() {
    int code =
        run(
            "arm926",
            """
            _start:
              mov r0, #1
              ldr r1, =other
              svc 0x123456
              cmn r0, #1
              bne wrong
              mov r0, #1
              ldr r1, =console
              svc 0x123456
              ldr r1, =writes
              str r0, [r1]
              mov r0, #5
              svc 0x123456
              ldr r1, =block
              str r0, [r1, #4]
              mov r0, #0x20
              svc 0x123456
            wrong:
              mov r0, #0x18
              mov r1, #0
              svc 0x123456
            console: .word tt, 4, 3
            other: .word name, 0, 4
            writes: .word 0, name, 4
            block: .word 0x20026, 9
            tt: .ascii ":tt"
            name: .ascii "file"
            """);
    assertThat(said.toString()).isEqualTo("file");
    assertThat(code).as("bytes not written").isZero();
  }

  @Test
  void anotherSupervisorCallIsTheProgramsOwn() {
    int code =
        run(
            "arm926",
            """
            _start:
              mov r0, #8
              ldr r1, =0xE3A00018
              str r1, [r0], #4
              ldr r1, =0xE3A01000
              str r1, [r0], #4
              ldr r1, =0xEF123456
              str r1, [r0]
              svc 1
            """);
    assertThat(code).as("an end without a reason that is the application's").isEqualTo(1);
  }
}
