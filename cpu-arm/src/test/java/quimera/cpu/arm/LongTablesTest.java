package quimera.cpu.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

class LongTablesTest {
  private static final int LEVEL_1 = 0x1000;
  private static final int LEVEL_2 = 0x2000;
  private static final int LEVEL_3 = 0x3000;
  private static final long ACCESSED = 1 << 10;
  private static final long USER = 1 << 6;
  private static final long READ_ONLY = 1 << 7;
  private static final long NEVER_EXECUTE = 1L << 54;
  private static final int TRANSLATION = 0x204;
  private static final int ACCESS_FLAG = 0x208;
  private static final int PERMISSION = 0x20C;
  private static final int EAE = 1 << 31;

  private final MemoryMap map = new MemoryMap("physical", Unmapped.FAULT);
  private final Bus bus = bus();
  private final ArmCpu cpu =
      new ArmCpu(ArmModel.CORTEX_A15, bus, Clock.hertz("cpu", 1_000_000), new Scheduler());

  private Bus bus() {
    map.memory("ram", 0, Memory.ram("ram", 1 << 20));
    return new Bus(map, 32);
  }

  @BeforeEach
  void switchOn() {
    control(EAE);
    cpu.cp15.write64(0, 2, LEVEL_1);
    cpu.cp15.write(1, 0, 0, 0, 1);
    bus.write64(LEVEL_1, LEVEL_2 | 3);
    bus.write64(LEVEL_2, LEVEL_3 | 3);
  }

  private void control(int value) {
    cpu.cp15.write(2, 0, 0, 2, value);
  }

  private int lookup(int address, int access, boolean user) {
    return cpu.mmu.lookup(address, access, user);
  }

  @Test
  void aPageIsFoundThroughThreeLevels() {
    bus.write64(LEVEL_3 + 8 * 5, 0x0007_7000L | ACCESSED | 3);
    assertThat(lookup(0x5123, Mmu.LOAD, false)).isZero();
    assertThat(cpu.mmu.physical).isEqualTo(0x0007_7123);
  }

  @Test
  void aBlockEndsTheWalkEarlier() {
    bus.write64(LEVEL_2 + 8, 0x4060_0000L | ACCESSED | 1);
    assertThat(lookup(0x0032_1000, Mmu.LOAD, false)).isZero();
    assertThat(cpu.mmu.physical).isEqualTo(0x4072_1000);
    bus.write64(LEVEL_1 + 8, 0x8000_0000L | ACCESSED | 1);
    assertThat(lookup(0x4123_4567, Mmu.LOAD, false)).isZero();
    assertThat(cpu.mmu.physical).isEqualTo(0x8123_4567);
  }

  @Test
  void faultsTellTheirLevel() {
    assertThat(lookup(0x8000_0000, Mmu.LOAD, false)).isEqualTo(TRANSLATION | 1);
    assertThat(lookup(0x0020_0000, Mmu.LOAD, false)).isEqualTo(TRANSLATION | 2);
    assertThat(lookup(0x0000_1000, Mmu.LOAD, false)).isEqualTo(TRANSLATION | 3);
    bus.write64(LEVEL_3 + 8, 0x7000 | 3);
    assertThat(lookup(0x0000_1000, Mmu.LOAD, false)).isEqualTo(ACCESS_FLAG | 3);
  }

  @Test
  void aTableBeyondMemoryIsAnExternalAbortOnTheWalk() {
    bus.write64(LEVEL_1 + 8, 0x7000_0000L | 3);
    assertThat(lookup(0x4000_0000, Mmu.LOAD, false)).isEqualTo(0x214 | 2);
  }

  @Test
  void permissionsAreThoseOfThePage() {
    bus.write64(LEVEL_3, 0x7000 | ACCESSED | USER | READ_ONLY | NEVER_EXECUTE | 3);
    assertThat(lookup(0, Mmu.LOAD, true)).isZero();
    assertThat(lookup(0, Mmu.STORE, false)).isEqualTo(PERMISSION | 3);
    assertThat(lookup(0, Mmu.FETCH, false)).isEqualTo(PERMISSION | 3);
    bus.write64(LEVEL_3, 0x7000 | ACCESSED | 3);
    assertThat(lookup(0, Mmu.LOAD, true)).isEqualTo(PERMISSION | 3);
    assertThat(lookup(0, Mmu.STORE, false)).isZero();
  }

  @Test
  void aTableTakesPermissionsFromAllThatIsUnderIt() {
    bus.write64(LEVEL_3, 0x7000 | ACCESSED | USER | 3);
    assertThat(lookup(0, Mmu.STORE, true)).isZero();
    bus.write64(LEVEL_2, LEVEL_3 | 3 | 1L << 62);
    assertThat(lookup(0, Mmu.STORE, true)).isEqualTo(PERMISSION | 3);
    bus.write64(LEVEL_2, LEVEL_3 | 3 | 1L << 61);
    assertThat(lookup(0, Mmu.LOAD, true)).isEqualTo(PERMISSION | 3);
    bus.write64(LEVEL_2, LEVEL_3 | 3 | 1L << 60);
    assertThat(lookup(0, Mmu.FETCH, false)).isEqualTo(PERMISSION | 3);
  }

  @Test
  void theSecondTableHasTheUpperAddresses() {
    control(EAE | 1 << 16 | 1); // halves
    cpu.cp15.write64(1, 2, 0x4000);
    bus.write64(0x4000 + 8, 0xC000_0000L | ACCESSED | 1);
    assertThat(lookup(0xC123_0000, Mmu.LOAD, false)).isZero();
    assertThat(cpu.mmu.physical).isEqualTo(0xC123_0000);
    control(EAE | 1 << 23 | 1 << 16 | 1);
    assertThat(lookup(0xC123_0000, Mmu.LOAD, false)).as("EPD1").isEqualTo(TRANSLATION | 1);
  }

  @Test
  void aNarrowRangeBeginsAtTheSecondLevel() {
    control(EAE | 2); // 1 GiB
    cpu.cp15.write64(0, 2, 0x8000);
    bus.write64(0x8000 + 8 * 3, 0x0060_0000L | ACCESSED | 1);
    assertThat(lookup(0x0061_2345, Mmu.LOAD, false)).isZero();
    assertThat(cpu.mmu.physical).isEqualTo(0x0061_2345);
    assertThat(lookup(0x4000_0000, Mmu.LOAD, false)).as("beyond").isEqualTo(TRANSLATION | 1);
  }

  @Test
  void aTranslationOperationAnswersInTheLongFormat() {
    bus.write64(LEVEL_3, 0x7000 | ACCESSED | 3);
    cpu.cp15.write(7, 0, 8, 0, 0);
    assertThat(cpu.cp15.read64(0, 7) & 0xFF_FFFF_F801L).isEqualTo(0x7800);
    cpu.cp15.write(7, 0, 8, 0, 0x1000);
    assertThat(cpu.cp15.read64(0, 7) & 0x7F).isEqualTo(0x07 << 1 | 1);
  }
}
