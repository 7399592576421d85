package quimera.cpu.arm;

/** Branches and miscellaneous control of the 32-bit Thumb set (ARM ARM A6.3.4). */
final class ThumbControl {
  private ThumbControl() {}

  /** BLX with an immediate. */
  static void branchToArm(ArmCpu cpu, int word) {
    if (!cpu.v5) {
      throw cpu.undefined();
    }
    int next = cpu.currentPc() + 4;
    cpu.r[14] = next | 1;
    cpu.thumb = false;
    cpu.pc = (next & ~3) + ThumbWideDecoder.branchOffset(word);
  }

  /** An instruction with bit 15 set that is none of the immediate branches. */
  static boolean execute(ArmCpu cpu, int word) {
    if ((word & 1 << 14) != 0) {
      throw cpu.undefined(); // SMC, HVC, UDF
    }
    return control(cpu, word);
  }

  private static boolean control(ArmCpu cpu, int word) {
    switch (word >>> 20 & 0x7F) {
      case 0x38, 0x39 -> Status.write(cpu, arm(word, word >>> 8 & 15), cpu.r[word >>> 16 & 15]);
      case 0x3A -> changeState(cpu, word);
      case 0x3B -> barrier(cpu, word);
      case 0x3C -> {
        cpu.branchExchange(cpu.r[word >>> 16 & 15]);
        return true;
      }
      case 0x3D -> {
        if (!cpu.privileged()) {
          throw cpu.undefined();
        }
        cpu.exceptionReturn(cpu.r[word >>> 16 & 15] - (word & 0xFF));
        return true;
      }
      case 0x3E, 0x3F -> {
        if ((word & 1 << 5) != 0) {
          throw cpu.undefined();
        }
        cpu.r[word >>> 8 & 15] = (word & 1 << 20) != 0 ? cpu.spsr() : Status.visible(cpu);
      }
      default -> throw cpu.undefined();
    }
    return false;
  }

  /** MSR's field mask and R bit where the ARM encoding has them. */
  private static int arm(int word, int fields) {
    return fields << 16 | (word & 1 << 20) << 2 | (word & 1 << 5) << 4;
  }

  /** CPS and the hints. */
  private static void changeState(ArmCpu cpu, int word) {
    if ((word & 0x700) == 0) {
      ArmRest.hint(cpu, word & 0xFF);
    } else {
      Status.change(cpu, word >>> 9 & 3, word >>> 5 & 7, (word & 1 << 8) != 0, word & 31);
    }
  }

  private static void barrier(ArmCpu cpu, int word) {
    switch (word >>> 4 & 15) {
      case 2 -> cpu.exclusive.clear();
      case 4, 5, 6 -> {} // DSB, DMB, ISB
      default -> throw cpu.undefined();
    }
  }
}
