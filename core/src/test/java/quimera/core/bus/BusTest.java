package quimera.core.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BusTest {
  private final MemoryMap map = new MemoryMap("physical", Unmapped.ONES);
  private final Memory ram = Memory.ram("ram", 0x10000);
  private final Bus bus = new Bus(map, 32);

  /** A device that notes how it is called. */
  private static final class Probe implements BusTarget {
    final List<String> calls = new ArrayList<>();

    @Override
    public long read(int offset, int bytes) {
      calls.add("r" + bytes + "@" + offset);
      return 0x1122334455667788L + offset;
    }

    @Override
    public void write(int offset, int bytes, long value) {
      calls.add("w" + bytes + "@" + offset + "=" + Long.toHexString(value));
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(0x5A);
    }
  }

  @Test
  void ramAnswersAtEveryWidthAndAlignmentAlsoAcrossPages() {
    map.memory("ram", 0, ram);
    bus.write32(0xFFE, 0x44332211);
    assertThat(bus.read16(0xFFF)).isEqualTo(0x3322);
    bus.write64(0x1FFD, 0x8877665544332211L);
    assertThat(bus.read64(0x1FFD)).isEqualTo(0x8877665544332211L);
    assertThat(bus.read8(0x2000)).isEqualTo(0x44);
  }

  @Test
  void bigEndianMastersSeeTheirOwnByteOrder() {
    map.memory("ram", 0, ram);
    Bus big = new Bus(map, 32, ByteOrder.BIG_ENDIAN);
    big.write32(0xFFE, 0x11223344);
    assertThat(bus.read32(0xFFE)).isEqualTo(0x44332211);
    assertThat(big.read16(0x1000)).isEqualTo(0x3344);
  }

  @Test
  void accessesAreSplitToTheWidestThatTheDeviceTakes() {
    Probe probe = new Probe();
    map.io("probe", 0x1000, 0x10, 2, probe);
    bus.write32(0x1004, 0xAABBCCDD);
    bus.read16(0x1001);
    assertThat(probe.calls).containsExactly("w2@4=ccdd", "w2@6=aabb", "r1@1", "r1@2");
  }

  @Test
  void peekHasNoSideEffects() {
    Probe probe = new Probe();
    map.io("probe", 0x1000, 0x10, 1, probe);
    assertThat(bus.peek(0x1003, 1)).hasValue(0x5A);
    assertThat(bus.peek(0x1002, 2)).hasValue(0x5A5A);
    assertThat(probe.calls).isEmpty();
  }

  @Test
  void unclaimedAddressesDoWhatTheBoardSays() {
    assertThat(bus.read16(0x8000)).isEqualTo(0xFFFF);
    Bus faulting = new Bus(new MemoryMap("other", Unmapped.FAULT), 32);
    assertThatThrownBy(() -> faulting.read32(0x8000))
        .isInstanceOf(BusFault.class)
        .hasMessageContaining("0x8000");
    assertThat(new Bus(new MemoryMap("zeros", Unmapped.ZEROS), 32).read8(1)).isZero();
  }

  @Test
  void aHigherWindowHidesALowerOneAndShowsItAgainWhenSwitchedOff() {
    map.memory("ram", 0, ram);
    bus.write8(0x2000, 7);
    Window rom = map.memory("rom", 0x2000, 0x1000, Memory.rom("rom", new byte[0x1000]), 0, 1);
    assertThat(bus.read8(0x2000)).isZero();
    bus.write8(0x2000, 9);
    rom.enable(false);
    assertThat(bus.read8(0x2000)).as("the write went to the ROM above").isEqualTo(7);
  }

  @Test
  void aWindowMayTakeTheWritesWhileAnotherAnswersTheReads() {
    map.memory("rom", 0x2000, Memory.rom("rom", new byte[] {1, 2, 3, 4}));
    Window shadow = map.memory("shadow", 0x2000, 0x1000, ram, 0x2000, 1);
    shadow.enable(false, true);
    bus.write8(0x2001, 0x99);
    assertThat(bus.read8(0x2001)).isEqualTo(2);
    shadow.enable(true, false);
    assertThat(bus.read8(0x2001)).isEqualTo(0x99);
  }

  @Test
  void addressesWrapAtTheNumberOfLines() {
    map.memory("ram", 0, ram);
    Bus narrow = new Bus(map, 20);
    narrow.write8(0x100010, 0x42);
    assertThat(narrow.read8(0x10)).isEqualTo(0x42);
  }

  @Test
  void gatedAddressLinesAlias() {
    map.memory("ram", 0, ram);
    bus.write8(0x10, 0x42);
    assertThat(bus.read8(0x100010)).isEqualTo(0xFF);
    bus.gate(~0x100000L);
    assertThat(bus.read8(0x100010)).isEqualTo(0x42);
  }

  @Test
  void listenersHearOfEveryChangeOfMeaning() {
    int[] heard = new int[1];
    Window window = map.memory("ram", 0, ram);
    bus.onChange(() -> heard[0]++);
    window.enable(false);
    window.enable(false);
    bus.gate(~0x100000L);
    assertThat(heard[0]).isEqualTo(2);
  }

  @Test
  void overlapAtEqualPriorityNamesBothWindows() {
    map.memory("ram", 0, ram);
    assertThatThrownBy(() -> map.memory("ram2", 0x8000, Memory.ram("ram2", 16)))
        .hasMessageContaining("'ram2'")
        .hasMessageContaining("'ram'")
        .hasMessageContaining("0x8000");
  }

  @Test
  void watchesHearOfWritesThroughAnyAliasAndOnlyInTheirGranules() {
    map.memory("ram", 0, ram);
    map.memory("alias", 0x20000, 0x1000, ram, 0x3000, 0);
    List<String> heard = new ArrayList<>();
    Page page = ram.page(3);
    page.watch(
        (p, offset, bytes) -> heard.add(p.index + ":" + offset + "+" + bytes),
        Page.granules(0x40, 4));
    bus.write32(0x3040, 1);
    bus.write32(0x2007C, 1);
    bus.write32(0x3080, 1);
    bus.write32(0x303E, 1);
    bus.write(0x3000L, new byte[0x100], 0, 0x100);
    assertThat(heard).containsExactly("3:64+4", "3:124+4", "3:62+4", "3:0+256");
  }

  @Test
  void aTlbForgetsAPageForWritingWhenItIsWatched() {
    Tlb tlb = new Tlb();
    Page page = ram.page(1);
    PageWatch watch = (p, offset, bytes) -> {};
    tlb.mapRead(0x1000, page);
    tlb.mapWrite(0x1000, page);
    assertThat(tlb.writeTags[1]).isEqualTo(0x1000);
    page.watch(watch, 1);
    assertThat(tlb.writeTags[1]).isEqualTo(Tlb.NONE);
    assertThat(tlb.readTags[1]).as("reads need no watch").isEqualTo(0x1000);
    tlb.mapWrite(0x1000, page);
    assertThat(tlb.writeTags[1]).as("a watched page is refused").isEqualTo(Tlb.NONE);
    page.unwatch(watch, 1);
    tlb.mapWrite(0x1000, page);
    assertThat(tlb.writeTags[1]).isEqualTo(0x1000);
  }
}
