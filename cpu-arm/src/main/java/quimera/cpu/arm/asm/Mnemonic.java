package quimera.cpu.arm.asm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * A mnemonic taken apart.
 *
 * @param name with its data types, as the tables have it
 * @param sets whether it has an S
 * @param condition as a number; {@link Names#ALWAYS} without one
 * @param size 'n' or 'w' if so qualified, otherwise 0
 */
record Mnemonic(String name, boolean sets, int condition, char size) {
  private static final int INFIX = 3;

  /**
   * The reading of a word whose name is known; null if there is none.
   *
   * @param known whether a name is one, with an S or without
   */
  static Mnemonic read(String word, BiPredicate<String, Boolean> known) {
    int dot = word.indexOf('.');
    String head = dot < 0 ? word : word.substring(0, dot);
    String tail = dot < 0 ? "" : word.substring(dot);
    char size = 0;
    for (String qualifier : new String[] {".n", ".w"}) {
      if (tail.equals(qualifier) || tail.startsWith(qualifier + ".") || tail.endsWith(qualifier)) {
        size = qualifier.charAt(1);
        tail = tail.replaceFirst("\\" + qualifier + "(\\.|$)", "$1");
      }
    }
    for (Mnemonic reading : readings(head, tail, size)) {
      if (known.test(reading.name, reading.sets)) {
        return reading;
      }
    }
    return null;
  }

  /** In the order of preference: the longest names come first. */
  private static List<Mnemonic> readings(String head, String tail, char size) {
    List<Mnemonic> readings = new ArrayList<>();
    readings.add(new Mnemonic(head + tail, false, Names.ALWAYS, size));
    int before = head.length() - 2;
    int condition = before > 0 ? Names.condition(head.substring(before)) : -1;
    if (condition >= 0) {
      readings.add(new Mnemonic(head.substring(0, before) + tail, false, condition, size));
    }
    if (head.endsWith("s")) {
      String name = head.substring(0, head.length() - 1);
      readings.add(new Mnemonic(name + tail, true, Names.ALWAYS, size));
    }
    if (condition >= 0 && before > 1 && head.charAt(before - 1) == 's') {
      readings.add(new Mnemonic(head.substring(0, before - 1) + tail, true, condition, size));
    }
    infix(head, tail, size, readings);
    return readings;
  }

  /** The syntax before UAL: LDREQB, ADDEQS. */
  private static void infix(String head, String tail, char size, List<Mnemonic> readings) {
    if (head.length() <= INFIX + 2) {
      return;
    }
    int condition = Names.condition(head.substring(INFIX, INFIX + 2));
    if (condition >= 0) {
      String name = head.substring(0, INFIX) + head.substring(INFIX + 2);
      readings.add(new Mnemonic(name + tail, false, condition, size));
      if (name.endsWith("s")) {
        name = name.substring(0, name.length() - 1);
        readings.add(new Mnemonic(name + tail, true, condition, size));
      }
    }
  }
}
