package quimera.cpu.arm.asm;

import quimera.isa.asm.Code;
import quimera.isa.asm.Position;
import quimera.isa.asm.SourceError;

/** Fills in the distances to labels. A target's bit 0 says that Thumb code is there. */
final class Branches {
  private static final String FAR = "load its address with ldr rd, =label";

  /** MOV r0, r0. */
  private static final int NOTHING = 0xE1A0_0000;

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

  /** One of the two instructions of ADRL: the first adds the low part, the second the rest. */
  static Code.Patch longAdr(boolean second) {
    return (word, target, address, at) -> {
      int distance = (int) target - (address + (second ? 4 : 8));
      boolean add = Immediates.arm(distance) >= 0 || Immediates.armParts(distance) != null;
      int magnitude = add ? distance : -distance;
      int opcode = add ? 0x0080_0000 : 0x0040_0000;
      int packed = Immediates.arm(magnitude);
      if (packed >= 0) {
        return second ? NOTHING : word | opcode | packed;
      }
      int[] parts = Immediates.armParts(magnitude);
      if (parts == null) {
        throw new SourceError(
            at, "the distance " + distance + " needs more than two constants", FAR);
      }
      return word | opcode | parts[second ? 1 : 0];
    };
  }

  /** A narrow branch; {@code bits} of distance, the lowest of which is not stored. */
  static Code.Patch narrow(int bits) {
    return (word, target, address, at) -> {
      int distance = reach(((int) target & -2) - (address + 4), bits, 2, at);
      return word | distance >> 1 & (1 << bits - 1) - 1;
    };
  }

  /** CBZ and CBNZ: 0 to 126 bytes further down. */
  static int zero(int word, long target, int address, Position at) {
    int distance = ((int) target & -2) - (address + 4);
    if (distance < 0 || distance > 126) {
      throw new SourceError(at, "the target must be 0 to 126 bytes further down", "use cmp and b");
    }
    return word | (distance & 0x40) << 3 | (distance & 0x3E) << 2;
  }

  /** B of T32 with a condition. */
  static int wideCondition(int word, long target, int address, Position at) {
    int distance = reach(((int) target & -2) - (address + 4), 21, 2, at);
    return word
        | (distance & 1 << 20) << 6
        | (distance & 0x3F000) << 4
        | (distance & 1 << 18) >> 5
        | (distance & 1 << 19) >> 8
        | distance >> 1 & 0x7FF;
  }

  /** B and BL of T32. */
  static int wide(int word, long target, int address, Position at) {
    return word | split25(reach(((int) target & -2) - (address + 4), 25, 2, at));
  }

  /** BLX of T32, whose target is A32 code. */
  static int wideExchange(int word, long target, int address, Position at) {
    int distance = reach((int) target - ((address & -4) + 4), 25, 4, at);
    return word | split25(distance);
  }

  /** Sign, I1 and I2 as J1 and J2, ten and eleven bits (ARM ARM, A8.8.25). */
  private static int split25(int distance) {
    int sign = distance >>> 31;
    int j1 = distance >>> 23 & 1 ^ 1 ^ sign;
    int j2 = distance >>> 22 & 1 ^ 1 ^ sign;
    return sign << 26 | (distance & 0x3F_F000) << 4 | j1 << 13 | j2 << 11 | distance >> 1 & 0x7FF;
  }

  /** The narrow LDR from a pool: up to 1020 bytes further down. */
  static int literal(int word, long target, int address, Position at) {
    int distance = (int) target - ((address & -4) + 4);
    if (distance < 0) {
      throw new SourceError(at, "the label must stand further down", "use the wide form");
    }
    return word | magnitude(distance, 1020, 4, at) >> 2;
  }

  /** The wide loads relative to the PC. */
  static int thumbLoad12(int word, long target, int address, Position at) {
    int distance = (int) target - ((address & -4) + 4);
    return word | sign(distance) | magnitude(distance, 4095, 1, at);
  }

  /** ADR of T32: ADDW or SUBW to the PC. */
  static int thumbAdr(int word, long target, int address, Position at) {
    int distance = (int) target - ((address & -4) + 4);
    int packed = Immediates.split12(magnitude(distance, 4095, 1, at));
    return word | packed | (distance < 0 ? 0x00A0_0000 : 0);
  }
}
