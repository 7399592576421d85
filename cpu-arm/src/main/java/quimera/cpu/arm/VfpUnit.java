package quimera.cpu.arm;

import quimera.core.state.StateIo;

/** The floating-point registers. */
final class VfpUnit {
  static final int ENABLE = 1 << 30;

  private final ArmCpu cpu;

  /** D0 to D31. */
  final long[] d = new long[32];

  /** FPSCR. */
  int fpscr;

  /** FPEXC. */
  int fpexc;

  VfpUnit(ArmCpu cpu) {
    this.cpu = cpu;
  }

  void reset() {
    java.util.Arrays.fill(d, 0);
    fpscr = 0;
    fpexc = 0;
  }

  void execute(int word) {
    throw cpu.undefined();
  }

  void state(StateIo io) {
    io.longs("d", d);
    fpscr = io.i32("fpscr", fpscr);
    fpexc = io.i32("fpexc", fpexc);
  }
}
