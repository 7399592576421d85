package quimera.cpu.arm;

/**
 * Halfwords, signed bytes and doublewords of the ARM set: the extra load/store instructions, with
 * every form of indexing (ARM ARM A5.2.8, A5.2.9).
 */
final class ExtraTransfer {
  private ExtraTransfer() {}

  /** An instruction with bits 7 and 4 set and bits 6 and 5 not both clear. */
  static void execute(Alu cpu, int word) {
    int[] r = cpu.r;
    boolean pre = (word & 1 << 24) != 0;
    boolean write = (word & 1 << 21) != 0;
    int n = word >>> 16 & 15;
    int d = word >>> 12 & 15;
    int base = r[n];
    int moved = base + cpu.extraOffset(word);
    int address = pre ? moved : base;
    boolean user = !pre && write; // LDRHT and its like
    if (user) {
      if (!cpu.v7) {
        throw cpu.undefined();
      }
      cpu.notPc(n);
      cpu.notPc(d);
      cpu.beginUserAccess();
    }
    try {
      int second = 0;
      int value = 0;
      boolean load = (word & 1 << 20) != 0;
      boolean doubleword = false;
      switch (word >>> 5 & 3 | (load ? 4 : 0)) {
        case 1 -> cpu.store16(address, r[d]);
        case 2 -> { // LDRD
          checkDoubleword(cpu, d);
          load = true;
          doubleword = true;
          long both = cpu.load64(address);
          value = (int) both;
          second = (int) (both >>> 32);
        }
        case 3 -> { // STRD
          checkDoubleword(cpu, d);
          cpu.store64(address, (long) r[d + 1] << 32 | r[d] & 0xFFFF_FFFFL);
        }
        case 5 -> value = cpu.load16(address);
        case 6 -> value = (byte) cpu.load8(address);
        default -> value = signedHalf(cpu, address);
      }
      if (!pre || write) {
        r[n] = moved;
      }
      if (load) {
        r[d] = value;
        if (doubleword) {
          r[d + 1] = second;
        }
      }
    } finally {
      if (user) {
        cpu.endUserAccess();
      }
    }
  }

  /** ARMv4 has no doublewords; they go to an even register and the next. */
  private static void checkDoubleword(Alu cpu, int d) {
    if (!cpu.v5 || (d & 1) != 0) {
      throw cpu.undefined();
    }
  }

  /** LDRSH; ARM7 takes a signed byte from an odd address. */
  static int signedHalf(Alu cpu, int address) {
    return !cpu.v5 && (address & 1) != 0 ? (byte) cpu.load8(address) : (short) cpu.load16(address);
  }
}
