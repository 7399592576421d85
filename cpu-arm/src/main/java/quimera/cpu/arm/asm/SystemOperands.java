package quimera.cpu.arm.asm;

import java.util.Map;

/** Status registers, modes, interrupts, barriers: the operands of the system instructions. */
final class SystemOperands {
  private SystemOperands() {}

  static void define(Map<String, Operands.Kind> kinds) {
    kinds.put("psr", bits -> Operand.of("cpsr or spsr", SystemOperands::status));
    kinds.put("fields", bits -> Operand.of("cpsr_fields", (in, m) -> m.put(fields(in))));
    kinds.put("banked", bits -> banked(bits[0], 22, 16));
    kinds.put("tbanked", bits -> banked(bits[0], 20, -1));
    kinds.put("iflags", bits -> Operand.of("aif", (in, m) -> interrupts(in, m, bits[0])));
    kinds.put("endian", bits -> Operand.of("be or le", (in, m) -> endian(in, m, bits[0])));
    kinds.put(
        "{mode}",
        bits ->
            Operand.optional(
                "#mode",
                (in, m) -> {
                  if (in.skip(",")) {
                    m.put(in.number(0, 31) | 1 << bits[0]);
                  }
                }));
    kinds.put("barrier", bits -> Operand.of("sy", SystemOperands::barrier));
    kinds.put(
        "SP!",
        bits ->
            Operand.of(
                "sp!",
                (in, m) -> {
                  if (in.maybeRegister() != Names.SP) {
                    throw in.words().expected("sp");
                  }
                  m.put(in.skip("!") ? 1 << 21 : 0);
                }));
  }

  static void status(Reader in, Match match) {
    String name = in.text();
    if (!name.equals("cpsr") && !name.equals("spsr") && !name.equals("apsr")) {
      throw in.words().expected("cpsr, apsr or spsr");
    }
    in.words().take();
    match.put(name.equals("spsr") ? 1 << 22 : 0);
  }

  static int fields(Reader in) {
    int mask = Names.status(in.text());
    if (mask < 0) {
      throw in.words().expected("a status register with fields, such as cpsr_c or apsr_nzcvq");
    }
    in.words().take();
    return mask;
  }

  /**
   * A register of another mode (ARM ARM, B9.2.3): its number's top bit, SPSR and the other four
   * bits; in T32 these are at 8 in MSR and at 16 in MRS.
   */
  private static Operand banked(int top, int spsr, int rest) {
    return Operand.of(
        "lr_usr",
        (in, match) -> {
          int number = Names.banked(in.text());
          if (number < 0) {
            throw in.words().expected("a register of another mode, such as lr_usr or spsr_irq");
          }
          in.words().take();
          int place = rest >= 0 ? rest : (match.word & 1 << 22) != 0 ? 16 : 8;
          match.put(number >> 5 << spsr | (number >> 4 & 1) << top | (number & 15) << place);
        });
  }

  private static void interrupts(Reader in, Match match, int bit) {
    String flags = in.text();
    int mask = 0;
    for (int i = 0; i < flags.length(); i++) {
      char flag = flags.charAt(i);
      mask |= flag == 'a' ? 4 : flag == 'i' ? 2 : flag == 'f' ? 1 : 8;
    }
    if (mask == 0 || mask > 7) {
      throw in.words().expected("the letters of the interrupts: a, i, f");
    }
    in.words().take();
    match.put(mask << bit);
  }

  private static void endian(Reader in, Match match, int bit) {
    if (in.skipName("be")) {
      match.put(1 << bit);
    } else if (!in.skipName("le")) {
      throw in.words().expected("be or le");
    }
  }

  private static void barrier(Reader in, Match match) {
    int option = Names.barrier(in.text());
    if (option >= 0) {
      in.words().take();
    } else if (in.words().peek().is("#")) {
      option = in.number(0, 15);
    } else {
      throw in.words().expected("an option, such as sy or ish");
    }
    match.put(option);
  }
}
