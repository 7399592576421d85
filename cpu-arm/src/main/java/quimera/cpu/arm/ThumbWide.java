package quimera.cpu.arm;

/** The Thumb instructions of 32 bits (ARM ARM A6.3). */
final class ThumbWide {
  private ThumbWide() {}

  /** Executes one; whether it was a branch, to {@link ArmState#pc}. */
  static boolean execute(ArmCpu cpu, int word) {
    if ((word & 0xF800_D001) == 0xF000_C000 && cpu.v5) { // BLX
      int at = cpu.currentPc();
      cpu.r[14] = at + 4 | 1;
      cpu.thumb = false;
      cpu.pc = (at + 4 & ~3) + ThumbInterpreter.branchOffset(word);
      return true;
    }
    throw cpu.undefined();
  }
}
