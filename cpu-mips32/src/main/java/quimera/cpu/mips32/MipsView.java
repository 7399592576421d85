package quimera.cpu.mips32;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import quimera.core.cpu.CpuView;
import quimera.core.cpu.Register;
import quimera.cpu.mips32.disasm.MipsDisassembler;

/** The core as a debugger sees it. */
final class MipsView implements CpuView {
  private static final String[] CP0_NAMES = {
    "index",
    "random",
    "entrylo0",
    "entrylo1",
    "context",
    "pagemask",
    "wired",
    "hwrena",
    "badvaddr",
    "count",
    "entryhi",
    "compare",
    "status",
    "cause",
    "epc",
    "prid",
    "config",
    "lladdr",
    "watchlo",
    "watchhi"
  };
  private final MipsCpu cpu;
  private final transient List<Register> registers;
  private final MipsDisassembler disassembler =
      new MipsDisassembler(MipsDisassembler.Names.ABI, true);

  MipsView(MipsCpu cpu) {
    this.cpu = cpu;
    List<Register> all = new ArrayList<>();
    for (int i = 1; i < 32; i++) {
      int n = i;
      all.add(word("r" + i, "general", () -> cpu.r[n], v -> cpu.r[n] = v));
    }
    all.add(word("hi", "general", () -> cpu.hi, v -> cpu.hi = v));
    all.add(word("lo", "general", () -> cpu.lo, v -> cpu.lo = v));
    all.add(word("pc", "general", () -> cpu.pc, cpu::jump));
    for (int i = 0; i < CP0_NAMES.length; i++) {
      int n = i;
      all.add(word(CP0_NAMES[i], "cp0", () -> cpu.cp0.read(n, 0), v -> cpu.cp0.write(n, 0, v)));
    }
    all.add(word("errorepc", "cp0", () -> cpu.cp0.errorEpc, v -> cpu.cp0.errorEpc = v));
    if (cpu.model.fpu) {
      for (int i = 0; i < 32; i++) {
        int n = i;
        all.add(word("f" + i, "fpu", () -> cpu.fpu.single(n), v -> cpu.fpu.setSingle(n, v)));
      }
      all.add(word("fcsr", "fpu", cpu.fpu::fcsr, cpu.fpu::setFcsr));
    }
    registers = List.copyOf(all);
  }

  private static Register word(String name, String group, IntSupplier get, IntConsumer set) {
    return new Register(
        name, 32, group, () -> get.getAsInt() & 0xFFFF_FFFFL, v -> set.accept((int) v));
  }

  @Override
  public List<Register> registers() {
    return registers;
  }

  @Override
  public long pc() {
    return cpu.pc & 0xFFFF_FFFFL;
  }

  @Override
  public String mode() {
    return "mips32";
  }

  @Override
  public OptionalLong physical(long virtual) {
    long at = cpu.mmu.peek((int) virtual);
    return at < 0 ? OptionalLong.empty() : OptionalLong.of(at);
  }

  @Override
  public Line disassemble(long virtual) {
    OptionalLong at = physical(virtual);
    OptionalLong word = at.isEmpty() ? at : cpu.bus.peek(at.getAsLong(), 4);
    return word.isEmpty()
        ? new Line("??", 4)
        : new Line(disassembler.disassemble((int) word.getAsLong(), (int) virtual), 4);
  }
}
