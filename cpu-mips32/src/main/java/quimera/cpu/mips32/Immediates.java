package quimera.cpu.mips32;

/** Arithmetic and logic with a constant; the decoder makes a NOP of what has no target. */
final class Immediates {
  private Immediates() {}

  /** An operand, a constant and a result. */
  private abstract static class Immediate extends Node {
    final int t;
    final int s;
    final int constant;

    Immediate(int word, int constant) {
      t = word >>> 16 & 31;
      s = word >>> 21 & 31;
      this.constant = constant;
    }
  }

  /** A shift by a constant. */
  private abstract static class Shift extends Node {
    final int d;
    final int t;
    final int count;

    Shift(int word) {
      d = word >>> 11 & 31;
      t = word >>> 16 & 31;
      count = word >>> 6 & 31;
    }
  }

  /** A constant in a register: LUI, and ADDIU or ORI with register 0. */
  static final class Load extends Node {
    private final int t;
    private final int constant;

    Load(int word, int constant) {
      t = word >>> 16 & 31;
      this.constant = constant;
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.r[t] = constant;
      return next;
    }
  }

  /** ADDIU. */
  static final class Addiu extends Immediate {
    Addiu(int word) {
      super(word, (short) word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[t] = r[s] + constant;
      return next;
    }
  }

  /** SLTI. */
  static final class Slti extends Immediate {
    Slti(int word) {
      super(word, (short) word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[t] = r[s] < constant ? 1 : 0;
      return next;
    }
  }

  /** SLTIU. */
  static final class Sltiu extends Immediate {
    Sltiu(int word) {
      super(word, (short) word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[t] = r[s] + Integer.MIN_VALUE < constant + Integer.MIN_VALUE ? 1 : 0;
      return next;
    }
  }

  /** ANDI. */
  static final class Andi extends Immediate {
    Andi(int word) {
      super(word, word & 0xFFFF);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[t] = r[s] & constant;
      return next;
    }
  }

  /** ORI. */
  static final class Ori extends Immediate {
    Ori(int word) {
      super(word, word & 0xFFFF);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[t] = r[s] | constant;
      return next;
    }
  }

  /** XORI. */
  static final class Xori extends Immediate {
    Xori(int word) {
      super(word, word & 0xFFFF);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[t] = r[s] ^ constant;
      return next;
    }
  }

  /** ADDI. */
  static final class Addi extends Immediate {
    Addi(int word) {
      super(word, (short) word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int a = cpu.r[s];
      int sum = a + constant;
      if (((a ^ sum) & (constant ^ sum)) < 0) {
        return cpu.trap(this, ExcCode.OV);
      }
      cpu.r[t] = t == 0 ? 0 : sum;
      return next;
    }
  }

  /** SLL. */
  static final class Sll extends Shift {
    Sll(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[t] << count;
      return next;
    }
  }

  /** SRL. */
  static final class Srl extends Shift {
    Srl(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[t] >>> count;
      return next;
    }
  }

  /** SRA. */
  static final class Sra extends Shift {
    Sra(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[t] >> count;
      return next;
    }
  }

  /** ROTR. */
  static final class Rotr extends Shift {
    Rotr(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = Integer.rotateRight(r[t], count);
      return next;
    }
  }

  /** EXT: a field of bits to the low end. */
  static final class Ext extends Immediate {
    private final int low;

    Ext(int word) {
      super(word, -1 >>> 31 - (word >>> 11 & 31));
      low = word >>> 6 & 31;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[t] = r[s] >>> low & constant;
      return next;
    }
  }

  /** INS: the low end to a field of bits. */
  static final class Ins extends Immediate {
    private final int low;

    Ins(int word) {
      super(word, -1 >>> 31 - ((word >>> 11) - (word >>> 6) & 31) << (word >>> 6));
      low = word >>> 6 & 31;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[t] = r[t] & ~constant | r[s] << low & constant;
      return next;
    }
  }

  /** SEB, SEH: shifted up and down again. */
  static final class SignExtend extends Node {
    private final int d;
    private final int t;
    private final int shift;

    SignExtend(int word, int bits) {
      d = word >>> 11 & 31;
      t = word >>> 16 & 31;
      shift = 32 - bits;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[t] << shift >> shift;
      return next;
    }
  }
}
