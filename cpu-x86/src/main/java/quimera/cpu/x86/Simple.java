package quimera.cpu.x86;

/** One-byte instructions without operands, and NOP: by opcode. */
final class Simple extends Node {
  private final int opcode;
  private final int bytes;
  private final int immediate;

  /**
   * @param bytes operand size
   * @param immediate of AAM and AAD
   */
  Simple(int opcode, int bytes, int immediate) {
    this.opcode = opcode;
    this.bytes = bytes;
    this.immediate = immediate;
  }

  @Override
  Node execute(X86Cpu cpu) {
    switch (opcode) {
      case 0x27 -> Multiply.daa(cpu);
      case 0x2F -> Multiply.das(cpu);
      case 0x37 -> Multiply.asciiAdjust(cpu, 1);
      case 0x3F -> Multiply.asciiAdjust(cpu, -1);
      case 0xD4 -> Multiply.aam(cpu, immediate);
      case 0xD5 -> Multiply.aad(cpu, immediate);
      case 0xD6 -> cpu.setReg8(X86State.EAX, -cpu.carry()); // SALC
      case 0x98 -> convert(cpu);
      case 0x99 -> extendAccumulator(cpu);
      case 0x9E -> // SAHF
          cpu.setArithmetic(cpu.arithmetic() & Flag.OF | cpu.reg8(4));
      case 0x9F -> cpu.setReg8(4, cpu.arithmetic() & 0xFF | 2); // LAHF
      case 0xF4 -> halt(cpu);
      case 0xF5 -> setCarry(cpu, 1 - cpu.carry());
      case 0xF8 -> setCarry(cpu, 0);
      case 0xF9 -> setCarry(cpu, 1);
      case 0xFA -> cli(cpu);
      case 0xFB -> sti(cpu);
      case 0xFC -> cpu.system &= ~Flag.DF;
      case 0xFD -> cpu.system |= Flag.DF;
      default -> {
        // NOP
      }
    }
    return next;
  }

  private static void setCarry(X86Cpu cpu, int carry) {
    Alu.setCarryOverflow(cpu, carry, cpu.of() ? 1 : 0);
  }

  /** CBW and CWDE. */
  private void convert(X86Cpu cpu) {
    int value = Alu.extend(cpu.r[X86State.EAX], bytes / 2);
    cpu.setReg(X86State.EAX, bytes, value);
  }

  /** CWD and CDQ. */
  private void extendAccumulator(X86Cpu cpu) {
    int sign = Alu.extend(cpu.r[X86State.EAX], bytes) >> 31;
    cpu.setReg(X86State.EDX, bytes, sign);
  }

  private static void halt(X86Cpu cpu) {
    cpu.segmentation.requireCpl0();
    cpu.halt();
  }

  /** CLI (SDM volume 2, table 3-6: IOPL, or VIF in its place). */
  private static void cli(X86Cpu cpu) {
    if (mayChangeInterrupts(cpu)) {
      cpu.system &= ~Flag.IF;
    } else {
      cpu.system &= ~Flag.VIF;
    }
  }

  private static void sti(X86Cpu cpu) {
    if (!mayChangeInterrupts(cpu)) {
      if ((cpu.system & Flag.VIP) != 0) {
        throw new Fault(Vector.GP, 0);
      }
      cpu.system |= Flag.VIF;
    } else if ((cpu.system & Flag.IF) == 0) {
      cpu.system |= Flag.IF;
      cpu.inhibit();
    }
  }

  /** Whether IF itself is meant; else VIF is. */
  private static boolean mayChangeInterrupts(X86Cpu cpu) {
    if (!cpu.protectedMode()
        || cpu.cpl <= cpu.iopl() && !cpu.v86()
        || cpu.v86() && cpu.iopl() == 3) {
      return true;
    }
    boolean virtual =
        (cpu.v86() && (cpu.cr4 & ControlRegisters.CR4_VME) != 0)
            || (!cpu.v86() && cpu.cpl == 3 && (cpu.cr4 & ControlRegisters.CR4_PVI) != 0);
    if (!virtual) {
      throw new Fault(Vector.GP, 0);
    }
    return false;
  }
}
