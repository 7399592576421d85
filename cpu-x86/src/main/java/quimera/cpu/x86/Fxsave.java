package quimera.cpu.x86;

/** Decodes group 15, 0F AE. */
final class Fxsave {
  private Fxsave() {}

  /** The instruction whose opcode has been read, or null. */
  static Node decode(Decoder d, int prefix) {
    return null;
  }
}
