package quimera.cpu.arm;

import java.util.Arrays;
import quimera.core.state.StateIo;

/**
 * The floating-point unit: its registers, and the instructions that move them; {@link
 * VfpArithmetic} computes.
 *
 * <p>Datasheet: DDI 0406C A7.5 to A7.9 for the encodings, B4.1.57, B4.1.58 and B6.1 for the control
 * registers; DDI 0100I part C for VFPv2 with its short vectors.
 *
 * <p>Deviations: exceptions are never trapped, as in VFPv3; VFPv2 without its support code behaves
 * as the whole of it with default results.
 */
final class VfpUnit {
  /** FPEXC.EN. */
  static final int ENABLE = 1 << 30;

  private static final int FLAGS = 0x9F;
  private static final int NZCV = 0xF000_0000;

  // FPSCR.
  static final int QC = 1 << 27;
  private static final int AHP = 1 << 26;
  private static final int DN = 1 << 25;
  private static final int FZ = 1 << 24;

  private static final int LOAD = 1 << 20;

  private final ArmCpu cpu;
  private final boolean v2;
  final SoftFloat soft = new SoftFloat();

  /** The standard setting, in which Advanced SIMD computes. */
  final SoftFloat standard = new SoftFloat();

  private final VfpArithmetic arithmetic;

  /** D0 to D31; the halves of D0 to D15 are S0 to S31. */
  final long[] d = new long[32];

  /** FPSCR without the cumulative exceptions, which {@link #soft} and {@link #standard} keep. */
  private int control;

  private int fpexc;

  /** FPINST and FPINST2, which only keep what is written. */
  private final int[] instructions = new int[2];

  VfpUnit(ArmCpu cpu) {
    this.cpu = cpu;
    v2 = cpu.model.vfp == ArmModel.Vfp.V2;
    arithmetic = new VfpArithmetic(this, soft);
  }

  void reset() {
    Arrays.fill(d, 0);
    setFpscr(0);
    fpexc = 0;
    Arrays.fill(instructions, 0);
  }

  int single(int number) {
    return (int) (d[number >> 1] >>> ((number & 1) << 5));
  }

  void setSingle(int number, int value) {
    int i = number >> 1;
    d[i] =
        (number & 1) == 0
            ? d[i] & 0xFFFF_FFFF_0000_0000L | value & 0xFFFF_FFFFL
            : d[i] & 0xFFFF_FFFFL | (long) value << 32;
  }

  int fpscr() {
    return control | soft.flags | standard.flags;
  }

  void setFpscr(int value) {
    // VFPv2 has short vectors, and enables for traps that are never taken.
    control = value & (v2 ? 0xF3F7_9F00 : 0xFFC0_0000);
    soft.flags = value & FLAGS;
    standard.flags = 0;
    applyControl();
  }

  private void applyControl() {
    soft.mode = control >>> 22 & 3;
    soft.flush = (control & FZ) != 0;
    soft.defaultNan = (control & DN) != 0;
    soft.alternativeHalf = (control & AHP) != 0;
    standard.flush = true;
    standard.defaultNan = true;
    standard.alternativeHalf = soft.alternativeHalf;
  }

  /** The cumulative saturation of Advanced SIMD. */
  void setSaturated() {
    control |= QC;
  }

  void setFlags(int nzcv) {
    control = control & ~NZCV | nzcv << 28;
  }

  int fpexc() {
    return fpexc;
  }

  void setFpexc(int value) {
    fpexc = value & ENABLE;
  }

  /** Short vectors: how many steps an operation has, less one; and its stride. */
  int vectorLength() {
    return control >>> 16 & 7;
  }

  int vectorStride() {
    return (control >>> 20 & 3) == 3 ? 2 : 1;
  }

  boolean hasVersion4() {
    return !v2;
  }

  // Register numbers in an instruction: four bits and a fifth elsewhere.

  /** A double register from a field of four bits and one of one bit. */
  int doubleNumber(int word, int field, int bit) {
    int upper = word >>> bit & 1;
    if (upper != 0 && (v2 || cpu.cp15.upperRegistersHidden())) {
      throw cpu.undefined();
    }
    return upper << 4 | word >>> field & 15;
  }

  static int singleNumber(int word, int field, int bit) {
    return (word >>> field & 15) << 1 | word >>> bit & 1;
  }

  Trap undefined() {
    return cpu.undefined();
  }

  /** An instruction of coprocessor 10 or 11, in its ARM encoding. */
  void execute(int word) {
    if (!cpu.cp15.floatingPointUsable()) {
      throw cpu.undefined();
    }
    boolean move = (word & 0x0F00_0010) == 0x0E00_0010;
    if (move && (word & 0x0FE0_0F10) == 0x0EE0_0A10) {
      systemRegister(word);
      return;
    }
    checkEnabled();
    if (move) {
      moveCore(word);
    } else if ((word & 0x0F00_0000) == 0x0E00_0000) {
      arithmetic.execute(word);
    } else if ((word & 0x0FE0_0000) == 0x0C40_0000) {
      moveTwo(word);
    } else {
      transfer(word);
    }
  }

  void checkEnabled() {
    if ((fpexc & ENABLE) == 0) {
      throw cpu.undefined();
    }
  }

  /** VMRS and VMSR. */
  private void systemRegister(int word) {
    int number = word >>> 16 & 15;
    int t = word >>> 12 & 15;
    if (number == 1) {
      checkEnabled();
    } else if (!cpu.privileged() || number > 8 && !v2) {
      throw cpu.undefined();
    }
    if ((word & LOAD) == 0) {
      int value = cpu.r[t];
      switch (number) {
        case 1 -> setFpscr(value);
        case 8 -> setFpexc(value);
        case 9, 10 -> instructions[number - 9] = value;
        default -> {}
      }
      return;
    }
    int value =
        switch (number) {
          case 0 -> cpu.model.fpsid;
          case 1 -> fpscr();
          case 6 -> v2 ? 0 : 0x1111_1111; // MVFR1
          case 7 -> v2 ? 0x1111_1111 : 0x1011_0222; // MVFR0
          case 8 -> fpexc;
          case 9, 10 -> instructions[number - 9];
          default -> throw cpu.undefined();
        };
    if (t == 15) {
      cpu.setFlags(value);
    } else {
      cpu.r[t] = value;
    }
  }

  /** Moves between a core register and a single register or a scalar, and VDUP. */
  private void moveCore(int word) {
    int t = word >>> 12 & 15;
    boolean load = (word & LOAD) != 0;
    if ((word & 1 << 8) == 0) {
      if ((word >>> 21 & 7) != 0) {
        throw cpu.undefined();
      }
      int s = singleNumber(word, 16, 7);
      if (load) {
        cpu.r[t] = single(s);
      } else {
        setSingle(s, cpu.r[t]);
      }
      return;
    }
    int n = doubleNumber(word, 16, 7);
    int opc = word >>> 19 & 12 | word >>> 5 & 3; // opc1<1:0>:opc2
    if (v2 && (opc & 11) != 0) {
      throw cpu.undefined(); // words only
    }
    boolean upper = (word & 1 << 23) != 0;
    if (!load && upper) {
      duplicate(word, n);
      return;
    }
    int shift;
    int bits;
    if ((opc & 8) != 0) {
      bits = 8;
      shift = (opc & 7) * 8;
    } else if ((opc & 1) != 0) {
      bits = 16;
      shift = (opc >> 1 & 3) * 16;
    } else {
      bits = 32;
      shift = (opc >> 2 & 1) * 32;
    }
    long mask = (1L << bits) - 1;
    if (load) {
      int value = (int) (d[n] >>> shift & mask);
      cpu.r[t] = upper ? value : value << 32 - bits >> 32 - bits;
    } else {
      d[n] = d[n] & ~(mask << shift) | (cpu.r[t] & mask) << shift;
    }
  }

  /** VDUP from a core register. */
  private void duplicate(int word, int n) {
    if (v2) {
      throw cpu.undefined();
    }
    int value = cpu.r[word >>> 12 & 15];
    long all =
        switch (word >>> 21 & 2 | word >>> 5 & 1) {
          case 0 -> (value & 0xFFFF_FFFFL) * 0x0000_0001_0000_0001L;
          case 1 -> (value & 0xFFFFL) * 0x0001_0001_0001_0001L;
          case 2 -> (value & 0xFFL) * 0x0101_0101_0101_0101L;
          default -> throw cpu.undefined();
        };
    d[n] = all;
    if ((word & 1 << 21) != 0) {
      if ((n & 1) != 0) {
        throw cpu.undefined();
      }
      d[n + 1] = all;
    }
  }

  /** Moves between two core registers and a double or two single registers. */
  private void moveTwo(int word) {
    if ((word & 0xD0) != 0x10) {
      throw cpu.undefined();
    }
    int t = word >>> 12 & 15;
    int t2 = word >>> 16 & 15;
    boolean load = (word & LOAD) != 0;
    if ((word & 1 << 8) != 0) {
      int m = doubleNumber(word, 0, 5);
      if (load) {
        cpu.r[t] = (int) d[m];
        cpu.r[t2] = (int) (d[m] >>> 32);
      } else {
        d[m] = (long) cpu.r[t2] << 32 | cpu.r[t] & 0xFFFF_FFFFL;
      }
      return;
    }
    int m = singleNumber(word, 0, 5);
    if (load) {
      cpu.r[t] = single(m);
      cpu.r[t2] = single(m + 1);
    } else {
      setSingle(m, cpu.r[t]);
      setSingle(m + 1, cpu.r[t2]);
    }
  }

  /** VLDR, VSTR, VLDM and VSTM with their forms for stacks. */
  private void transfer(int word) {
    boolean pre = (word & 1 << 24) != 0;
    boolean up = (word & 1 << 23) != 0;
    boolean write = (word & 1 << 21) != 0;
    boolean doubles = (word & 1 << 8) != 0;
    int rn = word >>> 16 & 15;
    int base = rn == 15 ? cpu.r[15] & ~3 : cpu.r[rn];
    int imm8 = word & 0xFF;
    int first = doubles ? doubleNumber(word, 12, 22) : singleNumber(word, 12, 22);
    if (pre && !write) {
      int address = up ? base + imm8 * 4 : base - imm8 * 4;
      words(word, doubles, first, address, doubles ? 2 : 1);
      return;
    }
    if (pre == up) {
      throw cpu.undefined();
    }
    int moved = up ? base + imm8 * 4 : base - imm8 * 4;
    int count = doubles ? imm8 & ~1 : imm8; // an odd number is FLDMX and its like
    if (count == 0 || first + (doubles ? count / 2 : count) > 32) {
      throw cpu.undefined();
    }
    words(word, doubles, first, up ? base : moved, count);
    if (write) {
      cpu.r[rn] = moved;
    }
  }

  private void words(int word, boolean doubles, int first, int address, int count) {
    boolean load = (word & LOAD) != 0;
    if (!load && count > 1) {
      cpu.probeWrite(address, 4 * count);
    }
    int at = address;
    int begin = doubles ? first * 2 : first; // of a word in the file of registers
    int swap = doubles && cpu.bigEndian() ? 1 : 0; // a doubleword's upper half comes first then
    for (int i = 0; i < count; i++) {
      int number = begin + i ^ swap;
      if (load) {
        setSingle(number, cpu.load32(at));
      } else {
        cpu.store32(at, single(number));
      }
      at += 4;
    }
  }

  void state(StateIo io) {
    io.longs("d", d);
    control = io.i32("fpscr", control);
    soft.flags = io.i32("flags", soft.flags);
    standard.flags = io.i32("standardFlags", standard.flags);
    fpexc = io.i32("fpexc", fpexc);
    io.ints("instructions", instructions);
    if (io.loading()) {
      applyControl();
    }
  }
}
