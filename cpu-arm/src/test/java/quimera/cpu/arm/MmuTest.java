package quimera.cpu.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tables at 1 MiB; the first MiB, with the program and the vectors, is mapped to itself. */
final class MmuTest {
  private static final int TABLE = 0x10_0000;
  private static final int SECOND = 0x11_0000;
  private static final int DATA = 0x20_0000;

  private static final int TRANSLATION_SECTION = 5;
  private static final int TRANSLATION_PAGE = 7;
  private static final int DOMAIN_SECTION = 9;
  private static final int PERMISSION_SECTION = 13;
  private static final int PERMISSION_PAGE = 15;

  private Rig rig;
  private Cp15 cp15;

  private void on(ArmModel model, int control) {
    rig = new Rig(model);
    cp15 = rig.cpu.cp15;
    section(0, 0, model.version < 7 ? 0xC12 : 0xC02);
    cp15.write(2, 0, 0, 0, TABLE);
    cp15.write(3, 0, 0, 0, 1);
    cp15.write(1, 0, 0, 0, cp15.read(1, 0, 0, 0) | control | 1);
    rig.program("ldr r0, [r1]", "str r0, [r1]", "ldrb r0, [r1]");
  }

  private void section(int virtual, int physical, int bits) {
    rig.bus.write32(TABLE + (virtual >>> 20 << 2), physical | bits);
  }

  private void page(int virtual, int entry, int kind) {
    rig.bus.write32(TABLE + (virtual >>> 20 << 2), SECOND | kind);
    int index = kind == 0x13 ? virtual >>> 10 & 0x3FF : virtual >>> 12 & 0xFF;
    rig.bus.write32(SECOND + (index << 2), entry);
  }

  private int load(int address) {
    rig.cpu.start(Rig.START);
    rig.set(0, 0).set(1, address).run(1);
    return rig.get(0);
  }

  private void user(boolean user) {
    rig.cpu.setCpsr(user ? Mode.USER : Mode.SYSTEM, -1);
  }

  private int status() {
    return cp15.read(5, 0, 0, 0);
  }

  private boolean aborted() {
    return rig.cpu.mode == Mode.ABORT;
  }

  @Test
  void aSectionMapsAMebibyte() {
    on(ArmModel.ARM926, 0);
    section(0x4000_0000, DATA, 0xC12);
    rig.bus.write32(DATA + 0xFFFC, 0x1234);
    assertThat(load(0x4000_FFFC)).isEqualTo(0x1234);
  }

  @Test
  void anUnmappedAddressIsATranslationFaultWithItsAddress() {
    on(ArmModel.ARM926, 0);
    load(0x5000_0010);
    assertThat(aborted()).isTrue();
    assertThat(status()).isEqualTo(TRANSLATION_SECTION);
    assertThat(cp15.read(6, 0, 0, 0)).isEqualTo(0x5000_0010);
  }

  @Test
  void smallPagesHaveAPermissionForEachQuarter() {
    on(ArmModel.ARM926, 0);
    // AP3: privileged only; AP0: everybody
    page(0x4000_1000, DATA | 1 << 10 | 3 << 4 | 2, 0x11);
    rig.bus.write32(DATA, 5);
    user(true);
    assertThat(load(0x4000_1000)).isEqualTo(5);
    load(0x4000_1C00);
    assertThat(aborted()).isTrue();
    assertThat(status() & 15).isEqualTo(PERMISSION_PAGE);
  }

  @Test
  void largeAndTinyPagesMapTheirSizes() {
    on(ArmModel.ARM926, 0);
    page(0x4000_8000, 0x22_0000 | 0xFF0 | 1, 0x11);
    rig.bus.write32(0x22_8004, 64);
    assertThat(load(0x4000_8004)).isEqualTo(64);
    page(0x4010_0400, DATA | 0xC00 | 3 << 4 | 3, 0x13);
    rig.bus.write32(DATA + 0xC08, 1);
    assertThat(load(0x4010_0408)).isEqualTo(1);
    load(0x4010_0800);
    assertThat(status() & 15).isEqualTo(TRANSLATION_PAGE);
  }

  @Test
  void aDomainWithoutAccessFaultsAndAManagerIsNotChecked() {
    on(ArmModel.ARM926, 0);
    section(0x4000_0000, DATA, 0x012 | 2 << 5); // domain 2, no access
    rig.bus.write32(DATA, 8);
    load(0x4000_0000);
    assertThat(status()).isEqualTo(DOMAIN_SECTION | 2 << 4);
    user(false);
    cp15.write(3, 0, 0, 0, 1 | 1 << 4);
    load(0x4000_0000);
    assertThat(status()).isEqualTo(PERMISSION_SECTION | 2 << 4);
    user(false);
    cp15.write(3, 0, 0, 0, 1 | 3 << 4);
    assertThat(load(0x4000_0000)).isEqualTo(8);
  }

  @Test
  void whatOneDomainSettingAllowedIsForgottenWithTheNext() {
    on(ArmModel.ARM926, 0);
    section(0x4000_0000, DATA, 0xC12 | 1 << 5);
    cp15.write(3, 0, 0, 0, 1 | 1 << 2);
    load(0x4000_0000);
    assertThat(aborted()).isFalse();
    cp15.write(3, 0, 0, 0, 1);
    load(0x4000_0000);
    assertThat(aborted()).isTrue();
  }

  @Test
  void theFcsePutsTheProcessOverTheLowestAddresses() {
    on(ArmModel.ARM926, 0);
    section(0x0200_0000, 0, 0xC12); // the program again
    section(0x0210_0000, DATA, 0xC12);
    rig.bus.write32(DATA, 99);
    cp15.write(13, 0, 0, 0, 0x0200_0000);
    assertThat(load(0x0010_0000)).isEqualTo(99);
  }

  @Test
  void anUnprivilegedLoadIsCheckedAsInUserMode() {
    on(ArmModel.ARM926, 0);
    section(0x4000_0000, DATA, 0x412); // privileged only
    rig.program("ldr r2, [r1]", "ldrt r0, [r1]");
    rig.set(1, 0x4000_0000).run(2);
    assertThat(aborted()).isTrue();
    assertThat(rig.cpu.spsr() & 31).isEqualTo(Mode.SUPERVISOR);
  }

  @Test
  void invalidatingOneAddressForgetsTheWholeSection() {
    on(ArmModel.CORTEX_A15, 0);
    section(0x4000_0000, DATA, 0xC02);
    rig.bus.write32(DATA + 0x5000, 1);
    assertThat(load(0x4000_5000)).isEqualTo(1);
    section(0x4000_0000, 0, 0);
    cp15.write(8, 0, 7, 1, 0x4000_0000);
    load(0x4000_5000);
    assertThat(aborted()).isTrue();
  }

  @Test
  void armv7ChecksExecuteNeverAndReadOnly() {
    on(ArmModel.CORTEX_A15, 0);
    section(0x4000_0000, 0, 0xC02 | 1 << 4);
    rig.cpu.start(0x4000_8000);
    rig.run(1);
    assertThat(rig.get(15)).isEqualTo(0x0C);
    assertThat(cp15.read(5, 0, 0, 1)).isEqualTo(PERMISSION_SECTION);
    assertThat(cp15.read(6, 0, 0, 2)).isEqualTo(0x4000_8000);
    user(false);
    section(0x4010_0000, DATA, 0x8402); // AP = 101: privileged, read only
    load(0x4010_0000);
    assertThat(aborted()).isFalse();
    rig.cpu.start(Rig.START + 4);
    rig.run(1);
    assertThat(status()).isEqualTo(PERMISSION_SECTION | 1 << 11);
  }

  @Test
  void ttbr1TranslatesWhatTtbcrGivesIt() {
    on(ArmModel.CORTEX_A15, 0);
    int other = 0x14_0000;
    rig.bus.write32(other + (0x8000_0000 >>> 20 << 2), DATA | 0xC02);
    cp15.write(2, 0, 0, 1, other);
    cp15.write(2, 0, 0, 2, 1);
    rig.bus.write32(DATA, 31);
    assertThat(load(0x8000_0000)).isEqualTo(31);
  }

  @Test
  void theResultOfATranslationOperationIsInPar() {
    on(ArmModel.CORTEX_A15, 0);
    section(0x4000_0000, DATA, 0x402);
    cp15.write(7, 0, 8, 0, 0x4000_1234);
    assertThat(cp15.read(7, 0, 4, 0) & ~0xFFF).isEqualTo(DATA + 0x1000);
    cp15.write(7, 0, 8, 2, 0x4000_1234); // as user mode would read
    assertThat(cp15.read(7, 0, 4, 0)).isEqualTo(PERMISSION_SECTION << 1 | 1);
  }
}
