package quimera.cpu.x86;

/** Instructions on the stack and on signs, that never compute. */
final class X87Stack extends X87Node {
  static final int FNOP = 0;
  static final int FCHS = 1;
  static final int FABS = 2;
  static final int FDECSTP = 3;
  static final int FINCSTP = 4;
  static final int FFREE = 5;
  static final int FFREEP = 6;

  private static final int SIGN = 0x8000;

  private final int operation;

  X87Stack(int operation, int i, int fop) {
    super(i, fop);
    this.operation = operation;
  }

  @Override
  Node execute(X86Cpu cpu) {
    Fpu fpu = Fpu.waiting(cpu);
    fpu.last(cpu, fop, eip);
    switch (operation) {
      case FCHS -> sign(fpu, SIGN, SIGN);
      case FABS -> sign(fpu, SIGN, 0);
      case FDECSTP -> {
        fpu.top = fpu.top - 1 & 7;
        fpu.status &= ~Fpu.C1;
      }
      case FINCSTP -> {
        fpu.top = fpu.top + 1 & 7;
        fpu.status &= ~Fpu.C1;
      }
      case FFREE -> {
        fpu.empty |= 1 << fpu.physical(i);
        fpu.status &= ~Fpu.C1;
      }
      case FFREEP -> {
        fpu.empty |= 1 << fpu.physical(i);
        fpu.status &= ~Fpu.C1;
        fpu.pop();
      }
      default -> {
        // FNOP
      }
    }
    return next;
  }

  /** Changes the sign of ST(0), of a NaN or an unsupported format too. */
  private static void sign(Fpu fpu, int clear, int flip) {
    int st = fpu.top;
    if (fpu.isEmpty(st)) {
      if (fpu.stackFault(0)) {
        fpu.setIndefinite(st);
      }
      return;
    }
    fpu.status &= ~Fpu.C1;
    fpu.se[st] = fpu.se[st] & ~clear | ~fpu.se[st] & flip;
  }
}
