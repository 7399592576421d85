package quimera.cpu.x86;

import java.util.Arrays;
import quimera.core.state.StateIo;

/** The registers of SSE: eight of 128 bits, and control and status (SDM volume 1, 10.2). */
final class Sse {
  /** What reset leaves in MXCSR: all exceptions masked, round to nearest. */
  private static final int MXCSR_RESET = 0x1F80;

  /** XMM0 to XMM7: bits 63-0 of XMMi in {@code xmm[2 * i]}, bits 127-64 behind them. */
  final long[] xmm = new long[16];

  int mxcsr = MXCSR_RESET;

  /** Computes; of no meaning between two instructions. */
  final SseFloat unit = new SseFloat();

  void reset() {
    Arrays.fill(xmm, 0);
    mxcsr = MXCSR_RESET;
  }

  void state(StateIo io) {
    io.longs("xmm", xmm);
    mxcsr = io.i32("mxcsr", mxcsr);
  }

  /** What an SSE instruction needs: #UD without an operating system for it, #NM if TS is set. */
  static Sse available(X86Cpu cpu) {
    if ((cpu.cr0 & ControlRegisters.CR0_EM) != 0 || (cpu.cr4 & ControlRegisters.CR4_OSFXSR) == 0) {
      throw new Fault(Vector.UD);
    }
    if ((cpu.cr0 & ControlRegisters.CR0_TS) != 0) {
      throw new Fault(Vector.NM);
    }
    return cpu.sse;
  }

  /** The unit, ready for an instruction. */
  SseFloat begin() {
    unit.begin(mxcsr);
    return unit;
  }

  /** Takes the exception flags over; #XM if one is not masked, or #UD if nobody handles that. */
  void accept(X86Cpu cpu) {
    mxcsr = unit.after();
    if (unit.trapped()) {
      boolean handled = (cpu.cr4 & ControlRegisters.CR4_OSXMMEXCPT) != 0;
      throw new Fault(handled ? Vector.XM : Vector.UD);
    }
  }

  void set(int register, long low, long high) {
    xmm[2 * register] = low;
    xmm[2 * register + 1] = high;
  }

  /** The operand of 16 bytes must be aligned, SSE's own #GP (SDM volume 1, 11.4.4.4). */
  static void requireAligned(Segment segment, int offset) {
    if ((segment.base + offset & 15) != 0) {
      throw new Fault(Vector.GP, 0);
    }
  }
}
