package quimera.cpu.arm;

/**
 * The 16-bit Thumb instructions that {@link ThumbDecoder} has no node for: the rest of the
 * miscellaneous ones, and an addition to PC (ARM ARM A6.2).
 */
final class ThumbRest {
  private ThumbRest() {}

  /** Executes one; whether it was a branch, to {@link ArmState#pc}. */
  static boolean execute(ArmCpu cpu, int half) {
    switch (half >>> 8) {
      case 0x44 -> {
        cpu.pc = cpu.r[15] + cpu.r[half >>> 3 & 15] & ~1;
        return true;
      }
      case 0xB6 -> changeState(cpu, half);
      case 0xBA -> reverse(cpu, half);
      case 0xBE -> {
        if (!cpu.v5) {
          throw cpu.undefined();
        }
        throw ArmRest.breakpoint(cpu);
      }
      case 0xBF -> ifThen(cpu, half);
      default -> throw cpu.undefined();
    }
    return false;
  }

  private static void changeState(ArmCpu cpu, int half) {
    if (!cpu.v6) {
      throw cpu.undefined();
    }
    if ((half & 0xFFF7) == 0xB650) { // SETEND
      cpu.setCpsr((half & 8) << 6, ArmState.E);
    } else if ((half & 0xFFE8) == 0xB660) {
      Status.change(cpu, 2 + (half >>> 4 & 1), half & 7, false, 0);
    } else {
      throw cpu.undefined();
    }
  }

  /** REV, REV16 and REVSH. */
  private static void reverse(ArmCpu cpu, int half) {
    if (!cpu.v6) {
      throw cpu.undefined();
    }
    int value = cpu.r[half >>> 3 & 7];
    cpu.r[half & 7] =
        switch (half >>> 6 & 3) {
          case 0 -> Integer.reverseBytes(value);
          case 1 -> Integer.rotateRight(Integer.reverseBytes(value), 16);
          case 3 -> Short.reverseBytes((short) value);
          default -> throw cpu.undefined();
        };
  }

  /** IT and, with a mask of zero, the hints. */
  private static void ifThen(ArmCpu cpu, int half) {
    if (!cpu.v7) {
      throw cpu.undefined();
    }
    if ((half & 15) == 0) {
      ArmRest.hint(cpu, half >>> 4 & 15);
    } else {
      cpu.it = half & 0xFF;
      cpu.attend();
    }
  }
}
