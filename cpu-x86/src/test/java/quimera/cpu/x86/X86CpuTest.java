package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import quimera.core.bus.Bus;
import quimera.core.bus.BusTarget;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Unmapped;
import quimera.core.device.Device;
import quimera.core.state.HashIo;
import quimera.core.state.StateTree;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * The run loop's contract and the engine's corner cases, with hand-assembled programs at 0:1000.
 */
class X86CpuTest {
  private static final int START = 0x1000;

  private final Memory ram = Memory.ram("ram", 1 << 20);
  private final PortSpace ports = new PortSpace();
  private final X86Cpu cpu = make(X86Model.I80386);

  private X86Cpu make(X86Model model) {
    MemoryMap map = new MemoryMap("physical", Unmapped.ONES);
    map.memory("ram", 0, ram);
    int lines = model == X86Model.I8086 ? 20 : model == X86Model.I80286 ? 24 : 32;
    return new X86Cpu(
        model, new Bus(map, lines), ports, () -> 0x20, Clock.hertz("cpu", 1000), new Scheduler());
  }

  private void program(int... bytes) {
    store(START, bytes);
    start(cpu);
  }

  private static void start(X86Cpu cpu) {
    cpu.segmentation.loadReal(Segment.CS, 0);
    cpu.eip = START;
    cpu.r[X86State.ESP] = 0x8000;
  }

  private void store(int address, int... bytes) {
    byte[] copy = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      copy[i] = (byte) bytes[i];
    }
    ram.load(address, copy, 0, copy.length);
  }

  private int byteAt(int address) {
    byte[] one = new byte[1];
    ram.store(address, one, 0, 1);
    return one[0] & 0xFF;
  }

  /** Vector {@code number} leads to {@code offset} in segment 0. */
  private void vector(int number, int offset) {
    store(4 * number, offset & 0xFF, offset >> 8, 0, 0);
  }

  @Test
  void aRunExecutesExactlyItsBudget() {
    program(0x40, 0xEB, 0xFD); // loop: inc ax; jmp loop
    assertThat(cpu.run(101)).isEqualTo(101);
    assertThat(cpu.reg16(X86State.EAX)).isEqualTo(51);
    assertThat(cpu.eip).isEqualTo(START + 1);
  }

  @Test
  void anIterationOfARepeatedInstructionCountsAsOne() {
    program(0xB9, 0x64, 0x00, 0xF3, 0xAA); // mov cx,100; rep stosb
    cpu.run(1 + 40);
    assertThat(cpu.reg16(X86State.ECX)).isEqualTo(60);
    assertThat(cpu.reg16(X86State.EDI)).isEqualTo(40);
    assertThat(cpu.eip).isEqualTo(START + 3);
  }

  @Test
  void usedIsExactInsideAPortAccess() {
    List<Long> seen = new ArrayList<>();
    ports.map("probe", 0x80, 1, 1, probe(() -> seen.add(cpu.used())));
    program(0x90, 0x90, 0xE6, 0x80, 0x90, 0xE6, 0x80, 0xF4); // nop nop out nop out hlt
    cpu.run(1000);
    assertThat(seen).containsExactly(2L, 4L);
  }

  @Test
  void stoppingInsideAnInstructionEndsTheRunAfterIt() {
    ports.map("probe", 0x80, 1, 1, probe(cpu::stop));
    program(0x90, 0xE6, 0x80, 0x90, 0x90);
    assertThat(cpu.run(1000)).isEqualTo(2);
    assertThat(cpu.eip).isEqualTo(START + 3);
  }

  @Test
  void aLoweredLimitHoldsWithinTheRun() {
    ports.map("probe", 0x80, 1, 1, probe(() -> cpu.limit(5)));
    program(0xE6, 0x80, 0x40, 0xEB, 0xFD);
    assertThat(cpu.run(1000)).isEqualTo(5);
  }

  private static BusTarget probe(Runnable onWrite) {
    return new BusTarget() {
      @Override
      public long read(int offset, int bytes) {
        return 0;
      }

      @Override
      public void write(int offset, int bytes, long value) {
        onWrite.run();
      }
    };
  }

  @Test
  void haltWaitsForAnInterrupt() {
    vector(0x20, 0x2000);
    store(0x2000, 0x43, 0xCF); // inc bx; iret
    program(0xFB, 0xF4, 0x41, 0xF4); // sti; hlt; inc cx; hlt
    assertThat(cpu.run(1000)).isEqualTo(2);
    assertThat(cpu.idle()).isTrue();
    assertThat(cpu.deaf()).isFalse();
    cpu.intr.changed(true);
    assertThat(cpu.idle()).isFalse();
    cpu.run(1); // one instruction of the handler
    cpu.intr.changed(false);
    cpu.run(1000);
    assertThat(cpu.reg16(X86State.EBX)).isEqualTo(1);
    assertThat(cpu.reg16(X86State.ECX)).isEqualTo(1);
  }

  @Test
  void stiTakesEffectAfterTheNextInstruction() {
    vector(0x20, 0x2000);
    store(0x2000, 0xF4);
    program(0xFB, 0x40, 0x40); // sti; inc ax; inc ax
    cpu.intr.changed(true);
    cpu.run(1000);
    assertThat(cpu.reg16(X86State.EAX)).isEqualTo(1);
  }

  @Test
  void loadingSsHoldsInterruptsForOneInstruction() {
    vector(0x20, 0x2000);
    store(0x2000, 0xF4);
    program(0x8E, 0xD0, 0x40, 0x40); // mov ss,ax; inc ax; inc ax
    cpu.setEflags(Flag.IF);
    cpu.inhibit();
    cpu.intr.changed(true);
    cpu.run(1000);
    assertThat(cpu.reg16(X86State.EAX)).isEqualTo(1);
  }

  @Test
  void theTrapFlagTrapsAfterEveryInstruction() {
    vector(1, 0x2000);
    store(0x2000, 0x43, 0xCF); // inc bx; iret
    program(0x90, 0x90, 0x90, 0xF4);
    cpu.setEflags(Flag.TF);
    cpu.run(9);
    assertThat(cpu.reg16(X86State.EBX)).isEqualTo(3);
  }

  @Test
  void aStoreIntoTheNextInstructionIsSeenByIt() {
    // mov byte [100a],43 turns the inc ax there into inc bx.
    program(0xB0, 0x05, 0x90, 0x90, 0x90, 0xC6, 0x06, 0x0A, 0x10, 0x43, 0x40, 0xF4);
    cpu.run(1000);
    assertThat(cpu.reg16(X86State.EBX)).isEqualTo(1);
    assertThat(cpu.reg16(X86State.EAX)).isEqualTo(5);
  }

  @Test
  void aLoopThatPatchesItsOwnImmediateUsesTheNewOne() {
    // loop: add ax,0 (immediate at 1001, patched); inc byte [1001]; loop again while cx
    program(0xB9, 0x04, 0x00, 0x05, 0x00, 0x00, 0xFE, 0x06, 0x04, 0x10, 0xE2, 0xF7, 0xF4);
    cpu.run(1000);
    assertThat(cpu.reg16(X86State.EAX)).isEqualTo(0 + 1 + 2 + 3);
  }

  @Test
  void codeLoadedOverOldCodeByAnotherMasterIsExecuted() {
    program(0x40, 0xF4);
    cpu.run(10);
    program(0x43, 0xF4);
    cpu.reset(Device.Reset.WARM);
    start(cpu);
    cpu.run(10);
    assertThat(cpu.reg16(X86State.EBX)).isEqualTo(1);
  }

  @Test
  void anInstructionMayLieOnTwoPages() {
    store(0x1FFE, 0xB8, 0x34, 0x12, 0xF4); // mov ax,1234 across 2000
    start(cpu);
    cpu.eip = 0x1FFE;
    cpu.run(10);
    assertThat(cpu.reg16(X86State.EAX)).isEqualTo(0x1234);
    store(0x2000, 0x56);
    cpu.reset(Device.Reset.WARM);
    start(cpu);
    cpu.eip = 0x1FFE;
    cpu.run(10);
    assertThat(cpu.reg16(X86State.EAX)).isEqualTo(0x5634);
  }

  @Test
  void aStackBesideCodeLeavesTheCodeAlone() {
    program(
        0xB9, 0x64, 0x00, 0x51, 0x5B, 0xE2, 0xFC, 0xF4); // mov cx,100; l: push cx; pop bx; loop l
    cpu.r[X86State.ESP] = START + 0x20;
    cpu.run(1000);
    assertThat(cpu.idle()).isTrue();
    assertThat(cpu.reg16(X86State.EBX)).isEqualTo(1);
  }

  @Test
  void aFaultLeavesTheRegistersAsTheyWere() {
    vector(13, 0x2000);
    store(0x2000, 0xF4);
    program(0xF3, 0x66, 0xA5); // rep movsd whose third element lies beyond the limit
    cpu.r[X86State.ECX] = 8;
    cpu.r[X86State.ESI] = 0x3000;
    cpu.r[X86State.EDI] = 0xFFF6;
    cpu.run(1000);
    assertThat(cpu.reg16(X86State.ECX)).isEqualTo(6);
    assertThat(cpu.reg16(X86State.EDI)).isEqualTo(0xFFFE);
    assertThat(byteAt(0x8000 - 6) | byteAt(0x8000 - 5) << 8).isEqualTo(START);
  }

  @Test
  void aReadModifyWriteThatMayNotWriteChangesNoFlag() {
    vector(13, 0x2000);
    store(0x2000, 0xF4);
    program(0x01, 0x06, 0xFF, 0xFF); // add [ffff],ax
    cpu.setEflags(Flag.CF | Flag.ZF);
    cpu.run(10);
    assertThat(cpu.eflags() & X86State.ARITHMETIC).isEqualTo(Flag.CF | Flag.ZF);
  }

  @Test
  void flagsSurviveBeingSetInAnyCombination() {
    for (int i = 0; i < 64; i++) {
      int flags =
          (i & 1) | (i & 2) << 1 | (i & 4) << 2 | (i & 8) << 3 | (i & 16) << 3 | (i & 32) << 6;
      cpu.setArithmetic(flags);
      assertThat(cpu.arithmetic()).isEqualTo(flags);
      assertThat(cpu.condition(6)).isEqualTo((flags & (Flag.CF | Flag.ZF)) != 0);
      assertThat(cpu.condition(12)).isEqualTo((flags & Flag.SF) != 0 != ((flags & Flag.OF) != 0));
    }
  }

  @Test
  void lockIsUndefinedWhereNothingIsWritten() {
    vector(6, 0x2000);
    store(0x2000, 0xF4);
    program(0xF0, 0x90); // lock nop
    cpu.run(10);
    assertThat(cpu.eip).isEqualTo(0x2001);
  }

  @Test
  void onlyThe8086PushesTheMovedStackPointer() {
    program(0x54, 0x58, 0xF4); // push sp; pop ax
    cpu.run(10);
    assertThat(cpu.reg16(X86State.EAX)).isEqualTo(0x8000);
    X86Cpu old = make(X86Model.I8086);
    start(old);
    old.run(10);
    assertThat(old.reg16(X86State.EAX)).isEqualTo(0x7FFE);
  }

  @Test
  void aLoadedStateGoesOnAsTheOriginal() {
    program(0x40, 0x01, 0xC3, 0xEB, 0xFB); // l: inc ax; add bx,ax; jmp l
    cpu.run(1000);
    StateTree saved = StateTree.save(cpu::state);
    X86Cpu copy = make(X86Model.I80386);
    saved.load("cpu", copy::state);
    copy.restored();
    cpu.run(777);
    copy.run(777);
    assertThat(hash(copy)).isEqualTo(hash(cpu));
  }

  private static String hash(X86Cpu cpu) {
    HashIo io = new HashIo();
    cpu.state(io);
    return io.hex();
  }

  @Test
  void theStateDoesNotDependOnHowARunIsCut() {
    program(0x40, 0x01, 0xC3, 0xEB, 0xFB);
    cpu.run(1000);
    X86Cpu other = make(X86Model.I80386);
    start(other);
    for (int i = 0; i < 500; i++) {
      other.run(2);
    }
    assertThat(hash(other)).isEqualTo(hash(cpu));
  }
}
