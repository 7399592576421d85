package quimera.cpu.arm;

/**
 * Makes nodes of the instructions of the Thumb set (ARM ARM A6). What is rare is left to {@link
 * ThumbRest} and {@link ThumbWide}.
 */
final class ThumbDecoder implements Decoder {
  private static final int PC = 15;
  private static final int SP = 13;
  private static final int AHEAD = 4;

  private final ArmModel model;
  private final ThumbWideDecoder wide;

  ThumbDecoder(ArmModel model) {
    this.model = model;
    wide = new ThumbWideDecoder(model);
  }

  @Override
  public Node decode(CodeSource code, int offset) {
    int half = code.half(offset);
    int bytes = length(code, offset, half);
    Node node =
        withBranch(instruction(code, offset, half, bytes, false), code, offset + bytes, bytes);
    node.place(code, offset, bytes);
    if (node instanceof Conditions.IfThen block) {
      node.follow(rest(code, offset + 2, block.state));
    }
    return node;
  }

  /** A node, and the branch on a condition that may be behind it. */
  private static Node withBranch(Node node, CodeSource code, int offset, int bytes) {
    if (!code.has(offset, 2)) {
      return node;
    }
    int half = code.peek(offset);
    int condition = half >>> 8 & 15;
    if (half >>> 12 != 13 || condition >= 14) {
      return node;
    }
    int displacement = bytes + branchDisplacement(code.half(offset));
    Node both = node.with(new Branches.Behind(Conditions.mask(condition), displacement, 2));
    return both != null ? both : node;
  }

  private static int branchDisplacement(int half) {
    return ((byte) half << 1) + AHEAD;
  }

  /** The instruction at an offset, which is in an IT block, and those after it in the block. */
  Node block(CodeSource code, int offset, int state) {
    int half = code.half(offset);
    int bytes = length(code, offset, half);
    Node node = instruction(code, offset, half, bytes, true);
    Conditions.Member member = new Conditions.Member(state, node);
    member.place(code, offset, bytes);
    int advanced = Conditions.Member.advanced(state);
    int behind = offset + bytes;
    member.follow(advanced != 0 ? rest(code, behind, advanced) : code.link(behind, member));
    return member;
  }

  private Node rest(CodeSource code, int offset, int state) {
    return code.has(offset, 2) ? block(code, offset, state) : new Conditions.Leave(offset);
  }

  /** How long the instruction is that begins with a halfword: before ARMv6T2, BL is a pair. */
  private int length(CodeSource code, int offset, int half) {
    if (half < 0xE800) {
      return 2;
    }
    if (model.version >= 7) {
      return 4;
    }
    boolean begins = half >>> 11 == 0x1E && (offset + 2 & ~ArmAccess.PAGE) != 0;
    return begins && (code.half(offset + 2) & 0xE000) == 0xE000 ? 4 : 2;
  }

  private Node instruction(CodeSource code, int offset, int half, int bytes, boolean inBlock) {
    if (bytes == 2) {
      Node node = half >= 0xE800 ? new Other(Other.Kind.THUMB_HALF, half) : null;
      node = node != null ? node : narrow(half, offset, !inBlock);
      return node != null ? node : new Other(Other.Kind.THUMB, half);
    }
    if (code.has(offset, 2) && !code.has(offset, 4)) {
      return new Other.Crossing();
    }
    int word = half << 16 | code.half(offset + 2);
    Node node = wide.decode(word, offset);
    return node != null ? node : new Other(Other.Kind.THUMB_WIDE, word);
  }

  /**
   * An instruction of 16 bits; null if it is none of the frequent ones.
   *
   * @param flags whether those set flags that do it outside an IT block only
   */
  private Node narrow(int half, int offset, boolean flags) {
    int d = half & 7;
    int n = half >>> 3 & 7;
    boolean load = load(half);
    int pc = offset + AHEAD & ~3;
    return switch (half >>> 12) {
      case 0, 1 -> shiftOrAdd(half, d, n, flags);
      case 2, 3 -> immediate(half, flags);
      case 4 -> load ? literal(half, pc) : registers(half, flags);
      case 5 -> registerOffset(half, d, n, half >>> 6 & 7);
      case 6 -> transfer(load, LoadStore.Kind.WORD, d, n, half >>> 4 & 0x7C);
      case 7 -> transfer(load, LoadStore.Kind.BYTE, d, n, half >>> 6 & 31);
      case 8 -> transfer(load, LoadStore.Kind.HALF, d, n, half >>> 5 & 0x3E);
      case 9 -> transfer(load, LoadStore.Kind.WORD, half >>> 8 & 7, SP, half << 2 & 0x3FC);
      case 10 -> {
        int distance = half << 2 & 0x3FC;
        yield load
            ? new Immediates.Add(half >>> 8 & 7, SP, distance)
            : new Immediates.Address(half >>> 8 & 7, pc + distance);
      }
      case 11 -> miscellaneous(half, flags);
      case 12 -> multiple(half);
      case 13 -> conditional(half);
      default -> new Branches.Jump((half << 21 >> 20) + AHEAD);
    };
  }

  private static boolean load(int half) {
    return (half & 1 << 11) != 0;
  }

  private static Node transfer(boolean load, LoadStore.Kind kind, int d, int n, int offset) {
    return load ? LoadStore.load(kind, d, n, offset) : LoadStore.store(kind, d, n, offset);
  }

  private static Node literal(int half, int pc) {
    return new LoadStore.Literal(half >>> 8 & 7, pc + (half << 2 & 0x3FC));
  }

  private static Node registerOffset(int half, int d, int n, int register) {
    Shift m = Shift.none(register);
    return switch (half >>> 9 & 7) {
      case 0 -> LoadStore.store(LoadStore.Kind.WORD, d, n, m);
      case 1 -> LoadStore.store(LoadStore.Kind.HALF, d, n, m);
      case 2 -> LoadStore.store(LoadStore.Kind.BYTE, d, n, m);
      case 3 -> LoadStore.load(LoadStore.Kind.SIGNED_BYTE, d, n, m);
      case 4 -> LoadStore.load(LoadStore.Kind.WORD, d, n, m);
      case 5 -> LoadStore.load(LoadStore.Kind.HALF, d, n, m);
      case 6 -> LoadStore.load(LoadStore.Kind.BYTE, d, n, m);
      default -> LoadStore.load(LoadStore.Kind.SIGNED_HALF, d, n, m);
    };
  }

  private static Node shiftOrAdd(int half, int d, int n, boolean flags) {
    int type = half >>> 11;
    int s = flags ? 1 : 0;
    if (type < 3) {
      // An amount of 0 is 32 for LSR and ASR.
      return DataProcessing.register(0x1A | s, d, 0, n, type, half >>> 6 & 31);
    }
    int other = half >>> 6 & 7;
    int operation = ((half & 1 << 9) != 0 ? 0x04 : 0x08) | s;
    return (half & 1 << 10) != 0
        ? DataProcessing.constant(operation, d, n, other, false)
        : DataProcessing.register(operation, d, n, other, 0, 0);
  }

  private static Node immediate(int half, boolean flags) {
    int d = half >>> 8 & 7;
    int s = flags ? 1 : 0;
    int operation =
        switch (half >>> 11 & 3) {
          case 0 -> 0x1A | s;
          case 1 -> 0x15;
          case 2 -> 0x08 | s;
          default -> 0x04 | s;
        };
    return DataProcessing.constant(operation, d, d, half & 0xFF, false);
  }

  /** ARM's opcodes of 0100 00; -1 for shifts and MUL. */
  private static final int[] OPCODES = {0, 1, -1, -1, -1, 5, 6, -1, 8, 3, 10, 11, 12, -1, 14, 15};

  /** Operations on registers: 0100. */
  private Node registers(int half, boolean flags) {
    int d = half & 7;
    int m = half >>> 3 & 7;
    if ((half & 1 << 10) != 0) {
      return highRegisters(half, d | half >>> 4 & 8, half >>> 3 & 15);
    }
    int op = half >>> 6 & 15;
    return switch (op) {
      case 2, 3, 4, 7 -> {
        int type = op == 7 ? 3 : op - 2;
        yield flags
            ? new Shifts.ByRegisterFlags(d, d, type, m)
            : new Shifts.ByRegister(d, d, type, m);
      }
      case 9 -> DataProcessing.constant(flags ? 0x07 : 0x06, d, m, 0, false); // NEG
      case 13 -> flags ? new Multiplications.Muls(d, d, m) : new Multiplications.Mul(d, d, m);
      case 8, 10, 11 -> DataProcessing.register(OPCODES[op] << 1 | 1, d, d, m, 0, 0);
      default -> DataProcessing.register(OPCODES[op] << 1 | (flags ? 1 : 0), d, d, m, 0, 0);
    };
  }

  private Node highRegisters(int half, int d, int m) {
    Node node =
        switch (half >>> 8 & 3) {
          case 0 -> d == PC ? null : new Registers.Add(d, d, Shift.none(m));
          case 1 -> new RegistersFlags.Cmp(d, m);
          case 2 -> d == PC ? new Branches.MoveToPc(m) : new Registers.Move(d, m);
          default ->
              (half & 1 << 7) == 0
                  ? new Branches.Exchange(m)
                  : model.version < 5 ? null : new Branches.CallExchange(m, 3);
        };
    boolean reads = m == PC || d == PC && (half >>> 8 & 3) == 1;
    return reads && node != null ? new Node.ReadsPc(node, AHEAD) : node;
  }

  /** 1011; an IT in another's block is unpredictable, and does not reach beyond it here. */
  private Node miscellaneous(int half, boolean outside) {
    int list = half & 0xFF;
    switch (half >>> 8 & 15) {
      case 0 -> {
        int distance = half << 2 & 0x1FC;
        return new Immediates.Add(SP, SP, (half & 1 << 7) != 0 ? -distance : distance);
      }
      case 1, 3, 9, 11 -> {
        if (model.version >= 7) {
          int displacement = (half >>> 3 & 0x40 | half >>> 2 & 0x3E) + AHEAD;
          return new Branches.OnZero(half & 7, !load(half), displacement);
        }
      }
      case 2 -> {
        if (model.version >= 6) {
          int d = half & 7;
          int m = half >>> 3 & 7;
          int bits = (half & 1 << 6) != 0 ? 8 : 16;
          return (half & 1 << 7) != 0
              ? new Shifts.ZeroExtend(d, m, bits)
              : new Shifts.SignExtend(d, m, bits);
        }
      }
      case 4, 5 -> {
        return Blocks.of(BlockTransfer.PUSH | list | half << 6 & 1 << 14, AHEAD);
      }
      case 12, 13 -> {
        return Blocks.of(BlockTransfer.POP | list | half << 7 & 1 << 15, AHEAD);
      }
      case 10 -> {
        boolean whole = model.version >= 6 && (half & 0xC0) == 0;
        return whole ? new Shifts.Reverse(half & 7, half >>> 3 & 7) : null;
      }
      case 15 -> {
        if (model.version >= 7 && list == 0) {
          return new Node.Nop();
        }
        boolean begins = model.version >= 7 && outside && (half & 15) != 0;
        return begins ? new Conditions.IfThen(list) : null;
      }
      default -> {}
    }
    return null;
  }

  /** LDM and STM of low registers. */
  private static Node multiple(int half) {
    int base = half >>> 8 & 7;
    int list = half & 0xFF;
    if (!load(half)) {
      return Blocks.of(BlockTransfer.INCREMENT | base << 16 | list, AHEAD);
    }
    int update = (list >>> base & 1) != 0 ? 0 : BlockTransfer.WRITEBACK;
    return Blocks.of(BlockTransfer.LOAD | BlockTransfer.UP | update | base << 16 | list, AHEAD);
  }

  private static Node conditional(int half) {
    int condition = half >>> 8 & 15;
    return switch (condition) {
      case 15 -> new Other.SupervisorCall();
      case 14 -> null;
      default -> Branches.on(condition, branchDisplacement(half));
    };
  }
}
