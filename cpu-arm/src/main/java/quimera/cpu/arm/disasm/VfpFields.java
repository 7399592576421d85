package quimera.cpu.arm.disasm;

/** The operands of floating-point instructions; in Thumb the condition is not theirs. */
final class VfpFields extends Fields {
  private final boolean thumb;

  VfpFields(int word, int address, boolean thumb) {
    super(word, address);
    this.thumb = thumb;
  }

  private boolean doubles() {
    return bit(8);
  }

  private String single(int field, int extra) {
    return "s" + (bits(field, 4) << 1 | bits(extra, 1));
  }

  private String wide(int field, int extra) {
    return "d" + (bits(extra, 1) << 4 | bits(field, 4));
  }

  @Override
  String field(String name) {
    return switch (name) {
      case "c" -> thumb ? "" : super.field(name);
      case "sd" -> single(12, 22);
      case "sn" -> single(16, 7);
      case "sm" -> single(0, 5);
      case "sm1" -> "s" + ((bits(0, 4) << 1 | bits(5, 1)) + 1);
      case "dd" -> wide(12, 22);
      case "dn" -> wide(16, 7);
      case "dm" -> wide(0, 5);
      case "vd" -> doubles() ? wide(12, 22) : single(12, 22);
      case "vn" -> doubles() ? wide(16, 7) : single(16, 7);
      case "vm" -> doubles() ? wide(0, 5) : single(0, 5);
      case "fp" -> doubles() ? "f64" : "f32";
      case "x2" -> Integer.toString(bits(21, 1) << 1 | bits(6, 1));
      case "x3" -> Integer.toString(bits(21, 1) << 2 | bits(5, 2));
      case "slist" -> list('s', bits(12, 4) << 1 | bits(22, 1), bits(0, 8));
      case "dlist" -> list('d', bits(22, 1) << 4 | bits(12, 4), bits(0, 8) / 2);
      case "fixed" -> (bit(16) ? "u" : "s") + (bit(7) ? "32" : "16");
      case "fbits" -> Integer.toString((bit(7) ? 32 : 16) - (bits(0, 4) << 1 | bits(5, 1)));
      case "fpimm" -> immediate();
      case "sysreg" -> systemRegister(bits(16, 4));
      default -> super.field(name);
    };
  }

  private static String list(char kind, int first, int count) {
    return count < 2
        ? "{" + kind + first + "}"
        : "{" + kind + first + "-" + kind + (first + count - 1) + "}";
  }

  private String immediate() {
    int exponent = (bits(16, 3) ^ 4) - 3;
    double value = Math.scalb(1 + bits(0, 4) / 16.0, exponent);
    return Double.toString(bit(19) ? -value : value);
  }

  private static String systemRegister(int number) {
    return switch (number) {
      case 0 -> "fpsid";
      case 1 -> "fpscr";
      case 6 -> "mvfr1";
      case 7 -> "mvfr0";
      case 8 -> "fpexc";
      case 9 -> "fpinst";
      case 10 -> "fpinst2";
      default -> "#" + number;
    };
  }
}
