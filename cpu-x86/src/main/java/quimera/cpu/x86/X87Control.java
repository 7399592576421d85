package quimera.cpu.x86;

/**
 * Control of the x87: its words, its environment, its whole state (SDM volume 1, 8.1 and 8.3.9).
 */
final class X87Control {
  /** What an instruction does. */
  enum Operation {
    FLDENV,
    FLDCW,
    FNSTENV,
    FNSTCW,
    FRSTOR,
    FNSAVE,
    FNSTSW,
    FNSTSW_AX,
    FNINIT,
    FNCLEX,
    FNNOP
  }

  /** D9 /4 to D9 /7. */
  static final Operation[] D9 = {
    Operation.FLDENV, Operation.FLDCW, Operation.FNSTENV, Operation.FNSTCW
  };

  /** DD /4 to DD /7. */
  static final Operation[] DD = {Operation.FRSTOR, null, Operation.FNSAVE, Operation.FNSTSW};

  private X87Control() {}

  /** Without an operand in memory; none of them waits. */
  static final class Plain extends Node {
    private final Operation operation;

    Plain(Operation operation) {
      this.operation = operation;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.available(cpu);
      switch (operation) {
        case FNINIT -> fpu.initialize();
        case FNCLEX -> fpu.clearExceptions();
        case FNSTSW_AX -> cpu.setReg16(X86State.EAX, fpu.statusWord());
        default -> {
          // FNENI, FNDISI, FNSETPM
        }
      }
      return next;
    }
  }

  /** With an operand in memory; those that load wait. */
  static final class WithMemory extends MemoryNode {
    private final Operation operation;

    /** Of each word of the environment: 2 or 4. */
    private final int bytes;

    WithMemory(Operation operation, Operand rm, int bytes) {
      super(rm);
      this.operation = operation;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int offset = offset(cpu.r);
      switch (operation) {
        case FNSTCW -> cpu.write16(segment, offset, Fpu.available(cpu).control());
        case FNSTSW -> cpu.write16(segment, offset, Fpu.available(cpu).statusWord());
        case FLDCW -> Fpu.waiting(cpu).setControl(cpu.read16(segment, offset));
        case FNSTENV -> {
          Fpu fpu = Fpu.available(cpu);
          reserve(cpu, offset, 7 * bytes);
          storeEnvironment(cpu, fpu, offset);
          fpu.setControl(fpu.control() | Fpu.EXCEPTIONS);
        }
        case FNSAVE -> save(cpu, Fpu.available(cpu), offset);
        case FLDENV -> loadEnvironment(cpu, Fpu.waiting(cpu), offset);
        default -> restore(cpu, Fpu.waiting(cpu), offset);
      }
      return next;
    }

    /** Faults now, if the area cannot be written. */
    private void reserve(X86Cpu cpu, int offset, int size) {
      for (int i = 0; i < size; i += 2) {
        cpu.willWrite(segment, offset + i, 2);
      }
    }

    private void save(X86Cpu cpu, Fpu fpu, int offset) {
      reserve(cpu, offset, 7 * bytes + 80);
      storeEnvironment(cpu, fpu, offset);
      for (int i = 0; i < 8; i++) {
        int at = offset + 7 * bytes + 10 * i;
        int from = fpu.physical(i);
        cpu.write64(segment, at, fpu.sig[from]);
        cpu.write16(segment, at + 8, fpu.se[from]);
      }
      fpu.initialize();
    }

    private void restore(X86Cpu cpu, Fpu fpu, int offset) {
      int[] se = new int[8];
      long[] sig = new long[8];
      for (int i = 0; i < 8; i++) {
        int at = offset + 7 * bytes + 10 * i;
        sig[i] = cpu.read64(segment, at);
        se[i] = cpu.read16(segment, at + 8);
      }
      loadEnvironment(cpu, fpu, offset);
      for (int i = 0; i < 8; i++) {
        int to = fpu.physical(i);
        fpu.sig[to] = sig[i];
        fpu.se[to] = se[i];
      }
    }

    /** SDM volume 1, figures 8-9 to 8-12. */
    private void storeEnvironment(X86Cpu cpu, Fpu fpu, int offset) {
      put(cpu, offset, 0, fpu.control());
      put(cpu, offset, 1, fpu.statusWord());
      put(cpu, offset, 2, fpu.tagWord());
      if (cpu.protectedMode() && !cpu.v86()) {
        put(cpu, offset, 3, fpu.instruction, 0);
        put(cpu, offset, 4, fpu.instructionSegment, fpu.opcode << 16);
        put(cpu, offset, 5, fpu.operand, 0);
        put(cpu, offset, 6, fpu.operandSegment);
        return;
      }
      int instruction = (fpu.instructionSegment << 4) + fpu.instruction;
      int operand = (fpu.operandSegment << 4) + fpu.operand;
      int high = bytes == 4 ? instruction >>> 4 & 0x0FFFF000 : instruction >>> 4 & 0xF000;
      put(cpu, offset, 3, instruction & 0xFFFF);
      put(cpu, offset, 4, high | fpu.opcode, 0);
      put(cpu, offset, 5, operand & 0xFFFF);
      put(cpu, offset, 6, operand >>> 4 & (bytes == 4 ? 0x0FFFF000 : 0xF000), 0);
    }

    /** A word of the environment; the upper half of a double word reads as ones. */
    private void put(X86Cpu cpu, int offset, int index, int value) {
      put(cpu, offset, index, value, 0xFFFF0000);
    }

    private void put(X86Cpu cpu, int offset, int index, int value, int upper) {
      int at = offset + index * bytes;
      if (bytes == 4) {
        cpu.write32(segment, at, value | upper);
      } else {
        cpu.write16(segment, at, value);
      }
    }

    private int get(X86Cpu cpu, int offset, int index) {
      return cpu.read(segment, offset + index * bytes, bytes);
    }

    private void loadEnvironment(X86Cpu cpu, Fpu fpu, int offset) {
      int[] words = new int[7];
      for (int i = 0; i < 7; i++) {
        words[i] = get(cpu, offset, i);
      }
      if (cpu.protectedMode() && !cpu.v86()) {
        fpu.instruction = words[3];
        fpu.instructionSegment = words[4] & 0xFFFF;
        fpu.opcode = words[4] >>> 16 & 0x7FF;
        fpu.operand = words[5];
      } else {
        fpu.instruction = words[3] & 0xFFFF | (words[4] & 0x0FFFF000) << 4;
        fpu.instructionSegment = 0;
        fpu.opcode = words[4] & 0x7FF;
        fpu.operand = words[5] & 0xFFFF | (words[6] & 0x0FFFF000) << 4;
      }
      fpu.operandSegment = cpu.protectedMode() && !cpu.v86() ? words[6] & 0xFFFF : 0;
      fpu.setTagWord(words[2]);
      fpu.setControl(words[0]);
      fpu.setStatusWord(words[1]);
    }
  }
}
