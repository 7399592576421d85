package quimera.cpu.arm;

/** MRS, MSR and CPS: the program status registers (ARM ARM B9.3.8 to B9.3.12, B9.3.2). */
final class Status {
  private Status() {}

  /** MRS: CPSR or, with bit 22, SPSR. */
  static void read(ArmCpu cpu, int word) {
    if ((word & 1 << 9) != 0) { // banked registers are of the virtualization extension
      throw cpu.undefined();
    }
    cpu.notPc(word >>> 12 & 15);
    cpu.r[word >>> 12 & 15] = (word & 1 << 22) != 0 ? cpu.spsr() : visible(cpu);
  }

  /** CPSR as MRS shows it: the execution state reads as zero. */
  static int visible(ArmCpu cpu) {
    return cpu.cpsr() & (cpu.v6 ? ~0x0700_FC20 : -1);
  }

  /** MSR: the fields of bits 19 to 16 of CPSR or, with bit 22, of SPSR. */
  static void write(ArmCpu cpu, int word, int value) {
    if ((word & 0x200) != 0 && (word & 1 << 25) == 0) {
      throw cpu.undefined();
    }
    int mask = 0;
    for (int field = 0; field < 4; field++) {
      if ((word & 1 << 16 + field) != 0) {
        mask |= 0xFF << 8 * field;
      }
    }
    if ((word & 1 << 22) != 0) {
      cpu.setSpsr(cpu.spsr() & ~mask | value & mask);
      return;
    }
    int writable = cpu.privileged() ? 0xF80F_03DF : 0xF80F_0200;
    cpu.setCpsr(value, mask & writable & (cpu.v6 ? -1 : ~0x000F_0300));
  }

  /**
   * CPS.
   *
   * @param operation imod: 2 enables, 3 disables
   * @param which A, I and F as bits 2 to 0
   */
  static void change(ArmCpu cpu, int operation, int which, boolean toMode, int mode) {
    if (!cpu.privileged()) {
      return;
    }
    int mask = operation >= 2 ? which << 6 : 0;
    cpu.setCpsr((operation == 3 ? mask : 0) | mode, mask | (toMode ? 31 : 0));
  }
}
