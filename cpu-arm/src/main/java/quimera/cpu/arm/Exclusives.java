package quimera.cpu.arm;

/** LDREX, STREX and their sizes (ARM ARM A8.8.75 to A8.8.78, A8.8.212 to A8.8.215). */
final class Exclusives {
  static final int WORD = 0;
  static final int DOUBLEWORD = 1;
  static final int BYTE = 2;
  static final int HALFWORD = 3;

  private Exclusives() {}

  /** The ARM encodings. */
  static void execute(ArmCpu cpu, int word) {
    int size = word >>> 21 & 3;
    int address = cpu.r[word >>> 16 & 15];
    int d = word >>> 12 & 15;
    if ((word & 1 << 20) != 0) {
      load(cpu, size, address, d, d + 1);
    } else {
      int t = word & 15;
      store(cpu, size, address, d, t, t + 1);
    }
  }

  private static void aligned(ArmCpu cpu, int address, int bytes, boolean write) {
    if ((address & bytes - 1) != 0) {
      cpu.misaligned(address, write);
      throw cpu.refusal;
    }
  }

  private static int bytes(int size) {
    return switch (size) {
      case WORD -> 4;
      case DOUBLEWORD -> 8;
      case BYTE -> 1;
      default -> 2;
    };
  }

  /** LDREX of a size into {@code t}, and the upper half of a doubleword into {@code t2}. */
  static void load(ArmCpu cpu, int size, int address, int t, int t2) {
    aligned(cpu, address, bytes(size), false);
    switch (size) {
      case WORD -> cpu.r[t] = cpu.load32(address);
      case DOUBLEWORD -> {
        int low = cpu.load32(address);
        cpu.r[t2] = cpu.load32(address + 4);
        cpu.r[t] = low;
      }
      case BYTE -> cpu.r[t] = cpu.load8(address);
      default -> cpu.r[t] = cpu.load16(address);
    }
    cpu.exclusive.mark(address);
  }

  /** STREX of a size; 0 goes into {@code d} if it has stored, else 1. */
  static void store(ArmCpu cpu, int size, int address, int d, int t, int t2) {
    aligned(cpu, address, bytes(size), true);
    cpu.probeWrite(address, bytes(size));
    if (!cpu.exclusive.take(address)) {
      cpu.r[d] = 1;
      return;
    }
    switch (size) {
      case WORD -> cpu.store32(address, cpu.r[t]);
      case DOUBLEWORD -> {
        cpu.store32(address, cpu.r[t]);
        cpu.store32(address + 4, cpu.r[t2]);
      }
      case BYTE -> cpu.store8(address, cpu.r[t]);
      default -> cpu.store16(address, cpu.r[t]);
    }
    cpu.r[d] = 0;
  }
}
