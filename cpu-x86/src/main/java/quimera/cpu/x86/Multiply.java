package quimera.cpu.x86;

/**
 * Multiplication, division and decimal adjustment (SDM volume 2; 8086 Family User's Manual 2.7).
 */
final class Multiply {
  private static final int AX = X86State.EAX;
  private static final int DX = X86State.EDX;

  private Multiply() {}

  /** MUL; {@code negative} is the 8086's undocumented effect of a REP prefix. */
  static void mul(X86State cpu, int b, int bytes, boolean negative) {
    long product = (cpu.reg(AX, bytes) & 0xFFFFFFFFL) * (b & 0xFFFFFFFFL);
    if (negative) {
      product = -product;
    }
    int high = put(cpu, product, bytes);
    int overflow = high == 0 ? 0 : 1;
    flags(cpu, (int) product, overflow, bytes);
  }

  /** IMUL with one operand. */
  static void imul(X86State cpu, int b, int bytes, boolean negative) {
    long product = (long) Alu.extend(cpu.reg(AX, bytes), bytes) * Alu.extend(b, bytes);
    if (negative) {
      product = -product;
    }
    put(cpu, product, bytes);
    int overflow = Alu.extend((int) product, bytes) == product ? 0 : 1;
    flags(cpu, (int) product, overflow, bytes);
  }

  /** IMUL with two or three operands; returns the truncated product. */
  static int imul(X86State cpu, int a, int b, int bytes) {
    long product = (long) Alu.extend(a, bytes) * Alu.extend(b, bytes);
    int overflow = Alu.extend((int) product, bytes) == product ? 0 : 1;
    flags(cpu, (int) product, overflow, bytes);
    return (int) product;
  }

  /** SF, ZF, AF and PF are undefined; here they follow from the low half. */
  private static void flags(X86State cpu, int low, int overflow, int bytes) {
    Alu.setShifted(cpu, low, overflow, overflow, bytes);
  }

  /** Stores a product; returns its high half. */
  private static int put(X86State cpu, long product, int bytes) {
    switch (bytes) {
      case 1 -> {
        cpu.setReg16(AX, (int) product);
        return (int) product >>> 8 & 0xFF;
      }
      case 2 -> {
        cpu.setReg16(AX, (int) product);
        cpu.setReg16(DX, (int) (product >>> 16));
        return (int) (product >>> 16) & 0xFFFF;
      }
      default -> {
        cpu.r[AX] = (int) product;
        cpu.r[DX] = (int) (product >>> 32);
        return cpu.r[DX];
      }
    }
  }

  private static long dividend(X86State cpu, int bytes) {
    return switch (bytes) {
      case 1 -> cpu.reg16(AX);
      case 2 -> (cpu.reg16(DX) << 16 | cpu.reg16(AX)) & 0xFFFFFFFFL;
      default -> (long) cpu.r[DX] << 32 | cpu.r[AX] & 0xFFFFFFFFL;
    };
  }

  /** DIV. */
  static void div(X86State cpu, int b, int bytes) {
    long divisor = b & 0xFFFFFFFFL;
    long dividend = dividend(cpu, bytes);
    if (divisor == 0) {
      throw divideError(cpu, dividend, b, bytes);
    }
    long quotient = dividend >= 0 ? dividend / divisor : Long.divideUnsigned(dividend, divisor);
    if (quotient >>> bytes * 8 != 0) {
      throw divideError(cpu, dividend, b, bytes);
    }
    long remainder = dividend - quotient * divisor;
    put(cpu, quotient, remainder, bytes);
    if (cpu.model.is32()) {
      lastStep(cpu, (int) remainder, b, bytes);
    }
  }

  /**
   * The flags after DIV, which the manual leaves undefined. Systems take a processor that does not
   * change them for a Cyrix (Cyrix application note 112, "5/2 test"); on Intel's they are those of
   * the last subtraction of the divisor, the one that did not fit any more.
   */
  private static void lastStep(X86State cpu, int remainder, int divisor, int bytes) {
    switch (bytes) {
      case 1 -> Alu.cmp8(cpu, remainder, divisor);
      case 2 -> Alu.cmp16(cpu, remainder, divisor);
      default -> Alu.cmp32(cpu, remainder, divisor);
    }
  }

  private static Fault divideError(X86State cpu, long dividend, int divisor, int bytes) {
    if (cpu.model == X86Model.I80286) {
      cpu.setArithmetic(Division80286.unsigned(dividend, divisor, bytes));
    }
    return new Fault(Vector.DE);
  }

  /**
   * IDIV; the 8086 refuses the most negative quotient, and negates the quotient after a REP prefix.
   */
  static void idiv(X86State cpu, int b, int bytes, boolean negative) {
    int divisor = Alu.extend(b, bytes);
    long dividend = dividend(cpu, bytes);
    dividend = bytes == 1 ? (short) dividend : bytes == 2 ? (int) dividend : dividend;
    if (cpu.model == X86Model.I80286) {
      Division80286.signed(cpu, dividend, divisor, bytes);
      return;
    }
    if (divisor == 0 || dividend == Long.MIN_VALUE && divisor == -1) {
      throw new Fault(Vector.DE);
    }
    long quotient = dividend / divisor;
    long most = 1L << bytes * 8 - 1;
    boolean fits = quotient < most && quotient >= -most;
    if (!fits || cpu.model == X86Model.I8086 && quotient == -most) {
      throw new Fault(Vector.DE);
    }
    put(cpu, negative ? -quotient : quotient, dividend % divisor, bytes);
  }

  /** Stores quotient and remainder. */
  static void put(X86State cpu, long quotient, long remainder, int bytes) {
    if (bytes == 1) {
      cpu.setReg16(AX, (int) (quotient & 0xFF | remainder << 8));
    } else {
      cpu.setReg(AX, bytes, (int) quotient);
      cpu.setReg(DX, bytes, (int) remainder);
    }
  }

  /** DAA. */
  static void daa(X86State cpu) {
    int al = cpu.reg8(AX);
    boolean low = (al & 15) > 9 || cpu.af();
    // The 8086 compares with 9F instead of 99 if AF was set (seen on silicon).
    boolean high = al > (cpu.af() && cpu.model == X86Model.I8086 ? 0x9F : 0x99) || cpu.cf();
    int sum = al + (low ? 6 : 0) + (high ? 0x60 : 0) & 0xFF;
    decimal(cpu, sum, low, high, (~al & sum) >>> 7 & 1);
  }

  /** DAS. */
  static void das(X86State cpu) {
    int al = cpu.reg8(AX);
    boolean low = (al & 15) > 9 || cpu.af();
    boolean high = al > (cpu.af() && cpu.model == X86Model.I8086 ? 0x9F : 0x99) || cpu.cf();
    int difference = al - (low ? 6 : 0) - (high ? 0x60 : 0);
    boolean carry = high || low && al < 6 && cpu.model != X86Model.I8086;
    decimal(cpu, difference & 0xFF, low, carry, (al & ~difference) >>> 7 & 1);
  }

  private static void decimal(X86State cpu, int al, boolean af, boolean cf, int of) {
    cpu.setReg8(AX, al);
    int carry = cf ? 1 : 0;
    Alu.setShifted(cpu, al, carry, of, 1);
    cpu.carries |= af ? 8 : 0;
  }

  /** AAA and AAS; the processors from the 80286 on carry from AL into AH. */
  static void asciiAdjust(X86State cpu, int direction) {
    int ax = cpu.reg16(AX);
    boolean adjust = (ax & 15) > 9 || cpu.af();
    int before = ax & 0xFF;
    if (adjust && cpu.model == X86Model.I8086) {
      int al = ax + 6 * direction & 0xFF;
      ax = (ax >> 8) + direction << 8 | al;
    } else if (adjust) {
      ax = ax + 0x106 * direction;
    }
    int after = ax & 0xFF;
    int overflow = adjust ? (direction > 0 ? ~before & after : before & ~after) >>> 7 & 1 : 0;
    cpu.setReg16(AX, ax & 0xFF0F);
    Alu.setShifted(cpu, after, adjust ? 1 : 0, overflow, 1);
    cpu.carries |= adjust ? 8 : 0;
  }

  /** AAM. */
  static void aam(X86State cpu, int divisor) {
    if (divisor == 0) {
      // The microcode sets flags before it divides (seen on silicon); later models leave them.
      if (!cpu.model.is32()) {
        int seen = cpu.model == X86Model.I8086 ? 0 : cpu.reg8(AX);
        Alu.setShifted(cpu, seen, 0, 0, 1);
      }
      throw new Fault(Vector.DE);
    }
    int al = cpu.reg8(AX);
    cpu.setReg16(AX, al / divisor << 8 | al % divisor);
    Alu.setShifted(cpu, al % divisor, 0, 0, 1);
  }

  /** AAD. */
  static void aad(X86State cpu, int factor) {
    int al = cpu.reg8(AX);
    int product = cpu.reg8(4) * factor & 0xFF;
    int sum = al + product;
    cpu.setReg16(AX, sum & 0xFF);
    Alu.set8(cpu, sum, al & product | (al | product) & ~sum);
  }
}
