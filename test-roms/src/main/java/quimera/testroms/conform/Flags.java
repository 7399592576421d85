package quimera.testroms.conform;

/** Spells the bits of flag registers, so that a difference can be read. */
final class Flags {
  private static final String[] X86 = {
    "CF", "", "PF", "", "AF", "", "ZF", "SF", "TF", "IF", "DF", "OF", "IOPL0", "IOPL1", "NT", "",
    "RF", "VM", "AC", "VIF", "VIP", "ID"
  };
  private static final String[] X87 = {
    "IE", "DE", "ZE", "OE", "UE", "PE", "SF", "ES", "C0", "C1", "C2", "TOP0", "TOP1", "TOP2", "C3",
    "B"
  };
  private static final String[] SSE = {
    "IE", "DE", "ZE", "OE", "UE", "PE", "DAZ", "IM", "DM", "ZM", "OM", "UM", "PM", "RC0", "RC1",
    "FZ"
  };

  private Flags() {}

  /**
   * {@code "CF should be 1, is 0"} and so on for the bits that differ; empty for other registers.
   */
  static String names(String register, long differing, long got) {
    String[] names =
        switch (register) {
          case "flags", "eflags" -> X86;
          case "fsw" -> X87;
          case "mxcsr" -> SSE;
          case "cpsr", "spsr" -> null;
          default -> new String[0];
        };
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < 32; bit++) {
      if ((differing >>> bit & 1) != 0) {
        String name = names == null ? arm(bit) : bit < names.length ? names[bit] : "";
        if (!name.isEmpty()) {
          long is = got >>> bit & 1;
          text.append(text.isEmpty() ? "" : ", ").append(name);
          text.append(" should be ").append(1 - is).append(", is ").append(is);
        }
      }
    }
    return text.toString();
  }

  private static String arm(int bit) {
    return switch (bit) {
      case 31 -> "N";
      case 30 -> "Z";
      case 29 -> "C";
      case 28 -> "V";
      case 27 -> "Q";
      case 7 -> "I";
      case 6 -> "F";
      case 5 -> "T";
      default -> bit >= 16 && bit <= 19 ? "GE" + (bit - 16) : "";
    };
  }
}
