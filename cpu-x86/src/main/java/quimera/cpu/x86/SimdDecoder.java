package quimera.cpu.x86;

/**
 * Decodes MMX, SSE and SSE2 among the opcodes after 0F: the last of the prefixes F2 and F3, or else
 * 66, is part of the opcode (SDM volume 2, table A-3).
 */
final class SimdDecoder {
  private final Decoder d;
  private final boolean mmx;
  private final boolean sse;
  private final boolean sse2;

  SimdDecoder(Decoder decoder) {
    d = decoder;
    X86Model model = d.cpu.model;
    mmx = model.has(Extension.MMX);
    sse = model.has(Extension.SSE);
    sse2 = model.has(Extension.SSE2);
  }

  /** The instruction whose two opcode bytes have been read; null if the model has none such. */
  Node decode(int opcode) {
    if (!mmx) {
      return null;
    }
    int prefix = prefix();
    return switch (opcode >> 4) {
      case 1 -> sse ? row1(opcode, prefix) : null;
      case 2 -> sse ? row2(opcode, prefix) : null;
      case 5 -> sse ? SimdFloat.decode(d, opcode, prefix) : null;
      case 6 -> row6(opcode, prefix);
      case 7 -> row7(opcode, prefix);
      case 0xA -> opcode == 0xAE ? Fxsave.decode(d, prefix) : null;
      case 0xC -> sse ? rowC(opcode, prefix) : null;
      case 0xD, 0xE, 0xF -> rowsDToF(opcode, prefix);
      default -> null;
    };
  }

  private int prefix() {
    boolean switched = d.operandBytes != (d.cpu.cs.big() ? 4 : 2);
    return d.repeat != 0 ? d.repeat : switched ? 0x66 : 0;
  }

  /** Whether the form with this prefix exists: without one in SSE, with one that SSE2 brought. */
  private boolean packed(int prefix) {
    return prefix == 0 || prefix == 0x66 && sse2;
  }

  // ---------------------------------------------------------------- moves

  private Node row1(int opcode, int prefix) {
    if (opcode == 0x14 || opcode == 0x15) {
      return SimdFloat.decode(d, opcode, prefix);
    }
    d.fetchModRm();
    boolean memory = d.rm.isMemory();
    int half = 2 * d.reg;
    return switch (opcode) {
      case 0x10 -> load(prefix);
      case 0x11 -> store(prefix);
      case 0x12 -> loadHalf(prefix, half, 1);
      case 0x16 -> loadHalf(prefix, half + 1, 0);
      case 0x13 -> packed(prefix) && memory ? new XmmMoves.StoreScalar(half, d.rm, 8) : null;
      default -> packed(prefix) && memory ? new XmmMoves.StoreScalar(half + 1, d.rm, 8) : null;
    };
  }

  /** MOVLPS and MOVHPS, and without a prefix MOVHLPS and MOVLHPS between registers. */
  private Node loadHalf(int prefix, int half, int otherHalf) {
    boolean exists = packed(prefix) && (d.rm.isMemory() || prefix == 0);
    return exists ? new XmmMoves.LoadHalf(half, d.rm, otherHalf) : null;
  }

  private Node load(int prefix) {
    return switch (prefix) {
      case 0xF3 -> new XmmMoves.LoadScalar(d.reg, d.rm, 4, false);
      case 0xF2 -> sse2 ? new XmmMoves.LoadScalar(d.reg, d.rm, 8, false) : null;
      default -> packed(prefix) ? new XmmMoves.Load(d.reg, d.rm, false) : null;
    };
  }

  private Node store(int prefix) {
    if (prefix == 0xF3 || prefix == 0xF2 && sse2) {
      int bytes = prefix == 0xF3 ? 4 : 8;
      return d.rm.isMemory()
          ? new XmmMoves.StoreScalar(2 * d.reg, d.rm, bytes)
          : new XmmMoves.LoadScalar(d.rm.register, new Operand(d.reg), bytes, false);
    }
    return packed(prefix) ? new XmmMoves.Store(d.reg, d.rm, false) : null;
  }

  private Node row2(int opcode, int prefix) {
    switch (opcode) {
      case 0x28, 0x29, 0x2B -> {
        d.fetchModRm();
        if (!packed(prefix) || opcode == 0x2B && !d.rm.isMemory()) {
          return null;
        }
        return opcode == 0x28
            ? new XmmMoves.Load(d.reg, d.rm, true)
            : new XmmMoves.Store(d.reg, d.rm, true);
      }
      default -> {
        return opcode >= 0x2A ? SimdFloat.decode(d, opcode, prefix) : null;
      }
    }
  }

  // ---------------------------------------------------------------- packed integers

  private Node row6(int opcode, int prefix) {
    return switch (opcode) {
      case 0x6C, 0x6D -> {
        d.fetchModRm();
        if (prefix != 0x66 || !sse2) {
          yield null;
        }
        yield new XmmInteger.Operate(
            opcode == 0x6C ? XmmInteger.LOW_QWORDS : XmmInteger.HIGH_QWORDS, d.reg, d.rm);
      }
      case 0x6E -> {
        d.fetchModRm();
        yield switch (prefix) {
          case 0 -> new Mmx.Load(d.reg, d.rm, true);
          case 0x66 -> sse2 ? new XmmMoves.FromGeneral(d.reg, d.rm) : null;
          default -> null;
        };
      }
      case 0x6F -> {
        d.fetchModRm();
        yield switch (prefix) {
          case 0 -> new Mmx.Load(d.reg, d.rm, false);
          case 0x66 -> sse2 ? new XmmMoves.Load(d.reg, d.rm, true) : null;
          case 0xF3 -> sse2 ? new XmmMoves.Load(d.reg, d.rm, false) : null;
          default -> null;
        };
      }
      default -> operate(opcode, prefix);
    };
  }

  private Node row7(int opcode, int prefix) {
    switch (opcode) {
      case 0x70 -> {
        d.fetchModRm();
        return shuffle(prefix, d.fetch8());
      }
      case 0x71, 0x72, 0x73 -> {
        d.fetchModRm();
        int count = d.fetch8();
        return d.rm.isMemory() ? null : shift(opcode, prefix, count);
      }
      case 0x77 -> {
        return prefix == 0 ? new Mmx.Empty() : null;
      }
      case 0x7E -> {
        d.fetchModRm();
        return switch (prefix) {
          case 0 -> new Mmx.Store(d.reg, d.rm, true);
          case 0x66 -> sse2 ? new XmmMoves.ToGeneral(d.reg, d.rm) : null;
          case 0xF3 -> sse2 ? new XmmMoves.LoadScalar(d.reg, d.rm, 8, true) : null;
          default -> null;
        };
      }
      case 0x7F -> {
        d.fetchModRm();
        return switch (prefix) {
          case 0 -> new Mmx.Store(d.reg, d.rm, false);
          case 0x66 -> sse2 ? new XmmMoves.Store(d.reg, d.rm, true) : null;
          case 0xF3 -> sse2 ? new XmmMoves.Store(d.reg, d.rm, false) : null;
          default -> null;
        };
      }
      default -> {
        return operate(opcode, prefix);
      }
    }
  }

  private Node shuffle(int prefix, int order) {
    if (prefix == 0) {
      return sse ? new Mmx.Shuffle(d.reg, d.rm, order) : null;
    }
    int kind =
        switch (prefix) {
          case 0x66 -> XmmInteger.Shuffle.DWORDS;
          case 0xF2 -> XmmInteger.Shuffle.LOW_WORDS;
          default -> XmmInteger.Shuffle.HIGH_WORDS;
        };
    return sse2 ? new XmmInteger.Shuffle(kind, d.reg, d.rm, order) : null;
  }

  private Node shift(int opcode, int prefix, int count) {
    boolean xmm = prefix == 0x66 && sse2;
    if (opcode == 0x73 && xmm && (d.reg == 3 || d.reg == 7)) {
      return new XmmInteger.ShiftBytes(d.reg == 7, d.rm.register, count);
    }
    PackedInteger.Operation operation = PackedForms.shift(opcode, d.reg);
    if (operation == null) {
      return null;
    }
    if (xmm) {
      return new XmmInteger.Shift(operation, d.rm.register, count);
    }
    return prefix == 0 ? new Mmx.Shift(operation, d.rm.register, count) : null;
  }

  private Node operate(int opcode, int prefix) {
    PackedForms.Form form = PackedForms.of(opcode);
    if (form == null) {
      return null;
    }
    d.fetchModRm();
    if (prefix == 0x66 && sse2) {
      return new XmmInteger.Operate(form, d.reg, d.rm);
    }
    boolean exists = prefix == 0 && d.cpu.model.has(form.mmx());
    boolean half = form.shape() == PackedForms.Shape.UNPACK_LOW;
    return exists ? new Mmx.Operate(form.operation(), d.reg, d.rm, half) : null;
  }

  private Node rowC(int opcode, int prefix) {
    switch (opcode) {
      case 0xC2, 0xC6 -> {
        return SimdFloat.decode(d, opcode, prefix);
      }
      case 0xC3 -> {
        d.fetchModRm();
        return sse2 && prefix == 0 && d.rm.isMemory() ? Moves.store(d.rm, d.reg, 4) : null;
      }
      case 0xC4 -> {
        d.fetchModRm();
        int index = d.fetch8();
        if (prefix == 0x66) {
          return sse2 ? new XmmInteger.Insert(d.reg, d.rm, index) : null;
        }
        return prefix == 0 ? new Mmx.Insert(d.reg, d.rm, index) : null;
      }
      case 0xC5 -> {
        d.fetchModRm();
        int index = d.fetch8();
        return d.rm.isMemory() ? null : toGeneral(prefix, index);
      }
      default -> {
        return null;
      }
    }
  }

  private Node toGeneral(int prefix, int index) {
    if (prefix == 0x66) {
      return sse2 ? new XmmInteger.ToGeneral(d.reg, d.rm.register, index) : null;
    }
    return prefix == 0 ? new Mmx.ToGeneral(d.reg, d.rm.register, index) : null;
  }

  private Node rowsDToF(int opcode, int prefix) {
    switch (opcode) {
      case 0xD6 -> {
        d.fetchModRm();
        return sse2 ? quadword(prefix) : null;
      }
      case 0xD7 -> {
        d.fetchModRm();
        return sse && !d.rm.isMemory() ? toGeneral(prefix, Mmx.ToGeneral.SIGNS) : null;
      }
      case 0xE6 -> {
        return sse2 ? SimdFloat.decode(d, opcode, prefix) : null;
      }
      case 0xE7 -> {
        d.fetchModRm();
        if (!sse || !d.rm.isMemory()) {
          return null;
        }
        if (prefix == 0x66) {
          return sse2 ? new XmmMoves.Store(d.reg, d.rm, true) : null;
        }
        return prefix == 0 ? new Mmx.Store(d.reg, d.rm, false) : null;
      }
      case 0xF7 -> {
        d.fetchModRm();
        return sse && !d.rm.isMemory() ? maskedStore(prefix) : null;
      }
      default -> {
        return operate(opcode, prefix);
      }
    }
  }

  /** MOVQ to memory or a register, MOVQ2DQ, MOVDQ2Q. */
  private Node quadword(int prefix) {
    boolean memory = d.rm.isMemory();
    return switch (prefix) {
      case 0x66 ->
          memory
              ? new XmmMoves.StoreScalar(2 * d.reg, d.rm, 8)
              : new XmmMoves.LoadScalar(d.rm.register, new Operand(d.reg), 8, true);
      case 0xF3 -> memory ? null : new XmmMoves.FromMmx(d.reg, d.rm.register);
      case 0xF2 -> memory ? null : new XmmMoves.ToMmx(d.reg, d.rm.register);
      default -> null;
    };
  }

  private Node maskedStore(int prefix) {
    Segment segment = d.dataSegment();
    if (prefix == 0x66) {
      return sse2 ? new XmmInteger.MaskedStore(segment, d.addressMask, d.reg, d.rm.register) : null;
    }
    return prefix == 0 ? new Mmx.MaskedStore(segment, d.addressMask, d.reg, d.rm.register) : null;
  }
}
