package quimera.cpu.arm.disasm;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a table: which instructions, and how they are written.
 *
 * @param mask bits that tell the instruction
 * @param value what they are
 * @param template the text, with operands as {@link Fields} knows them between angle brackets
 */
record Row(int mask, int value, String template) {
  /** Lines of "value/mask template", both numbers in hexadecimal. */
  static List<Row> parse(String table) {
    List<Row> rows = new ArrayList<>();
    for (String line : table.lines().toList()) {
      int slash = line.indexOf('/');
      int space = line.indexOf(' ');
      rows.add(
          new Row(
              Integer.parseUnsignedInt(line.substring(slash + 1, space), 16),
              Integer.parseUnsignedInt(line.substring(0, slash), 16),
              line.substring(space + 1)));
    }
    return rows;
  }

  boolean matches(int word) {
    return (word & mask) == value;
  }
}
