package quimera.cpu.arm.asm;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quimera.isa.asm.Expression;
import quimera.isa.asm.Position;
import quimera.isa.asm.SourceError;

/**
 * The operands by the words that the tables have for them.
 *
 * <ul>
 *   <li>{@code rd@12}: a register whose number goes to bit 12, and to further bits after a plus;
 *       the first letter says which registers: r any, n not the PC, g neither SP nor PC, l r0 to
 *       r7; the rest is its role. {@code =rd} is a register that the instruction has already,
 *       {@code rd2} the one after it.
 *   <li>{@code 0..31@7}: a number whose distance from the least goes to bit 7; {@code 0..124x4@6} a
 *       multiple of 4.
 *   <li>a word in capitals: itself, such as {@code SP}.
 *   <li>everything else: see the place where it is named.
 * </ul>
 */
final class Operands {
  /** Makes an operand whose field begins at the first bit given. */
  interface Kind {
    Operand at(int... bits);
  }

  private static final Pattern REGISTER = Pattern.compile("([rngl])([a-z]+)");
  private static final Pattern RANGE = Pattern.compile("(-?\\d+)\\.\\.(\\d+)(?:x(\\d+))?");

  private final Map<String, Kind> kinds = new HashMap<>();

  Operands() {
    numbers();
    registers();
    SystemOperands.define(kinds);
    Addresses.define(kinds);
    ThumbOperands.define(kinds);
    ThumbAddresses.define(kinds);
    VfpOperands.define(kinds);
    NeonOperands.define(kinds);
  }

  Operand of(String word) {
    int mark = word.indexOf('@');
    String name = mark < 0 ? word : word.substring(0, mark);
    int[] bits =
        mark < 0
            ? new int[] {0}
            : Arrays.stream(word.substring(mark + 1).split("\\+"))
                .mapToInt(Integer::parseInt)
                .toArray();
    Kind kind = kinds.get(name);
    if (kind != null) {
      return kind.at(bits);
    }
    Matcher register = REGISTER.matcher(name);
    if (register.matches()) {
      return register(register.group(1).charAt(0), "r" + register.group(2), bits);
    }
    Matcher range = RANGE.matcher(name);
    if (range.matches()) {
      int multiple = range.group(3) == null ? 1 : Integer.parseInt(range.group(3));
      return range(
          Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)), multiple, bits[0]);
    }
    if (name.startsWith("=")) {
      return again(Integer.parseInt(name.substring(1)));
    }
    if (name.equals(name.toUpperCase(java.util.Locale.ROOT))) {
      return itself(name.toLowerCase(java.util.Locale.ROOT));
    }
    throw new IllegalArgumentException("no operand " + word);
  }

  private static Operand register(char which, String role, int[] bits) {
    return Operand.of(
        which == 'l' ? role + " (r0-r7)" : role,
        (in, match) -> {
          Position at = in.at();
          int number = in.register();
          boolean wrong =
              switch (which) {
                case 'n' -> number == Names.PC;
                case 'g' -> number == Names.PC || number == Names.SP;
                case 'l' -> number > 7;
                default -> false;
              };
          if (wrong) {
            throw in.error(
                at, which == 'l' ? "expected r0 to r7" : "this register is not possible here");
          }
          match.registers.add(number);
          for (int bit : bits) {
            match.put(number << bit);
          }
        });
  }

  /** The register that was read at this place, once more. */
  private static Operand again(int which) {
    return Operand.of(
        "the same register",
        (in, match) -> {
          Position at = in.at();
          if (in.register() != match.registers.get(which)) {
            throw in.error(at, "the same register as before was expected");
          }
        });
  }

  private static Operand itself(String name) {
    return Operand.of(
        name,
        (in, match) -> {
          Position at = in.at();
          Integer register = Names.core().get(name);
          if (register == null ? !in.skipName(name) : in.maybeRegister() != register) {
            throw in.error(at, "expected " + name);
          }
        });
  }

  private static Operand range(int least, int most, int multiple, int bit) {
    return Operand.of(
        "#" + least + "-" + most,
        (in, match) -> {
          in.skip("#");
          Position at = in.at();
          if (in.registerNext()) {
            throw in.words().expected("a number");
          }
          int number = in.number(least, most);
          if (number % multiple != 0) {
            throw in.error(at, "a multiple of " + multiple + " was expected");
          }
          match.number = number;
          match.put((number - least) / multiple << bit);
        });
  }

  private void numbers() {
    kinds.put("mod", bits -> constant(1, 0));
    kinds.put("-mod", bits -> constant(-1, 0));
    kinds.put("~mod", bits -> constant(-1, -1));
    kinds.put("sh", bits -> Operand.of("rm{, shift}", Operands::shifted));
    kinds.put("shift", bits -> Operand.optional("shift", Operands::saturationShift));
    for (int type = 0; type < 4; type++) {
      int kind = type;
      String name = new String[] {"lsl", "lsr", "asr", "ror"}[type];
      kinds.put(name, bits -> Operand.of("#amount", (in, m) -> amount(in, m, kind)));
      kinds.put("{" + name + "}", bits -> Operand.optional(name, (in, m) -> only(in, m, kind)));
    }
    kinds.put("asr!", bits -> Operand.of("asr #amount", Operands::arithmetic));
    kinds.put("{turn}", bits -> Operand.optional("ror #8", (in, m) -> turn(in, m, bits[0])));
    kinds.put("i16", bits -> Operand.of("#0-65535", (in, m) -> half(in, m, false)));
    kinds.put("code", bits -> range16(12));
    kinds.put("width", bits -> Operand.of("#width", (in, m) -> width(in, m, bits[0], 0)));
    kinds.put("msb", bits -> Operand.of("#width", (in, m) -> width(in, m, bits[0], 1)));
    kinds.put("label24", bits -> Operand.of("label", (in, m) -> branch(in, m, Branches::arm)));
    kinds.put("label25", bits -> Operand.of("label", (in, m) -> branch(in, m, Branches::exchange)));
    kinds.put("adr", bits -> Operand.of("label", (in, m) -> branch(in, m, Branches::adr)));
  }

  static void branch(Reader in, Match match, quimera.isa.asm.Code.Patch patch) {
    if (in.registerNext()) {
      throw in.words().expected("a label");
    }
    match.later(new Expression.Pointer(in.words().expression()), patch);
  }

  /** A modified constant; of a value with another sign or its complement, if so wanted. */
  private static Operand constant(int factor, int offset) {
    return Operand.of(
        "#constant",
        (in, match) -> {
          if (in.registerNext()) {
            throw in.words().expected("#constant");
          }
          in.skip("#");
          Position at = in.at();
          int value = in.word();
          if (factor == 1 && in.words().peek().is(",")) {
            in.expect(",");
            int rotation = in.number(0, 30);
            if ((value & 0xFF) != value || (rotation & 1) != 0) {
              throw in.error(at, "a number of 8 bits and an even rotation were expected");
            }
            match.put(rotation << 7 | value);
            return;
          }
          int packed = Immediates.arm(value * factor + offset);
          if (packed < 0) {
            throw new SourceError(
                at,
                "the constant " + value + " is not 8 bits rotated by an even number",
                "put it into a register with ldr rd, =value");
          }
          match.put(packed);
        });
  }

  private static void shifted(Reader in, Match match) {
    match.registers.add(in.register());
    match.put(match.registers.get(match.registers.size() - 1));
    if (in.skip(",")) {
      match.put(Shift.read(in).arm());
    }
  }

  private static void amount(Reader in, Match match, int type) {
    in.skip("#");
    if (in.registerNext()) {
      throw in.words().expected("a number");
    }
    Shift shift = Shift.amount(in, type);
    match.put(in.thumb() ? shift.thumb() : shift.arm());
  }

  /** LSL or ASR, for SSAT and USAT; bit 6 tells. */
  private static void saturationShift(Reader in, Match match) {
    if (in.skip(",")) {
      Position at = in.at();
      Shift shift = Shift.constant(in);
      if ((shift.type() & 1) != 0) {
        throw in.error(at, "lsl or asr was expected");
      }
      if (in.thumb() && shift.type() == 2 && shift.amount() == 0) {
        throw in.error(at, "asr #1 to #31 was expected");
      }
      match.put(in.thumb() ? shift.thumb() & ~0x30 | shift.type() << 20 : shift.arm());
    }
  }

  /** A certain shift that may be left out, for PKH. */
  private static void only(Reader in, Match match, int type) {
    if (in.skip(",")) {
      Position at = in.at();
      Shift shift = Shift.constant(in);
      if (shift.type() != type && !shift.equals(Shift.NONE)) {
        throw in.error(at, "another shift was expected");
      }
      match.put(in.thumb() ? shift.thumb() & ~0x30 : shift.amount() << 7);
    }
  }

  /** ASR by a number, for PKHTB. */
  private static void arithmetic(Reader in, Match match) {
    Position at = in.at();
    Shift shift = Shift.constant(in);
    if (shift.type() != 2) {
      throw in.error(at, "asr #1 to #32 was expected");
    }
    match.put(in.thumb() ? shift.thumb() & ~0x30 : shift.amount() << 7);
  }

  /** ROR by 8, 16 or 24, for the extensions. */
  static void turn(Reader in, Match match, int bit) {
    if (in.skip(",")) {
      Position at = in.at();
      Shift shift = Shift.constant(in);
      if (!shift.equals(Shift.NONE) && shift.type() != 3 || (shift.amount() & 7) != 0) {
        throw in.error(at, "ror #8, #16 or #24 was expected");
      }
      match.put(shift.amount() >> 3 << bit);
    }
  }

  /** Sixteen bits, or the half of a label's address; as MOVW and MOVT have them. */
  static void half(Reader in, Match match, boolean thumb) {
    if (in.registerNext()) {
      throw in.words().expected("a number of 16 bits");
    }
    in.skip("#");
    if (in.skip(":")) {
      boolean upper = in.skipName("upper16");
      if (!upper && !in.skipName("lower16")) {
        throw in.words().expected("lower16 or upper16");
      }
      in.expect(":");
      Expression e = new Expression.Pointer(in.words().expression());
      match.later(e, (w, v, address, at) -> w | split((int) v >>> (upper ? 16 : 0), thumb));
      return;
    }
    match.put(split(in.number(0, 0xFFFF), thumb));
  }

  private static int split(int value, boolean thumb) {
    return thumb
        ? (value & 0xF000) << 4 | Immediates.split12(value)
        : (value & 0xF000) << 4 | value & 0xFFF;
  }

  /** Sixteen bits in two parts, the upper twelve from bit 8. */
  private static Operand range16(int upperBits) {
    return Operand.of(
        "#0-65535",
        (in, match) -> {
          int value = in.number(0, (1 << upperBits + 4) - 1);
          match.put((value & 0xFFF0) << 4 | value & 15);
        });
  }

  /** The width of a bit field whose lowest bit was read before, or its highest bit. */
  private static void width(Reader in, Match match, int bit, int fromLow) {
    int low = match.number;
    int width = in.number(1, 32 - low);
    match.put(width - 1 + low * fromLow << bit);
  }

  private void registers() {
    kinds.put("pair", bits -> Operand.of("rt, rt+1", (in, m) -> pair(in, m, bits[0])));
    kinds.put("base", bits -> Operand.of("rn!", (in, m) -> base(in, m, bits[0])));
    kinds.put("list", bits -> Operand.of("{registers}", (in, m) -> m.put(list(in, true))));
    kinds.put("one", bits -> Operand.of("{register}", (in, m) -> one(in, m, bits[0])));
    kinds.put("flags", bits -> Operand.of("rt or apsr_nzcv", (in, m) -> flags(in, m, bits[0])));
    kinds.put("p", bits -> bank("p", bits[0]));
    kinds.put("c", bits -> bank("c", bits[0]));
    kinds.put(
        "{opc2}",
        bits ->
            Operand.optional(
                "#0-7",
                (in, m) -> {
                  if (in.skip(",")) {
                    m.put(in.number(0, 7) << bits[0]);
                  }
                }));
  }

  /** An even register and, if written, the next. */
  private static void pair(Reader in, Match match, int bit) {
    Position at = in.at();
    int first = in.register();
    if ((first & 1) != 0 || first == 14) {
      throw in.error(at, "an even register, r0 to r12, was expected");
    }
    match.registers.add(first);
    match.put(first << bit);
    int mark = in.words().mark();
    if (in.skip(",")) {
      Position second = in.at();
      int next = in.maybeRegister();
      if (next < 0) {
        in.words().backTo(mark);
      } else if (next != first + 1) {
        throw in.error(second, "r" + (first + 1) + " was expected, the register after the first");
      }
    }
  }

  private static void base(Reader in, Match match, int bit) {
    int number = in.register();
    match.registers.add(number);
    match.put(number << bit);
    if (in.skip("!")) {
      match.put(1 << 21);
    }
  }

  /** A list in braces as a bit each; ^ is bit 22. */
  static int list(Reader in, boolean caret) {
    in.expect("{");
    int list = 0;
    do {
      Position at = in.at();
      int first = in.register();
      int last = in.skip("-") ? in.register() : first;
      if (last < first) {
        throw in.error(at, "a range goes from the lower register to the higher");
      }
      list |= (2 << last) - (1 << first);
    } while (in.skip(","));
    in.expect("}");
    return caret && in.skip("^") ? list | 1 << 22 : list;
  }

  /** A list of a single register, by its number. */
  private static void one(Reader in, Match match, int bit) {
    Position at = in.at();
    int list = list(in, false);
    if (Integer.bitCount(list) != 1) {
      throw in.error(at, "a list of one register was expected");
    }
    match.put(Integer.numberOfTrailingZeros(list) << bit);
  }

  private static void flags(Reader in, Match match, int bit) {
    match.put((in.skipName("apsr_nzcv") ? Names.PC : in.register()) << bit);
  }

  private static Operand bank(String letter, int bit) {
    return Operand.of(
        letter + "0-" + letter + "15",
        (in, match) -> {
          boolean alias = letter.equals("c") && in.text().startsWith("cr");
          match.put(in.numbered(alias ? "cr" : letter, 16) << bit);
        });
  }
}
