package quimera.cpu.arm;

/**
 * Shifts with what {@link Registers} leaves out: the carry, ASR, and amounts that come from a
 * register; extensions, and what else moves bits about.
 */
final class Shifts {
  private Shifts() {}

  /** A destination, a register and an amount of 1 to 31. */
  private abstract static class Constant extends Node {
    final byte d;
    final byte m;
    final byte amount;

    Constant(int d, int m, int amount) {
      this.d = (byte) d;
      this.m = (byte) m;
      this.amount = (byte) amount;
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
    private final byte d;
    private final byte m;
    private final byte type;
    private final byte amount;

    /**
     * @param type 0 to 3: LSL, LSR, ASR, ROR
     * @param amount the register that has the amount in its lowest byte
     */
    ByRegister(int d, int m, int type, int amount) {
      this.d = (byte) d;
      this.m = (byte) m;
      this.type = (byte) type;
      this.amount = (byte) amount;
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
    private final byte d;
    private final byte m;
    private final byte type;
    private final byte amount;

    ByRegisterFlags(int d, int m, int type, int amount) {
      this.d = (byte) d;
      this.m = (byte) m;
      this.type = (byte) type;
      this.amount = (byte) amount;
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
    private final byte d;
    private final byte m;
    private final byte shift;

    SignExtend(int d, int m, int bits) {
      this.d = (byte) d;
      this.m = (byte) m;
      shift = (byte) (32 - bits);
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
    private final byte d;
    private final byte m;
    private final int mask;

    ZeroExtend(int d, int m, int bits) {
      this.d = (byte) d;
      this.m = (byte) m;
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
    private final byte d;
    private final byte m;

    LeadingZeros(int d, int m) {
      this.d = (byte) d;
      this.m = (byte) m;
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
    private final byte d;
    private final byte n;
    private final byte up;
    private final byte down;
    private final boolean signed;

    Field(int d, int n, int low, int width, boolean signed) {
      this.d = (byte) d;
      this.n = (byte) n;
      up = (byte) (32 - low - width);
      down = (byte) (32 - width);
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

  /** REV: the bytes in the other order. */
  static final class Reverse extends Node {
    private final byte d;
    private final byte m;

    Reverse(int d, int m) {
      this.d = (byte) d;
      this.m = (byte) m;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = Integer.reverseBytes(r[m]);
      return next;
    }
  }
}
