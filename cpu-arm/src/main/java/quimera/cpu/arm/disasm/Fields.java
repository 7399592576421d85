package quimera.cpu.arm.disasm;

/**
 * The operands of one instruction, as the templates of {@link Row} name them. Names that end in
 * digits have a place: {@code r12} is the register in bits 15 to 12, {@code u7.5} the number in
 * five bits from bit 7 on.
 */
class Fields {
  static final String[] CONDITIONS = {
    "eq", "ne", "cs", "cc", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le", "", ""
  };
  private static final String[] OPERATIONS = {
    "and", "eor", "sub", "rsb", "add", "adc", "sbc", "rsc", "tst", "teq", "cmp", "cmn", "orr",
    "mov", "bic", "mvn"
  };
  private static final String[] SHIFTS = {"lsl", "lsr", "asr", "ror"};
  private static final String[] PARALLEL = {"", "s", "q", "sh", "", "u", "uq", "uh"};
  private static final String[] BARRIERS = {
    "#0", "#1", "oshst", "osh", "#4", "#5", "nshst", "nsh", "#8", "#9", "ishst", "ish", "#12",
    "#13", "st", "sy"
  };

  final int word;
  final int address;

  Fields(int word, int address) {
    this.word = word;
    this.address = address;
  }

  /** The text of a template. */
  final String text(String template) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (int open = template.indexOf('<'); open >= 0; open = template.indexOf('<', at)) {
      int close = template.indexOf('>', open);
      text.append(template, at, open).append(field(template.substring(open + 1, close)));
      at = close + 1;
    }
    return text.append(template, at, template.length()).toString();
  }

  final int bits(int from, int count) {
    return word >>> from & (1 << count) - 1;
  }

  final boolean bit(int number) {
    return (word >>> number & 1) != 0;
  }

  final String when(int number, String text) {
    return bit(number) ? text : "";
  }

  static String register(int number) {
    return switch (number) {
      case 13 -> "sp";
      case 14 -> "lr";
      case 15 -> "pc";
      default -> "r" + number;
    };
  }

  static String hex(int value) {
    return "0x" + Integer.toHexString(value);
  }

  /** How far PC reads ahead of the instruction. */
  int ahead() {
    return 8;
  }

  String field(String name) {
    char kind = name.charAt(0);
    boolean placed = name.length() > 1 && Character.isDigit(name.charAt(1));
    if (placed) {
      switch (kind) {
        case 'r', 'n' -> {
          if (!name.equals("r5") && !name.equals("r4")) {
            int number = bits(Integer.parseInt(name.substring(1)), 4);
            return register(kind == 'n' ? number + 1 & 15 : number);
          }
        }
        case 'u', 'p', 'z' -> {
          return number(name);
        }
        default -> {}
      }
    }
    return switch (name) {
      case "c" -> CONDITIONS[bits(28, 4)];
      case "s" -> when(20, "s");
      case "w" -> when(21, "!");
      case "l" -> when(22, "l");
      case "user" -> when(22, "^");
      case "xy" -> (bit(5) ? "t" : "b") + (bit(6) ? "t" : "b");
      case "y" -> bit(6) ? "t" : "b";
      case "x5" -> when(5, "x");
      case "r5" -> when(5, "r");
      case "op" -> OPERATIONS[bits(21, 4)];
      case "cmp" -> OPERATIONS[bits(21, 4)];
      case "par" -> PARALLEL[bits(20, 3)];
      case "i16" -> Integer.toString(bits(16, 4) << 12 | bits(0, 12));
      case "x16" -> String.format("%04x", bits(8, 12) << 4 | bits(0, 4));
      case "x24" -> String.format("%08x", bits(0, 24));
      case "bfw" -> Integer.toString(bits(16, 5) - bits(7, 5) + 1);
      case "ror10" -> bits(10, 2) == 0 ? "" : ", ror #" + 8 * bits(10, 2);
      case "sh" -> shiftedRegister(bits(5, 2), bits(7, 5));
      case "shr" -> register(bits(0, 4)) + ", " + SHIFTS[bits(5, 2)] + " " + register(bits(8, 4));
      case "shn" -> SHIFTS[bits(5, 2)];
      case "sha" -> Integer.toString(bits(7, 5) == 0 ? 32 : bits(7, 5));
      case "mod", "modv" -> modifiedImmediate();
      case "mem" -> memory();
      case "mem3" -> memoryExtra();
      case "memc" -> memoryCoprocessor();
      case "list" -> registers(bits(0, 16));
      case "pum" -> increment(true);
      case "pu" -> increment(false);
      case "b24" -> hex(address + 8 + (word << 8 >> 6));
      case "b25" -> hex(address + 8 + (word << 8 >> 6) + (word >>> 23 & 2));
      case "psr" -> bit(22) ? "SPSR" : "CPSR";
      case "fields" -> statusFields(bit(22), bits(16, 4));
      case "barrier" -> BARRIERS[bits(0, 4)];
      case "endian" -> bit(9) ? "be" : "le";
      case "imod" -> bits(18, 2) == 2 ? "ie" : bits(18, 2) == 3 ? "id" : "";
      case "aif" -> bits(18, 2) < 2 ? "" : " " + masks(bits(6, 3));
      case "mode" -> !bit(17) ? "" : (bits(18, 2) < 2 ? " #" : ", #") + bits(0, 5);
      case "coproc" -> coprocessor(true);
      case "coprocd" -> coprocessor(false);
      default -> throw new IllegalArgumentException("no operand <" + name + ">");
    };
  }

  /** u, p (one more) and z (0 is 32) with a place, a width and perhaps a factor. */
  private String number(String name) {
    int dot = name.indexOf('.');
    int star = name.indexOf('*');
    int width = Integer.parseInt(name.substring(dot + 1, star < 0 ? name.length() : star));
    int value = bits(Integer.parseInt(name.substring(1, dot)), width);
    int factor = star < 0 ? 1 : Integer.parseInt(name.substring(star + 1));
    return Integer.toString(
        switch (name.charAt(0)) {
              case 'p' -> value + 1;
              case 'z' -> value == 0 ? 32 : value;
              default -> value;
            }
            * factor);
  }

  final String shiftedRegister(int type, int amount) {
    String register = register(bits(0, 4));
    if (amount == 0) {
      return type == 0 ? register : register + (type == 3 ? ", rrx" : ", " + SHIFTS[type] + " #32");
    }
    return register + ", " + SHIFTS[type] + " #" + amount;
  }

  static String shiftName(int type) {
    return SHIFTS[type];
  }

  static String operationName(int opcode) {
    return OPERATIONS[opcode];
  }

  private String modifiedImmediate() {
    int turn = 2 * bits(8, 4);
    int value = Integer.rotateRight(bits(0, 8), turn);
    // The assembler takes the smallest rotation; another one has to be written out.
    int smallest = 0;
    while (Integer.compareUnsigned(Integer.rotateLeft(value, smallest), 255) > 0) {
      smallest += 2;
    }
    return smallest == turn ? Integer.toString(value) : bits(0, 8) + ", " + turn;
  }

  private static String signed(boolean up, int offset) {
    return "#" + (up ? "" : "-") + offset;
  }

  private String indexed(boolean pre, boolean write, String offset) {
    String base = register(bits(16, 4));
    if (!pre) {
      return "[" + base + "], " + offset;
    }
    if (offset.equals("#0") && !write) {
      return "[" + base + "]";
    }
    return "[" + base + ", " + offset + "]" + (write ? "!" : "");
  }

  private String memory() {
    String offset =
        bit(25)
            ? (bit(23) ? "" : "-") + shiftedRegister(bits(5, 2), bits(7, 5))
            : signed(bit(23), bits(0, 12));
    return indexed(bit(24), bit(21) && bit(24), offset);
  }

  private String memoryExtra() {
    String offset =
        bit(22)
            ? signed(bit(23), bits(8, 4) << 4 | bits(0, 4))
            : (bit(23) ? "" : "-") + register(bits(0, 4));
    return indexed(bit(24), bit(21) && bit(24), offset);
  }

  final String memoryCoprocessor() {
    if (!bit(24) && !bit(21)) {
      return "[" + register(bits(16, 4)) + "], {" + bits(0, 8) + "}";
    }
    return indexed(bit(24), bit(21) && bit(24), signed(bit(23), 4 * bits(0, 8)));
  }

  /** A list in braces, with ranges of three registers or more. */
  static String registers(int list) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 16; i++) {
      if ((list >>> i & 1) != 0) {
        text.append(text.length() > 1 ? ", " : "").append(register(i));
      }
    }
    return text.append('}').toString();
  }

  /** The way a multiple transfer goes; the usual one of STM and LDM need not be said. */
  private String increment(boolean usualUnsaid) {
    String way = (bit(23) ? "i" : "d") + (bit(24) ? "b" : "a");
    return usualUnsaid && way.equals("ia") ? "" : way;
  }

  final String statusFields(boolean saved, int mask) {
    String name = saved ? "SPSR_" : "CPSR_";
    return name
        + ((mask & 8) != 0 ? "f" : "")
        + ((mask & 4) != 0 ? "s" : "")
        + ((mask & 2) != 0 ? "x" : "")
        + ((mask & 1) != 0 ? "c" : "");
  }

  static String masks(int aif) {
    return ((aif & 4) != 0 ? "a" : "") + ((aif & 2) != 0 ? "i" : "") + ((aif & 1) != 0 ? "f" : "");
  }

  private String coprocessor(boolean transfer) {
    int opc2 = bits(5, 3);
    String middle = transfer ? register(bits(12, 4)) : "cr" + bits(12, 4);
    int opc1 = transfer ? bits(21, 3) : bits(20, 4);
    return bits(8, 4)
        + ", "
        + opc1
        + ", "
        + (transfer && middle.equals("pc") && bit(20) ? "APSR_nzcv" : middle)
        + ", cr"
        + bits(16, 4)
        + ", cr"
        + bits(0, 4)
        + ", {"
        + opc2
        + "}";
  }
}
