package quimera.cpu.arm;

/** Which node a data-processing instruction of either set becomes; PC is none of its registers. */
final class DataProcessing {
  private static final int ASR = 2;

  private DataProcessing() {}

  /**
   * An operation with a constant.
   *
   * @param operation opcode and S as in ARM's bits 24 to 20
   * @param rotated whether the constant changes C, for those with S that take C from it
   * @return null for RSC, which is rare
   */
  static Node constant(int operation, int d, int n, int value, boolean rotated) {
    return switch (operation) {
      case 0x00 -> new Immediates.And(d, n, value);
      case 0x01 -> new Immediates.Ands(d, n, value, rotated);
      case 0x02 -> new Immediates.Eor(d, n, value);
      case 0x03 -> new Immediates.Eors(d, n, value, rotated);
      case 0x04 -> new Immediates.Add(d, n, -value);
      case 0x05 -> new Immediates.Subs(d, n, value);
      case 0x06 -> new Immediates.Rsb(d, n, value);
      case 0x07 -> new Immediates.Rsbs(d, n, value);
      case 0x08 -> new Immediates.Add(d, n, value);
      case 0x09 -> new Immediates.Adds(d, n, value);
      case 0x0A -> new Immediates.Adc(d, n, value);
      case 0x0B -> new Immediates.Adcs(d, n, value);
      case 0x0C -> new Immediates.Adc(d, n, ~value);
      case 0x0D -> new Immediates.Adcs(d, n, ~value);
      case 0x11 -> new Immediates.Tst(n, value, rotated);
      case 0x13 -> new Immediates.Teq(n, value, rotated);
      case 0x15 -> new Immediates.Cmp(n, value);
      case 0x17 -> new Immediates.Cmn(n, value);
      case 0x18 -> new Immediates.Orr(d, n, value);
      case 0x19 -> new Immediates.Orrs(d, n, value, rotated);
      case 0x1A -> new Immediates.Load(d, value);
      case 0x1B -> new Immediates.Movs(d, value, rotated);
      case 0x1C -> new Immediates.And(d, n, ~value);
      case 0x1D -> new Immediates.Bics(d, n, value, rotated);
      case 0x1E -> new Immediates.Load(d, ~value);
      case 0x1F -> new Immediates.Mvns(d, value, rotated);
      default -> null;
    };
  }

  /** An operation with a register shifted by a constant, as the instruction has type and amount. */
  static Node register(int operation, int d, int n, int m, int type, int amount) {
    Node node = null;
    Shift shift = Shift.of(m, type, amount);
    boolean plain = type == 0 && amount == 0;
    if (plain) {
      node = plain(operation, d, n, m);
    }
    if (node == null && shift != null) {
      node = shifted(operation, d, n, shift);
    }
    if (node == null && shift != null && !plain) {
      node = carrying(operation, d, n, shift);
    }
    if (node == null && type == ASR && amount != 0) {
      node = arithmeticShift(operation, d, m, amount);
    }
    return node != null
        ? node
        : new Shifts.Any(operation << 20 | n << 16 | d << 12 | amount << 7 | type << 5 | m);
  }

  /** Operations that are others with a register as it is. */
  private static Node plain(int operation, int d, int n, int m) {
    return switch (operation) {
      case 0x01 -> new RegistersFlags.Ands(d, n, m);
      case 0x03 -> new RegistersFlags.Eors(d, n, m);
      case 0x11 -> new RegistersFlags.Tst(n, m);
      case 0x13 -> new RegistersFlags.Teq(n, m);
      case 0x15 -> new RegistersFlags.Cmp(n, m);
      case 0x19 -> new RegistersFlags.Orrs(d, n, m);
      case 0x1A -> new Registers.Move(d, m);
      case 0x1B -> new RegistersFlags.Movs(d, m);
      case 0x1D -> new RegistersFlags.Bics(d, n, m);
      case 0x1F -> new RegistersFlags.Mvns(d, m);
      default -> null;
    };
  }

  private static Node shifted(int operation, int d, int n, Shift m) {
    return switch (operation) {
      case 0x00 -> new Registers.And(d, n, m);
      case 0x02 -> new Registers.Eor(d, n, m);
      case 0x04 -> new Registers.Sub(d, n, m);
      case 0x05 -> new RegistersFlags.Subs(d, n, m);
      case 0x06 -> new Registers.Rsb(d, n, m);
      case 0x07 -> new RegistersFlags.Rsbs(d, n, m);
      case 0x08 -> new Registers.Add(d, n, m);
      case 0x09 -> new RegistersFlags.Adds(d, n, m);
      case 0x0A -> new Registers.Adc(d, n, m);
      case 0x0B -> new RegistersFlags.Adcs(d, n, m);
      case 0x0C -> new Registers.Sbc(d, n, m);
      case 0x0D -> new RegistersFlags.Sbcs(d, n, m);
      case 0x15 -> new RegistersFlags.CmpShifted(n, m);
      case 0x17 -> new RegistersFlags.Cmn(n, m);
      case 0x18 -> new Registers.Orr(d, n, m);
      case 0x1A -> new Registers.Mov(d, m);
      case 0x1C -> new Registers.Bic(d, n, m);
      case 0x1E -> new Registers.Mvn(d, m);
      default -> null;
    };
  }

  /** Logical operations that take C from the shifter. */
  private static Node carrying(int operation, int d, int n, Shift m) {
    return switch (operation) {
      case 0x01 -> new RegistersFlags.AndsShifted(d, n, m);
      case 0x03 -> new RegistersFlags.EorsShifted(d, n, m);
      case 0x11 -> new RegistersFlags.TstShifted(n, m);
      case 0x13 -> new RegistersFlags.TeqShifted(n, m);
      case 0x19 -> new RegistersFlags.OrrsShifted(d, n, m);
      case 0x1B -> new RegistersFlags.MovsShifted(d, m);
      case 0x1D -> new RegistersFlags.BicsShifted(d, n, m);
      case 0x1F -> new RegistersFlags.MvnsShifted(d, m);
      default -> null;
    };
  }

  private static Node arithmeticShift(int operation, int d, int m, int amount) {
    return switch (operation) {
      case 0x1A -> new Shifts.Asr(d, m, amount);
      case 0x1B -> new Shifts.Asrs(d, m, amount);
      default -> null;
    };
  }

  /** An operation of the ARM set with a register that another shifts. */
  static Node shiftedByRegister(int word) {
    int d = word >>> 12 & 15;
    int type = word >>> 5 & 3;
    int amount = word >>> 8 & 15;
    return switch (word >>> 20 & 31) {
      case 0x1A -> new Shifts.ByRegister(d, word & 15, type, amount);
      case 0x1B -> new Shifts.ByRegisterFlags(d, word & 15, type, amount);
      default -> new Shifts.Any(word);
    };
  }
}
