package quimera.cpu.x86;

import quimera.core.bus.Bytes;
import quimera.core.bus.Page;

/** Instructions that use the stack. */
final class Stack {
  private static final int SP = X86State.ESP;
  private static final int BP = X86State.EBP;

  private Stack() {}

  static void push(X86Cpu cpu, int value, int bytes) {
    if (bytes == 4) {
      push32(cpu, value);
    } else {
      push16(cpu, value);
    }
  }

  static void push32(X86Cpu cpu, int value) {
    int mask = cpu.stackMask;
    int sp = cpu.r[SP];
    int to = sp - 4 & mask;
    cpu.write32(cpu.ss, to, value);
    cpu.r[SP] = sp & ~mask | to;
  }

  static void push16(X86Cpu cpu, int value) {
    int mask = cpu.stackMask;
    int sp = cpu.r[SP];
    int to = sp - 2 & mask;
    cpu.write16(cpu.ss, to, value);
    cpu.r[SP] = sp & ~mask | to;
  }

  /** What a pop would give. */
  static int top(X86Cpu cpu, int bytes) {
    int from = cpu.r[SP] & cpu.stackMask;
    return bytes == 4 ? cpu.read32(cpu.ss, from) : cpu.read16(cpu.ss, from);
  }

  /** Moves the stack pointer up. */
  static void release(X86Cpu cpu, int bytes) {
    int mask = cpu.stackMask;
    int sp = cpu.r[SP];
    cpu.r[SP] = sp & ~mask | sp + bytes & mask;
  }

  /** PUSH r32. */
  static final class PushRegister32 extends Node {
    private final int register;

    PushRegister32(int register) {
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      push32(cpu, cpu.r[register]);
      return next;
    }
  }

  /** PUSH r16. */
  static final class PushRegister16 extends Node {
    private final int register;

    PushRegister16(int register) {
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int value = cpu.r[register];
      if (register == SP && cpu.model == X86Model.I8086) {
        // The 8086 pushes SP as it is afterwards (80286 PRM appendix C).
        value -= 2;
      }
      push16(cpu, value);
      return next;
    }
  }

  /** PUSH of memory. */
  static final class Push extends Node {
    private final Operand rm;
    private final int bytes;

    Push(Operand rm, int bytes) {
      this.rm = rm;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      push(cpu, rm.read(cpu, bytes), bytes);
      return next;
    }
  }

  /** PUSH of an immediate. */
  static final class PushImmediate extends Node {
    private final int immediate;
    private final int bytes;

    PushImmediate(int immediate, int bytes) {
      this.immediate = immediate;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      push(cpu, immediate, bytes);
      return next;
    }
  }

  /** PUSH of a segment register. A 32-bit push writes only the selector's two bytes. */
  static final class PushSegment extends Node {
    private final Segment segment;
    private final int bytes;

    PushSegment(Segment segment, int bytes) {
      this.segment = segment;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int sp = cpu.r[SP];
      int mask = cpu.stackMask;
      int to = sp - bytes & mask;
      cpu.write16(cpu.ss, to, segment.selector);
      cpu.r[SP] = sp & ~mask | to;
      return next;
    }
  }

  /** POP of a register. */
  static final class PopRegister extends Node {
    private final int register;
    private final int bytes;

    PopRegister(int register, int bytes) {
      this.register = register;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int value = top(cpu, bytes);
      release(cpu, bytes);
      if (bytes == 4) {
        cpu.r[register] = value;
      } else {
        cpu.setReg16(register, value);
      }
      return next;
    }
  }

  /** POP to memory; an address by ESP is computed after ESP has moved. */
  static final class Pop extends Node {
    private final Operand rm;
    private final int bytes;

    Pop(Operand rm, int bytes) {
      this.rm = rm.base == SP ? rm.plus(bytes) : rm;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int value = top(cpu, bytes);
      if (cpu.model == X86Model.I80286 && !cpu.protectedMode()) {
        // A segment overrun finds SP moved already (seen on silicon).
        release(cpu, bytes);
        rm.write(cpu, bytes, value);
      } else {
        rm.write(cpu, bytes, value);
        release(cpu, bytes);
      }
      return next;
    }
  }

  /** POP of a segment register. */
  static final class PopSegment extends Node {
    private final int index;
    private final int bytes;

    PopSegment(int index, int bytes) {
      this.index = index;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int sp = cpu.r[SP];
      int mask = cpu.stackMask;
      int selector = cpu.read16(cpu.ss, sp & mask);
      cpu.eip = after();
      cpu.segmentation.load(index, selector);
      cpu.r[SP] = sp & ~mask | sp + bytes & mask;
      if (index == Segment.SS) {
        cpu.inhibit();
      }
      // POP CS of the 8086 goes on at the same offset in the new segment.
      return index == Segment.CS ? cpu.code.jump(cpu.eip) : next;
    }
  }

  /** PUSHA. */
  static final class PushAll extends Node {
    private final int bytes;

    PushAll(int bytes) {
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int sp = cpu.r[SP];
      int mask = cpu.stackMask;
      int bottom = sp - 32 & mask;
      byte[] page = bytes == 4 ? cpu.writableRun(cpu.ss, bottom, 32) : null;
      if (page != null && bottom + 32 == (sp & mask)) {
        int at = cpu.ss.base + bottom & Page.SIZE - 1;
        for (int i = 0; i < 8; i++) {
          Bytes.put32(page, at + 28 - 4 * i, cpu.r[i]);
        }
        cpu.r[SP] = sp & ~mask | bottom;
        return next;
      }
      for (int i = 0; i < 8; i++) {
        cpu.willWrite(cpu.ss, sp - bytes * (i + 1) & mask, bytes);
      }
      for (int i = 0; i < 8; i++) {
        cpu.write(cpu.ss, sp - bytes * (i + 1) & mask, bytes, cpu.r[i]);
      }
      cpu.r[SP] = sp & ~mask | sp - bytes * 8 & mask;
      return next;
    }
  }

  /** POPA, which passes over SP. */
  static final class PopAll extends Node {
    private final int bytes;
    private final int[] values = new int[8];

    PopAll(int bytes) {
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int sp = cpu.r[SP];
      int mask = cpu.stackMask;
      int top = sp & mask;
      byte[] page = bytes == 4 ? cpu.readableRun(cpu.ss, top, 32) : null;
      if (page != null && (top + 32 & mask) == top + 32) {
        int at = cpu.ss.base + top & Page.SIZE - 1;
        for (int i = 0; i < 8; i++) {
          if (i != SP) {
            cpu.r[i] = Bytes.get32(page, at + 28 - 4 * i);
          }
        }
        cpu.r[SP] = sp & ~mask | top + 32;
        return next;
      }
      for (int i = 0; i < 8; i++) {
        values[i] = cpu.read(cpu.ss, sp + bytes * i & mask, bytes);
      }
      for (int i = 0; i < 8; i++) {
        if (i != 7 - SP) {
          cpu.setReg(7 - i, bytes, values[i]);
        }
      }
      cpu.r[SP] = sp & ~mask | sp + bytes * 8 & mask;
      return next;
    }
  }

  /** PUSHF (SDM volume 2: VM and RF are pushed as zeros; in V86 mode it needs IOPL 3). */
  static final class PushFlags extends Node {
    private final int bytes;

    PushFlags(int bytes) {
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int flags = cpu.eflags() & ~(Flag.VM | Flag.RF);
      if (cpu.v86() && cpu.iopl() < 3) {
        if ((cpu.cr4 & ControlRegisters.CR4_VME) == 0 || bytes == 4) {
          throw new Fault(Vector.GP, 0);
        }
        flags = flags & ~Flag.IF | Flag.IOPL | ((flags & Flag.VIF) != 0 ? Flag.IF : 0);
      }
      push(cpu, flags, bytes);
      return next;
    }
  }

  /** POPF (SDM volume 2, POPF, table 4-16: which flags change at which privilege). */
  static final class PopFlags extends Node {
    private final int bytes;

    PopFlags(int bytes) {
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int value = top(cpu, bytes);
      int mask = 0xFFFF | (bytes == 4 ? Flag.AC | Flag.ID : 0);
      if (cpu.v86() && cpu.iopl() < 3) {
        popVirtual(cpu, value);
        release(cpu, bytes);
        return next;
      }
      if (cpu.protectedMode() && (cpu.cpl != 0 || cpu.v86())) {
        mask &= ~Flag.IOPL;
        if (cpu.cpl > cpu.iopl()) {
          mask &= ~Flag.IF;
        }
      }
      if (!cpu.protectedMode() && cpu.model == X86Model.I80286) {
        // The 80286 keeps IOPL and NT clear in real mode.
        mask &= ~(Flag.IOPL | Flag.NT);
      }
      release(cpu, bytes);
      cpu.setEflags(cpu.eflags() & ~(mask | Flag.RF) | value & mask);
      return next;
    }

    /** With CR4.VME the popped IF goes to VIF (SDM volume 3, 21.3). */
    private void popVirtual(X86Cpu cpu, int value) {
      if ((cpu.cr4 & ControlRegisters.CR4_VME) == 0 || bytes == 4) {
        throw new Fault(Vector.GP, 0);
      }
      int old = cpu.eflags();
      boolean enables = (value & Flag.IF) != 0;
      if ((value & Flag.TF) != 0 || enables && (old & Flag.VIP) != 0) {
        throw new Fault(Vector.GP, 0);
      }
      int mask = 0xFFFF & ~(Flag.IOPL | Flag.IF) | Flag.VIF;
      cpu.setEflags(old & ~mask | value & mask & 0xFFFF | (enables ? Flag.VIF : 0));
    }
  }

  /** ENTER. */
  static final class Enter extends Node {
    private final int size;
    private final int level;
    private final int bytes;

    Enter(int size, int level, int bytes) {
      this.size = size;
      this.level = level & 31;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int mask = cpu.stackMask;
      int sp = cpu.r[SP];
      int bp = cpu.r[BP];
      for (int i = 1; i <= level + 1; i++) {
        cpu.willWrite(cpu.ss, sp - bytes * i & mask, bytes);
      }
      // The last word of the new frame must be writable too (SDM volume 2, ENTER).
      if (cpu.model.generation >= 3) {
        cpu.willWrite(cpu.ss, sp - bytes * (level + 1) - size & mask, bytes);
      }
      for (int i = 1; i < level; i++) {
        cpu.read(cpu.ss, bp - bytes * i & mask, bytes);
      }
      int at = sp - bytes & mask;
      cpu.write(cpu.ss, at, bytes, bp);
      int frame = at;
      for (int i = 1; i < level; i++) {
        int outer = cpu.read(cpu.ss, bp - bytes * i & mask, bytes);
        at = at - bytes & mask;
        cpu.write(cpu.ss, at, bytes, outer);
      }
      if (level > 0) {
        at = at - bytes & mask;
        cpu.write(cpu.ss, at, bytes, sp & ~mask | frame);
      }
      cpu.setReg(BP, mask == -1 || bytes == 4 ? bytes : 2, sp & ~mask | frame);
      cpu.r[SP] = sp & ~mask | at - size & mask;
      return next;
    }
  }

  /** LEAVE. */
  static final class Leave extends Node {
    private final int bytes;

    Leave(int bytes) {
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int mask = cpu.stackMask;
      int frame = cpu.r[BP] & mask;
      int value = cpu.read(cpu.ss, frame, bytes);
      cpu.r[SP] = cpu.r[SP] & ~mask | frame + bytes & mask;
      cpu.setReg(BP, bytes, value);
      return next;
    }
  }
}
