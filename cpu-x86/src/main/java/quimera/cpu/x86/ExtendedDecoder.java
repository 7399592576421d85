package quimera.cpu.x86;

/** Decodes the opcodes after 0F (SDM volume 2, appendix A, table A-3). */
final class ExtendedDecoder {
  private final Decoder d;
  private final SimdDecoder simd;
  private final int generation;

  ExtendedDecoder(Decoder decoder) {
    d = decoder;
    simd = new SimdDecoder(decoder);
    generation = decoder.cpu.model.generation;
  }

  Node decode() {
    int opcode = d.fetch8();
    if (opcode < 0x10) {
      return row0(opcode);
    }
    if (generation < 3) {
      return d.undefined();
    }
    Node node = integer(opcode);
    return node == null ? d.undefined() : node;
  }

  private Node integer(int opcode) {
    return switch (opcode >> 4) {
      case 1 -> opcode >= 0x18 && generation >= 6 ? hint() : simd.decode(opcode);
      case 2 -> opcode < 0x28 ? special(opcode) : simd.decode(opcode);
      case 3 -> row3(opcode);
      case 4 -> {
        if (!d.cpu.model.has(Extension.CMOV)) {
          yield null;
        }
        d.fetchModRm();
        yield new Data.MoveOn(opcode & 15, d.rm, d.reg, d.operandBytes);
      }
      case 8 -> d.jump(opcode & 15, d.relative(d.operandBytes));
      case 9 -> {
        d.fetchModRm();
        yield new Data.SetOn(opcode & 15, d.rm);
      }
      case 0xA -> rowA(opcode);
      case 0xB -> rowB(opcode);
      case 0xC -> rowC(opcode);
      default -> simd.decode(opcode);
    };
  }

  private Node row3(int opcode) {
    X86Model model = d.cpu.model;
    return switch (opcode) {
      case 0x30, 0x31, 0x32 -> generation >= 5 ? new SystemNodes.Privileged(opcode) : null;
      case 0x33 -> model.has(Extension.MMX) ? new SystemNodes.Privileged(opcode) : null;
      case 0x34 -> model.has(Extension.SEP) ? new FastCalls.Enter() : null;
      case 0x35 -> model.has(Extension.SEP) ? new FastCalls.Exit() : null;
      default -> null;
    };
  }

  /** The hints of the P6, PREFETCHh among them: NOPs with an operand that they do not touch. */
  private Node hint() {
    d.fetchModRm();
    return new Simple(0x90, 0, 0);
  }

  private Node row0(int opcode) {
    switch (opcode) {
      case 0x00 -> {
        d.fetchModRm();
        return d.reg < 6 ? new SystemNodes.Group6(d.reg, d.rm, d.operandBytes) : d.undefined();
      }
      case 0x01 -> {
        return group7();
      }
      case 0x02, 0x03 -> {
        d.fetchModRm();
        return new SystemNodes.AskDescriptor(opcode == 3, d.rm, d.reg, d.operandBytes);
      }
      case 0x06 -> {
        return new SystemNodes.Privileged(opcode);
      }
      case 0x08, 0x09 -> {
        return generation >= 4 ? new SystemNodes.Privileged(opcode) : d.undefined();
      }
      default -> {
        return d.undefined();
      }
    }
  }

  private Node group7() {
    d.fetchModRm();
    boolean memory = d.rm.isMemory();
    boolean exists =
        switch (d.reg) {
          case 0, 1, 2, 3 -> memory;
          case 4, 6 -> true;
          case 7 -> memory && generation >= 4;
          default -> false;
        };
    return exists ? new SystemNodes.Group7(d.reg, d.rm, d.operandBytes) : d.undefined();
  }

  /** MOV to and from control, debug and test registers; the mode field is not looked at. */
  private Node special(int opcode) {
    if (opcode > 0x26 || opcode == 0x25) {
      return d.undefined();
    }
    int modRm = d.fetch8();
    return new SystemNodes.MoveSpecial(opcode, modRm >> 3 & 7, modRm & 7);
  }

  private Node rowA(int opcode) {
    int bytes = d.operandBytes;
    switch (opcode) {
      case 0xA0, 0xA8 -> {
        return new Stack.PushSegment(d.cpu.seg[opcode == 0xA0 ? Segment.FS : Segment.GS], bytes);
      }
      case 0xA1, 0xA9 -> {
        return new Stack.PopSegment(opcode == 0xA1 ? Segment.FS : Segment.GS, bytes);
      }
      case 0xA2 -> {
        return generation >= 5 ? new SystemNodes.Privileged(opcode) : d.undefined();
      }
      default -> {
        if (opcode == 0xAE) {
          return simd.decode(opcode);
        }
        if (opcode == 0xA6 || opcode == 0xA7 || opcode == 0xAA) {
          return d.undefined();
        }
      }
    }
    d.fetchModRm();
    return switch (opcode) {
      case 0xA3 -> new Data.BitTest(0, d.rm, d.reg, 0, bytes);
      case 0xAB -> d.lockable(new Data.BitTest(1, d.rm, d.reg, 0, bytes));
      case 0xA4, 0xAC -> new Data.DoubleShift(opcode == 0xA4, d.rm, d.reg, d.fetch8(), bytes);
      case 0xA5, 0xAD -> new Data.DoubleShift(opcode == 0xA5, d.rm, d.reg, -1, bytes);
      default -> new Data.MultiplyTo(d.rm, new Operand(d.reg), 0, d.reg, bytes);
    };
  }

  private Node rowB(int opcode) {
    int bytes = d.operandBytes;
    switch (opcode) {
      case 0xB2 -> {
        return d.loadPointer(Segment.SS);
      }
      case 0xB4 -> {
        return d.loadPointer(Segment.FS);
      }
      case 0xB5 -> {
        return d.loadPointer(Segment.GS);
      }
      case 0xB8, 0xB9 -> {
        return d.undefined();
      }
      default -> d.fetchModRm();
    }
    return switch (opcode) {
      case 0xB0, 0xB1 ->
          generation >= 4
              ? d.lockable(new Data.CompareExchange(d.rm, d.reg, d.size(opcode)))
              : d.undefined();
      case 0xB3 -> d.lockable(new Data.BitTest(2, d.rm, d.reg, 0, bytes));
      case 0xBB -> d.lockable(new Data.BitTest(3, d.rm, d.reg, 0, bytes));
      case 0xB6, 0xB7, 0xBE, 0xBF ->
          Moves.extend(d.rm, d.reg, (opcode & 1) + 1, bytes, opcode >= 0xBE);
      case 0xBA -> group8(bytes);
      default -> new Data.BitScan(opcode == 0xBD, d.rm, d.reg, bytes);
    };
  }

  /** BT to BTC with an immediate. */
  private Node group8(int bytes) {
    int number = d.fetch8();
    if (d.reg < 4) {
      return d.undefined();
    }
    Node node = new Data.BitTest(d.reg - 4, d.rm, -1, number, bytes);
    return d.reg == 4 ? node : d.lockable(node);
  }

  private Node rowC(int opcode) {
    if (generation < 4) {
      return d.undefined();
    }
    if (opcode >= 0xC8) {
      return new SystemNodes.Swap(opcode & 7, d.operandBytes);
    }
    switch (opcode) {
      case 0xC0, 0xC1 -> {
        d.fetchModRm();
        return d.lockable(new Data.ExchangeAdd(d.rm, d.reg, d.size(opcode)));
      }
      case 0xC7 -> {
        d.fetchModRm();
        return generation >= 5 && d.reg == 1 && d.rm.isMemory()
            ? d.lockable(new Data.CompareExchange8(d.rm))
            : d.undefined();
      }
      default -> {
        return simd.decode(opcode);
      }
    }
  }
}
