package quimera.cpu.x86;

import java.util.Locale;

/** The processors of this family that software can tell apart, and the differences as data. */
public enum X86Model {
  /** Intel 8086/8088: 16-bit, real mode only, no undefined-opcode exception. */
  I8086("8086", 0, 0, 0xF002, 0x0FD5, 0xFFFF, 0xFFFF0, 0),
  /** Intel 80286: protected mode with 16-bit segments. */
  I80286("80286", 2, 10, 0x0002, 0x7FD5, 0xF000, 0xFF0000, 0),
  /** Intel 80386: 32-bit, paging, V86 mode. */
  I80386("80386", 3, 15, 0x0002, 0x37FD5, 0xF000, 0xFFFF0000, 0x0303),
  /** Intel 80486 without a coprocessor (486SX). */
  I80486("80486", 4, 15, 0x0002, 0x77FD5, 0xF000, 0xFFFF0000, 0x0421),
  /** Intel Pentium (P54C). */
  PENTIUM("pentium", 5, 15, 0x0002, 0x3F7FD5, 0xF000, 0xFFFF0000, 0x0526);

  private final String id;

  /** 0, 2, 3, 4 or 5, for comparisons. */
  final int generation;

  /** The longest instruction in bytes; 0 where there is no limit. */
  final int longest;

  /** Flags that always read as ones. */
  final int fixedFlags;

  /** Flags that exist. */
  final int flagBits;

  /** CS after reset. */
  final int resetSelector;

  /** Base of CS after reset. */
  final int resetBase;

  /** DX after reset: family, model, stepping. */
  final int signature;

  X86Model(
      String id,
      int generation,
      int longest,
      int fixedFlags,
      int flagBits,
      int resetSelector,
      int resetBase,
      int signature) {
    this.id = id;
    this.generation = generation;
    this.longest = longest;
    this.fixedFlags = fixedFlags;
    this.flagBits = flagBits;
    this.resetSelector = resetSelector;
    this.resetBase = resetBase;
    this.signature = signature;
  }

  /** The name under which a user chooses it. */
  public String id() {
    return id;
  }

  /** The model of this name, or null. */
  public static X86Model of(String name) {
    for (X86Model model : values()) {
      if (model.id.equals(name.toLowerCase(Locale.ROOT))) {
        return model;
      }
    }
    return null;
  }

  /** Whether it has 32-bit registers. */
  boolean is32() {
    return generation >= 3;
  }
}
