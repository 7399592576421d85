package quimera.cpu.x86;

/** Decodes the floating-point instructions of SSE and SSE2. */
final class SimdFloat {
  private SimdFloat() {}

  /** The instruction whose opcode has been read, or null. */
  static Node decode(Decoder d, int opcode, int prefix) {
    return null;
  }
}
