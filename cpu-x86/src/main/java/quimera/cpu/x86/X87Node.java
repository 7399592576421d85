package quimera.cpu.x86;

/** An x87 instruction on the stack: what it is to FOP, and the ST(i) that it names. */
abstract class X87Node extends Node {
  final int i;
  final int fop;

  X87Node(int i, int fop) {
    this.i = i;
    this.fop = fop;
  }
}
