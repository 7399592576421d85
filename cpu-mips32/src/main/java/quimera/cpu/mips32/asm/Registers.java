package quimera.cpu.mips32.asm;

import java.util.Arrays;
import java.util.List;

/** Register names in both forms (MIPS ABI supplement, figure 3-18). */
final class Registers {
  private static final List<String> NAMES =
      Arrays.asList(
          ("zero at v0 v1 a0 a1 a2 a3 t0 t1 t2 t3 t4 t5 t6 t7 "
                  + "s0 s1 s2 s3 s4 s5 s6 s7 t8 t9 k0 k1 gp sp fp ra")
              .split(" "));

  private Registers() {}

  /** The number of a general register, -1 if there is none of that name. */
  static int general(String text) {
    if (!text.startsWith("$")) {
      return -1;
    }
    String name = text.substring(1);
    return name.equals("s8") ? 30 : number(name) >= 0 ? number(name) : NAMES.indexOf(name);
  }

  /** The number of a floating-point register, -1 if there is none of that name. */
  static int floating(String text) {
    return text.startsWith("$f") ? number(text.substring(2)) : -1;
  }

  private static int number(String text) {
    if (text.isEmpty() || text.length() > 2 || !text.chars().allMatch(Character::isDigit)) {
      return -1;
    }
    int number = Integer.parseInt(text);
    return number < 32 ? number : -1;
  }
}
