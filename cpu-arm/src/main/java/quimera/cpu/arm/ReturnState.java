package quimera.cpu.arm;

/** SRS and RFE: the return state on a stack (ARM ARM B9.3.16, B9.3.13). */
final class ReturnState {
  private ReturnState() {}

  private static int lowest(int word, int base) {
    boolean up = (word & BlockTransfer.UP) != 0;
    boolean before = (word & BlockTransfer.PRE) != 0;
    return up ? base + (before ? 4 : 0) : base - (before ? 8 : 4);
  }

  private static int moved(int word, int base) {
    return (word & BlockTransfer.UP) != 0 ? base + 8 : base - 8;
  }

  /** SRS: LR and SPSR to the stack of {@code mode}. */
  static void store(ArmCpu cpu, int mode, int word) {
    if (Mode.bank(mode) < 0 || Mode.bank(cpu.mode) == Mode.USER_BANK) {
      throw cpu.undefined();
    }
    int base = cpu.banked(13, mode);
    int address = lowest(word, base);
    cpu.probeWrite(address, 8);
    cpu.store32(address, cpu.r[14]);
    cpu.store32(address + 4, cpu.spsr());
    if ((word & BlockTransfer.WRITEBACK) != 0) {
      cpu.setBanked(13, mode, moved(word, base));
    }
  }

  /** RFE: PC and CPSR from where a register points. */
  static void load(ArmCpu cpu, int word) {
    if (!cpu.privileged()) {
      throw cpu.undefined();
    }
    int n = word >>> 16 & 15;
    cpu.notPc(n);
    int base = cpu.r[n];
    int address = lowest(word, base);
    int target = cpu.load32(address);
    int status = cpu.load32(address + 4);
    if ((word & BlockTransfer.WRITEBACK) != 0) {
      cpu.r[n] = moved(word, base);
    }
    cpu.setCpsr(status, -1);
    cpu.pc = target & (cpu.thumb ? ~1 : ~3);
  }
}
