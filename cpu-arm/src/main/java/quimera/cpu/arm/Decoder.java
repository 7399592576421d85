package quimera.cpu.arm;

/** Makes nodes of the instructions of a set. */
interface Decoder {
  /** The instruction at an offset, in its place there. */
  Node decode(CodeSource code, int offset);
}
