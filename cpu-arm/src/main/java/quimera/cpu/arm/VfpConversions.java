package quimera.cpu.arm;

/** Comparisons and conversions of the floating-point unit (ARM ARM table A7-17). */
final class VfpConversions {
  private VfpConversions() {}

  /** An instruction with opc1 1x11 and bit 6 set that is no move, VABS, VNEG or VSQRT. */
  static void execute(VfpUnit unit, int word, boolean doubles) {
    FloatFormat f = doubles ? FloatFormat.DOUBLE : FloatFormat.SINGLE;
    boolean bit7 = (word & 1 << 7) != 0;
    int opc2 = word >>> 16 & 15;
    switch (opc2) {
      case 2, 3 -> half(unit, word, doubles, opc2 == 3, bit7);
      case 4, 5 -> {
        long a = read(unit, word, doubles, 12, 22);
        long b = opc2 == 5 ? 0 : read(unit, word, doubles, 0, 5);
        unit.setFlags(unit.soft.compare(f, a, b, bit7));
      }
      case 7 -> {
        if (!bit7) {
          throw unit.undefined();
        }
        FloatFormat to = doubles ? FloatFormat.SINGLE : FloatFormat.DOUBLE;
        write(unit, word, !doubles, unit.soft.convert(f, to, read(unit, word, doubles, 0, 5)));
      }
      case 8 -> {
        int value = unit.single(VfpUnit.singleNumber(word, 0, 5));
        long integer = bit7 ? value : value & 0xFFFF_FFFFL;
        write(unit, word, doubles, unit.soft.fromInteger(f, integer, 0));
      }
      case 12, 13 -> {
        int rounding = bit7 ? SoftFloat.ZERO : unit.soft.mode;
        long value = read(unit, word, doubles, 0, 5);
        long integer = unit.soft.toInteger(f, value, 0, 32, opc2 == 12, rounding);
        unit.setSingle(VfpUnit.singleNumber(word, 12, 22), (int) integer);
      }
      case 10, 11, 14, 15 -> fixed(unit, word, doubles, f, opc2);
      default -> throw unit.undefined();
    }
  }

  private static long read(VfpUnit unit, int word, boolean doubles, int field, int bit) {
    return doubles
        ? unit.d[unit.doubleNumber(word, field, bit)]
        : unit.single(VfpUnit.singleNumber(word, field, bit)) & 0xFFFF_FFFFL;
  }

  private static void write(VfpUnit unit, int word, boolean doubles, long value) {
    if (doubles) {
      unit.d[unit.doubleNumber(word, 12, 22)] = value;
    } else {
      unit.setSingle(VfpUnit.singleNumber(word, 12, 22), (int) value);
    }
  }

  /** VCVTB and VCVTT between half and single precision. */
  private static void half(VfpUnit unit, int word, boolean doubles, boolean to, boolean top) {
    if (!unit.hasVersion4() || doubles) {
      throw unit.undefined();
    }
    int d = VfpUnit.singleNumber(word, 12, 22);
    int value = unit.single(VfpUnit.singleNumber(word, 0, 5));
    int shift = top ? 16 : 0;
    if (to) {
      int result =
          (int) unit.soft.convert(FloatFormat.SINGLE, FloatFormat.HALF, value & 0xFFFF_FFFFL);
      unit.setSingle(d, unit.single(d) & ~(0xFFFF << shift) | result << shift);
    } else {
      long source = value >>> shift & 0xFFFFL;
      unit.setSingle(d, (int) unit.soft.convert(FloatFormat.HALF, FloatFormat.SINGLE, source));
    }
  }

  /** Between a float and a fixed-point number, both in the destination register. */
  private static void fixed(VfpUnit unit, int word, boolean doubles, FloatFormat f, int opc2) {
    if (!unit.hasVersion4()) {
      throw unit.undefined();
    }
    boolean unsigned = (opc2 & 1) != 0;
    int bits = (word & 1 << 7) != 0 ? 32 : 16;
    int fraction = bits - ((word & 15) << 1 | word >>> 5 & 1);
    if (fraction < 0) {
      throw unit.undefined();
    }
    long value = read(unit, word, doubles, 12, 22);
    if ((opc2 & 4) != 0) {
      long integer = unit.soft.toInteger(f, value, fraction, bits, unsigned, SoftFloat.ZERO);
      write(unit, word, doubles, integer);
    } else {
      long up = value << 64 - bits;
      long integer = unsigned ? up >>> 64 - bits : up >> 64 - bits;
      // Fixed-point numbers are rounded to nearest, whatever FPSCR says.
      int mode = unit.soft.mode;
      unit.soft.mode = SoftFloat.NEAREST;
      write(unit, word, doubles, unit.soft.fromInteger(f, integer, fraction));
      unit.soft.mode = mode;
    }
  }
}
