package quimera.cpu.x86;

import static quimera.cpu.x86.Extension.CMOV;
import static quimera.cpu.x86.Extension.FPU;
import static quimera.cpu.x86.Extension.FXSR;
import static quimera.cpu.x86.Extension.MMX;
import static quimera.cpu.x86.Extension.SEP;
import static quimera.cpu.x86.Extension.SSE;
import static quimera.cpu.x86.Extension.SSE2;

import java.util.Locale;
import java.util.Set;

/** The processors of this family that software can tell apart, and the differences as data. */
public enum X86Model {
  /** Intel 8086/8088: 16-bit, real mode only, no undefined-opcode exception. */
  I8086("8086", 0, 0, 0xF002, 0x0FD5, 0xFFFF, 0xFFFF0, 0),
  /** Intel 80286: protected mode with 16-bit segments. */
  I80286("80286", 2, 10, 0x0002, 0x7FD5, 0xF000, 0xFF0000, 0),
  /** Intel 80386: 32-bit, paging, V86 mode. */
  I80386("80386", 3, 15, 0x0002, 0x37FD5, 0xF000, 0xFFFF0000, 0x0303),
  /** Intel 80486 (486DX). */
  I80486("80486", 4, 15, 0x0002, 0x77FD5, 0xF000, 0xFFFF0000, 0x0432, FPU),
  /** Intel Pentium (P54C). */
  PENTIUM("pentium", 5, 15, 0x0002, 0x3F7FD5, 0xF000, 0xFFFF0000, 0x0526, FPU),
  /** Intel Pentium with MMX technology (P55C). */
  PENTIUM_MMX("pentium-mmx", 5, 15, 0x0002, 0x3F7FD5, 0xF000, 0xFFFF0000, 0x0543, FPU, MMX),
  /** Intel Pentium II (Klamath). */
  PENTIUM2("pentium2", 6, 15, 0x0002, 0x3F7FD5, 0xF000, 0xFFFF0000, 0x0634, FPU, CMOV, SEP, MMX),
  /** Intel Pentium III (Coppermine). */
  PENTIUM3(
      "pentium3",
      6,
      15,
      0x0002,
      0x3F7FD5,
      0xF000,
      0xFFFF0000,
      0x068A,
      FPU,
      CMOV,
      SEP,
      MMX,
      FXSR,
      SSE),
  /** Intel Pentium 4 (Northwood). */
  PENTIUM4(
      "pentium4",
      7,
      15,
      0x0002,
      0x3F7FD5,
      0xF000,
      0xFFFF0000,
      0x0F29,
      FPU,
      CMOV,
      SEP,
      MMX,
      FXSR,
      SSE,
      SSE2);

  private final String id;

  /** 0 or 2 to 7, for comparisons; 7 is the Pentium 4, whose family is 15. */
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

  private final Set<Extension> extensions;

  X86Model(
      String id,
      int generation,
      int longest,
      int fixedFlags,
      int flagBits,
      int resetSelector,
      int resetBase,
      int signature,
      Extension... extensions) {
    this.id = id;
    this.generation = generation;
    this.longest = longest;
    this.fixedFlags = fixedFlags;
    this.flagBits = flagBits;
    this.resetSelector = resetSelector;
    this.resetBase = resetBase;
    this.signature = signature;
    this.extensions = Set.of(extensions);
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

  /** What it has beyond the integer instructions of its generation. */
  public Set<Extension> extensions() {
    return extensions;
  }

  /** Whether it has this. */
  boolean has(Extension extension) {
    return extensions.contains(extension);
  }

  /** Whether it has 32-bit registers. */
  boolean is32() {
    return generation >= 3;
  }
}
