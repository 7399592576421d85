package quimera.cpu.mips32;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.cpu.mips32.Rig.NOP;
import static quimera.cpu.mips32.Rig.START;
import static quimera.cpu.mips32.Rig.addiu;
import static quimera.cpu.mips32.Rig.immediate;
import static quimera.cpu.mips32.Rig.mtc0;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Cp0Test {
  private static final int ERET = 0x4200_0018;
  private static final int TLBWI = 0x4200_0002;
  private static final int TLBWR = 0x4200_0006;
  private static final int WAIT = 0x4200_0020;
  private static final int SYSCALL = 0x0C;
  private static final int BEQ_PLUS_3 = immediate(0x04, 0, 0, 3);
  private static final int LW_1_0_4 = immediate(0x23, 1, 4, 0);
  private static final int SW_1_0_4 = immediate(0x2B, 1, 4, 0);

  /** Coprocessors 0 and 1 usable. */
  private static final int USABLE = 0x3000_0000;

  private static final int IE = 1;
  private static final int EXL = 2;
  private static final int UM = 1 << 4;
  private static final int BEV = 1 << 22;
  private static final int FR = 1 << 26;
  private static final int GENERAL = 0x8000_0180;
  private static final int WATCHED = 0x8000_3008;

  private final Rig rig = new Rig();
  private final MipsCpu cpu = rig.cpu;
  private final Cp0 cp0 = cpu.cp0;

  /** The page at virtual 0x4000 leads to physical 0x8000; returns to user mode in it. */
  private Rig userProgram(int... words) {
    map(0, 0x4000, 0x8000);
    for (int i = 0; i < words.length; i++) {
      rig.bus.write32(0x8000 + 4 * i, words[i]);
    }
    cp0.epc = 0x4000;
    cp0.writeStatus(UM | EXL);
    return rig.program(ERET).run(1);
  }

  private void map(int index, int virtual, int physical) {
    cp0.index = index;
    cp0.write(10, 0, virtual);
    cp0.write(2, 0, physical >> 6 | 6);
    cp0.write(3, 0, physical + 0x1000 >> 6 | 6);
    cpu.mmu.write(index);
  }

  @Nested
  class Watch {
    private void watch(int bits, int hi) {
      cp0.write(18, 0, WATCHED | bits);
      cp0.write(19, 0, hi);
      cpu.r[4] = WATCHED;
    }

    private static final int ALL_SPACES = 1 << 30;

    @Test
    void aLoadFromTheWatchedDoublewordTraps() {
      rig.program(LW_1_0_4);
      watch(2, ALL_SPACES);
      cpu.r[4] = WATCHED + 4;
      rig.run(1);
      assertThat(rig.code()).isEqualTo(ExcCode.WATCH);
      assertThat(cpu.pc).isEqualTo(GENERAL);
      assertThat(cp0.epc).isEqualTo(START);
      assertThat(cp0.read(19, 0) & 7).isEqualTo(2);
    }

    @Test
    void aStoreIsSeenOnlyIfStoresAreWatched() {
      rig.program(SW_1_0_4, SW_1_0_4);
      watch(2, ALL_SPACES);
      rig.run(1);
      assertThat(cpu.pc).isEqualTo(START + 4);
      watch(1, ALL_SPACES);
      cpu.r[1] = 5;
      rig.run(1);
      assertThat(rig.code()).isEqualTo(ExcCode.WATCH);
      assertThat(rig.bus.read32(WATCHED & 0xFFFF)).isZero();
    }

    @Test
    void aFetchFromTheWatchedDoublewordTraps() {
      rig.program(NOP, NOP, addiu(1, 0, 1), NOP);
      cp0.write(18, 0, START + 8 | 4);
      cp0.write(19, 0, ALL_SPACES);
      rig.run(3);
      assertThat(rig.code()).isEqualTo(ExcCode.WATCH);
      assertThat(cp0.epc).isEqualTo(START + 8);
      assertThat(cpu.r[1]).isZero();
    }

    @Test
    void itComesBeforeAMisalignedAddress() {
      rig.program(LW_1_0_4);
      watch(2, ALL_SPACES);
      cpu.r[4] = WATCHED + 1;
      rig.run(1);
      assertThat(rig.code()).isEqualTo(ExcCode.WATCH);
    }

    @Test
    void theMaskWidensTheMatch() {
      rig.program(LW_1_0_4, LW_1_0_4);
      watch(2, ALL_SPACES | 0xFF8);
      cpu.r[4] = WATCHED + 0xF00;
      rig.run(1);
      assertThat(rig.code()).isEqualTo(ExcCode.WATCH);
    }

    @Test
    void anotherAddressSpaceIsNotWatched() {
      rig.program(LW_1_0_4, LW_1_0_4);
      watch(2, 5 << 16);
      rig.run(1);
      assertThat(cpu.pc).isEqualTo(START + 4);
      cp0.write(10, 0, 5);
      rig.run(1);
      assertThat(rig.code()).isEqualTo(ExcCode.WATCH);
    }

    @Test
    void inAnExceptionHandlerItWaitsForTheReturn() {
      rig.program(LW_1_0_4, ERET);
      watch(2, ALL_SPACES);
      rig.bus.write32(WATCHED & 0xFFFF, 77);
      cp0.writeStatus(USABLE | EXL);
      cp0.epc = START + 32;
      rig.run(1);
      assertThat(cpu.r[1]).isEqualTo(77);
      assertThat(cp0.cause() & 1 << 22).isNotZero();
      rig.run(2);
      assertThat(rig.code()).isEqualTo(ExcCode.WATCH);
      assertThat(cp0.epc).isEqualTo(START + 32);
    }

    @Test
    void anInterruptComesBeforeTheDeferredOne() {
      rig.program(LW_1_0_4, ERET);
      watch(2, ALL_SPACES);
      cp0.writeStatus(USABLE | EXL | IE | 0x8000);
      cp0.epc = START + 32;
      cpu.ir7.changed(true);
      rig.run(2);
      rig.run(1);
      assertThat(rig.code()).isEqualTo(ExcCode.INT);
      assertThat(cp0.cause() & 1 << 22).isNotZero();
    }

    @Test
    void theHitBitsAreClearedByOnes() {
      rig.program(LW_1_0_4);
      watch(2, ALL_SPACES);
      rig.run(1);
      cp0.write(19, 0, ALL_SPACES);
      assertThat(cp0.read(19, 0) & 7).isEqualTo(2);
      cp0.write(19, 0, ALL_SPACES | 2);
      assertThat(cp0.read(19, 0) & 7).isZero();
    }
  }

  @Nested
  class Nmi {
    @Test
    void itGoesToTheResetVectorAndComesBack() {
      rig.program(NOP, NOP).run(1);
      cpu.nmi.changed(true);
      cpu.run(1);
      assertThat(cp0.errorEpc).isEqualTo(START + 4);
      assertThat(cp0.status & (BEV | 4 | 1 << 19)).isEqualTo(BEV | 4 | 1 << 19);
      assertThat(cp0.read(13, 0) >> 2 & 31).isEqualTo(ExcCode.IBE); // there is no ROM
      cpu.jump(START);
      rig.program(ERET).run(1);
      assertThat(cpu.pc).isEqualTo(START + 4);
    }

    @Test
    void inADelaySlotItReportsTheBranch() {
      rig.program(BEQ_PLUS_3, NOP).run(1);
      cpu.nmi.changed(true);
      cpu.run(1);
      assertThat(cp0.errorEpc).isEqualTo(START);
    }

    @Test
    void onlyTheEdgeCounts() {
      rig.program(ERET);
      cpu.nmi.changed(true);
      cpu.run(1);
      cpu.jump(START);
      rig.run(1);
      cpu.nmi.changed(true);
      rig.program(NOP, NOP, NOP, NOP).run(1);
      assertThat(cpu.pc).isEqualTo(START + 4);
    }

    @Test
    void itEndsWaitWithAllInterruptsMasked() {
      rig.program(WAIT);
      cp0.writeStatus(USABLE);
      assertThat(cpu.run(10)).isEqualTo(1);
      assertThat(cpu.idle()).isTrue();
      assertThat(cpu.deaf()).isTrue();
      cpu.nmi.changed(true);
      assertThat(cpu.idle()).isFalse();
      cpu.run(1);
      assertThat(cp0.errorEpc).isEqualTo(START + 4);
    }

    @Test
    void itsBitInStatusCanOnlyBeCleared() {
      cp0.writeStatus(USABLE | 1 << 19);
      assertThat(cp0.status & 1 << 19).isZero();
      cpu.nmi.changed(true);
      cpu.run(1);
      cp0.writeStatus(USABLE | BEV | 1 << 19);
      assertThat(cp0.status & 1 << 19).isNotZero();
      cp0.writeStatus(USABLE | BEV);
      assertThat(cp0.status & 1 << 19).isZero();
    }
  }

  @Nested
  class Interrupts {
    /** Takes an interrupt of lines 3 and 5; returns where to. */
    private int vector(MipsModel model, int status, int cause, int spacing) {
      Rig machine = new Rig(model, ByteOrder.LITTLE_ENDIAN).program(NOP);
      Cp0 its = machine.cpu.cp0;
      its.write(13, 0, cause);
      its.write(12, 1, spacing << 5);
      machine.cpu.ir3.changed(true);
      machine.cpu.ir5.changed(true);
      its.writeStatus(USABLE | status | IE | 0xFF00);
      int[] vector = new int[1];
      machine.cpu.services(
          (c, code) -> {
            vector[0] = c.pc;
            return MipsCpu.Served.DONE;
          });
      // The vectors hold an instruction that traps, so that nothing moves on.
      for (int at = 0x180; at < 0x1000; at += 4) {
        machine.bus.write32(at, SYSCALL);
      }
      machine.cpu.run(1);
      return vector[0];
    }

    private static final int IV = 1 << 23;

    @Test
    void withoutIvTheyShareTheGeneralVector() {
      assertThat(vector(MipsModel.M24KF, 0, 0, 1)).isEqualTo(GENERAL);
    }

    @Test
    void withIvTheyHaveAVectorOfTheirOwn() {
      assertThat(vector(MipsModel.M24KF, 0, IV, 0)).isEqualTo(0x8000_0200);
      assertThat(vector(MipsModel.M4KC, 0, IV, 0)).isEqualTo(0x8000_0200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16})
    void withSpacingTheHighestLineHasOne(int spacing) {
      assertThat(vector(MipsModel.M24KF, 0, IV, spacing)).isEqualTo(0x8000_0200 + 5 * 32 * spacing);
    }

    @Test
    void releaseOneHasNoSpacing() {
      assertThat(vector(MipsModel.M4KC, 0, IV, 1)).isEqualTo(0x8000_0200);
    }

    @Test
    void theModelsSayWhetherTheyHaveVectors() {
      assertThat(cp0.read(16, 3) & 1 << 5).isNotZero();
      assertThat(cp0.read(12, 1) >>> 26).isEqualTo(7 << 3 | 7);
      Rig old = new Rig(MipsModel.M4KC, ByteOrder.LITTLE_ENDIAN);
      assertThat(old.cpu.cp0.read(16, 1)).isPositive();
      assertThat(old.cpu.cp0.read(12, 1)).isZero();
    }

    @Test
    void exceptionsGoWhereEbaseSays() {
      cp0.write(15, 1, 0x0002_0FFF);
      rig.program(SYSCALL).run(1);
      assertThat(cpu.pc).isEqualTo(0x8002_0180);
      assertThat(cp0.read(15, 1)).isEqualTo(0x8002_0000);
    }

    @Test
    void atBootTheyGoToTheRom() {
      cp0.writeStatus(USABLE | BEV);
      rig.program(SYSCALL).run(1);
      assertThat(cpu.pc).isEqualTo(0xBFC0_0380);
    }

    @Test
    void softwareInterruptsAreTakenAtOnce() {
      cp0.writeStatus(USABLE | IE | 0x100);
      cpu.r[2] = 0x100;
      rig.program(mtc0(2, 13), addiu(1, 0, 1));
      rig.bus.write32(0x180, NOP);
      rig.run(2);
      assertThat(rig.code()).isZero();
      assertThat(cp0.epc).isEqualTo(START + 4);
      assertThat(cpu.r[1]).isZero();
    }

    @Test
    void theShadowSetOfTheOneRegisterSetIsItself() {
      assertThat(cp0.read(12, 2)).isZero();
      cp0.write(12, 2, -1);
      assertThat(cp0.read(12, 2)).isZero();
      cpu.r[5] = 42;
      rig.program(0x4145_3000).run(1); // rdpgpr a2, a1
      assertThat(cpu.r[6]).isEqualTo(42);
    }
  }

  @Nested
  class Waiting {
    @Test
    void aRequestThatIeHoldsBackEndsItWithoutAnException() {
      rig.program(WAIT, addiu(1, 0, 1));
      cp0.writeStatus(USABLE | 0x400);
      cpu.run(10);
      assertThat(cpu.idle()).isTrue();
      assertThat(cpu.deaf()).isFalse();
      cpu.ir2.changed(true);
      rig.run(1);
      assertThat(cpu.r[1]).isEqualTo(1);
      assertThat(cp0.epc).isZero();
    }

    @Test
    void aMaskedRequestDoesNotEndIt() {
      rig.program(WAIT, addiu(1, 0, 1));
      cp0.writeStatus(USABLE | IE | 0x400);
      cpu.run(10);
      cpu.ir3.changed(true);
      assertThat(cpu.idle()).isTrue();
      assertThat(cpu.run(1)).isZero();
      assertThat(cpu.r[1]).isZero();
    }

    @Test
    void aUserMayNotWait() {
      userProgram(WAIT).run(1);
      assertThat(rig.code()).isEqualTo(ExcCode.CPU);
      assertThat(cpu.idle()).isFalse();
    }
  }

  @Nested
  class HardwareRegisters {
    private static final int RDHWR_1_COUNT = 0x7C01_103B;
    private static final int RDHWR_1_CCRES = 0x7C01_183B;

    @Test
    void theKernelReadsThemAlways() {
      rig.program(RDHWR_1_CCRES).run(1);
      assertThat(cpu.r[1]).isEqualTo(2);
    }

    @Test
    void aUserReadsThoseThatAreEnabled() {
      cp0.write(7, 0, 1 << 3);
      userProgram(RDHWR_1_CCRES, RDHWR_1_COUNT).run(1);
      assertThat(cpu.r[1]).isEqualTo(2);
      rig.run(1);
      assertThat(rig.code()).isEqualTo(ExcCode.RI);
    }

    @Test
    void thoseThatAreNotThereAreReserved() {
      rig.program(0x7C01_E83B).run(1); // rdhwr $1, $29
      assertThat(rig.code()).isEqualTo(ExcCode.RI);
    }

    @Test
    void releaseOneDoesNotKnowThem() {
      Rig old = new Rig(MipsModel.M4KC, ByteOrder.LITTLE_ENDIAN).program(RDHWR_1_CCRES).run(1);
      assertThat(old.code()).isEqualTo(ExcCode.RI);
      old.cpu.cp0.write(7, 0, -1);
      assertThat(old.cpu.cp0.read(7, 0)).isZero();
    }
  }

  @Nested
  class Tlb {
    @Test
    void randomGoesRoundAboveWired() {
      cp0.write(6, 0, 12);
      List<Integer> written = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        written.add(cp0.read(1, 0));
        cpu.jump(START);
        rig.program(TLBWR).run(1);
      }
      assertThat(written).containsExactly(15, 14, 13, 12, 15, 14);
    }

    @Test
    void settingWiredStartsRandomAtTheTop() {
      rig.program(TLBWR, TLBWR).run(2);
      cp0.write(6, 0, 3);
      assertThat(cp0.read(1, 0)).isEqualTo(15);
      assertThat(cp0.read(6, 0)).isEqualTo(3);
    }

    @Test
    void aReplacedEntryIsForgotten() {
      map(3, 0x4000, 0x8000);
      rig.bus.write32(0x8000, 11);
      rig.bus.write32(0xA000, 22);
      cpu.r[4] = 0x4000;
      rig.program(LW_1_0_4, LW_1_0_4, LW_1_0_4).run(1);
      assertThat(cpu.r[1]).isEqualTo(11);
      map(3, 0x4000, 0xA000);
      rig.run(1);
      assertThat(cpu.r[1]).isEqualTo(22);
      map(3, 0x6000, 0xA000);
      rig.run(1);
      assertThat(rig.code()).isEqualTo(ExcCode.TLBL);
    }

    @Test
    void anotherSpaceSeesGlobalPagesOnly() {
      map(0, 0x4000, 0x8000);
      cp0.write(10, 0, 0x6000);
      cp0.write(2, 0, 0xA000 >> 6 | 7);
      cp0.write(3, 0, 1);
      cpu.mmu.write(1);
      rig.bus.write32(0xA000, 33);
      cpu.r[4] = 0x6000;
      cpu.r[5] = 0x4000;
      rig.program(LW_1_0_4, immediate(0x23, 2, 5, 0), LW_1_0_4, immediate(0x23, 2, 5, 0)).run(2);
      cp0.write(10, 0, 1);
      cpu.r[1] = 0;
      rig.run(1);
      assertThat(cpu.r[1]).isEqualTo(33);
      rig.run(1);
      assertThat(rig.code()).isEqualTo(ExcCode.TLBL);
    }

    @Test
    void aLoadFromACleanPageDoesNotOpenItForStores() {
      map(0, 0x4000, 0x8000);
      cp0.write(2, 0, 0x8000 >> 6 | 2);
      cpu.mmu.write(0);
      cpu.r[4] = 0x4000;
      rig.program(LW_1_0_4, SW_1_0_4).run(2);
      assertThat(rig.code()).isEqualTo(ExcCode.MOD);
    }

    @Test
    void aRemappedPageOfCodeExecutesWhatIsThereNow() {
      userProgram(addiu(1, 0, 1), addiu(1, 1, 2)).run(1);
      assertThat(cpu.r[1]).isEqualTo(1);
      rig.bus.write32(0xA004, addiu(1, 1, 30));
      map(0, 0x4000, 0xA000);
      assertThat(rig.run(1).cpu.r[1]).isEqualTo(31);
    }

    @Test
    void codeThatUnmapsItselfMeetsARefill() {
      map(0, 0x4000, 0x8000);
      rig.bus.write32(0x8000, TLBWI);
      rig.bus.write32(0x8004, addiu(1, 0, 1));
      cp0.write(10, 0, 0x6000);
      cpu.jump(0x4000);
      rig.run(2);
      assertThat(cp0.epc).isEqualTo(0x4004);
      assertThat(cpu.pc).isEqualTo(0x8000_0000);
      assertThat(cpu.r[1]).isZero();
    }
  }

  @Nested
  class FloatRegisters {
    private static final int LDC1_3_0_4 = 0x35 << 26 | 4 << 21 | 3 << 16;
    private static final int ADD_D_4_2_0 = Rig.floating(17, 0, 4, 2, 0);
    private static final int MTC1_1_3 = 0x4481_1800;

    @Test
    void oddOnesHoldNoDoublesWhileFrIsZero() {
      cpu.r[4] = START;
      rig.program(LDC1_3_0_4).run(1);
      assertThat(rig.code()).isEqualTo(ExcCode.RI);
    }

    @Test
    void oddOnesHoldDoublesWhileFrIsOne() {
      cp0.writeStatus(USABLE | FR);
      cpu.r[4] = START;
      rig.program(LDC1_3_0_4, 0x55AA).run(1);
      assertThat(cpu.fpu.f[3]).isEqualTo(0x55AA_0000_0000L | LDC1_3_0_4 & 0xFFFF_FFFFL);
    }

    @Test
    void oddOnesAreTheUpperHalvesWhileFrIsZero() {
      cpu.fpu.f[2] = 0x1111_1111_2222_2222L;
      cpu.r[1] = 0x3333_3333;
      rig.program(MTC1_1_3).run(1);
      assertThat(cpu.fpu.f[2]).isEqualTo(0x3333_3333_2222_2222L);
      cp0.writeStatus(USABLE | FR);
      assertThat(cpu.fpu.single(3)).isZero();
    }

    @Test
    void arithmeticOnEvenOnesIsTheSameForBoth() {
      for (int fr : new int[] {0, FR}) {
        cp0.writeStatus(USABLE | fr);
        cpu.fpu.f[2] = Double.doubleToRawLongBits(1.5);
        cpu.fpu.f[0] = Double.doubleToRawLongBits(2.25);
        cpu.jump(START);
        rig.program(ADD_D_4_2_0).run(1);
        assertThat(Double.longBitsToDouble(cpu.fpu.f[4])).isEqualTo(3.75);
      }
    }

    @Test
    void aModelWithoutThemHasNoFrAndNoCu1() {
      Rig old = new Rig(MipsModel.M24KC, ByteOrder.LITTLE_ENDIAN).program(ADD_D_4_2_0);
      old.cpu.cp0.writeStatus(USABLE | FR);
      assertThat(old.cpu.cp0.status).isEqualTo(1 << 28);
      assertThat(old.run(1).code()).isEqualTo(ExcCode.CPU);
    }
  }
}
