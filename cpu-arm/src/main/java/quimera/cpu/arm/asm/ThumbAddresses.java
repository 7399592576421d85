package quimera.cpu.arm.asm;

import java.util.Map;
import java.util.function.Predicate;
import quimera.isa.asm.Position;
import quimera.isa.asm.SourceError;

/** Operands in memory of T16 and T32. */
final class ThumbAddresses {
  private static final int UPWARDS = 1 << 23;

  private ThumbAddresses() {}

  static void define(Map<String, Operands.Kind> kinds) {
    kinds.put("near/index", bits -> address(ThumbAddresses::index));
    kinds.put("near/words", bits -> address((in, a, m) -> low(a, m, 4)));
    kinds.put("near/halves", bits -> address((in, a, m) -> low(a, m, 2)));
    kinds.put("near/bytes", bits -> address((in, a, m) -> low(a, m, 1)));
    kinds.put("near/stack", bits -> address(ThumbAddresses::stack));
    kinds.put("near/literal", bits -> address(ThumbAddresses::literal));
    kinds.put("POP!", bits -> Operand.of("sp!, {registers}", ThumbAddresses::pop));
    kinds.put("narrow/stm", bits -> Operand.of("rn!, {registers}", ThumbAddresses::stm));
    kinds.put("narrow/ldm", bits -> Operand.of("rn!, {registers}", ThumbAddresses::ldm));
    kinds.put("single/up", bits -> Operand.of("rn, {register}", (in, m) -> single(in, m, true)));
    kinds.put("single/down", bits -> Operand.of("rn, {register}", (in, m) -> single(in, m, false)));
    kinds.put("tmem", bits -> address((in, a, m) -> any(a, m)));
    kinds.put("tmem/plain", bits -> address((in, a, m) -> any(a.plain(), m)));
    kinds.put("tmem/user", bits -> address((in, a, m) -> user(a, m)));
    kinds.put("[rn/words]", bits -> address((in, a, m) -> words(a, m)));
    kinds.put("[rn+rm]", bits -> address((in, a, m) -> table(a, m, 0)));
    kinds.put("[rn+rm*2]", bits -> address((in, a, m) -> table(a, m, 1)));
    kinds.put("pair/both", bits -> Operand.of("rt", ThumbAddresses::pair));
  }

  private interface Encoder {
    void encode(Reader in, Address address, Match match);
  }

  private static Operand address(Encoder encoder) {
    return Operand.of("[rn, offset]", (in, match) -> encoder.encode(in, Address.read(in), match));
  }

  private static SourceError wrong(Address a) {
    return new SourceError(a.at(), "this address does not fit into a narrow instruction");
  }

  // T16

  private static void index(Reader in, Address a, Match match) {
    boolean low = a.label() == null && a.base() < 8 && a.index() >= 0 && a.index() < 8;
    if (!low || !a.before() || a.writeback() || !a.add() || a.scaled()) {
      throw wrong(a);
    }
    match.put(a.index() << 6 | a.base() << 3);
  }

  private static void low(Address a, Match match, int size) {
    if (a.label() != null || a.base() > 7 || negative(a)) {
      throw wrong(a);
    }
    match.put(a.base() << 3 | a.plain().offset(31 * size, size) / size << 6);
  }

  private static boolean negative(Address a) {
    return !a.add() && a.offset() != 0;
  }

  private static void stack(Reader in, Address a, Match match) {
    if (a.label() != null || a.base() != Names.SP || negative(a)) {
      throw wrong(a);
    }
    match.put(a.plain().offset(1020, 4) >> 2);
  }

  private static void literal(Reader in, Address a, Match match) {
    if (a.label() != null) {
      ThumbOperands.near(in, match, a.label(), Branches::literal);
    } else if (a.base() == Names.PC && !negative(a)) {
      match.put(a.plain().offset(1020, 4) >> 2);
    } else {
      throw wrong(a);
    }
  }

  private static void pop(Reader in, Match match) {
    Position at = in.at();
    if (in.register() != Names.SP || !in.skip("!")) {
      throw in.error(at, "sp! was expected");
    }
    in.expect(",");
    match.put(low(in));
  }

  private static int low(Reader in) {
    Position at = in.at();
    int list = Operands.list(in, false);
    if (list >>> 8 != 0) {
      throw in.error(at, "only low registers fit here");
    }
    return list;
  }

  /**
   * Reads a register, write-back if so wanted, and low registers.
   *
   * @param plain the load or store of a single register without write-back
   * @param plainStack the same with SP as the base
   */
  private static void block(
      Reader in, Match match, Predicate<Block> fits, int plain, int plainStack) {
    Position at = in.at();
    int base = in.register();
    boolean writeback = in.skip("!");
    in.expect(",");
    Block block = new Block(base, writeback, low(in));
    int register = Integer.numberOfTrailingZeros(block.list);
    if (fits.test(block)) {
      match.put(base << 8 | block.list);
    } else if (writeback || Integer.bitCount(block.list) != 1 || base > 7 && base != Names.SP) {
      throw in.error(at, "this needs the wide form");
    } else {
      match.word = base == Names.SP ? plainStack | register << 8 : plain | base << 3 | register;
    }
  }

  private record Block(int base, boolean writeback, int list) {
    boolean lists() {
      return (list >>> base & 1) != 0;
    }
  }

  private static void stm(Reader in, Match match) {
    block(in, match, b -> b.base < 8 && b.writeback, 0x6000, 0x9000);
  }

  /** The base is written back unless it is in the list. */
  private static void ldm(Reader in, Match match) {
    block(in, match, b -> b.base < 8 && b.writeback != b.lists(), 0x6800, 0x9800);
  }

  // T32

  /** One register is a load or store with an offset or an index of 4. */
  private static void single(Reader in, Match match, boolean up) {
    Position at = in.at();
    int base = in.register();
    boolean writeback = in.skip("!");
    in.expect(",");
    int list = Operands.list(in, false);
    if (Integer.bitCount(list) != 1) {
      throw in.error(at, "several registers");
    }
    match.put(base << 16 | Integer.numberOfTrailingZeros(list) << 12);
    match.put(up ? writeback ? 0xB04 : UPWARDS : writeback ? 0xD04 : 0xC04);
  }

  /** All that loads and stores can do (ARM ARM, A6.3.7). */
  private static void any(Address a, Match match) {
    match.put(a.base() << 16);
    if (a.label() != null) {
      match.later(a.label(), Branches::thumbLoad12);
    } else if (a.index() >= 0) {
      indexed(a, match);
    } else if (a.base() == Names.PC) {
      match.put(a.plain().offset(4095, 1) | (a.add() ? UPWARDS : 0));
    } else if (a.before() && !a.writeback() && !negative(a)) {
      match.put(UPWARDS | a.offset(4095, 1));
    } else {
      match.put(0x800 | a.offset(255, 1) | (a.before() ? 1 << 10 : 0));
      match.put((a.add() ? 1 << 9 : 0) | (a.writeback() ? 1 << 8 : 0));
    }
  }

  private static void indexed(Address a, Match match) {
    boolean scaled = a.shift().type() == 0 && a.shift().amount() < 4;
    if (!a.plain().add() || !scaled) {
      throw new SourceError(a.at(), "only [rn, rm, lsl #0 to #3] exists in Thumb");
    }
    match.put(a.index() | a.shift().amount() << 4);
  }

  private static void user(Address a, Match match) {
    if (negative(a.based().plain())) {
      throw new SourceError(a.at(), "the offset must be 0 to 255");
    }
    match.put(a.base() << 16 | a.offset(255, 1));
  }

  private static void words(Address a, Match match) {
    if (negative(a.based().plain())) {
      throw new SourceError(a.at(), "the offset must be 0 to 1020");
    }
    match.put(a.base() << 16 | a.offset(1020, 4) >> 2);
  }

  private static void table(Address a, Match match, int shift) {
    if (a.based().plain().index() < 0 || a.shift().amount() != shift || a.shift().type() != 0) {
      throw new SourceError(a.at(), shift == 0 ? "expected [rn, rm]" : "expected [rn, rm, lsl #1]");
    }
    match.put(a.base() << 16 | a.index());
  }

  private static void pair(Reader in, Match match) {
    int first = in.register();
    match.put(first << 12 | first + 1 << 8);
  }
}
