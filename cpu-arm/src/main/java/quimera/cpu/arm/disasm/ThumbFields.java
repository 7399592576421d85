package quimera.cpu.arm.disasm;

/** The operands of Thumb instructions. */
final class ThumbFields extends Fields {
  private static final int[] OPCODES = {0, 14, 12, -1, 1, -1, -1, -1, 4, -1, 5, 6, -1, 2, 3, -1};
  private static final String[] PARALLEL = {"s", "q", "sh", "", "u", "uq", "uh", ""};

  ThumbFields(int word, int address) {
    super(word, address);
  }

  @Override
  int ahead() {
    return 4;
  }

  private int aligned() {
    return address + 4 & ~3;
  }

  @Override
  String field(String name) {
    return switch (name) {
      case "c" -> "";
      case "S" -> "s";
      case "q0" -> register(bits(0, 3));
      case "q3" -> register(bits(3, 3));
      case "q6" -> register(bits(6, 3));
      case "q8" -> register(bits(8, 3));
      case "h0" -> register(bits(7, 1) << 3 | bits(0, 3));
      case "h3" -> register(bits(3, 4));
      case "literal" -> "[pc, #" + 4 * bits(0, 8) + "]";
      case "near" -> hex(aligned() + 4 * bits(0, 8));
      case "cb" -> hex(address + 4 + (bits(9, 1) << 6 | bits(3, 5) << 1));
      case "pushlist" -> registers(bits(0, 8) | bits(8, 1) << 14);
      case "poplist" -> registers(bits(0, 8) | bits(8, 1) << 15);
      case "lowlist" -> registers(bits(0, 8));
      case "lowback" -> bit(bits(8, 3)) ? "" : "!";
      case "tendian" -> bit(3) ? "be" : "le";
      case "timod" -> bit(4) ? "id" : "ie";
      case "taif" -> masks(bits(0, 3));
      case "y8" -> String.format("%04x", bits(0, 8));
      case "it" -> ifThen();
      case "cond8" -> CONDITIONS[bits(8, 4)];
      case "b8" -> hex(address + 4 + ((byte) word << 1));
      case "b11" -> hex(address + 4 + (word << 21 >> 20));
      default -> wide(name);
    };
  }

  private String ifThen() {
    int mask = bits(0, 4);
    int first = bits(4, 1);
    StringBuilder text = new StringBuilder();
    for (int i = 3; i > Integer.numberOfTrailingZeros(mask); i--) {
      text.append(bits(i, 1) == first ? "t" : "e");
    }
    String condition = CONDITIONS[bits(4, 4)];
    return text.append(' ').append(condition.isEmpty() ? "al" : condition).toString();
  }

  // 32 bits.

  private String wide(String name) {
    int imm12 = bits(26, 1) << 11 | bits(12, 3) << 8 | bits(0, 8);
    return switch (name) {
      case "t12" -> Integer.toString(imm12);
      case "t16" -> Integer.toString(bits(16, 4) << 12 | imm12);
      case "tmod" -> Integer.toString(expand(imm12));
      case "timm5" -> Integer.toString(amount());
      case "tbfw" -> Integer.toString(bits(0, 5) - amount() + 1);
      case "tsh" -> shiftedRegister(bits(4, 2), amount());
      case "tsat" -> amount() == 0 ? "" : bit(21) ? ", asr #" + amount() : ", lsl #" + amount();
      case "tsh2" -> shiftName(bits(21, 2));
      case "top" -> bits(21, 4) == 3 ? "orn" : operation(OPCODES[bits(21, 4)]);
      case "tpar" -> PARALLEL[bits(4, 3)];
      case "tsize" -> bits(21, 2) == 0 ? "b" : bits(21, 2) == 1 ? "h" : "";
      case "txy" -> (bit(5) ? "t" : "b") + (bit(4) ? "t" : "b");
      case "ty" -> bit(4) ? "t" : "b";
      case "x4" -> when(4, "x");
      case "r4" -> when(4, "r");
      case "ror4" -> bits(4, 2) == 0 ? "" : ", ror #" + 8 * bits(4, 2);
      case "memt" -> memoryThumb();
      case "memx" ->
          "[" + register(bits(16, 4)) + (bits(0, 8) == 0 ? "]" : ", #" + 4 * bits(0, 8) + "]");
      case "memd" -> memoryDouble();
      case "cond22" -> CONDITIONS[bits(22, 4)];
      case "b20" -> hex(address + 4 + conditionalOffset());
      case "b24t" -> hex(address + 4 + branchOffset());
      case "b24x" -> hex(aligned() + branchOffset());
      case "wfields" -> statusFields(bit(20), bits(8, 4));
      case "wpsr" -> bit(20) ? "SPSR" : "CPSR";
      case "wimod" -> bits(9, 2) == 2 ? "ie" : bits(9, 2) == 3 ? "id" : "";
      case "waif" -> bits(9, 2) < 2 ? "" : ".w " + masks(bits(5, 3));
      case "wmode" -> !bit(8) ? "" : (bits(9, 2) < 2 ? " #" : ", #") + bits(0, 5);
      default -> super.field(name);
    };
  }

  private static String operation(int opcode) {
    return opcode < 0 ? "?" : operationName(opcode);
  }

  private int amount() {
    return bits(12, 3) << 2 | bits(6, 2);
  }

  private static int expand(int imm12) {
    int low = imm12 & 0xFF;
    return switch (imm12 >>> 8) {
      case 0 -> low;
      case 1 -> low << 16 | low;
      case 2 -> low << 24 | low << 8;
      case 3 -> low * 0x0101_0101;
      default -> Integer.rotateRight(0x80 | imm12 & 0x7F, imm12 >>> 7);
    };
  }

  private String memoryThumb() {
    String base = register(bits(16, 4));
    if (bits(16, 4) == 15) {
      return "[pc, #" + (bit(23) ? "" : "-") + bits(0, 12) + "]";
    }
    if (bit(23)) {
      return bits(0, 12) == 0 ? "[" + base + "]" : "[" + base + ", #" + bits(0, 12) + "]";
    }
    if (!bit(11)) {
      String shift = bits(4, 2) == 0 ? "" : ", lsl #" + bits(4, 2);
      return "[" + base + ", " + register(bits(0, 4)) + shift + "]";
    }
    String offset = "#" + (bit(9) ? "" : "-") + bits(0, 8);
    if (!bit(10)) {
      return "[" + base + "], " + offset;
    }
    if (offset.equals("#0") && !bit(8)) {
      return "[" + base + "]";
    }
    return "[" + base + ", " + offset + "]" + when(8, "!");
  }

  private String memoryDouble() {
    String base = register(bits(16, 4));
    String offset = "#" + (bit(23) ? "" : "-") + 4 * bits(0, 8);
    if (!bit(24)) {
      return "[" + base + "], " + offset;
    }
    return offset.equals("#0") && !bit(21)
        ? "[" + base + "]"
        : "[" + base + ", " + offset + "]" + when(21, "!");
  }

  private int conditionalOffset() {
    int s = word << 5 >> 31;
    return s << 20 | bits(11, 1) << 19 | bits(13, 1) << 18 | bits(16, 6) << 12 | bits(0, 11) << 1;
  }

  private int branchOffset() {
    int s = word << 5 >> 31;
    int i1 = ~(bits(13, 1) ^ s) & 1;
    int i2 = ~(bits(11, 1) ^ s) & 1;
    return s << 24 | i1 << 23 | i2 << 22 | bits(16, 10) << 12 | bits(0, 11) << 1;
  }
}
