package quimera.cpu.arm;

/**
 * The coprocessor instructions: CP15 by MRC, MCR, MRRC and MCRR, the floating-point unit as
 * coprocessors 10 and 11, and of CP14 what there is without a debug unit (ARM ARM A5.6).
 */
final class Coprocessors {
  private static final int TRANSFER = 1 << 4;
  private static final int LOAD = 1 << 20;

  private final ArmCpu cpu;

  Coprocessors(ArmCpu cpu) {
    this.cpu = cpu;
  }

  /** An instruction with bits 27 and 26 set that is no SVC; the Thumb encoding is the same. */
  void execute(int word) {
    int number = word >>> 8 & 15;
    if ((number & 14) == 10 && cpu.model.vfp != ArmModel.Vfp.NONE) {
      cpu.vfp.execute(word);
    } else if (number == 15 && cpu.model.hasMmu()) {
      systemControl(word);
    } else if (number == 14 && cpu.model.hasMmu()) {
      debug(word);
    } else {
      throw cpu.undefined();
    }
  }

  private void systemControl(int word) {
    int t = word >>> 12 & 15;
    int[] r = cpu.r;
    if ((word >>> 24 & 15) == 14 && (word & TRANSFER) != 0) {
      int crn = word >>> 16 & 15;
      int opc1 = word >>> 21 & 7;
      int crm = word & 15;
      int opc2 = word >>> 5 & 7;
      if ((word & LOAD) == 0) {
        cpu.cp15.write(crn, opc1, crm, opc2, r[t]);
        return;
      }
      int value = cpu.cp15.read(crn, opc1, crm, opc2);
      if (t == 15) {
        cpu.setFlags(value);
      } else {
        r[t] = value;
      }
    } else if ((word >>> 21 & 0x7F) == 0x62 && cpu.v6) {
      int t2 = word >>> 16 & 15;
      if ((word & LOAD) == 0) {
        cpu.cp15.write64(word >>> 4 & 15, word & 15, (long) r[t2] << 32 | r[t] & 0xFFFF_FFFFL);
      } else {
        long value = cpu.cp15.read64(word >>> 4 & 15, word & 15);
        r[t] = (int) value;
        r[t2] = (int) (value >>> 32);
      }
    } else {
      throw cpu.undefined();
    }
  }

  /** CP14: the debug unit's ID reads as "none", and ThumbEE and Jazelle as trivial. */
  private void debug(int word) {
    boolean move = (word >>> 24 & 15) == 14 && (word & TRANSFER) != 0;
    if (!move || !cpu.privileged()) {
      throw cpu.undefined();
    }
    int t = word >>> 12 & 15;
    if ((word & LOAD) != 0) {
      if (t == 15) {
        cpu.setFlags(0);
      } else {
        cpu.r[t] = 0;
      }
    }
  }
}
