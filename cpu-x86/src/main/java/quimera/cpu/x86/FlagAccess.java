package quimera.cpu.x86;

import static quimera.cpu.x86.Vector.GP;

/**
 * The instructions whose effect on EFLAGS depends on mode and privilege: CLI, STI, PUSHF, POPF, and
 * the Pentium's virtual interrupt flag (Intel SDM volume 2 under these names, volume 3, 21.2 and
 * 21.3).
 */
final class FlagAccess {
  /** What POPF may change at any privilege. */
  private static final int FREE =
      Flag.CF | Flag.PF | Flag.AF | Flag.ZF | Flag.SF | Flag.TF | Flag.DF | Flag.OF | Flag.NT;

  private static final int FREE32 = Flag.AC | Flag.ID;

  private final X86Cpu cpu;

  FlagAccess(X86Cpu cpu) {
    this.cpu = cpu;
  }

  /** CLI. */
  void cli() {
    if (real() || cpu.cpl <= cpu.iopl()) {
      cpu.setEflags(cpu.eflags() & ~Flag.IF);
    } else if (virtual()) {
      cpu.setEflags(cpu.eflags() & ~Flag.VIF);
    } else {
      throw new Fault(GP, 0);
    }
  }

  /** STI; interrupts stay off for one more instruction if they were off. */
  void sti() {
    if (real() || cpu.cpl <= cpu.iopl()) {
      if ((cpu.eflags() & Flag.IF) == 0) {
        cpu.setEflags(cpu.eflags() | Flag.IF);
        cpu.inhibit();
      }
    } else if (virtual() && (cpu.eflags() & Flag.VIP) == 0) {
      cpu.setEflags(cpu.eflags() | Flag.VIF);
    } else {
      throw new Fault(GP, 0);
    }
  }

  private boolean real() {
    return !cpu.protectedMode();
  }

  /** Whether CLI and STI work on VIF: V86 mode with VME, or CPL 3 with PVI, below IOPL 3. */
  private boolean virtual() {
    int enable = cpu.v86() ? ControlRegisters.CR4_VME : ControlRegisters.CR4_PVI;
    return cpu.cpl == 3 && (cpu.cr4 & enable) != 0;
  }

  /** What PUSHF and PUSHFD push; RF and VM read as zeros. */
  int pushf(boolean operand32) {
    int flags = cpu.eflags() & ~(Flag.RF | Flag.VM);
    if (!cpu.v86() || cpu.iopl() == 3) {
      return flags;
    }
    if ((cpu.cr4 & ControlRegisters.CR4_VME) == 0 || operand32) {
      throw new Fault(GP, 0);
    }
    int virtual = (flags & Flag.VIF) != 0 ? Flag.IF : 0;
    return flags & ~Flag.IF | virtual | Flag.IOPL;
  }

  /** POPF and POPFD, with the value that stands on the stack. */
  void popf(int value, boolean operand32) {
    int mask = FREE | (operand32 ? FREE32 : 0);
    if (real()) {
      // The 80286 cannot set IOPL and NT in real mode (80286 PRM, POPF).
      mask = cpu.model.is32() ? mask | Flag.IOPL | Flag.IF : mask & ~Flag.NT | Flag.IF;
    } else if (cpu.v86()) {
      if (cpu.iopl() < 3) {
        popfVirtual(value, operand32);
        return;
      }
      mask |= Flag.IF;
    } else if (cpu.cpl == 0) {
      mask |= Flag.IF | Flag.IOPL;
    } else if (cpu.cpl <= cpu.iopl()) {
      mask |= Flag.IF;
    }
    cpu.setEflags(cpu.eflags() & ~(mask | Flag.RF) | value & mask);
  }

  private void popfVirtual(int value, boolean operand32) {
    boolean enables = (value & Flag.IF) != 0;
    boolean refused = (value & Flag.TF) != 0 || enables && (cpu.eflags() & Flag.VIP) != 0;
    if ((cpu.cr4 & ControlRegisters.CR4_VME) == 0 || operand32 || refused) {
      throw new Fault(GP, 0);
    }
    int virtual = enables ? Flag.VIF : 0;
    cpu.setEflags(cpu.eflags() & ~(FREE | Flag.VIF) | value & FREE | virtual);
  }
}
