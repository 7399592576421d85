package quimera.cpu.mips32;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.cpu.mips32.Rig.NOP;
import static quimera.cpu.mips32.Rig.START;
import static quimera.cpu.mips32.Rig.addiu;
import static quimera.cpu.mips32.Rig.immediate;
import static quimera.cpu.mips32.Rig.special;

import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quimera.core.state.StateTree;
import quimera.core.time.Scheduler;

class InterpreterTest {
  private static final int BEQ = 0x04;
  private static final int SW = 0x2B;
  private static final int ERET = 0x4200_0018;
  private static final int LAST_OF_PAGE = 0x8000_1FFC;

  /** A program of all kinds of instructions, with exceptions that a handler skips. */
  private static Rig random(int seed, ByteOrder order) {
    Rig rig = new Rig(MipsModel.M24KF, order);
    Random random = new Random(seed);
    int[] words = new int[600];
    for (int i = 0; i < words.length; i++) {
      do {
        words[i] = instruction(random, i, words.length);
      } while (i > 0 && branches(words[i - 1]) && branches(words[i]));
    }
    rig.program(words);
    int[] handler = {
      0x401A_7000, // mfc0 k0, EPC
      addiu(26, 26, 8),
      0x409A_7000, // mtc0 k0, EPC
      ERET
    };
    for (int i = 0; i < handler.length; i++) {
      rig.bus.write32(4L * i, handler[i]);
      rig.bus.write32(0x180 + 4 * i, handler[i]);
    }
    for (int i = 1; i < 32; i++) {
      rig.cpu.r[i] = random.nextBoolean() ? random.nextInt() : 0x8008_0000 + random.nextInt(4096);
      rig.cpu.fpu.f[i] = Double.doubleToRawLongBits(random.nextGaussian());
    }
    return rig;
  }

  private static boolean branches(int word) {
    int opcode = word >>> 26;
    boolean register = opcode == 0 && (word & 0x3E) == 8;
    return register || opcode == 1 || opcode >= 4 && opcode < 8 || opcode >= 0x14 && opcode < 0x18;
  }

  private static int instruction(Random random, int at, int length) {
    int registers = random.nextInt() & 0x03FF_FFC0;
    int target = random.nextInt(length) - at - 1 & 0xFFFF;
    return switch (random.nextInt(12)) {
      case 0, 1 -> registers | new int[] {0x21, 0x23, 0x24, 0x2A, 0x2B, 0x20}[random.nextInt(6)];
      case 2, 3 -> 8 + random.nextInt(8) << 26 | random.nextInt() & 0x03FF_FFFF;
      case 4 -> new int[] {0x20, 0x21, 0x23, 0x24, 0x25, 0x22}[random.nextInt(6)] << 26 | registers;
      case 5 -> new int[] {0x28, 0x29, SW, 0x2E}[random.nextInt(4)] << 26 | registers & 0xFFFF_0FFF;
      case 6, 7 -> 4 + random.nextInt(4) << 26 | registers & 0x03FF_0000 | target;
      case 8 -> 0x14 + random.nextInt(4) << 26 | registers & 0x03FF_0000 | target;
      case 9 -> 1 << 26 | registers & 0x03E0_0000 | random.nextInt(4) << 16 | target;
      case 10 -> 0x11 << 26 | 17 << 21 | registers & 0x001E_F780 | random.nextInt(4);
      default -> random.nextBoolean() ? registers | random.nextInt(64) : NOP;
    };
  }

  private static String state(Rig rig) {
    return HexFormat.of().formatHex(StateTree.save(rig.cpu::state).encode());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void howARunIsCutDoesNotMatter(int seed) {
    ByteOrder order = seed % 2 == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    Rig whole = random(seed, order).run(3000);
    Rig steps = random(seed, order);
    Rig pieces = random(seed, order);
    Random random = new Random(seed);
    for (int done = 0; done < 3000; done++) {
      assertThat(steps.cpu.run(1)).isEqualTo(1);
    }
    for (int left = 3000; left > 0; ) {
      int piece = Math.min(left, 1 + random.nextInt(9));
      assertThat(pieces.cpu.run(piece)).isEqualTo(piece);
      left -= piece;
    }
    assertThat(state(steps)).isEqualTo(state(whole));
    assertThat(state(pieces)).isEqualTo(state(whole));
  }

  @Test
  void codeThatChangesItsNextInstructionExecutesTheNewOne() {
    Rig rig = new Rig().program(immediate(SW, 2, 4, 4), addiu(1, 0, 1), addiu(3, 3, 1));
    rig.cpu.r[4] = 0x8000_3000;
    rig.run(3);
    rig.cpu.jump(START);
    rig.cpu.r[2] = addiu(1, 0, 77);
    rig.cpu.r[4] = START;
    assertThat(rig.run(3).cpu.r[1]).isEqualTo(77);
    assertThat(rig.cpu.r[3]).isEqualTo(2);
  }

  @Test
  void aStoreInTheDelaySlotChangesTheTarget() {
    int[] words = {immediate(BEQ, 0, 0, 2), immediate(SW, 2, 4, 12), NOP, addiu(1, 0, 1)};
    Rig rig = new Rig().program(words);
    rig.cpu.r[4] = 0x8000_3000;
    rig.run(3);
    assertThat(rig.cpu.r[1]).isEqualTo(1);
    rig.cpu.jump(START);
    rig.cpu.r[2] = addiu(1, 0, 77);
    rig.cpu.r[4] = START;
    assertThat(rig.run(3).cpu.r[1]).isEqualTo(77);
  }

  @Test
  void aWriteByAnotherMasterIsSeen() {
    Rig rig = new Rig().program(addiu(1, 1, 1), immediate(BEQ, 0, 0, -2), NOP).run(30);
    assertThat(rig.cpu.r[1]).isEqualTo(10);
    rig.program(addiu(1, 1, 100));
    assertThat(rig.run(30).cpu.r[1]).isEqualTo(1010);
  }

  @Test
  void dataBesideCodeDoesNotDisturbIt() {
    Rig rig = new Rig().program(addiu(1, 1, 1), immediate(SW, 1, 4, 16), immediate(BEQ, 0, 0, -3));
    rig.cpu.r[4] = START;
    rig.run(40);
    assertThat(rig.cpu.r[1]).isEqualTo(10);
    assertThat(rig.bus.read32(0x1010)).isEqualTo(10);
  }

  @Test
  void theDelaySlotMayBeInTheNextPage() {
    Rig rig = new Rig();
    rig.bus.write32(LAST_OF_PAGE & 0xFFFFFF, immediate(BEQ, 0, 0, -4));
    rig.bus.write32(0x2000, special(0x0C, 0, 0, 0));
    rig.cpu.jump(LAST_OF_PAGE);
    rig.run(2);
    assertThat(rig.code()).isEqualTo(ExcCode.SYS);
    assertThat(rig.cpu.cp0.epc).isEqualTo(LAST_OF_PAGE);
    assertThat(rig.cpu.cp0.cause()).isNegative();
    rig.bus.write32(0x2000, addiu(1, 0, 5));
    rig.bus.write32(0x1FF0, addiu(1, 1, 6));
    rig.cpu.jump(LAST_OF_PAGE);
    assertThat(rig.run(3).cpu.r[1]).isEqualTo(11);
  }

  @Test
  void aCallLinksToTheInstructionAfterItsSlot() {
    Rig rig = new Rig().program(3 << 26 | START + 64 >>> 2 & 0x03FF_FFFF, addiu(1, 0, 1));
    rig.run(2);
    assertThat(rig.cpu.r[31]).isEqualTo(START + 8);
    assertThat(rig.cpu.pc).isEqualTo(START + 64);
  }

  @Test
  void registerZeroStaysZero() {
    int[] words = {
      addiu(0, 0, 7), special(0x20, 0, 1, 1), special(0x09, 0, 4, 0), immediate(0x23, 0, 4, 0), NOP
    };
    Rig rig = new Rig().program(words);
    rig.cpu.r[1] = 5;
    rig.cpu.r[4] = START + 16;
    for (int i = 0; i < words.length; i++) {
      assertThat(rig.run(1).cpu.r[0]).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 10, 49, 50, 51, 52, -1})
  void aDelayLoopTakesTwoInstructionsATurn(int turns) {
    delay(turns, addiu(2, 2, -1), 0);
    delay(turns, special(0x23, 2, 2, 3), 1);
  }

  private static void delay(int turns, int decrement, int by) {
    int[] words = {NOP, immediate(0x05, 0, 2, -1), decrement, NOP, NOP};
    Rig rig = new Rig().program(words).run(8);
    Rig steps = new Rig().program(words).run(8);
    for (Rig each : List.of(rig, steps)) {
      each.cpu.jump(START);
      each.cpu.r[2] = turns;
      each.cpu.r[3] = by;
    }
    int total = turns >= 0 && turns < 50 ? 2 * turns + 3 : 101;
    assertThat(rig.cpu.run(total)).isEqualTo(total);
    for (int i = 0; i < total; i++) {
      steps.cpu.run(1);
    }
    assertThat(state(rig)).isEqualTo(state(steps));
    assertThat(rig.cpu.pc).isEqualTo(turns >= 0 && turns < 50 ? START + 12 : START + 4);
  }

  @Test
  void aLoopThatCountsByTwoIsNoDelay() {
    int[] words = {immediate(0x05, 0, 2, -1), special(0x23, 2, 2, 3), NOP};
    Rig rig = new Rig().program(words).run(3);
    rig.cpu.jump(START);
    rig.cpu.r[2] = 8;
    rig.cpu.r[3] = 2;
    rig.run(10);
    assertThat(rig.cpu.r[2]).isEqualTo(-2);
    assertThat(rig.cpu.pc).isEqualTo(START + 8);
  }

  @Test
  void theTimeIsExactInADelaySlotThatIsExecutedByItself() {
    Rig rig = new Rig().program(NOP, immediate(BEQ, 0, 0, 1), 0x4001_4800, NOP); // mfc0 $1, Count
    rig.run(2);
    rig.scheduler.running(
        new Scheduler.Running() {
          @Override
          public long now() {
            return 2 + rig.cpu.used();
          }

          @Override
          public void endBy(long time) {}

          @Override
          public void stall(long ns) {}
        });
    rig.run(10);
    assertThat(rig.cpu.r[1]).isEqualTo(1);
  }
}
