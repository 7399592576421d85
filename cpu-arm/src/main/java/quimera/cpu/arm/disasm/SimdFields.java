package quimera.cpu.arm.disasm;

/** The operands of Advanced SIMD instructions. */
final class SimdFields extends Fields {
  SimdFields(int word, int address) {
    super(word, address);
  }

  private int number(int field, int extra) {
    return bits(extra, 1) << 4 | bits(field, 4);
  }

  private static String wide(int number) {
    return "d" + number;
  }

  private static String quad(int number) {
    return "q" + number / 2;
  }

  /** A doubleword, or a quadword if bit 6 says so. */
  private String vector(int field, int extra) {
    return bit(6) ? quad(number(field, extra)) : wide(number(field, extra));
  }

  @Override
  String field(String name) {
    int size = 8 << bits(20, 2);
    int other = 8 << bits(18, 2);
    return switch (name) {
      case "dd" -> wide(number(12, 22));
      case "dn" -> wide(number(16, 7));
      case "dm" -> wide(number(0, 5));
      case "qd" -> quad(number(12, 22));
      case "qn" -> quad(number(16, 7));
      case "qm" -> quad(number(0, 5));
      case "vd" -> vector(12, 22);
      case "v2" -> vector(12, 22) + ", " + vector(0, 5);
      case "v3" -> vector(12, 22) + ", " + vector(16, 7) + ", " + vector(0, 5);
      case "v3s" -> vector(12, 22) + ", " + vector(0, 5) + ", " + vector(16, 7);
      case "su" -> (bit(24) ? "u" : "s") + size;
      case "z" -> Integer.toString(size);
      case "zw" -> Integer.toString(2 * size);
      case "m" -> Integer.toString(other);
      case "mw" -> Integer.toString(2 * other);
      case "mpu" -> (bit(7) ? "u" : "s") + other;
      case "mf" -> (bit(10) ? "f" : "s") + other;
      case "mi" -> (bit(10) ? "f" : "i") + other;
      case "tlist" -> "{" + list(number(16, 7), bits(8, 2) + 1) + "}";
      case "dupsize" -> Integer.toString(8 << Integer.numberOfTrailingZeros(bits(16, 4)));
      case "dupscalar" -> {
        int log = Integer.numberOfTrailingZeros(bits(16, 4));
        yield wide(number(0, 5)) + "[" + (bits(16, 4) >> log + 1) + "]";
      }
      case "sign" -> bit(24) ? "u" : "s";
      case "tz" -> Integer.toString(shiftSize());
      case "ts" -> (bit(24) ? "u" : "s") + shiftSize();
      case "tw" -> Integer.toString(2 * shiftSize());
      case "sl" -> Integer.toString(shiftBits() - shiftSize());
      case "sr" -> Integer.toString(2 * shiftSize() - shiftBits());
      case "fb" -> Integer.toString(64 - bits(16, 6));
      case "immediate" -> immediate();
      case "e" -> Integer.toString(8 << bits(6, 2));
      case "d1", "d2", "d3", "d4" -> list(number(12, 22), name.charAt(1) - '0');
      case "mems" -> memory();
      default -> super.field(name);
    };
  }

  /** L and imm6, whose leading one tells the size. */
  private int shiftBits() {
    return bits(7, 1) << 6 | bits(16, 6);
  }

  private int shiftSize() {
    return Math.max(8, Integer.highestOneBit(shiftBits()));
  }

  /** VMOV, VMVN, VORR and VBIC with an immediate. */
  private String immediate() {
    int imm8 = bits(24, 1) << 7 | bits(16, 3) << 4 | bits(0, 4);
    int cmode = bits(8, 4);
    boolean op = bit(5);
    String target = " " + vector(12, 22) + ", #";
    if (cmode < 12) {
      String name = (cmode & 1) != 0 ? (op ? "vbic" : "vorr") : op ? "vmvn" : "vmov";
      boolean halves = cmode >= 8;
      int shift = 8 * (cmode >> 1 & (halves ? 1 : 3));
      String value = Integer.toUnsignedString(imm8 << shift);
      return name + (halves ? ".i16" : ".i32") + target + value;
    }
    if (cmode < 14) {
      int shift = (cmode & 1) != 0 ? 16 : 8;
      return (op ? "vmvn" : "vmov") + ".i32" + target + (imm8 << shift | (1 << shift) - 1);
    }
    if (cmode == 14) {
      return op ? "vmov.i64" + target + bytes(imm8) : "vmov.i8" + target + imm8;
    }
    int exponent = ((imm8 >> 4 & 7) ^ 4) - 3;
    double value = Math.scalb(1 + (imm8 & 15) / 16.0, exponent);
    return "vmov.f32" + target + (imm8 > 127 ? -value : value);
  }

  private static String bytes(int imm8) {
    StringBuilder text = new StringBuilder("0x");
    for (int i = 7; i >= 0; i--) {
      text.append((imm8 >>> i & 1) != 0 ? "ff" : "00");
    }
    return text.toString();
  }

  private static String list(int first, int count) {
    return count == 1 ? wide(first) : wide(first) + "-" + wide(first + count - 1);
  }

  private String memory() {
    String align = bits(4, 2) == 0 ? "" : " :" + (32 << bits(4, 2));
    String base = "[" + register(bits(16, 4)) + align + "]";
    return switch (bits(0, 4)) {
      case 15 -> base;
      case 13 -> base + "!";
      default -> base + ", " + register(bits(0, 4));
    };
  }
}
