package quimera.cpu.arm.asm;

import quimera.isa.asm.Position;
import quimera.isa.asm.SourceError;

/** Fills in the distances to labels. A target's bit 0 says that Thumb code is there. */
final class Branches {
  private static final String FAR = "load its address with ldr rd, =label";

  private Branches() {}

  /** B and BL of A32; a BL to Thumb code becomes BLX. */
  static int arm(int word, long target, int address, Position at) {
    int kind = word >>> 24 & 15;
    if ((target & 1) != 0) {
      if (kind != 11 || word >>> 28 != Names.ALWAYS) {
        throw new SourceError(at, "the target is Thumb code", "use bl or bx, which change state");
      }
      return exchange(0xFA00_0000, target, address, at);
    }
    int distance = reach((int) target - (address + 8), 26, 4, at);
    return word | distance >> 2 & 0xFF_FFFF;
  }

  /** BLX of A32 to a label, which is Thumb code. */
  static int exchange(int word, long target, int address, Position at) {
    int distance = reach(((int) target & -2) - (address + 8), 26, 2, at);
    return word | distance >> 2 & 0xFF_FFFF | (distance & 2) << 23;
  }

  /** A distance as a signed number of so many bits. */
  static int reach(int distance, int bits, int multiple, Position at) {
    if (distance % multiple != 0) {
      throw new SourceError(at, "the target must be a multiple of " + multiple + " bytes away");
    }
    if (distance >> bits - 1 != distance >> 31) {
      throw new SourceError(at, "the target is too far away: " + distance + " bytes", FAR);
    }
    return distance;
  }

  /** Loads of A32 with twelve bits of offset. */
  static int load12(int word, long target, int address, Position at) {
    int distance = (int) target - (address + 8);
    return word | sign(distance) | magnitude(distance, 4095, 1, at);
  }

  /** Loads of A32 with two groups of four bits. */
  static int load8(int word, long target, int address, Position at) {
    int distance = (int) target - (address + 8);
    int magnitude = magnitude(distance, 255, 1, at);
    return word | sign(distance) | (magnitude & 0xF0) << 4 | magnitude & 15;
  }

  /** Loads of coprocessors in A32. */
  static int words(int word, long target, int address, Position at) {
    return words(word, (int) target - (address + 8), at);
  }

  /** Loads of coprocessors in T32, whose PC is a multiple of 4 here. */
  static int thumbWords(int word, long target, int address, Position at) {
    return words(word, (int) target - ((address & -4) + 4), at);
  }

  private static int words(int word, int distance, Position at) {
    return word | sign(distance) | magnitude(distance, 1020, 4, at) >> 2;
  }

  private static int sign(int distance) {
    return distance >= 0 ? 1 << 23 : 0;
  }

  static int magnitude(int distance, int most, int multiple, Position at) {
    int magnitude = Math.abs(distance);
    if (magnitude > most || magnitude % multiple != 0) {
      throw new SourceError(
          at, "the label is too far away: " + distance + " bytes, at most " + most, FAR);
    }
    return magnitude;
  }

  /** ADR of A32: ADD or SUB to the PC. */
  static int adr(int word, long target, int address, Position at) {
    int distance = (int) target - (address + 8);
    int packed = Immediates.arm(distance);
    if (packed >= 0) {
      return word | 0x0080_0000 | packed;
    }
    packed = Immediates.arm(-distance);
    if (packed < 0) {
      throw new SourceError(
          at, "the distance " + distance + " is no constant of 8 bits, rotated", FAR);
    }
    return word | 0x0040_0000 | packed;
  }
}
