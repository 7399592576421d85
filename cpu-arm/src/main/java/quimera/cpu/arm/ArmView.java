package quimera.cpu.arm;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import quimera.core.cpu.CpuView;
import quimera.core.cpu.Register;
import quimera.cpu.arm.disasm.ArmDisassembler;

/** The core as a debugger sees it. */
final class ArmView implements CpuView {
  private static final int[] BANKED_MODES = {
    Mode.USER, Mode.FIQ, Mode.IRQ, Mode.SUPERVISOR, Mode.ABORT, Mode.UNDEFINED
  };
  private static final String[] MODE_NAMES = {"usr", "fiq", "irq", "svc", "abt", "und"};

  private final ArmCpu cpu;
  private final transient List<Register> registers;

  /** Made when first used, since its tables take time to read. */
  private transient ArmDisassembler disassembler;

  ArmView(ArmCpu cpu) {
    this.cpu = cpu;
    List<Register> all = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      int n = i;
      all.add(word("r" + i, "general", () -> cpu.r[n], v -> cpu.r[n] = v));
    }
    all.add(word("pc", "general", () -> cpu.pc, v -> cpu.pc = v));
    all.add(word("cpsr", "general", cpu::cpsr, v -> cpu.setCpsr(v, -1)));
    for (int i = 0; i < BANKED_MODES.length; i++) {
      int mode = BANKED_MODES[i];
      for (int n = mode == Mode.FIQ ? 8 : 13; n < 15; n++) {
        int number = n;
        all.add(
            word(
                "r" + n + "_" + MODE_NAMES[i],
                "banked",
                () -> cpu.banked(number, mode),
                v -> cpu.setBanked(number, mode, v)));
      }
      if (mode != Mode.USER) {
        all.add(
            word(
                "spsr_" + MODE_NAMES[i],
                "banked",
                () -> cpu.savedStatus(mode),
                v -> cpu.setSavedStatus(mode, v)));
      }
    }
    if (cpu.model.vfp != ArmModel.Vfp.NONE) {
      int count = cpu.model.vfp == ArmModel.Vfp.V2 ? 16 : 32;
      for (int i = 0; i < count; i++) {
        int n = i;
        all.add(new Register("d" + i, 64, "vfp", () -> cpu.vfp.d[n], v -> cpu.vfp.d[n] = v));
      }
      all.add(word("fpscr", "vfp", cpu.vfp::fpscr, cpu.vfp::setFpscr));
      all.add(word("fpexc", "vfp", cpu.vfp::fpexc, cpu.vfp::setFpexc));
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
    return cpu.thumb ? "thumb" : "arm";
  }

  @Override
  public OptionalLong physical(long virtual) {
    return cpu.mmu.peek((int) virtual);
  }

  private OptionalLong peek(long virtual, int bytes) {
    OptionalLong at = physical(virtual);
    return at.isEmpty() ? at : cpu.bus.peek(at.getAsLong(), bytes);
  }

  @Override
  public Line disassemble(long virtual) {
    if (disassembler == null) {
      disassembler = new ArmDisassembler();
    }
    if (!cpu.thumb) {
      OptionalLong word = peek(virtual, 4);
      return word.isEmpty()
          ? new Line("??", 4)
          : new Line(disassembler.arm((int) word.getAsLong(), (int) virtual), 4);
    }
    OptionalLong half = peek(virtual, 2);
    OptionalLong next = peek(virtual + 2, 2);
    return half.isEmpty()
        ? new Line("??", 2)
        : disassembler.thumb((int) half.getAsLong(), (int) next.orElse(0), (int) virtual);
  }
}
