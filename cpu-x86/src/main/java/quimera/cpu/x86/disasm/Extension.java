package quimera.cpu.x86.disasm;

/** What a model has beyond the integer instructions of its generation. */
public enum Extension {
  /** CMOVcc, FCMOVcc, FCOMI. */
  CMOV,
  /** SYSENTER and SYSEXIT. */
  SEP,
  /** MMX and RDPMC. */
  MMX,
  /** FXSAVE and FXRSTOR. */
  FXSR,
  /** SSE, with its additions to MMX. */
  SSE,
  /** SSE2. */
  SSE2
}
