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
      case "e" -> Integer.toString(8 << bits(6, 2));
      case "d1", "d2", "d3", "d4" -> list(number(12, 22), name.charAt(1) - '0');
      case "mems" -> memory();
      default -> super.field(name);
    };
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
