package quimera.cpu.arm.disasm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quimera.core.cpu.CpuView.Line;
import quimera.cpu.arm.asm.UalAssembler;
import quimera.isa.asm.Assembler;
import quimera.isa.asm.Sources;

/** What is assembled comes back as it was written. */
final class ArmDisassemblerTest {
  private final ArmDisassembler disassembler = new ArmDisassembler();

  private static byte[] assemble(String source) {
    return new Assembler(new UalAssembler(), Sources.NONE)
        .add(new Sources.Text("t.s", ".syntax unified\n" + source + "\n"))
        .finish()
        .chunks()
        .get(0)
        .content();
  }

  private static int half(byte[] bytes, int at) {
    return at + 1 < bytes.length ? bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 : 0;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add r0, r1, r2, lsl #3",
        "subsne r3, r4, #255",
        "mov r0, #4080",
        "lsr r1, r2, r3",
        "cmp sp, r7, rrx",
        "ldr r0, [r1, #-4]!",
        "ldrb r0, [r1], r2",
        "ldrd r4, r5, [r6, #8]",
        "strheq r1, [r2]",
        "push {r4, r5, lr}",
        "ldmdb r3!, {r0, r15}",
        "smlabt r1, r2, r3, r4",
        "umlal r1, r2, r3, r4",
        "uqadd8 r1, r2, r3",
        "ssat r1, #12, r2, asr #3",
        "sxtah r1, r2, r3, ror #16",
        "ubfx r1, r2, #3, #7",
        "movw r9, #4660",
        "mrs r1, CPSR",
        "msr CPSR_fc, r2",
        "cpsid if, #19",
        "dmb ish",
        "strexb r1, r2, [r3]",
        "svc 0x0000002a",
        "vadd.f64 d1, d2, d3",
        "vcvt.s32.f32 s1, s2",
        "vldr d3, [r4, #16]",
        "vpush {d8-d9}",
        "vmrs APSR_nzcv, fpscr",
        "vmov.f32 s1, #1.5"
      })
  void theArmSetReadsAsItWasWritten(String line) {
    byte[] bytes = assemble(line);
    int word = half(bytes, 0) | half(bytes, 2) << 16;
    assertThat(disassembler.arm(word, 0)).isEqualTo(line.replace("r15", "pc"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adds r0, r1, r2",
        "lsls r0, r1, #5",
        "mov r8, r1",
        "ldr r0, [sp, #64]",
        "push {r4, lr}",
        "uxtb r1, r2",
        "rev16 r1, r2",
        "bx lr",
        "addw r1, r2, #1234",
        "movt r1, #65535",
        "tbb [r1, r2]",
        "ldrd r1, r7, [r2, #-8]!",
        "smull r1, r2, r3, r4",
        "sdiv r1, r2, r3",
        "bfi r1, r2, #4, #8",
        "ldrex r1, [r2, #16]",
        "vmul.f32 s1, s2, s3"
      })
  void theThumbSetReadsAsItWasWritten(String line) {
    byte[] bytes = assemble(".thumb\n" + line);
    Line read = disassembler.thumb(half(bytes, 0), half(bytes, 2), 0);
    assertThat(read.text()).isEqualTo(line);
    assertThat(read.bytes()).isEqualTo(bytes.length);
  }

  @Test
  void branchesNameTheirTargets() {
    assertThat(disassembler.arm(0xEAFF_FFFE, 0x8000)).isEqualTo("b 0x8000");
    assertThat(disassembler.thumb(0xF7FF, 0xFFFE, 0x8000).text()).isEqualTo("bl 0x8000");
    assertThat(disassembler.thumb(0xBF0C, 0, 0).text()).isEqualTo("ite eq");
  }

  /** The instructions of {@code SimdTest}, which has their text as GNU's assembler takes it. */
  @Test
  void advancedSimdReadsAsItWasWritten() throws IOException {
    int shown = 0;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                ArmDisassemblerTest.class.getResourceAsStream("/quimera/cpu/arm/simd.txt"),
                StandardCharsets.US_ASCII))) {
      for (String line : reader.lines().toList()) {
        String[] parts = line.split(" ", 5);
        String read = disassembler.arm(Integer.parseUnsignedInt(parts[1], 16), 0);
        if (!read.startsWith(".inst")) {
          String written = parts[4].replaceAll("\\{d(\\d+), .*d(\\d+)\\}", "{d$1-d$2}");
          assertThat(read).isEqualTo(written);
          shown++;
        }
      }
    }
    assertThat(shown).isGreaterThan(950);
  }

  @Test
  void whatIsNoInstructionIsShownAsData() {
    assertThat(disassembler.arm(0xF3FF_FFFF, 0)).isEqualTo(".inst 0xf3ffffff");
  }
}
