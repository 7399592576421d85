package quimera.cpu.mips32;

import java.util.Arrays;
import quimera.core.state.StateIo;

/**
 * Coprocessor 1: moves, loads, branches and the decoding of arithmetic, which {@link FpuArithmetic}
 * does (MIPS32 volume I, chapter 5).
 *
 * <p>While Status.FR is 0 there are 16 registers of 64 bits, whose halves are the even and odd
 * single ones; while it is 1 there are 32.
 */
final class Fpu {
  static final int SINGLE = 16;
  static final int DOUBLE = 17;
  static final int WORD = 20;
  static final int LONG = 21;

  private static final int EXTENDED_ALIGN = ~7;

  /** Floating-point implementation: S, D, W, L, 64-bit registers; the 24K's number. */
  private static final int FIR = 0x0073_9300;

  private final MipsCpu cpu;
  final FpuArithmetic arithmetic = new FpuArithmetic();

  /** The registers; with Status.FR = 0 the even ones, which have the odd ones as upper halves. */
  final long[] f = new long[32];

  /** Status.FR. */
  private transient boolean wide;

  Fpu(MipsCpu cpu) {
    this.cpu = cpu;
  }

  void reset() {
    Arrays.fill(f, 0);
    arithmetic.setFcsr(0);
  }

  void select(boolean newWide) {
    wide = newWide;
  }

  private void needUsable() {
    if (!cpu.cp0.fpuUsable()) {
      throw cpu.unusable(1);
    }
  }

  private Trap reserved() {
    return cpu.refuse(ExcCode.RI);
  }

  // Registers

  int single(int register) {
    return wide || (register & 1) == 0 ? (int) f[register] : (int) (f[register - 1] >>> 32);
  }

  void setSingle(int register, int value) {
    if (wide || (register & 1) == 0) {
      f[register] = f[register] & 0xFFFF_FFFF_0000_0000L | value & 0xFFFF_FFFFL;
    } else {
      f[register - 1] = f[register - 1] & 0xFFFF_FFFFL | (long) value << 32;
    }
  }

  private long doubleword(int register) {
    if (!wide && (register & 1) != 0) {
      throw reserved();
    }
    return f[register];
  }

  private void setDoubleword(int register, long value) {
    if (!wide && (register & 1) != 0) {
      throw reserved();
    }
    f[register] = value;
  }

  private long get(int format, int register) {
    return format == SINGLE || format == WORD
        ? single(register) & 0xFFFF_FFFFL
        : doubleword(register);
  }

  private void set(int format, int register, long value) {
    if (format == SINGLE || format == WORD) {
      setSingle(register, (int) value);
    } else {
      setDoubleword(register, value);
    }
  }

  int fcsr() {
    return arithmetic.fcsr();
  }

  void setFcsr(int value) {
    arithmetic.setFcsr(value);
  }

  // Loads and stores

  void loadWord(int word, int address) {
    needUsable();
    setSingle(word >>> 16 & 31, cpu.load32(address));
  }

  void loadDouble(int word, int address) {
    needUsable();
    setDoubleword(word >>> 16 & 31, cpu.load64(address));
  }

  void storeWord(int word, int address) {
    needUsable();
    cpu.store32(address, single(word >>> 16 & 31));
  }

  void storeDouble(int word, int address) {
    needUsable();
    cpu.store64(address, doubleword(word >>> 16 & 31));
  }

  // Conditions

  /** Whether the condition that BC1 or MOVcf names in bits 20 to 16 is met. */
  boolean branches(int word) {
    needUsable();
    return arithmetic.condition(word >>> 18 & 7) == ((word & 1 << 16) != 0);
  }

  // COP1

  /** COP1 but the branches. */
  void execute(int word) {
    needUsable();
    int format = word >>> 21 & 31;
    switch (format) {
      case SINGLE, DOUBLE -> operate(word, format);
      case WORD, LONG -> fromInteger(word, format);
      default -> move(word, format);
    }
    if (arithmetic.trapped()) {
      throw cpu.refuse(ExcCode.FPE);
    }
  }

  private void move(int word, int kind) {
    int t = word >>> 16 & 31;
    int s = word >>> 11 & 31;
    switch (kind) {
      case 0 -> cpu.r[t] = single(s); // MFC1
      case 2 -> cpu.r[t] = control(s); // CFC1
      case 3 -> cpu.r[t] = wide ? (int) (f[s] >>> 32) : single(s | 1); // MFHC1
      case 4 -> setSingle(s, cpu.r[t]); // MTC1
      case 6 -> setControl(s, cpu.r[t]); // CTC1
      case 7 -> { // MTHC1
        if (wide) {
          f[s] = f[s] & 0xFFFF_FFFFL | (long) cpu.r[t] << 32;
        } else {
          setSingle(s | 1, cpu.r[t]);
        }
      }
      default -> throw reserved();
    }
  }

  private int control(int register) {
    int fcsr = arithmetic.fcsr();
    return switch (register) {
      case 0 -> FIR;
      case 25 -> fcsr >>> 24 & 0xFE | fcsr >>> 23 & 1; // FCCR
      case 26 -> fcsr & 0x0003_F07C; // FEXR
      case 28 -> fcsr & 0xF83 | fcsr >>> 22 & 4; // FENR
      case 31 -> fcsr;
      default -> throw reserved();
    };
  }

  private void setControl(int register, int value) {
    int fcsr = arithmetic.fcsr();
    switch (register) {
      case 25 -> setFcsr(fcsr & 0x017F_FFFF | (value & 0xFE) << 24 | (value & 1) << 23);
      case 26 -> setFcsr(fcsr & ~0x0003_F07C | value & 0x0003_F07C);
      case 28 -> setFcsr(fcsr & ~0x0100_0F83 | value & 0xF83 | (value & 4) << 22);
      case 31 -> setFcsr(value);
      default -> throw reserved();
    }
  }

  private void operate(int word, int format) {
    int t = word >>> 16 & 31;
    int d = word >>> 6 & 31;
    int function = word & 63;
    long a = get(format, word >>> 11 & 31);
    if (function >= 0x30) {
      arithmetic.compare(format, a, get(format, t), function & 15, word >>> 8 & 7);
      return;
    }
    switch (function) {
      case 0x00, 0x01, 0x02, 0x03 -> {
        long b = get(format, t);
        long result =
            format == SINGLE
                ? arithmetic.dyadicSingle(function, (int) a, (int) b)
                : switch (function) {
                  case 0x00 -> arithmetic.add(a, b, 0);
                  case 0x01 -> arithmetic.add(a, b, Long.MIN_VALUE);
                  case 0x02 -> arithmetic.multiply(a, b);
                  default -> arithmetic.divide(a, b);
                };
        keep(format, d, result);
      }
      case 0x04 -> keep(format, d, arithmetic.squareRoot(format, a));
      case 0x05 -> keep(format, d, arithmetic.absolute(format, a));
      case 0x06 -> set(format, d, a); // MOV
      case 0x07 -> keep(format, d, arithmetic.negate(format, a));
      case 0x08, 0x09, 0x0A, 0x0B -> {
        needLong();
        keep(LONG, d, arithmetic.toInteger(format, a, function & 3, 64));
      }
      case 0x0C, 0x0D, 0x0E, 0x0F ->
          keep(WORD, d, arithmetic.toInteger(format, a, function & 3, 32));
      case 0x11 -> moveIf(branches(word), format, d, a);
      case 0x12 -> moveIf(cpu.r[t] == 0, format, d, a);
      case 0x13 -> moveIf(cpu.r[t] != 0, format, d, a);
      case 0x15 -> keep(format, d, arithmetic.reciprocal(format, a));
      case 0x16 -> keep(format, d, arithmetic.reciprocalRoot(format, a));
      case 0x20, 0x21 -> convert(format, function == 0x20 ? SINGLE : DOUBLE, d, a);
      case 0x24 -> keep(WORD, d, arithmetic.toInteger(format, a, arithmetic.mode(), 32));
      case 0x25 -> {
        needLong();
        keep(LONG, d, arithmetic.toInteger(format, a, arithmetic.mode(), 64));
      }
      default -> throw reserved();
    }
  }

  /** CVT.L and its like need 64-bit registers. */
  private void needLong() {
    if (!wide) {
      throw reserved();
    }
  }

  private void moveIf(boolean condition, int format, int register, long value) {
    if (condition) {
      set(format, register, value);
    }
  }

  /** Writes a result, unless the operation traps. */
  private void keep(int format, int register, long value) {
    if (!arithmetic.trapped()) {
      set(format, register, value);
    }
  }

  private void convert(int from, int to, int register, long a) {
    if (from == to) {
      throw reserved();
    }
    keep(to, register, arithmetic.convert(from, a));
  }

  private void fromInteger(int word, int format) {
    if (format == LONG) {
      needLong();
    }
    int function = word & 63;
    if (function != 0x20 && function != 0x21) {
      throw reserved();
    }
    int to = function == 0x20 ? SINGLE : DOUBLE;
    long raw = get(format, word >>> 11 & 31);
    long value = format == WORD ? (int) raw : raw;
    keep(to, word >>> 6 & 31, arithmetic.fromInteger(to, value));
  }

  // COP1X

  void executeExtended(int word, int s, int t) {
    if (!cpu.release2) {
      throw reserved();
    }
    needUsable();
    int stored = word >>> 11 & 31;
    int d = word >>> 6 & 31;
    int address = s + t;
    switch (word & 63) {
      case 0x00 -> setSingle(d, cpu.load32(address)); // LWXC1
      case 0x01 -> setDoubleword(d, cpu.load64(address)); // LDXC1
      case 0x05 -> setDoubleword(d, cpu.load64(address & EXTENDED_ALIGN)); // LUXC1
      case 0x08 -> cpu.store32(address, single(stored)); // SWXC1
      case 0x09 -> cpu.store64(address, doubleword(stored)); // SDXC1
      case 0x0D -> cpu.store64(address & EXTENDED_ALIGN, doubleword(stored)); // SUXC1
      case 0x0F -> {} // PREFX: a hint
      case 0x20, 0x21, 0x28, 0x29, 0x30, 0x31, 0x38, 0x39 -> multiplyAdd(word);
      default -> throw reserved();
    }
  }

  private void multiplyAdd(int word) {
    int format = (word & 1) == 0 ? SINGLE : DOUBLE;
    long r = get(format, word >>> 21 & 31);
    long t = get(format, word >>> 16 & 31);
    long s = get(format, word >>> 11 & 31);
    boolean subtract = (word & 8) != 0;
    boolean negate = (word & 16) != 0;
    long result = arithmetic.multiplyAdd(format, s, t, r, subtract, negate);
    keep(format, word >>> 6 & 31, result);
    if (arithmetic.trapped()) {
      throw cpu.refuse(ExcCode.FPE);
    }
  }

  void state(StateIo io) {
    io.longs("f", f);
    setFcsr(io.i32("fcsr", fcsr()));
  }
}
