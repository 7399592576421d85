package quimera.cpu.x86.disasm;

/**
 * Writes one instruction's operands. The letters are those of the SDM's opcode map (volume 2,
 * appendix A.2), with a few of our own; the first is the kind:
 *
 * <ul>
 *   <li>of ModRM: {@code E} general register or memory, {@code M} memory, {@code G} general
 *       register, {@code R} general register in the r/m field whatever the mode says, {@code S}
 *       segment register, {@code C D T} control, debug and test registers, {@code P Q N} MMX
 *       register, register or memory, register in the r/m field, {@code V W U} the same of XMM,
 *       {@code Fi} an x87 register in the r/m field, {@code Fo} the escape's number
 *   <li>{@code Z} the general register in the opcode, {@code I} immediate, {@code J} relative
 *       target, {@code O} offset, {@code A} far pointer
 * </ul>
 *
 * <p>The second is the size: {@code b w d q t x} for 1, 2, 4, 8, 10, 16 bytes, {@code v} and {@code
 * z} for the operand size, {@code u} for a register of the operand size or a word in memory, {@code
 * r} for a register of 32 bits or a word in memory, {@code p} far pointer, {@code a} pair of
 * bounds, {@code s} (of {@code I}) sign-extended byte, (of {@code M}) limit and base. Whatever
 * begins with a small letter or a digit is printed as it is, but {@code eAX} follows the operand
 * size.
 */
final class OperandText {
  private static final String[] BYTES = {"al", "cl", "dl", "bl", "ah", "ch", "dh", "bh"};
  private static final String[] WORDS = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};
  private static final String[] SEGMENTS = {"es", "cs", "ss", "ds", "fs", "gs", "ds", "ds"};
  private static final String[] SEGMENTS_8086 = {"es", "cs", "ss", "ds", "es", "cs", "ss", "ds"};
  private static final String[] BASES16 = {
    "bx+si", "bx+di", "bp+si", "bp+di", "si", "di", "bp", "bx"
  };

  private final Prefixes p;
  private final int generation;
  private final long base;
  private final long offset;
  private final int opcode;
  private final int modRm;
  private String memory;

  /** {@code p} stands behind the opcode and, if there is one, the ModRM byte. */
  OperandText(Prefixes p, Form form, int generation, long base, long offset) {
    this.p = p;
    this.generation = generation;
    this.base = base;
    this.offset = offset;
    opcode = p.opcode;
    modRm = form.hasModRm() ? p.next() : 0xC0;
    boolean anyMode = form.operands().stream().anyMatch(o -> o.charAt(0) == 'R');
    if (modRm < 0xC0 && !anyMode) {
      memory = address();
    }
  }

  String of(String operand) {
    char size = operand.length() > 1 ? operand.charAt(1) : ' ';
    int reg = modRm >> 3 & 7;
    int low = modRm & 7;
    return switch (operand.charAt(0)) {
      case 'E' -> memory != null ? memory(size) : register(low, size);
      case 'M' -> memory(size);
      case 'G' -> register(reg, size);
      case 'R' -> register(low, size);
      case 'Z' -> register(opcode & 7, size);
      case 'S' -> (generation == 0 ? SEGMENTS_8086 : SEGMENTS)[reg];
      case 'C' -> "cr" + reg;
      case 'D' -> "dr" + reg;
      case 'T' -> "tr" + reg;
      case 'P' -> "mm" + reg;
      case 'Q' -> memory != null ? memory(size) : "mm" + low;
      case 'N' -> "mm" + low;
      case 'V' -> "xmm" + reg;
      case 'W' -> memory != null ? memory(size) : "xmm" + low;
      case 'U' -> "xmm" + low;
      case 'F' -> size == 'i' ? "st(" + low + ")" : hex((opcode & 7) << 3 | reg);
      case 'I' -> immediate(size);
      case 'J' -> target(size == 'b' ? 1 : p.operandBytes);
      case 'O' -> absolute(size);
      case 'A' -> far();
      default -> operand.equals("eAX") ? register(0, 'v') : operand;
    };
  }

  private String register(int number, char size) {
    switch (size) {
      case 'b' -> {
        return BYTES[number];
      }
      case 'w' -> {
        return WORDS[number];
      }
      case 'd', 'r' -> {
        return "e" + WORDS[number];
      }
      default -> {
        p.operandShown = true;
        return p.operandBytes == 2 ? WORDS[number] : "e" + WORDS[number];
      }
    }
  }

  private String immediate(char size) {
    return switch (size) {
      case 'b' -> hex(p.number(1));
      case 'w' -> hex(p.number(2));
      case 's' -> hex((byte) p.next() & mask(p.operandBytes));
      default -> hex(p.number(p.operandBytes));
    };
  }

  private static long mask(int bytes) {
    return bytes == 2 ? 0xFFFFL : 0xFFFFFFFFL;
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }

  /** Where a jump goes: wraps in the segment, and is shown as a linear address. */
  private String target(int bytes) {
    long displacement = bytes == 1 ? (byte) p.next() : p.number(bytes);
    long ip = offset + p.length() + displacement & mask(p.operandBytes);
    return hex(base + ip & 0xFFFFFFFFL);
  }

  private String far() {
    long to = p.number(p.operandBytes);
    return hex(p.number(2)) + ":" + hex(to);
  }

  private String absolute(char size) {
    memory = bracket(hex(p.number(p.addressBytes)));
    return memory(size);
  }

  private String memory(char size) {
    return switch (size) {
          case 'b' -> "byte ptr ";
          case 'w', 'u', 'r' -> "word ptr ";
          case 'd' -> "dword ptr ";
          case 'q' -> "qword ptr ";
          case 't' -> "tbyte ptr ";
          case 'x' -> "xmmword ptr ";
          case 'v' -> bySize("word ptr ", "dword ptr ");
          case 'p' -> bySize("dword ptr ", "fword ptr ");
          case 'a' -> bySize("dword ptr ", "qword ptr ");
          default -> "";
        }
        + memory;
  }

  private String bySize(String narrow, String wide) {
    p.operandShown = true;
    return p.operandBytes == 2 ? narrow : wide;
  }

  private String bracket(String address) {
    p.addressShown = true;
    p.segmentShown = true;
    return (p.segment == null ? "[" : p.segment + ":[") + address + "]";
  }

  /** Reads what belongs to ModRM (SDM volume 2, tables 2-1 to 2-3). */
  private String address() {
    int mode = modRm >> 6;
    int low = modRm & 7;
    if (p.addressBytes == 2) {
      return bracket(mode == 0 && low == 6 ? hex(p.number(2)) : BASES16[low] + displacement(mode));
    }
    if (low == 4) {
      return bracket(scaled(mode, p.next()));
    }
    return bracket(
        mode == 0 && low == 5 ? hex(p.number(4)) : "e" + WORDS[low] + displacement(mode));
  }

  private String scaled(int mode, int sib) {
    int low = sib & 7;
    int middle = sib >> 3 & 7;
    boolean based = low != 5 || mode != 0;
    String index = middle == 4 ? "" : "e" + WORDS[middle];
    int scale = 1 << (sib >> 6);
    if (!based) {
      String number = hex(p.number(4));
      // The scale stays visible: without it EBP would read as a base, and address the stack.
      return index.isEmpty() ? number : index + "*" + scale + "+" + number;
    }
    String start = "e" + WORDS[low];
    if (!index.isEmpty()) {
      start += "+" + index + (scale == 1 ? "" : "*" + scale);
    }
    return start + displacement(mode);
  }

  private String displacement(int mode) {
    if (mode == 0) {
      return "";
    }
    int value =
        mode == 1 ? (byte) p.next() : p.addressBytes == 2 ? (short) p.number(2) : (int) p.number(4);
    return value < 0 ? "-" + hex(-(long) value) : "+" + hex(value);
  }
}
