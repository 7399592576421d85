package quimera.cpu.x86;

/** What a model has beyond the integer instructions of its generation. */
public enum Extension {
  /** The floating-point unit on the chip. */
  FPU(0),
  /** CMOVcc, FCMOVcc, FCOMI. */
  CMOV(15),
  /** SYSENTER and SYSEXIT. */
  SEP(11),
  /** MMX and RDPMC. */
  MMX(23),
  /** FXSAVE and FXRSTOR. */
  FXSR(24),
  /** SSE, with its additions to MMX. */
  SSE(25),
  /** SSE2. */
  SSE2(26);

  /** Its bit in EDX of CPUID leaf 1 (SDM volume 2, table 3-11). */
  final int feature;

  Extension(int bit) {
    feature = 1 << bit;
  }
}
