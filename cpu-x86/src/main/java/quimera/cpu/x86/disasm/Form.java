package quimera.cpu.x86.disasm;

import java.util.List;

/**
 * One line of the opcode map: which bytes it stands for, the mnemonic, the operands.
 *
 * <p>A line of the tables reads {@code [prefix] [0f] opcode [ext] mnemonic [operands] [since] [!]}:
 *
 * <ul>
 *   <li>prefix: the mandatory one, {@code np} for none; {@code mm} and {@code ps} for two lines
 *   <li>opcode: {@code +r} stands for eight with a register, {@code +c} for sixteen with a
 *       condition, {@code +a} for the eight operations of the ALU
 *   <li>ext: {@code /4} or {@code /0-3} for the reg field of ModRM, {@code :e8} for the whole of
 *       it; {@code /a}, {@code /s} and {@code /f} for the ALU's, the shifts' and the x87's
 *       operations
 *   <li>mnemonic: {@code a|b} for operand sizes of 16 and 32, {@code a^b} for address sizes
 *   <li>operands: see {@link OperandText}
 *   <li>since: {@code @286}, {@code @mmx}; {@code =86} means there and nowhere else
 *   <li>{@code !}: has a name, but raises #UD or does what nobody asked for
 * </ul>
 *
 * Of lines that fit the same bytes the first one counts.
 *
 * @param prefix 0x66, 0xF2, 0xF3; {@link #NONE} if all are forbidden, {@link #ANY} if none matters
 * @param opcode the byte, plus 100 (hexadecimal) in the map after 0F
 * @param row how the opcode is written for all lines that share a name, for example {@code 50+r}
 * @param first the least reg field
 * @param last the greatest reg field
 * @param exact the ModRM byte, or -1
 * @param real whether it is executed, not only named
 */
record Form(
    int prefix,
    int opcode,
    String row,
    int first,
    int last,
    int exact,
    String mnemonic,
    List<String> operands,
    boolean real) {
  static final int ANY = 0;
  static final int NONE = 1;

  /** Added to opcodes after 0F. */
  static final int EXTENDED = 0x100;

  /** Whether a ModRM byte follows the opcode. */
  boolean hasModRm() {
    if (exact >= 0 || first > 0 || last < 7) {
      return true;
    }
    return operands.stream().anyMatch(o -> "EGMRSCDTPQVWNUF".indexOf(o.charAt(0)) >= 0);
  }

  boolean fits(int mandatory, int modRm) {
    if (prefix != ANY && prefix != mandatory) {
      return false;
    }
    if (!hasModRm()) {
      return true;
    }
    int reg = modRm >> 3 & 7;
    boolean fits = exact < 0 ? first <= reg && reg <= last : exact == modRm;
    for (String operand : operands) {
      switch (operand.charAt(0)) {
        case 'M' -> fits &= modRm < 0xC0;
        case 'N', 'U', 'F' -> fits &= modRm >= 0xC0 || operand.equals("Fo");
        default -> {}
      }
    }
    return fits;
  }

  /** The mnemonic at these sizes of 2 or 4 bytes. */
  String mnemonic(int operandBytes, int addressBytes) {
    int bar = mnemonic.indexOf('|');
    if (bar >= 0) {
      return operandBytes == 2 ? mnemonic.substring(0, bar) : mnemonic.substring(bar + 1);
    }
    int caret = mnemonic.indexOf('^');
    if (caret >= 0) {
      return addressBytes == 2 ? mnemonic.substring(0, caret) : mnemonic.substring(caret + 1);
    }
    return mnemonic;
  }

  /** The line's name in the manual's notation, for example {@code 0f af /r imul r32, r/m32}. */
  String name(int operandBytes, int addressBytes) {
    StringBuilder name = new StringBuilder();
    if (prefix > NONE) {
      name.append(Integer.toHexString(prefix)).append(' ');
    }
    name.append(row);
    if (exact >= 0) {
      name.append(' ').append(Integer.toHexString(exact));
    } else if (hasModRm()) {
      name.append(first == last ? " /" + first : " /r");
    }
    name.append(' ').append(mnemonic(operandBytes, addressBytes));
    String separator = " ";
    for (String operand : operands) {
      name.append(separator).append(Notation.of(operand, operandBytes));
      separator = ", ";
    }
    return name.toString();
  }
}
