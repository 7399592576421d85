package quimera.cpu.arm;

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
 * A processor of this family on a test bus, its MMU off; exceptions end a vector undelivered, the
 * program counter at the instruction, but on an ARM7.
 */
final class ArmUnderTest implements CpuUnderTest {
  private final ArmCpu cpu;
  private final Memory ram;
  private final Map<String, Register> registers = new HashMap<>();
  private long faultAddress;

  /** Whether exceptions are taken, as the suite for this model has it. */
  private final boolean delivers;

  ArmUnderTest(ArmModel model) {
    ram = Memory.ram("ram", 1L << 32);
    MemoryMap map = new MemoryMap("physical", Unmapped.ONES);
    map.memory("ram", 0, ram);
    cpu = new ArmCpu(model, new Bus(map, 32), Clock.hertz("cpu", 1_000_000), new Scheduler());
    cpu.view().registers().forEach(r -> registers.put(r.name(), r));
    delivers = model == ArmModel.ARM7TDMI;
    if (delivers) {
      nameBanks();
    }
  }

  /** The suite for the ARM7 has all banks, and calls those of user mode r8 to r14. */
  private void nameBanks() {
    for (int i = 8; i < 15; i++) {
      int n = i;
      registers.put(
          "r" + n,
          new Register(
              "r" + n,
              32,
              "general",
              () -> cpu.banked(n, Mode.USER) & 0xFFFF_FFFFL,
              v -> cpu.setBanked(n, Mode.USER, (int) v)));
    }
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
    cpu.prepareForTest();
  }

  @Override
  public int run(Extent extent, long steps) {
    int exception = ArmException.NONE;
    long left = extent == Extent.INSTRUCTION ? 1 : steps;
    while (left-- > 0 && exception == ArmException.NONE) {
      exception = cpu.step();
    }
    if (delivers) {
      if (exception != ArmException.NONE) {
        cpu.deliver(exception);
      }
      return DELIVERED;
    }
    faultAddress = cpu.faultAddress & 0xFFFF_FFFFL;
    return exception == ArmException.NONE ? NONE : exception;
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
    return List.of(cpu.contexts);
  }

  @Override
  public void forgetStores() {
    for (Tlb each : cpu.contexts) {
      each.forgetWrites();
    }
  }
}
