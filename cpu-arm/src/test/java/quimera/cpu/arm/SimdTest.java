package quimera.cpu.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Advanced SIMD and floating point on random operands, as QEMU 7.2 executes them ({@code -cpu
 * cortex-a15}).
 *
 * <p>A line of {@code simd.txt} has the number of a line of {@code simd-operands.txt} (D0 to D15,
 * which are also in memory where R2 points), the instruction, FPSCR before it, a hash of all that
 * may change, and the instruction's text.
 */
final class SimdTest {
  private static final int BUFFER = 0x2_383C;

  /** R2's value at the time when the hashes were made. */
  private static final int BUFFER_THEN = 0x4002_383C;

  private final Rig rig = new Rig(ArmModel.CORTEX_A15);
  private final VfpUnit vfp = rig.cpu.vfp;
  private int hash;

  private static List<String> lines(String name) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                SimdTest.class.getResourceAsStream(name), StandardCharsets.US_ASCII))) {
      return reader.lines().toList();
    }
  }

  @BeforeEach
  void switchOn() {
    rig.cpu.prepareForTest();
  }

  private void operands(String line) {
    String[] words = line.split(" ", -1);
    for (int i = 0; i < words.length; i++) {
      vfp.d[i] = Long.parseUnsignedLong(words[i], 16);
      rig.bus.write64(BUFFER + 8 * i, vfp.d[i]);
    }
    rig.set(2, BUFFER).set(3, 0x89AB_CDEF).set(4, 12);
  }

  /** FNV-1a by words, with one more mixing step. */
  private void add(int word) {
    hash = (hash ^ word) * 16777619;
    hash ^= hash >>> 15;
  }

  private int result() {
    hash = 0x811C_9DC5;
    for (int i = 0; i < 32; i++) {
      add(vfp.single(i));
    }
    add(vfp.fpscr());
    add(rig.get(2) - BUFFER + BUFFER_THEN);
    add(rig.get(3));
    for (int i = 0; i < 32; i++) {
      add(rig.word(BUFFER + 4 * i));
    }
    return hash;
  }

  @Test
  void resultsAreThoseOfQemu() throws IOException {
    List<String> operands = lines("simd-operands.txt");
    List<String> wrong = new ArrayList<>();
    int tests = 0;
    for (String line : lines("simd.txt")) {
      String[] parts = line.split(" ", 5);
      operands(operands.get(Integer.parseInt(parts[0])));
      vfp.setFpscr(Integer.parseUnsignedInt(parts[2], 16));
      rig.bus.write32(Rig.START, Integer.parseUnsignedInt(parts[1], 16));
      rig.cpu.start(Rig.START);
      int exception = rig.cpu.step();
      if (exception != ArmException.NONE || result() != Integer.parseUnsignedInt(parts[3], 16)) {
        wrong.add(parts[4]);
      }
      tests++;
    }
    assertThat(wrong).isEmpty();
    assertThat(tests).isGreaterThan(1000);
  }

  @Test
  void theFloatingPointUnitIsUndefinedUntilItIsEnabled() {
    vfp.setFpexc(0);
    rig.program("vadd.f32 s0, s1, s2");
    rig.cpu.start(Rig.START);
    assertThat(rig.cpu.step()).isEqualTo(ArmException.UNDEFINED);
    rig.cpu.setCpsr(Mode.SYSTEM, -1);
    rig.program("mov r0, #0x40000000", "vmsr fpexc, r0", "vadd.f32 s0, s1, s2");
    rig.cpu.start(Rig.START);
    rig.run(3);
    assertThat(rig.cpu.mode).isEqualTo(Mode.SYSTEM);
  }

  @Test
  void shortVectorsOfVfpv2StepThroughTheirBanks() {
    Rig old = new Rig(ArmModel.ARM926);
    old.cpu.prepareForTest();
    for (int i = 0; i < 32; i++) {
      old.cpu.vfp.setSingle(i, Float.floatToRawIntBits(i));
    }
    old.cpu.vfp.setFpscr(2 << 16); // three steps
    old.bus.write32(Rig.START, 0xEE38_7A0C); // vadd.f32 s14, s16, s24: s15 is followed by s8
    old.cpu.start(Rig.START);
    assertThat(old.cpu.step()).isEqualTo(ArmException.NONE);
    assertThat(Float.intBitsToFloat(old.cpu.vfp.single(14))).isEqualTo(40);
    assertThat(Float.intBitsToFloat(old.cpu.vfp.single(15))).isEqualTo(42);
    assertThat(Float.intBitsToFloat(old.cpu.vfp.single(8))).isEqualTo(44);
  }
}
