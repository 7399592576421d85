package quimera.cpu.mips32;

import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Tlb;
import quimera.core.bus.Unmapped;
import quimera.core.cpu.CpuUnderTest;
import quimera.core.cpu.CpuView;
import quimera.core.cpu.Register;
import quimera.core.cpu.TestBench;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * A processor of this family on a test bus, without address translation; exceptions end a vector
 * undelivered, the program counter at the instruction.
 */
class MipsUnderTest implements CpuUnderTest {
  /** Coprocessors 0 and 1 usable, interrupts off. */
  private static final int STATUS = 0x3000_0000;

  final MipsCpu cpu;
  private final Memory ram;
  private final Map<String, Register> registers = new HashMap<>();
  private long faultAddress;

  MipsUnderTest(MipsModel model, boolean bigEndian) {
    ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ram = Memory.ram("ram", 1L << 32);
    MemoryMap map = new MemoryMap("physical", Unmapped.ONES);
    map.memory("ram", 0, ram);
    cpu =
        new MipsCpu(
            model,
            order,
            MipsCpu.Translation.FLAT,
            new Bus(map, 32, order),
            Clock.hertz("cpu", 1_000_000),
            new Scheduler());
    cpu.view().registers().forEach(this::name);
  }

  final void name(Register register) {
    registers.put(register.name(), register);
  }

  @Override
  public CpuView view() {
    return cpu.view();
  }

  @Override
  public Register register(String name) {
    return registers.get(name);
  }

  @Override
  public Memory ram() {
    return ram;
  }

  @Override
  public void prepare(TestBench.Section section) {
    cpu.hi = 0;
    cpu.lo = 0;
    cpu.linked = false;
    cpu.slot = false;
    cpu.forgetTranslations();
    cpu.fpu.reset();
    cpu.cp0.writeStatus(STATUS);
  }

  @Override
  public int run(Extent extent, long steps) {
    int exception = NONE;
    long left = extent == Extent.INSTRUCTION ? 1 : steps;
    while (left-- > 0 && exception == NONE) {
      int at = cpu.pc;
      exception = cpu.step();
      if (cpu.pc == at + 8 && !cpu.slot) {
        left--; // a delay slot that a branch-likely has nullified
      }
    }
    faultAddress = cpu.trapAddress & 0xFFFF_FFFFL;
    return exception;
  }

  @Override
  public String stuck() {
    return null;
  }

  @Override
  public long errorCode() {
    return 0;
  }

  @Override
  public long faultAddress() {
    return faultAddress;
  }

  @Override
  public List<Tlb> stores() {
    return List.of(cpu.kernelTlb);
  }

  @Override
  public void forgetStores() {
    cpu.kernelTlb.forgetWrites();
    cpu.userTlb.forgetWrites();
  }
}
