package quimera.cpu.arm.asm;

import java.util.Map;
import quimera.isa.asm.Position;
import quimera.isa.asm.SourceError;

/** Operands of the floating-point instructions. */
final class VfpOperands {
  private static final Map<String, Integer> SYSTEM =
      Map.of("fpsid", 0, "fpscr", 1, "mvfr2", 5, "mvfr1", 6, "mvfr0", 7, "fpexc", 8);

  private VfpOperands() {}

  static void define(Map<String, Operands.Kind> kinds) {
    for (String role : new String[] {"d", "n", "m"}) {
      kinds.put("S" + role, bits -> Operand.of("s0-s31", (in, m) -> single(in, m, bits)));
      kinds.put("D" + role, bits -> Operand.of("d0-d31", (in, m) -> wide(in, m, bits)));
    }
    kinds.put("=S", bits -> Operand.of("the register with it", VfpOperands::again));
    kinds.put("zero", bits -> Operand.of("#0", VfpOperands::zero));
    kinds.put("vfp", bits -> Operand.of("#constant", VfpOperands::constant));
    kinds.put("fraction/16", bits -> Operand.of("#0-16", (in, m) -> fraction(in, m, 0, 16)));
    kinds.put("fraction/32", bits -> Operand.of("#1-32", (in, m) -> fraction(in, m, 1, 32)));
    kinds.put("scalar/32", bits -> Operand.of("d[0-1]", (in, m) -> scalar(in, m, 2)));
    kinds.put("scalar/16", bits -> Operand.of("d[0-3]", (in, m) -> scalar(in, m, 4)));
    kinds.put("scalar/8", bits -> Operand.of("d[0-7]", (in, m) -> scalar(in, m, 8)));
    kinds.put("vmem", bits -> Operand.of("[rn, #offset]", VfpOperands::memory));
    kinds.put("flist", bits -> Operand.of("{s0-s1}", (in, m) -> list(in, m, false)));
    kinds.put("flist/down", bits -> Operand.of("{s0-s1}", (in, m) -> list(in, m, true)));
    kinds.put("fpreg", bits -> Operand.of("fpscr", VfpOperands::system));
  }

  /** A single register: four bits in the first place, the lowest in the second. */
  private static void single(Reader in, Match match, int[] bits) {
    int number = in.numbered("s", 32);
    match.registers.add(number);
    for (int i = 0; i < bits.length; i += 2) {
      match.put(number >> 1 << bits[i] | (number & 1) << bits[i + 1]);
    }
  }

  /** A double register: four bits in the first place, the highest in the second. */
  private static void wide(Reader in, Match match, int[] bits) {
    int number = in.numbered("d", 32);
    match.registers.add(number);
    for (int i = 0; i < bits.length; i += 2) {
      match.put((number & 15) << bits[i] | number >> 4 << bits[i + 1]);
    }
  }

  /** The register that was read last: once more, or in VMOV with two the one after it. */
  private static void again(Reader in, Match match) {
    Position at = in.at();
    int last = match.registers.get(match.registers.size() - 1);
    boolean pair = match.word >>> 21 << 21 == 0x0C40_0000;
    boolean single = (match.word & 0x100) == 0;
    int number = in.numbered(single ? "s" : "d", 32);
    if (number != (pair ? last + 1 : last)) {
      throw in.error(
          at, pair ? "the next register was expected" : "the same register was expected");
    }
  }

  private static void zero(Reader in, Match match) {
    in.skip("#");
    Position at = in.at();
    if (in.text().isEmpty() && in.words().real() == 0) {
      return;
    }
    throw in.error(at, "a register or #0 was expected");
  }

  /** A constant with a fraction of four bits, or its eight bits as a whole number. */
  private static void constant(Reader in, Match match) {
    if (!in.skip("#")) {
      throw in.words().expected("a register or #constant");
    }
    Position at = in.at();
    double value = in.words().real();
    int packed = Immediates.vfp(value);
    if (packed < 0) {
      throw new SourceError(
          at,
          "the constant " + value + " is not n/16 * 2^k with n from 16 to 31 and k from -3 to 4",
          "load it with vldr");
    }
    match.put((packed & 0xF0) << 12 | packed & 15);
  }

  /** How many of the bits are fraction, as the width less this. */
  private static void fraction(Reader in, Match match, int least, int width) {
    int rest = width - in.number(least, width);
    match.put(rest >> 1 | (rest & 1) << 5);
  }

  /** One of several parts of a double register. */
  private static void scalar(Reader in, Match match, int parts) {
    int number = in.numbered("d", 32);
    in.expect("[");
    int index = in.number(0, parts - 1);
    in.expect("]");
    int place =
        switch (parts) {
          case 2 -> index << 21;
          case 4 -> (index & 1) << 6 | index >> 1 << 21;
          default -> (index & 3) << 5 | index >> 2 << 21;
        };
    match.put((number & 15) << 16 | number >> 4 << 7 | place);
  }

  private static void memory(Reader in, Match match) {
    Address address = Address.read(in).plain();
    int before = match.word;
    Addresses.coprocessor(address, match, in.thumb());
    match.word = match.word & ~(1 << 24) | before & 1 << 24;
  }

  /** A row of registers: the first, and how many words; downwards only with write-back. */
  private static void list(Reader in, Match match, boolean down) {
    Position at = in.at();
    in.expect("{");
    boolean single = in.text().startsWith("s");
    int[] row = row(in, single);
    int first = row[0];
    int next = row[1] + 1;
    boolean more = true;
    while (more) {
      if (in.skip("-")) {
        next = row(in, single)[1] + 1;
      }
      more = in.skip(",");
      if (more) {
        Position place = in.at();
        row = row(in, single);
        if (row[0] != next) {
          throw in.error(place, "the registers of a list must follow each other");
        }
        next = row[1] + 1;
      }
    }
    in.expect("}");
    int count = next - first;
    if (count < 1 || !single && count > 16) {
      throw in.error(at, "a list of 1 to 16 double registers or 32 single ones was expected");
    }
    if (!single) {
      match.put(0x100 | (first & 15) << 12 | first >> 4 << 22 | 2 * count);
    } else {
      match.put(first >> 1 << 12 | (first & 1) << 22 | count);
    }
    if (!down) {
      match.put(1 << 23);
    } else if ((match.word & 1 << 21) == 0) {
      throw in.error(at, "this form needs '!' after the base register");
    }
  }

  private static int[] row(Reader in, boolean single) {
    if (!single) {
      return in.doubles();
    }
    int number = in.numbered("s", 32);
    return new int[] {number, number};
  }

  private static void system(Reader in, Match match) {
    Integer number = SYSTEM.get(in.text());
    if (number == null) {
      throw in.words().expected("fpscr, fpexc, fpsid, mvfr0 or mvfr1");
    }
    in.words().take();
    match.put(number << 16);
  }
}
