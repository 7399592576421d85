package quimera.cpu.x86;

/**
 * SYSENTER and SYSEXIT: from level 3 to level 0 and back with flat segments and no look at any
 * descriptor (SDM volume 2, SYSENTER and SYSEXIT; volume 3, 5.8.7).
 */
final class FastCalls {
  private static final int CODE = 0x9B | Segment.BIG;
  private static final int DATA = 0x93 | Segment.BIG;
  private static final int LEVEL_3 = 3 << 5;

  private FastCalls() {}

  /** Puts flat segments into CS and SS. */
  private static void flat(X86Cpu cpu, int code, int stack, int level) {
    int rights = level == 3 ? LEVEL_3 : 0;
    cpu.cs.load(code | level, 0, -1, CODE | rights);
    cpu.ss.load(stack | level, 0, -1, DATA | rights);
    cpu.cpl = level;
    cpu.segmentChanged(Segment.CS);
    cpu.segmentChanged(Segment.SS);
    cpu.modeChanged();
  }

  /** The selector in SYSENTER_CS_MSR, without RPL; #GP where there is none. */
  private static int selector(X86Cpu cpu) {
    int selector = cpu.control.sysenterCs() & 0xFFFC;
    if (!cpu.protectedMode() || selector == 0) {
      throw new Fault(Vector.GP, 0);
    }
    return selector;
  }

  /** SYSENTER. */
  static final class Enter extends Node {
    @Override
    Node execute(X86Cpu cpu) {
      int code = selector(cpu);
      cpu.system &= ~(Flag.VM | Flag.IF | Flag.RF);
      flat(cpu, code, code + 8, 0);
      cpu.r[X86State.ESP] = cpu.control.sysenterEsp();
      cpu.eip = cpu.control.sysenterEip();
      return cpu.code.jump(cpu.eip);
    }
  }

  /** SYSEXIT. */
  static final class Exit extends Node {
    @Override
    Node execute(X86Cpu cpu) {
      int code = selector(cpu);
      cpu.segmentation.requireCpl0();
      flat(cpu, code + 16, code + 24, 3);
      cpu.r[X86State.ESP] = cpu.r[X86State.ECX];
      cpu.eip = cpu.r[X86State.EDX];
      return cpu.code.jump(cpu.eip);
    }
  }
}
