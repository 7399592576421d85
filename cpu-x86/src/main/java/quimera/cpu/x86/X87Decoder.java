package quimera.cpu.x86;

/** Decodes the escapes D8 to DF (SDM volume 2, appendix A, tables ). */
final class X87Decoder {
  private final Decoder d;

  /** FCMOVcc and FCOMI: from the P6 on. */
  private final boolean conditional;

  X87Decoder(Decoder decoder) {
    d = decoder;
    conditional = d.cpu.model.has(Extension.CMOV);
  }

  /** Decodes the instruction whose escape opcode has been fetched. */
  Node decode(int escape) {
    d.fetchModRm();
    int fop = (escape & 7) << 8 | d.modRm;
    Node node = d.rm.isMemory() ? memory(escape, fop) : register(escape, fop, d.rm.register);
    return node == null ? d.undefined() : node;
  }

  private Node memory(int escape, int fop) {
    int form = d.reg;
    return switch (escape) {
      case 0xD8 -> arithmetic(X87Memory.FLOAT, fop);
      case 0xDA -> arithmetic(X87Memory.INT32, fop);
      case 0xDC -> arithmetic(X87Memory.DOUBLE, fop);
      case 0xDE -> arithmetic(X87Memory.INT16, fop);
      case 0xD9 -> {
        if (form >= 4) {
          yield new X87Control.WithMemory(X87Control.D9[form - 4], d.rm, d.operandBytes);
        }
        yield transfer(X87Memory.FLOAT, fop);
      }
      case 0xDB -> {
        if (form >= 4) {
          yield switch (form) {
            case 5 -> new X87Transfer.Load80(d.rm, fop);
            case 7 -> new X87Transfer.Store80(d.rm, fop);
            default -> null;
          };
        }
        yield transfer(X87Memory.INT32, fop);
      }
      case 0xDD -> {
        if (form >= 4) {
          X87Control.Operation operation = X87Control.DD[form - 4];
          yield operation == null
              ? null
              : new X87Control.WithMemory(operation, d.rm, d.operandBytes);
        }
        yield transfer(X87Memory.DOUBLE, fop);
      }
      default -> integerOrDecimal(form, fop);
    };
  }

  private Node arithmetic(int format, int fop) {
    return switch (d.reg) {
      case 2 -> new X87Compare.Memory(format, false, d.rm, fop);
      case 3 -> new X87Compare.Memory(format, true, d.rm, fop);
      default -> new X87Arithmetic.FromMemory(d.reg, format, d.rm, fop);
    };
  }

  /** FLD, FST and FSTP of one format; FILD, FIST and FISTP likewise. */
  private Node transfer(int format, int fop) {
    return switch (d.reg) {
      case 0 -> new X87Transfer.Load(format, d.rm, fop);
      case 2 -> new X87Transfer.Store(format, false, d.rm, fop);
      case 3 -> new X87Transfer.Store(format, true, d.rm, fop);
      default -> null;
    };
  }

  private Node integerOrDecimal(int form, int fop) {
    return switch (form) {
      case 4 -> new X87Transfer.LoadDecimal(d.rm, fop);
      case 5 -> new X87Transfer.Load(X87Memory.INT64, d.rm, fop);
      case 6 -> new X87Transfer.StoreDecimal(d.rm, fop);
      case 7 -> new X87Transfer.Store(X87Memory.INT64, true, d.rm, fop);
      default -> transfer(X87Memory.INT16, fop);
    };
  }

  private Node register(int escape, int fop, int i) {
    int form = d.reg;
    return switch (escape) {
      case 0xD8 -> {
        if (form == 2 || form == 3) {
          yield new X87Compare.Registers(i, form - 2, false, fop);
        }
        yield new X87Arithmetic.Registers(form, 0, i, 0, false, fop);
      }
      case 0xD9 -> escapeD9(form, i, fop);
      case 0xDA -> escapeDA(form, i, fop);
      case 0xDB -> escapeDB(form, i, fop);
      case 0xDC, 0xDE -> {
        boolean pop = escape == 0xDE;
        if (form == 2 || form == 3) {
          yield compare(i, form - 2, pop, fop);
        }
        // SUB and SUBR, DIV and DIVR change places when ST(i) is the destination.
        yield new X87Arithmetic.Registers(form < 4 ? form : form ^ 1, i, 0, i, pop, fop);
      }
      case 0xDD -> escapeDD(form, i, fop);
      default -> escapeDF(form, i, fop);
    };
  }

  /**
   * DC D0 and DC D8 are FCOM and FCOMP, DE D0 is FCOMP, by other names; DE D9 is FCOMPP and all
   * there is behind it.
   */
  private Node compare(int i, int pops, boolean pop, int fop) {
    int all = pops + (pop ? 1 : 0);
    return all < 2 || i == 1 ? new X87Compare.Registers(i, all, false, fop) : null;
  }

  private Node escapeD9(int form, int i, int fop) {
    return switch (form) {
      case 0 -> new X87Transfer.Duplicate(i, fop);
      case 1 -> new X87Transfer.Exchange(i, fop);
      case 2 -> i == 0 ? new X87Stack(X87Stack.FNOP, 0, fop) : null;
      case 3 -> new X87Transfer.Copy(i, true, fop); // FSTP by another name
      case 4 ->
          switch (i) {
            case 0 -> new X87Stack(X87Stack.FCHS, 0, fop);
            case 1 -> new X87Stack(X87Stack.FABS, 0, fop);
            case 4 -> new X87Compare.Test(fop);
            case 5 -> new X87Compare.Examine(fop);
            default -> null;
          };
      case 5 -> i < 7 ? new X87Transfer.Constant(i, fop) : null;
      default -> {
        int function = (form & 1) << 3 | i;
        yield switch (function) {
          case 6 -> new X87Stack(X87Stack.FDECSTP, 0, fop);
          case 7 -> new X87Stack(X87Stack.FINCSTP, 0, fop);
          default -> X87Functions.node(function, fop);
        };
      }
    };
  }

  private Node escapeDA(int form, int i, int fop) {
    if (form < 4) {
      return move(form, i, fop);
    }
    return form == 5 && i == 1 ? new X87Compare.Registers(1, 2, true, fop) : null; // FUCOMPP
  }

  private Node move(int condition, int i, int fop) {
    return conditional ? new X87Transfer.MoveIf(condition, i, fop) : null;
  }

  private Node escapeDB(int form, int i, int fop) {
    return switch (form) {
      case 4 ->
          switch (i) {
            // FNENI, FNDISI and FNSETPM did something on the 8087 and the 80287 only.
            case 0, 1, 4 -> new X87Control.Plain(X87Control.Operation.FNNOP);
            case 2 -> new X87Control.Plain(X87Control.Operation.FNCLEX);
            case 3 -> new X87Control.Plain(X87Control.Operation.FNINIT);
            default -> null;
          };
      case 5 -> compareFlags(i, true, false, fop);
      case 6 -> compareFlags(i, false, false, fop);
      case 7 -> null;
      default -> move(form | 4, i, fop);
    };
  }

  private Node compareFlags(int i, boolean quiet, boolean pop, int fop) {
    return conditional ? new X87Compare.Flags(i, quiet, pop, fop) : null;
  }

  private Node escapeDD(int form, int i, int fop) {
    return switch (form) {
      case 0 -> new X87Stack(X87Stack.FFREE, i, fop);
      case 1 -> new X87Transfer.Exchange(i, fop); // by another name
      case 2 -> new X87Transfer.Copy(i, false, fop);
      case 3 -> new X87Transfer.Copy(i, true, fop);
      case 4 -> new X87Compare.Registers(i, 0, true, fop);
      case 5 -> new X87Compare.Registers(i, 1, true, fop);
      default -> null;
    };
  }

  private Node escapeDF(int form, int i, int fop) {
    return switch (form) {
      case 0 -> new X87Stack(X87Stack.FFREEP, i, fop);
      case 1 -> new X87Transfer.Exchange(i, fop); // by another name
      case 2, 3 -> new X87Transfer.Copy(i, true, fop); // by other names
      case 4 -> i == 0 ? new X87Control.Plain(X87Control.Operation.FNSTSW_AX) : null;
      case 5 -> compareFlags(i, true, true, fop);
      case 6 -> compareFlags(i, false, true, fop);
      default -> null;
    };
  }
}
