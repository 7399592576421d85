package quimera.cpu.x86.disasm;

/** Writes an operand's letters as the manual's instruction pages do: {@code Ev} is r/m32. */
final class Notation {
  private Notation() {}

  static String of(String operand, int operandBytes) {
    char size = operand.length() > 1 ? operand.charAt(1) : ' ';
    int bits = bits(size, operandBytes);
    return switch (operand.charAt(0)) {
      case 'E' -> size == 'u' || size == 'r' ? "r" + bits + "/m16" : "r/m" + bits;
      case 'G', 'R', 'Z' -> "r" + bits;
      case 'M' -> memory(size, operandBytes);
      case 'S' -> "Sreg";
      case 'C' -> "CRn";
      case 'D' -> "DRn";
      case 'T' -> "TRn";
      case 'P', 'N' -> "mm";
      case 'Q' -> "mm/m" + bits;
      case 'V', 'U' -> "xmm";
      case 'W' -> "xmm/m" + bits;
      case 'F' -> size == 'i' ? "st(i)" : "imm6";
      case 'I' -> size == 's' ? "imm8" : "imm" + bits;
      case 'J' -> "rel" + bits;
      case 'O' -> "moffs" + bits;
      case 'A' -> "ptr16:" + operandBytes * 8;
      case 'e' -> operand.equals("eAX") ? operandBytes == 2 ? "ax" : "eax" : operand;
      default -> operand;
    };
  }

  private static String memory(char size, int operandBytes) {
    return switch (size) {
      case ' ' -> "m";
      case 's' -> "m16&32";
      case 'p' -> "m16:" + operandBytes * 8;
      case 'a' -> operandBytes == 2 ? "m16&16" : "m32&32";
      default -> "m" + bits(size, operandBytes);
    };
  }

  private static int bits(char size, int operandBytes) {
    return switch (size) {
      case 'b' -> 8;
      case 'w' -> 16;
      case 'd', 'r' -> 32;
      case 'q' -> 64;
      case 't' -> 80;
      case 'x' -> 128;
      default -> operandBytes * 8;
    };
  }
}
