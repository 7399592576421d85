package quimera.cpu.arm.asm;

import java.util.Map;

/** Operands in memory of A32 and of coprocessors (ARM ARM, A5.3, A5.6). */
final class Addresses {
  private Addresses() {}

  static void define(Map<String, Operands.Kind> kinds) {
    kinds.put("mem", bits -> memory((a, m, t) -> word(a, m)));
    kinds.put("mem/plain", bits -> memory((a, m, t) -> word(a.plain(), m)));
    kinds.put("mem/fetch", bits -> memory((a, m, t) -> fetch(a, m)));
    kinds.put("mem/post", bits -> memory((a, m, t) -> word(post(a), m)));
    kinds.put("mem3", bits -> memory((a, m, t) -> half(a, m)));
    kinds.put("mem3/post", bits -> memory((a, m, t) -> half(post(a), m)));
    kinds.put("cmem", bits -> memory(Addresses::coprocessor));
    kinds.put("[rn]", bits -> memory((a, m, t) -> exact(a, m, bits[0])));
  }

  private interface Encoder {
    void encode(Address address, Match match, boolean thumb);
  }

  private static Operand memory(Encoder encoder) {
    return Operand.of(
        "[rn, offset]", (in, match) -> encoder.encode(Address.read(in), match, in.thumb()));
  }

  /** Words and bytes: twelve bits, or a shifted register. */
  private static void word(Address a, Match match) {
    match.put(a.base() << 16);
    if (a.label() != null) {
      match.put(1 << 24);
      match.later(a.label(), Branches::load12);
    } else if (a.index() >= 0) {
      match.put(a.indexing() | 1 << 25 | a.index() | a.shift().arm());
    } else {
      match.put(a.indexing() | a.offset(4095, 1));
    }
  }

  /** PLI, which has bit 24 in its opcode. */
  private static void fetch(Address a, Match match) {
    word(a.plain(), match);
    match.flip(1 << 24);
  }

  /** Halfwords, signed bytes and doublewords: eight bits in two parts, or a register. */
  private static void half(Address a, Match match) {
    match.put(a.base() << 16);
    if (a.label() != null) {
      match.put(1 << 24 | 1 << 22);
      match.later(a.label(), Branches::load8);
    } else if (a.index() >= 0) {
      if (!a.shift().equals(Shift.NONE)) {
        throw new quimera.isa.asm.SourceError(a.at(), "the index cannot be shifted here");
      }
      match.put(a.indexing() | a.index());
    } else {
      int offset = a.offset(255, 1);
      match.put(a.indexing() | 1 << 22 | (offset & 0xF0) << 4 | offset & 15);
    }
  }

  /** Only post-indexed addresses, and {@code [rn]}, which means a step of 0. */
  private static Address post(Address a) {
    if (a.label() != null || a.before() && (a.writeback() || a.index() >= 0 || a.offset() != 0)) {
      throw new quimera.isa.asm.SourceError(
          a.at(), "the address [register] or [register], offset was expected");
    }
    return new Address(
        a.at(),
        a.base(),
        false,
        true,
        a.add(),
        a.offset(),
        a.index(),
        a.shift(),
        a.scaled(),
        null,
        -1);
  }

  /** Words with eight bits of offset, or post-indexed, or an option. */
  static void coprocessor(Address a, Match match, boolean thumb) {
    match.put(a.base() << 16);
    if (a.label() != null) {
      match.put(1 << 24);
      match.later(a.label(), thumb ? Branches::thumbWords : Branches::words);
    } else if (a.option() >= 0) {
      match.put(1 << 23 | a.option());
    } else {
      match.put(a.indexing() | (a.before() ? 0 : 1 << 21) | a.offset(1020, 4) >> 2);
    }
  }

  /** A register alone in brackets. */
  private static void exact(Address a, Match match, int bit) {
    if (a.based().plain().offset(0, 1) == 0) {
      match.put(a.base() << bit);
    }
  }
}
