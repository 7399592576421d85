package quimera.cpu.x86;

/**
 * Makes a {@link Node} of the instruction at an offset in CS (SDM volume 2, appendix A; for the
 * 8086's undocumented aliases the silicon).
 *
 * <p>A form that the model does not have becomes a node that raises #UD when it is executed.
 */
final class Decoder extends Fetcher {
  private static final int[] STACK_SEGMENTS = {Segment.ES, Segment.CS, Segment.SS, Segment.DS};

  private final ExtendedDecoder extended;
  private final X87Decoder x87;
  private boolean lockable;

  Decoder(X86Cpu cpu, CodeCache cache) {
    super(cpu, cache);
    extended = new ExtendedDecoder(this);
    x87 = new X87Decoder(this);
  }

  /**
   * Decodes one instruction.
   *
   * @throws Fault if a byte cannot be fetched
   */
  Node decode(int eip) {
    begin(eip);
    lockable = false;
    int opcode = prefixes();
    Node node = decodeOpcode(opcode);
    boolean strict = cpu.model.generation >= 3;
    if (node == null || lock && strict && !lockable) {
      node = undefined();
    }
    node.eip = start;
    node.length = length;
    node.key = cpu.codeKey;
    node.next = new Link(node, is8086 ? at & 0xFFFF : at);
    return node;
  }

  /** Whether the instruction decoded last must not be kept: too long, or wrapped around. */
  boolean transitory() {
    return length > LONGEST || is8086 && start + length > 0x10000;
  }

  /** #UD; the 8086 has no such exception, and what it does instead is of no use to anybody. */
  Node undefined() {
    return is8086 ? new Simple(0x90, 0, 0) : new Branches.Undefined(Vector.UD);
  }

  /** Allows the LOCK prefix: a read-modify-write of memory. */
  <N extends Node> N lockable(N node) {
    lockable = rm.isMemory();
    return node;
  }

  private int prefixes() {
    while (true) {
      int opcode = fetch8();
      if (!prefix(opcode) || length > 0xFFFF) {
        return opcode;
      }
    }
  }

  private boolean prefix(int opcode) {
    boolean wide = cpu.cs.big();
    switch (opcode) {
      case 0x26, 0x2E, 0x36, 0x3E -> override = cpu.seg[opcode >> 3 & 3];
      case 0xF0 -> lock = true;
      case 0xF2, 0xF3 -> repeat = opcode;
      case 0xF1 -> {
        lock |= is8086; // an alias of F0 there
        return is8086;
      }
      case 0x64, 0x65, 0x66, 0x67 -> {
        if (!cpu.model.is32()) {
          return false;
        }
        switch (opcode) {
          case 0x66 -> operandBytes = wide ? 2 : 4;
          case 0x67 -> addressMask = wide ? 0xFFFF : -1;
          default -> override = cpu.seg[opcode & 7];
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private Node decodeOpcode(int opcode) {
    if (opcode < 0x40) {
      return arithmetic(opcode);
    }
    return switch (opcode >> 4) {
      case 4 -> unaryRegister(opcode);
      case 5 -> pushPop(opcode);
      case 6 -> is8086 ? conditional(opcode & 15) : row6(opcode);
      case 7 -> conditional(opcode & 15);
      case 8 -> row8(opcode);
      case 9 -> row9(opcode);
      case 0xA -> rowA(opcode);
      case 0xB -> moveImmediate(opcode);
      case 0xC -> rowC(opcode);
      case 0xD -> rowD(opcode);
      case 0xE -> rowE(opcode);
      default -> rowF(opcode);
    };
  }

  /** Operand size from the opcode's low bit. */
  int size(int opcode) {
    return (opcode & 1) == 0 ? 1 : operandBytes;
  }

  private Node arithmetic(int opcode) {
    int operation = opcode >> 3;
    switch (opcode & 7) {
      case 0, 1 -> {
        fetchModRm();
        Node node = Hot.aluFromRegister(operation, rm, reg, size(opcode));
        return Alu.stores(operation) ? lockable(node) : node;
      }
      case 2, 3 -> {
        fetchModRm();
        return Hot.aluToRegister(operation, rm, reg, size(opcode));
      }
      case 4, 5 -> {
        int bytes = size(opcode);
        return Hot.aluImmediate(operation, new Operand(X86State.EAX), fetch(bytes), bytes);
      }
      default -> {
        return row0To3(opcode);
      }
    }
  }

  /** PUSH and POP of ES to DS, DAA to AAS, 0F. */
  private Node row0To3(int opcode) {
    if (opcode == 0x0F && !is8086) {
      return extended.decode();
    }
    if (opcode >= 0x20) {
      return new Simple(opcode, 1, 0);
    }
    int index = STACK_SEGMENTS[opcode >> 3];
    return (opcode & 1) == 0
        ? new Stack.PushSegment(cpu.seg[index], operandBytes)
        : new Stack.PopSegment(index, operandBytes);
  }

  private Node unaryRegister(int opcode) {
    int operation = opcode < 0x48 ? Data.Unary.INC : Data.Unary.DEC;
    return Counts.unary(operation, new Operand(opcode & 7), operandBytes);
  }

  private Node pushPop(int opcode) {
    if (opcode >= 0x58) {
      return new Stack.PopRegister(opcode & 7, operandBytes);
    }
    return operandBytes == 4
        ? new Stack.PushRegister32(opcode & 7)
        : new Stack.PushRegister16(opcode & 7);
  }

  private Node row6(int opcode) {
    return switch (opcode) {
      case 0x60 -> new Stack.PushAll(operandBytes);
      case 0x61 -> new Stack.PopAll(operandBytes);
      case 0x62 -> {
        fetchModRm();
        yield rm.isMemory() ? new Branches.Bound(rm, reg, operandBytes) : undefined();
      }
      case 0x63 -> {
        fetchModRm();
        yield new SystemNodes.AdjustRpl(rm, reg);
      }
      case 0x68 -> new Stack.PushImmediate(fetch(operandBytes), operandBytes);
      case 0x6A -> new Stack.PushImmediate((byte) fetch8(), operandBytes);
      case 0x69 -> {
        fetchModRm();
        yield new Data.MultiplyTo(rm, null, fetch(operandBytes), reg, operandBytes);
      }
      case 0x6B -> {
        fetchModRm();
        yield new Data.MultiplyTo(rm, null, (byte) fetch8(), reg, operandBytes);
      }
      case 0x6C, 0x6D, 0x6E, 0x6F -> string(opcode);
      default -> undefined();
    };
  }

  private Node conditional(int condition) {
    return jump(condition, relative(1));
  }

  /** The target of a relative jump whose displacement has this size. */
  int relative(int size) {
    int displacement = Alu.extend(fetch(size), size);
    int target = at + displacement;
    return operandBytes == 4 ? target : target & 0xFFFF;
  }

  Node jump(int condition, int target) {
    if (Integer.compareUnsigned(target, cpu.cs.limit) > 0) {
      return new Branches.BeyondLimit(condition);
    }
    return condition < 0 ? new Branches.Jump(target) : Conditions.jump(condition, target);
  }

  private Node row8(int opcode) {
    fetchModRm();
    int bytes = size(opcode);
    return switch (opcode) {
      case 0x80, 0x82 -> group1(fetch8(), 1);
      case 0x81 -> group1(fetch(operandBytes), operandBytes);
      case 0x83 -> group1((byte) fetch8(), operandBytes);
      case 0x84, 0x85 -> Hot.aluFromRegister(Alu.TEST, rm, reg, bytes);
      case 0x86, 0x87 -> lockable(Counts.exchange(rm, reg, bytes));
      case 0x88, 0x89 -> Moves.store(rm, reg, bytes);
      case 0x8A, 0x8B -> Moves.load(rm, reg, bytes);
      case 0x8C -> storeSegment();
      case 0x8D -> address();
      case 0x8E -> loadSegment();
      default -> reg == 0 || is8086 ? pop() : undefined();
    };
  }

  /** LEA; of a register the 8086 takes an address left over, which is no use to anybody. */
  private Node address() {
    if (rm.isMemory()) {
      return Moves.address(rm, reg, operandBytes);
    }
    return is8086 ? new Data.LoadAddress(rm, reg, operandBytes) : undefined();
  }

  private Node pop() {
    return rm.isMemory()
        ? new Stack.Pop(rm, operandBytes)
        : new Stack.PopRegister(rm.register, operandBytes);
  }

  private Node group1(int immediate, int bytes) {
    Node node = Hot.aluImmediate(reg, rm, immediate, bytes);
    return Alu.stores(reg) ? lockable(node) : node;
  }

  private int segments() {
    return cpu.model.is32() ? 6 : 4;
  }

  private Node storeSegment() {
    int index = is8086 ? reg & 3 : reg;
    return index < segments()
        ? new SystemNodes.StoreSegment(cpu.seg[index], rm, operandBytes)
        : undefined();
  }

  private Node loadSegment() {
    int index = is8086 ? reg & 3 : reg;
    boolean exists = index < segments() && (index != Segment.CS || is8086);
    return exists ? new SystemNodes.LoadSegment(index, rm) : undefined();
  }

  private Node row9(int opcode) {
    return switch (opcode) {
      case 0x90 -> new Simple(opcode, 0, 0);
      case 0x98, 0x99 -> new Simple(opcode, operandBytes, 0);
      case 0x9A -> {
        int offset = fetch(operandBytes);
        yield new Branches.Far(fetch16(), offset, operandBytes, true);
      }
      case 0x9B -> new SystemNodes.Wait();
      case 0x9C -> new Stack.PushFlags(operandBytes);
      case 0x9D -> new Stack.PopFlags(operandBytes);
      case 0x9E, 0x9F -> new Simple(opcode, 1, 0);
      default -> Counts.exchange(new Operand(opcode & 7), X86State.EAX, operandBytes);
    };
  }

  private Node rowA(int opcode) {
    int bytes = size(opcode);
    return switch (opcode) {
      case 0xA0, 0xA1 -> Moves.load(direct(), X86State.EAX, bytes);
      case 0xA2, 0xA3 -> Moves.store(direct(), X86State.EAX, bytes);
      case 0xA8, 0xA9 -> Hot.aluImmediate(Alu.TEST, new Operand(X86State.EAX), fetch(bytes), bytes);
      default -> string(opcode);
    };
  }

  private Node string(int opcode) {
    int bytes = size(opcode);
    Strings.StringNode node =
        switch (opcode & 0xFE) {
          case 0x6C -> new Strings.Input(bytes, addressMask, repeat);
          case 0x6E -> new Strings.Output(dataSegment(), bytes, addressMask, repeat);
          case 0xA4 -> new Strings.Move(dataSegment(), bytes, addressMask, repeat);
          case 0xA6 -> new Strings.Compare(dataSegment(), bytes, addressMask, repeat);
          case 0xAA -> new Strings.Store(bytes, addressMask, repeat);
          case 0xAC -> new Strings.Load(dataSegment(), bytes, addressMask, repeat);
          default -> new Strings.Scan(bytes, addressMask, repeat);
        };
    return cpu.model == X86Model.I80286 ? new SegmentOverrun(opcode, node) : node;
  }

  private Node moveImmediate(int opcode) {
    int bytes = opcode < 0xB8 ? 1 : operandBytes;
    return Moves.immediate(new Operand(opcode & 7), fetch(bytes), bytes);
  }

  private Node rowC(int opcode) {
    // On the 8086 C0, C1, C8 and C9 are other names of C2, C3, CA and CB.
    int effective = is8086 && (opcode & 6) == 0 ? opcode | 2 : opcode;
    return switch (effective) {
      case 0xC0, 0xC1 -> {
        fetchModRm();
        yield shift(fetch8(), size(opcode));
      }
      case 0xC2 -> new Branches.Return(operandBytes, fetch16());
      case 0xC3 -> new Branches.Return(operandBytes, 0);
      case 0xC4 -> loadPointer(Segment.ES);
      case 0xC5 -> loadPointer(Segment.DS);
      case 0xC6, 0xC7 -> {
        fetchModRm();
        int bytes = size(opcode);
        int immediate = fetch(bytes);
        yield reg == 0 || is8086 ? Moves.immediate(rm, immediate, bytes) : undefined();
      }
      case 0xC8 -> {
        int size = fetch16();
        yield new Stack.Enter(size, fetch8(), operandBytes);
      }
      case 0xC9 -> new Stack.Leave(operandBytes);
      case 0xCA -> new Branches.FarReturn(operandBytes, fetch16());
      case 0xCB -> new Branches.FarReturn(operandBytes, 0);
      case 0xCC -> new Branches.Interrupt(Vector.BP, Interrupts.Kind.SOFTWARE_TRAP);
      case 0xCD -> new Branches.Interrupt(fetch8(), Interrupts.Kind.SOFTWARE);
      case 0xCE -> new Branches.Interrupt(Vector.OF, Interrupts.Kind.SOFTWARE_TRAP);
      default -> new Branches.InterruptReturn(operandBytes);
    };
  }

  private Node shift(int count, int bytes) {
    return Counts.shift(
        cpu.model, is8086 || reg != Shifts.SETMO ? reg : Shifts.SHL, rm, count, bytes);
  }

  Node loadPointer(int index) {
    fetchModRm();
    return rm.isMemory() ? new SystemNodes.LoadPointer(index, rm, reg, operandBytes) : undefined();
  }

  private Node rowD(int opcode) {
    return switch (opcode) {
      case 0xD0, 0xD1 -> {
        fetchModRm();
        yield shift(1, size(opcode));
      }
      case 0xD2, 0xD3 -> {
        fetchModRm();
        yield shift(-1, size(opcode));
      }
      case 0xD4, 0xD5 -> new Simple(opcode, 1, fetch8());
      case 0xD6 -> new Simple(opcode, 1, 0);
      case 0xD7 -> new SystemNodes.Translate(dataSegment(), addressMask);
      default -> {
        if (cpu.model.has(Extension.FPU)) {
          yield x87.decode(opcode);
        }
        fetchModRm();
        yield new SystemNodes.Escape(rm);
      }
    };
  }

  private Node rowE(int opcode) {
    int bytes = size(opcode);
    return switch (opcode) {
      case 0xE0, 0xE1, 0xE3 -> new Branches.Loop(relative(1), opcode, addressMask);
      case 0xE2 -> new Branches.CountedLoop(relative(1), addressMask);
      case 0xE4, 0xE5 -> new Ports.In(fetch8(), bytes);
      case 0xE6, 0xE7 -> new Ports.Out(fetch8(), bytes);
      case 0xE8 -> call(relative(operandBytes));
      case 0xE9 -> jump(-1, relative(operandBytes));
      case 0xEA -> {
        int offset = fetch(operandBytes);
        yield new Branches.Far(fetch16(), offset, operandBytes, false);
      }
      case 0xEB -> jump(-1, relative(1));
      case 0xEC, 0xED -> new Ports.In(-1, bytes);
      default -> new Ports.Out(-1, bytes);
    };
  }

  private Node call(int target) {
    return Integer.compareUnsigned(target, cpu.cs.limit) > 0
        ? new Branches.BeyondLimit(-1)
        : new Branches.Call(target, operandBytes);
  }

  private Node rowF(int opcode) {
    return switch (opcode) {
      case 0xF1 ->
          cpu.model.is32()
              ? new Branches.Interrupt(Vector.DB, Interrupts.Kind.SOFTWARE_TRAP)
              : undefined();
      case 0xF6, 0xF7 -> group3(size(opcode));
      case 0xFE -> group4();
      case 0xFF -> group5();
      default -> new Simple(opcode, 1, 0);
    };
  }

  private Node group3(int bytes) {
    fetchModRm();
    return switch (reg) {
      case 0, 1 -> Hot.aluImmediate(Alu.TEST, rm, fetch(bytes), bytes);
      case 2 -> lockable(Counts.unary(Data.Unary.NOT, rm, bytes));
      case 3 -> lockable(Counts.unary(Data.Unary.NEG, rm, bytes));
      default -> new Data.MultiplyDivide(reg, rm, bytes, is8086 && repeat != 0);
    };
  }

  private Node group4() {
    fetchModRm();
    if (reg < 2) {
      return lockable(Counts.unary(reg, rm, 1));
    }
    return undefined();
  }

  private Node group5() {
    fetchModRm();
    return switch (reg) {
      case 0, 1 -> lockable(Counts.unary(reg, rm, operandBytes));
      case 2 -> new Branches.Indirect(rm, operandBytes, true);
      case 4 -> new Branches.Indirect(rm, operandBytes, false);
      case 3, 5 ->
          rm.isMemory() ? new Branches.FarIndirect(rm, operandBytes, reg == 3) : undefined();
      case 6 -> push();
      default -> is8086 ? push() : undefined();
    };
  }

  private Node push() {
    if (rm.isMemory()) {
      return new Stack.Push(rm, operandBytes);
    }
    return operandBytes == 4
        ? new Stack.PushRegister32(rm.register)
        : new Stack.PushRegister16(rm.register);
  }
}
