package quimera.cpu.x86;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import quimera.core.cpu.CpuView;
import quimera.core.cpu.Register;
import quimera.cpu.x86.disasm.X86Disassembler;

/** The processor as a debugger sees it. */
final class X86View implements CpuView {
  private static final String[] GENERAL = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};

  private final X86Cpu cpu;
  private final X86Disassembler disassembler;

  X86View(X86Cpu cpu) {
    this.cpu = cpu;
    disassembler = disassembler(cpu.model);
  }

  /** The disassembler of what a model has. */
  static X86Disassembler disassembler(X86Model model) {
    return new X86Disassembler(model.generation, model.extensions());
  }

  @Override
  public List<Register> registers() {
    List<Register> all = new ArrayList<>();
    boolean wide = cpu.model.is32();
    int bits = wide ? 32 : 16;
    for (int i = 0; i < GENERAL.length; i++) {
      int index = i;
      String name = wide ? "e" + GENERAL[i] : GENERAL[i];
      all.add(
          register(name, bits, "general", () -> cpu.r[index], v -> cpu.setReg(index, bits / 8, v)));
    }
    all.add(register(wide ? "eip" : "ip", bits, "general", () -> cpu.eip, v -> cpu.eip = v));
    all.add(register(wide ? "eflags" : "flags", bits, "general", cpu::eflags, cpu::setEflags));
    for (int i = 0; i < (wide ? 6 : 4); i++) {
      Segment segment = cpu.seg[i];
      int index = i;
      all.add(register(segment.name, 16, "segment", () -> segment.selector, v -> load(index, v)));
    }
    if (cpu.model.generation >= 2) {
      control(all, wide ? 32 : 16);
    }
    if (cpu.model.has(Extension.FPU)) {
      fpu(all);
    }
    if (cpu.model.has(Extension.SSE)) {
      sse(all);
    }
    return all;
  }

  /** The x87 with its registers by their physical numbers, and FXSAVE's form of the tags. */
  private void fpu(List<Register> all) {
    Fpu fpu = cpu.fpu;
    all.add(register("fcw", 16, "fpu", fpu::control, fpu::setControl));
    all.add(register("fsw", 16, "fpu", fpu::statusWord, fpu::setStatusWord));
    all.add(register("ftw", 8, "fpu", () -> ~fpu.empty, v -> fpu.empty = ~v & 0xFF));
    for (int i = 0; i < 8; i++) {
      int n = i;
      all.add(
          new Register(
              "r" + i,
              80,
              "fpu",
              () -> fpu.sig[n],
              v -> fpu.sig[n] = v,
              () -> fpu.se[n],
              v -> fpu.se[n] = (int) v & 0xFFFF));
    }
  }

  private void control(List<Register> all, int bits) {
    all.add(register(bits == 16 ? "msw" : "cr0", bits, "control", () -> cpu.cr0, v -> cpu.cr0 = v));
    if (bits == 32) {
      all.add(register("cr2", 32, "control", () -> cpu.cr2, v -> cpu.cr2 = v));
      all.add(register("cr3", 32, "control", () -> cpu.cr3, v -> cpu.cr3 = v));
      all.add(register("cr4", 32, "control", () -> cpu.cr4, v -> cpu.cr4 = v));
    }
    all.add(register("gdtr.base", 32, "control", () -> cpu.gdtrBase, v -> cpu.gdtrBase = v));
    all.add(register("gdtr.limit", 16, "control", () -> cpu.gdtrLimit, v -> cpu.gdtrLimit = v));
    all.add(register("idtr.base", 32, "control", () -> cpu.idtrBase, v -> cpu.idtrBase = v));
    all.add(register("idtr.limit", 16, "control", () -> cpu.idtrLimit, v -> cpu.idtrLimit = v));
    all.add(register("ldtr", 16, "control", () -> cpu.ldtr.selector, v -> cpu.ldtr.selector = v));
    all.add(register("tr", 16, "control", () -> cpu.tr.selector, v -> cpu.tr.selector = v));
    all.add(register("cpl", 2, "control", () -> cpu.cpl, v -> cpu.cpl = v & 3));
  }

  private void sse(List<Register> all) {
    Sse sse = cpu.sse;
    long[] xmm = sse.xmm;
    for (int i = 0; i < 8; i++) {
      int low = 2 * i;
      int high = low + 1;
      all.add(
          new Register(
              "xmm" + i,
              128,
              "sse",
              () -> xmm[low],
              v -> xmm[low] = v,
              () -> xmm[high],
              v -> xmm[high] = v));
    }
    all.add(register("mxcsr", 32, "sse", () -> sse.mxcsr, v -> sse.mxcsr = v));
  }

  /** A debugger's own load: as in real mode there, by the descriptor's rules elsewhere. */
  private void load(int index, int selector) {
    if (!cpu.protectedMode() || cpu.v86()) {
      cpu.segmentation.loadReal(index, selector & 0xFFFF);
    } else if (index != Segment.CS) {
      cpu.segmentation.load(index, selector & 0xFFFF);
    }
  }

  private static Register register(
      String name, int bits, String group, IntSupplier get, IntConsumer set) {
    long mask = -1L >>> (64 - bits);
    return new Register(name, bits, group, () -> get.getAsInt() & mask, v -> set.accept((int) v));
  }

  @Override
  public long pc() {
    return cpu.cs.base + cpu.eip & 0xFFFFFFFFL;
  }

  @Override
  public String mode() {
    return cpu.cs.big() ? "x86-32" : "x86-16";
  }

  @Override
  public OptionalLong physical(long virtual) {
    return cpu.paging.peek((int) virtual);
  }

  /** As the code of CS, whose limit a 16-bit IP wraps at; elsewhere of a segment of its own. */
  @Override
  public Line disassemble(long virtual) {
    boolean wide = cpu.cs.big();
    long offset = virtual - (cpu.cs.base & 0xFFFFFFFFL) & 0xFFFFFFFFL;
    if (!wide && offset > 0xFFFF) {
      offset = virtual & 0xFFFF;
    }
    X86Disassembler.Instruction instruction =
        disassembler.at(code(virtual), virtual - offset, offset, wide);
    return new Line(instruction.text(), instruction.length());
  }

  /** The names of the opcode forms that the model has. */
  List<String> forms() {
    return disassembler.forms();
  }

  /** The form of the next instruction, or null if the model does not have it. */
  String form() {
    return disassembler.formOf(code(pc()), cpu.cs.big());
  }

  private IntUnaryOperator code(long virtual) {
    return i -> {
      OptionalLong at = physical(virtual + i & 0xFFFFFFFFL);
      OptionalLong value = at.isEmpty() ? at : cpu.bus.peek(at.getAsLong(), 1);
      return value.isEmpty() ? -1 : (int) value.getAsLong() & 0xFF;
    };
  }
}
