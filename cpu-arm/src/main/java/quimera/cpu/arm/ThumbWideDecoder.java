package quimera.cpu.arm;

/**
 * Makes nodes of the Thumb instructions of 32 bits (ARM ARM A6.3). What is rare is left to {@link
 * ThumbWide}.
 */
final class ThumbWideDecoder {
  private static final int PC = 15;
  private static final int AHEAD = 4;
  private static final int S = 1;

  private final ArmModel model;

  ThumbWideDecoder(ArmModel model) {
    this.model = model;
  }

  /** The instruction at an offset; null if it is none of the frequent ones. */
  Node decode(int word, int offset) {
    if ((word & 0xF800_D000) == 0xF000_D000) {
      return Branches.call(offset, branchOffset(word) + AHEAD, 4, 1);
    }
    if (model.version < 7) {
      return null;
    }
    if ((word & 0xF800_8000) == 0xF000_8000) {
      return branch(word);
    }
    if ((word & 0xFA00_8000) == 0xF000_0000) {
      return expanded(word);
    }
    if ((word & 0xFA00_8000) == 0xF200_0000) {
      return plainImmediate(word, offset);
    }
    if ((word & 0xFE00_0000) == 0xEA00_0000) {
      int amount = word >>> 10 & 0x1C | word >>> 6 & 3;
      return data(
          word,
          (operation, d, n) ->
              (word & 15) == PC
                  ? null
                  : DataProcessing.register(operation, d, n, word & 15, word >>> 4 & 3, amount));
    }
    if ((word & 0xFE00_0000) == 0xF800_0000) {
      return single(word, offset);
    }
    if ((word & 0xFE40_0000) == 0xE840_0000 && (word & 0x0120_0000) != 0) {
      return doubleword(word);
    }
    if ((word & 0xFF00_F000) == 0xFA00_F000) {
      return register(word);
    }
    if ((word & 0xFF00_0000) == 0xFB00_0000) {
      return multiply(word);
    }
    return (word & 0xFE40_0000) == 0xE800_0000 ? multiple(word) : null;
  }

  /** B with and without a condition. */
  private static Node branch(int word) {
    if ((word & 0xF800_D000) == 0xF000_9000) {
      return new Branches.Jump(branchOffset(word) + AHEAD);
    }
    if ((word & 0xF800_D000) != 0xF000_8000 || (word & 0x0380_0000) == 0x0380_0000) {
      return null;
    }
    int upper = word << 5 >> 31 << 20 | (word & 1 << 11) << 8 | (word & 1 << 13) << 5;
    int displacement = upper | word >>> 4 & 0x3F000 | word << 1 & 0xFFE;
    return Branches.on(word >>> 22 & 15, displacement + AHEAD);
  }

  /** The offset of BL, BLX and B.W: S, J1 and J2 make the upper bits (ARM ARM A8.8.25). */
  static int branchOffset(int word) {
    int s = word << 5 >> 31;
    int i1 = ~(word >>> 13 ^ s) & 1;
    int i2 = ~(word >>> 11 ^ s) & 1;
    return s << 24 | i1 << 23 | i2 << 22 | word >>> 4 & 0x3F_F000 | word << 1 & 0xFFE;
  }

  // Data processing.

  /** Makes an operation of ARM's opcode with S and two register numbers. */
  @FunctionalInterface
  private interface Maker {
    Node make(int operation, int d, int n);
  }

  /** ARM's opcodes of AND, BIC, ORR, ORN, EOR, ADD, ADC, SBC, SUB and RSB; -1 for others. */
  private static final int[] OPCODES = {0, 14, 12, -1, 1, -1, -1, -1, 4, -1, 5, 6, -1, 2, 3, -1};

  private static Node data(int word, Maker maker) {
    int op = word >>> 21 & 15;
    int opcode = OPCODES[op];
    int s = word >>> 20 & 1;
    int n = word >>> 16 & 15;
    int d = word >>> 8 & 15;
    if (d == PC) {
      return s == S && n != PC ? comparison(op, n, maker) : null;
    }
    if (n == PC) {
      return op == 2 || op == 3 ? maker.make((op == 2 ? 13 : 15) << 1 | s, d, 0) : null;
    }
    return opcode < 0 ? null : maker.make(opcode << 1 | s, d, n);
  }

  private static Node comparison(int op, int n, Maker maker) {
    int opcode =
        switch (op) {
          case 0 -> 8; // TST
          case 4 -> 9; // TEQ
          case 8 -> 11; // CMN
          case 13 -> 10; // CMP
          default -> -1;
        };
    return opcode < 0 ? null : maker.make(opcode << 1 | S, 0, n);
  }

  private static Node expanded(int word) {
    int imm12 = imm12(word);
    int value = ThumbWide.expand(imm12);
    return data(
        word,
        (operation, d, n) -> DataProcessing.constant(operation, d, n, value, imm12 >>> 10 != 0));
  }

  private static int imm12(int word) {
    return word >>> 15 & 0x800 | word >>> 4 & 0x700 | word & 0xFF;
  }

  private static Node plainImmediate(int word, int offset) {
    int n = word >>> 16 & 15;
    int d = word >>> 8 & 15;
    int imm12 = imm12(word);
    int pc = offset + AHEAD & ~3;
    if (d == PC) {
      return null;
    }
    int low = word >>> 10 & 0x1C | word >>> 6 & 3;
    int width = (word & 31) + 1;
    return switch (word >>> 20 & 31) {
      case 0x00 ->
          n == PC ? new Immediates.Address(d, pc + imm12) : new Immediates.Add(d, n, imm12);
      case 0x04 -> new Immediates.Load(d, n << 12 | imm12);
      case 0x0A ->
          n == PC ? new Immediates.Address(d, pc - imm12) : new Immediates.Add(d, n, -imm12);
      case 0x0C -> new Immediates.Top(d, n << 12 | imm12);
      case 0x14 -> field(d, n, low, width, true);
      case 0x1C -> field(d, n, low, width, false);
      default -> null;
    };
  }

  /** SBFX and UBFX. */
  private static Node field(int d, int n, int low, int width, boolean signed) {
    return n == PC || low + width > 32 ? null : new Shifts.Field(d, n, low, width, signed);
  }

  /** Shifts by a register, CLZ, and extensions without a rotation. */
  private static Node register(int word) {
    int n = word >>> 16 & 15;
    int d = word >>> 8 & 15;
    int m = word & 15;
    int op = word >>> 20 & 15;
    if (d == PC || m == PC) {
      return null;
    }
    return switch (word >>> 4 & 15) {
      case 0 -> op > 7 || n == PC ? null : shift(op, d, n, m);
      case 8 ->
          op == 11 && n == m ? new Shifts.LeadingZeros(d, m) : n == PC ? extension(op, d, m) : null;
      default -> null;
    };
  }

  private static Node shift(int op, int d, int n, int m) {
    return (op & S) != 0
        ? new Shifts.ByRegisterFlags(d, n, op >> 1, m)
        : new Shifts.ByRegister(d, n, op >> 1, m);
  }

  private static Node extension(int op, int d, int m) {
    return switch (op) {
      case 0 -> new Shifts.SignExtend(d, m, 16);
      case 1 -> new Shifts.ZeroExtend(d, m, 16);
      case 4 -> new Shifts.SignExtend(d, m, 8);
      case 5 -> new Shifts.ZeroExtend(d, m, 8);
      default -> null;
    };
  }

  /** MUL, MLA, UMULL, SMULL, UMLAL and SMLAL. */
  private static Node multiply(int word) {
    int n = word >>> 16 & 15;
    int m = word & 15;
    int a = word >>> 12 & 15;
    int d = word >>> 8 & 15;
    if ((word & 0xF0) != 0 || n == PC || m == PC || d == PC) {
      return null;
    }
    return switch (word >>> 20 & 15) {
      case 0x0 -> a == PC ? new Multiplications.Mul(d, n, m) : new Multiplications.Mla(d, n, m, a);
      case 0x8 -> a == PC ? null : new Multiplications.ToLong(true, a, d, n, m);
      case 0xA -> a == PC ? null : new Multiplications.ToLong(false, a, d, n, m);
      case 0xC -> a == PC ? null : new Multiplications.ToLongAdd(true, a, d, n, m);
      case 0xE -> a == PC ? null : new Multiplications.ToLongAdd(false, a, d, n, m);
      default -> null;
    };
  }

  // Loads and stores.

  private static final LoadStore.Kind[] KINDS = {
    LoadStore.Kind.BYTE,
    LoadStore.Kind.HALF,
    LoadStore.Kind.WORD,
    null,
    LoadStore.Kind.SIGNED_BYTE,
    LoadStore.Kind.SIGNED_HALF,
    null,
    null
  };

  private static Node single(int word, int offset) {
    int n = word >>> 16 & 15;
    int t = word >>> 12 & 15;
    boolean load = (word & 1 << 20) != 0;
    int size = word >>> 21 & 3;
    LoadStore.Kind kind = KINDS[size | word >>> 22 & 4];
    boolean signed = (word & 1 << 24) != 0;
    if (kind == null
        || !load && (signed || n == PC || t == PC)
        || t == PC && kind != LoadStore.Kind.WORD) {
      return null;
    }
    if (n == PC) {
      int distance = (word & 1 << 23) != 0 ? word & 0xFFF : -(word & 0xFFF);
      return literal(kind, t, distance, offset);
    }
    if ((word & 1 << 23) != 0) {
      return transfer(load, kind, t, n, word & 0xFFF);
    }
    if ((word & 0xFC0) == 0) {
      return indexed(load, kind, t, n, Shift.of(word & 15, 0, word >>> 4 & 3));
    }
    int distance = (word & 1 << 9) != 0 ? word & 0xFF : -(word & 0xFF);
    int indexing = word >>> 8 & 15;
    if (indexing == 12) {
      return transfer(load, kind, t, n, distance);
    }
    boolean moves = (indexing & 9) == 9 && t != PC && n != t;
    return moves ? moving(load, kind, (word & 1 << 10) != 0, t, n, distance) : null;
  }

  private static Node literal(LoadStore.Kind kind, int t, int distance, int offset) {
    if (t != PC && kind == LoadStore.Kind.WORD) {
      return new LoadStore.Literal(t, (offset + AHEAD & ~3) + distance);
    }
    // PC reads as a multiple of 4.
    int down = distance - (offset & 2);
    Node node = t == PC ? new Branches.LoadPc(PC, down) : LoadStore.load(kind, t, PC, down);
    return new Node.ReadsPc(node, AHEAD);
  }

  private static Node transfer(boolean load, LoadStore.Kind kind, int t, int n, int distance) {
    if (t == PC) {
      return new Branches.LoadPc(n, distance);
    }
    return load ? LoadStore.load(kind, t, n, distance) : LoadStore.store(kind, t, n, distance);
  }

  private static Node moving(
      boolean load, LoadStore.Kind kind, boolean pre, int t, int n, int distance) {
    return load ? Moving.load(kind, pre, t, n, distance) : Moving.store(kind, pre, t, n, distance);
  }

  private static Node indexed(boolean load, LoadStore.Kind kind, int t, int n, Shift m) {
    if (m.register() == PC) {
      return null;
    }
    if (t == PC) {
      return new Branches.LoadPcIndexed(n, m);
    }
    return load ? LoadStore.load(kind, t, n, m) : LoadStore.store(kind, t, n, m);
  }

  /** LDRD and STRD. */
  private static Node doubleword(int word) {
    int n = word >>> 16 & 15;
    int t = word >>> 12 & 15;
    int t2 = word >>> 8 & 15;
    if (n == PC || t == PC || t2 == PC) {
      return null;
    }
    int distance = (word & 1 << 23) != 0 ? (word & 0xFF) << 2 : -((word & 0xFF) << 2);
    boolean pre = (word & 1 << 24) != 0;
    boolean moves = (word & 1 << 21) != 0;
    if (moves && (n == t || n == t2)) {
      return null;
    }
    int to = pre ? distance : 0;
    int on = moves ? distance : 0;
    return (word & 1 << 20) != 0
        ? new Doublewords.Load(t, t2, n, to, on)
        : new Doublewords.Store(t, t2, n, to, on);
  }

  /** LDM and STM of which neither is an exception return. */
  private static Node multiple(int word) {
    int direction = word >>> 23 & 3;
    boolean load = (word & 1 << 20) != 0;
    if (direction == 0 || direction == 3 || (word >>> 16 & 15) == PC) {
      return null;
    }
    if (!load && (word & 1 << 15) != 0) {
      return null;
    }
    int form =
        word & (15 << 16 | 0xFFFF | BlockTransfer.WRITEBACK)
            | (direction == 1 ? BlockTransfer.UP : BlockTransfer.PRE);
    return Blocks.of(form | word & BlockTransfer.LOAD, AHEAD);
  }
}
