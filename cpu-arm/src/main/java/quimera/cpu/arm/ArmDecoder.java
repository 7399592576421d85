package quimera.cpu.arm;

/**
 * Makes nodes of the instructions of the ARM set (ARM ARM A5). What is rare, or writes PC in an
 * unusual way, is left to {@link ArmRest}.
 */
final class ArmDecoder implements Decoder {
  private static final int PC = 15;
  private static final int ALWAYS = 14;
  private static final int AHEAD = 8;

  private final ArmModel model;

  ArmDecoder(ArmModel model) {
    this.model = model;
  }

  @Override
  public Node decode(CodeSource code, int offset) {
    int word = code.word(offset);
    int condition = word >>> 28;
    Node node = condition == 15 ? null : instruction(word, offset);
    if (node == null) {
      node = new Other(condition == 15 ? Other.Kind.ARM_UNCONDITIONAL : Other.Kind.ARM, word);
    }
    if (condition < ALWAYS && !(node instanceof Branches.OnFlags)) {
      node = node.on(Conditions.mask(condition));
    } else if (condition == ALWAYS) {
      node = withBranch(node, code, offset + 4);
    }
    node.place(code, offset, 4);
    return node;
  }

  /** A node, and the branch on a condition that may be behind it. */
  private static Node withBranch(Node node, CodeSource code, int offset) {
    if (!code.has(offset, 4)) {
      return node;
    }
    int upper = code.peek(offset + 2);
    if ((upper & 0x0F00) != 0x0A00 || upper >>> 12 >= ALWAYS) {
      return node;
    }
    int displacement = 4 + branchDisplacement(code.word(offset));
    Node both = node.with(new Branches.Behind(Conditions.mask(upper >>> 12), displacement, 4));
    return both != null ? both : node;
  }

  private static int branchDisplacement(int word) {
    return (word << 8 >> 6) + AHEAD;
  }

  /** The instruction but for the condition; null if it is none of the frequent ones. */
  private Node instruction(int word, int offset) {
    return switch (word >>> 25 & 7) {
      case 0 -> register(word);
      case 1 -> immediate(word, offset);
      case 2 -> single(word, offset);
      case 3 -> (word & 1 << 4) == 0 ? single(word, offset) : extension(word);
      case 4 -> (word & 1 << 22) != 0 ? null : Blocks.of(word, AHEAD);
      case 5 -> branch(word, offset);
      case 6 -> new Other(Other.Kind.COPROCESSOR, word);
      default ->
          (word & 1 << 24) != 0
              ? new Other.SupervisorCall()
              : new Other(Other.Kind.COPROCESSOR, word);
    };
  }

  private static Node branch(int word, int offset) {
    int displacement = branchDisplacement(word);
    if ((word & 1 << 24) == 0) {
      return Branches.on(word >>> 28, displacement);
    }
    return Branches.call(offset, displacement, 4, 0);
  }

  private static int d(int word) {
    return word >>> 12 & 15;
  }

  private static int n(int word) {
    return word >>> 16 & 15;
  }

  /** The node, which has PC among the registers that it reads if {@code does}. */
  private static Node readingPc(Node node, boolean does) {
    return does && node != null ? new Node.ReadsPc(node, AHEAD) : node;
  }

  // Data processing.

  private Node immediate(int word, int offset) {
    int operation = word >>> 20 & 31;
    int d = d(word);
    int n = n(word);
    boolean comparison = (operation & 0x19) == 0x11;
    if (operation == 0x10 || operation == 0x14) {
      return model.version < 7 || d == PC ? null : wideMove(word, d, operation == 0x14);
    }
    if (operation == 0x12 || operation == 0x16 || d == PC && !comparison) {
      return null;
    }
    int value = Integer.rotateRight(word & 0xFF, word >>> 7 & 30);
    if (n == PC && (operation == 0x04 || operation == 0x08)) {
      int distance = operation == 0x04 ? -value : value;
      return new Immediates.Address(d, offset + AHEAD + distance);
    }
    boolean reads = n == PC && (operation & 0x1A) != 0x1A; // MOV and MVN have no first operand
    boolean rotated = (word & 0xF00) != 0;
    return readingPc(DataProcessing.constant(operation, d, n, value, rotated), reads);
  }

  private static Node wideMove(int word, int d, boolean top) {
    int value = word >>> 4 & 0xF000 | word & 0xFFF;
    return top ? new Immediates.Top(d, value) : new Immediates.Load(d, value);
  }

  private Node register(int word) {
    if ((word & 0x90) == 0x90) {
      return (word & 0x60) == 0 ? multiply(word) : extra(word);
    }
    int operation = word >>> 20 & 31;
    if ((operation & 0x19) == 0x10) {
      return branchExchange(word);
    }
    boolean comparison = (operation & 0x19) == 0x11;
    int d = d(word);
    int n = n(word);
    int m = word & 15;
    if (d == PC && !comparison) {
      return null;
    }
    if ((word & 1 << 4) != 0) {
      boolean usual = n != PC && m != PC && (word >>> 8 & 15) != PC;
      return usual ? DataProcessing.shiftedByRegister(word) : null;
    }
    Node node = DataProcessing.register(operation, d, n, m, word >>> 5 & 3, word >>> 7 & 31);
    return readingPc(node, n == PC || m == PC);
  }

  /** SXTB, SXTH, UXTB and UXTH without a rotation. */
  private Node extension(int word) {
    int d = d(word);
    int m = word & 15;
    if (model.version < 6 || (word & 0x000F_0FF0) != 0x000F_0070 || d == PC || m == PC) {
      return null;
    }
    return switch (word >>> 20 & 0xFF) {
      case 0x6A -> new Shifts.SignExtend(d, m, 8);
      case 0x6B -> new Shifts.SignExtend(d, m, 16);
      case 0x6E -> new Shifts.ZeroExtend(d, m, 8);
      case 0x6F -> new Shifts.ZeroExtend(d, m, 16);
      default -> null;
    };
  }

  private Node branchExchange(int word) {
    int m = word & 15;
    return switch (word & 0x0FFF_FFF0) {
      case 0x012F_FF10 -> readingPc(new Branches.Exchange(m), m == PC);
      case 0x012F_FF30 ->
          model.version < 5 ? null : readingPc(new Branches.CallExchange(m, 4), m == PC);
      case 0x016F_0F10 ->
          model.version < 5 || m == PC || d(word) == PC
              ? null
              : new Shifts.LeadingZeros(d(word), m);
      default -> null;
    };
  }

  private static Node multiply(int word) {
    int high = word >>> 16 & 15;
    int low = word >>> 12 & 15;
    int m = word >>> 8 & 15;
    int n = word & 15;
    if (high == PC || low == PC || m == PC || n == PC) {
      return null;
    }
    return switch (word >>> 20 & 31) {
      case 0 -> new Multiplications.Mul(high, n, m);
      case 1 -> new Multiplications.Muls(high, n, m);
      case 2 -> new Multiplications.Mla(high, n, m, low);
      case 8 -> new Multiplications.ToLong(false, low, high, n, m);
      case 10 -> new Multiplications.ToLongAdd(false, low, high, n, m);
      case 12 -> new Multiplications.ToLong(true, low, high, n, m);
      case 14 -> new Multiplications.ToLongAdd(true, low, high, n, m);
      default -> null;
    };
  }

  // Loads and stores.

  private static Node single(int word, int offset) {
    int d = d(word);
    int n = n(word);
    boolean load = (word & 1 << 20) != 0;
    boolean bytes = (word & 1 << 22) != 0;
    boolean pre = (word & 1 << 24) != 0;
    boolean write = (word & 1 << 21) != 0;
    if ((word & 1 << 25) != 0) {
      return pre && !write ? indexed(word, load, bytes) : null;
    }
    int distance = (word & 1 << 23) != 0 ? word & 0xFFF : -(word & 0xFFF);
    LoadStore.Kind kind = bytes ? LoadStore.Kind.BYTE : LoadStore.Kind.WORD;
    if (!pre || write) {
      boolean user = !pre && write;
      return user || d == PC || n == PC || n == d ? null : moving(load, kind, pre, d, n, distance);
    }
    if (d == PC) {
      return load && !bytes ? readingPc(new Branches.LoadPc(n, distance), n == PC) : null;
    }
    if (n == PC && load && !bytes) {
      return new LoadStore.Literal(d, offset + AHEAD + distance);
    }
    Node node = load ? LoadStore.load(kind, d, n, distance) : LoadStore.store(kind, d, n, distance);
    return readingPc(node, n == PC);
  }

  /** At the sum of a base and a shifted register. */
  private static Node indexed(int word, boolean load, boolean bytes) {
    int d = d(word);
    int n = n(word);
    int m = word & 15;
    boolean up = (word & 1 << 23) != 0;
    Shift shift = Shift.of(m, word >>> 5 & 3, word >>> 7 & 31);
    if (!up || shift == null || d == PC && (!load || bytes)) {
      return null;
    }
    LoadStore.Kind kind = bytes ? LoadStore.Kind.BYTE : LoadStore.Kind.WORD;
    Node node =
        d == PC
            ? new Branches.LoadPcIndexed(n, shift)
            : load ? LoadStore.load(kind, d, n, shift) : LoadStore.store(kind, d, n, shift);
    return readingPc(node, n == PC || m == PC);
  }

  private static Node moving(
      boolean load, LoadStore.Kind kind, boolean pre, int d, int n, int distance) {
    return load ? Moving.load(kind, pre, d, n, distance) : Moving.store(kind, pre, d, n, distance);
  }

  /** Halfwords, signed bytes and doublewords. */
  private Node extra(int word) {
    int d = d(word);
    int n = n(word);
    int m = word & 15;
    boolean load = (word & 1 << 20) != 0;
    int type = word >>> 5 & 3;
    boolean up = (word & 1 << 23) != 0;
    boolean constant = (word & 1 << 22) != 0;
    boolean pre = (word & 1 << 24) != 0;
    boolean moves = !pre || (word & 1 << 21) != 0;
    boolean user = !pre && (word & 1 << 21) != 0;
    if (user || d == PC || !constant && (!up || moves) || moves && (n == PC || n == d)) {
      return null;
    }
    int value = word >>> 4 & 0xF0 | word & 15;
    int distance = up ? value : -value;
    if (!load && type != 1) {
      return constant ? doubleword(type == 2, pre, moves, d, n, distance) : null;
    }
    LoadStore.Kind kind =
        switch (type) {
          case 1 -> LoadStore.Kind.HALF;
          case 2 -> LoadStore.Kind.SIGNED_BYTE;
          default -> LoadStore.Kind.SIGNED_HALF;
        };
    if (moves) {
      return moving(load, kind, pre, d, n, distance);
    }
    if (constant) {
      Node node =
          load ? LoadStore.load(kind, d, n, distance) : LoadStore.store(kind, d, n, distance);
      return readingPc(node, n == PC);
    }
    Shift shift = Shift.none(m);
    Node node = load ? LoadStore.load(kind, d, n, shift) : LoadStore.store(kind, d, n, shift);
    return readingPc(node, n == PC || m == PC);
  }

  private Node doubleword(boolean load, boolean pre, boolean moves, int d, int n, int distance) {
    if (model.version < 5 || (d & 1) != 0 || d == 14 || moves && n == d + 1) {
      return null;
    }
    int to = pre ? distance : 0;
    int on = moves ? distance : 0;
    Node node =
        load
            ? new Doublewords.Load(d, d + 1, n, to, on)
            : new Doublewords.Store(d, d + 1, n, to, on);
    return readingPc(node, n == PC);
  }
}
