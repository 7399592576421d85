package quimera.cpu.arm;

/**
 * Shifts with what {@link Registers} leaves out: the carry, ASR, and amounts that come from a
 * register; and extensions.
 */
final class Shifts {
  private Shifts() {}

  /** A destination, a register and an amount of 1 to 31. */
  private abstract static class Constant extends Node {
    final int d;
    final int m;
    final int amount;

    Constant(int d, int m, int amount) {
      this.d = d;
      this.m = m;
      this.amount = amount;
    }
  }

  /** ASR. */
  static final class Asr extends Constant {
    Asr(int d, int m, int amount) {
      super(d, m, amount);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[m] >> amount;
      return next;
    }
  }

  /** ASRS. */
  static final class Asrs extends Constant {
    Asrs(int d, int m, int amount) {
      super(d, m, amount);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int value = r[m];
      cpu.c = value >>> amount - 1 & 1;
      r[d] = cpu.logicFlags(value >> amount);
      return next;
    }
  }

  /** MOV of a register that another shifts. */
  static final class ByRegister extends Node {
    private final int d;
    private final int m;
    private final int type;
    private final int amount;

    /**
     * @param type 0 to 3: LSL, LSR, ASR, ROR
     * @param amount the register that has the amount in its lowest byte
     */
    ByRegister(int d, int m, int type, int amount) {
      this.d = d;
      this.m = m;
      this.type = type;
      this.amount = amount;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = Alu.shiftedByRegister(r[m], type, r[amount] & 0xFF);
      return next;
    }
  }

  /** The same with flags. */
  static final class ByRegisterFlags extends Node {
    private final int d;
    private final int m;
    private final int type;
    private final int amount;

    ByRegisterFlags(int d, int m, int type, int amount) {
      this.d = d;
      this.m = m;
      this.type = type;
      this.amount = amount;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.logicFlags(cpu.shiftedByRegister(r[m], type, r[amount] & 0xFF, true));
      return next;
    }
  }

  /** Data processing with whatever operand, none of whose registers is PC. */
  static final class Any extends Node {
    private final int word;

    /**
     * @param word the ARM instruction
     */
    Any(int word) {
      this.word = word;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int result = cpu.data(word >>> 20 & 31, r[word >>> 16 & 15], cpu.operand(word));
      if ((word & 3 << 23) != 1 << 24) {
        r[word >>> 12 & 15] = result;
      }
      return next;
    }
  }

  /** SXTB and SXTH: shifted up and down again. */
  static final class SignExtend extends Node {
    private final int d;
    private final int m;
    private final int shift;

    SignExtend(int d, int m, int bits) {
      this.d = d;
      this.m = m;
      shift = 32 - bits;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[m] << shift >> shift;
      return next;
    }
  }

  /** UXTB and UXTH. */
  static final class ZeroExtend extends Node {
    private final int d;
    private final int m;
    private final int mask;

    ZeroExtend(int d, int m, int bits) {
      this.d = d;
      this.m = m;
      mask = -1 >>> 32 - bits;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[m] & mask;
      return next;
    }
  }

  /** CLZ. */
  static final class LeadingZeros extends Node {
    private final int d;
    private final int m;

    LeadingZeros(int d, int m) {
      this.d = d;
      this.m = m;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = Integer.numberOfLeadingZeros(r[m]);
      return next;
    }
  }

  /** SBFX and UBFX: a field of bits. */
  static final class Field extends Node {
    private final int d;
    private final int n;
    private final int up;
    private final int down;
    private final boolean signed;

    Field(int d, int n, int low, int width, boolean signed) {
      this.d = d;
      this.n = n;
      up = 32 - low - width;
      down = 32 - width;
      this.signed = signed;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int value = r[n] << up;
      r[d] = signed ? value >> down : value >>> down;
      return next;
    }
  }
}
