package quimera.cpu.arm.asm;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names of registers, conditions and other operands, by number; -1 where there is none. */
final class Names {
  static final int SP = 13;
  static final int PC = 15;

  /** The condition that every instruction has that names none. */
  static final int ALWAYS = 14;

  private static final List<String> CONDITIONS =
      Arrays.asList("eq ne cs cc mi pl vs vc hi ls ge lt gt le al".split(" "));
  private static final List<String> BARRIERS =
      Arrays.asList("- - oshst osh - - nshst nsh - - ishst ish - - st sy".split(" "));
  private static final List<String> SHIFTS = List.of("lsl", "lsr", "asr", "ror");

  private Names() {}

  /** Every name of the sixteen core registers (AAPCS, table 2). */
  static Map<String, Integer> core() {
    Map<String, Integer> names = new HashMap<>();
    for (int i = 0; i < 16; i++) {
      names.put("r" + i, i);
    }
    for (int i = 0; i < 4; i++) {
      names.put("a" + (i + 1), i);
    }
    for (int i = 0; i < 8; i++) {
      names.put("v" + (i + 1), i + 4);
    }
    names.putAll(Map.of("wr", 7, "sb", 9, "sl", 10, "fp", 11, "ip", 12));
    names.putAll(Map.of("sp", SP, "lr", 14, "pc", PC));
    return names;
  }

  static int condition(String name) {
    return switch (name) {
      case "hs" -> 2;
      case "lo", "ul" -> 3;
      default -> CONDITIONS.indexOf(name);
    };
  }

  static String condition(int number) {
    return CONDITIONS.get(number);
  }

  static int shift(String name) {
    return name.equals("asl") ? 0 : SHIFTS.indexOf(name);
  }

  /** An option of DMB, DSB and ISB (ARM ARM, A8.8.43). */
  static int barrier(String name) {
    return switch (name) {
      case "sh" -> 11;
      case "shst" -> 10;
      case "un" -> 7;
      case "unst" -> 6;
      default -> name.equals("-") ? -1 : BARRIERS.indexOf(name);
    };
  }

  /** SYSm and, in bit 5, SPSR of a register of another mode (ARM ARM, B9.2.3). */
  static int banked(String name) {
    int dash = name.indexOf('_');
    if (dash < 0) {
      return -1;
    }
    String register = name.substring(0, dash);
    String mode = name.substring(dash + 1);
    int modes = List.of("irq", "svc", "abt", "und", "-", "-", "mon").indexOf(mode);
    int number = numbered("r", register, 15);
    int pair = register.equals("lr") ? 14 : register.equals("sp") ? 13 : number;
    boolean status = register.equals("spsr");
    if (mode.equals("usr") && pair >= 8) {
      return pair - 8;
    } else if (mode.equals("fiq") && (status || pair >= 8)) {
      return status ? 0x2E : pair;
    } else if (mode.equals("hyp")) {
      return register.equals("elr") ? 30 : status ? 0x3E : pair == 13 ? 31 : -1;
    } else if (modes >= 0 && (status || pair >= 13)) {
      return 16 + 2 * modes + (status ? 0x20 : 14 - pair);
    }
    return -1;
  }

  /** A register with a letter before its number, below {@code count}. */
  static int numbered(String letter, String name, int count) {
    if (!name.startsWith(letter) || !name.substring(letter.length()).matches("0|[1-9][0-9]?")) {
      return -1;
    }
    int number = Integer.parseInt(name.substring(letter.length()));
    return number < count ? number : -1;
  }

  /**
   * A status register with its fields as MSR has them: SPSR in bit 22, the mask from bit 16 (ARM
   * ARM, B9.3.12).
   */
  static int status(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    int dot = name.indexOf('_');
    String register = dot < 0 ? name : name.substring(0, dot);
    String fields = dot < 0 ? "" : name.substring(dot + 1);
    if (register.equals("apsr")) {
      return switch (fields) {
        case "", "nzcvq" -> 8 << 16;
        case "g" -> 4 << 16;
        case "nzcvqg" -> 12 << 16;
        default -> -1;
      };
    }
    if (!register.equals("cpsr") && !register.equals("spsr")) {
      return -1;
    }
    int mask = 0;
    for (char field : (fields.isEmpty() || fields.equals("all") ? "fc" : fields).toCharArray()) {
      int bit = "cxsf".indexOf(field);
      if (fields.equals("flg") || fields.equals("ctl")) {
        bit = fields.equals("flg") ? 3 : 0;
      }
      if (bit < 0) {
        return -1;
      }
      mask |= 1 << bit;
    }
    return (register.equals("spsr") ? 1 << 22 : 0) | mask << 16;
  }
}
