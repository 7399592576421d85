package quimera.testroms.conform;

import java.util.ArrayList;
import java.util.List;

/** How a test failed, in full. */
public final class Failure {
  /** Number of the vector within its suite, from 0. */
  public final long index;

  /** The instruction as the suite writes it. */
  public final String name;

  /** The instruction's bytes in hexadecimal; empty for a ROM. */
  public final String bytes;

  /** The instruction as our disassembler writes it; may be empty. */
  public String instruction = "";

  /** One line a difference. */
  public final List<String> differences = new ArrayList<>();

  Failure(long index, String name, String bytes) {
    this.index = index;
    this.name = name;
    this.bytes = bytes;
  }

  void add(String difference) {
    differences.add(difference);
  }

  /** The first line of a report: what failed. */
  public String title() {
    StringBuilder title = new StringBuilder();
    if (!bytes.isEmpty()) {
      title.append('#').append(index).append(' ');
    }
    title.append(name);
    if (!bytes.isEmpty()) {
      title.append(name.isEmpty() ? "" : " ").append('[').append(bytes).append(']');
    }
    if (!instruction.isEmpty() && !instruction.equals(name)) {
      title.append(" (").append(instruction).append(')');
    }
    return title.toString();
  }
}
