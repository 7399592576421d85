package quimera.cpu.arm.asm;

import quimera.isa.asm.Code;
import quimera.isa.asm.Expression;
import quimera.isa.asm.SourceError;

/** The instructions that stand for others: LDR of a value, ADRL. */
final class Pseudo {
  private final LiteralPool pool;

  Pseudo(LiteralPool pool) {
    this.pool = pool;
  }

  /** ADRL rd, label: two instructions that add what does not fit into one. */
  static void longAdr(Mnemonic m, Reader in) {
    int fields = m.condition() << 28 | 0x0200_0000 | in.register() << 12;
    in.expect(",");
    Expression label = new Expression.Pointer(in.words().expression());
    in.words().expectEnd();
    in.code().word(fields | Names.PC << 16, label, Branches.longAdr(false));
    in.code().word(fields | (fields & 0xF000) << 4, label, Branches.longAdr(true));
  }

  /** LDR rd, =value; returns false if it is another LDR. */
  boolean literal(Mnemonic m, Reader in, boolean wide) {
    int mark = in.words().mark();
    int rd = in.maybeRegister();
    if (rd < 0 || !in.skip(",") || !in.skip("=")) {
      in.words().backTo(mark);
      return false;
    }
    Expression value = in.words().expression();
    in.words().expectEnd();
    Code code = in.code();
    if (in.thumb()) {
      thumbLiteral(m, rd, value, in, wide);
    } else {
      armLiteral(m.condition() << 28 | rd << 12, value, code);
    }
    return true;
  }

  private void armLiteral(int fields, Expression value, Code code) {
    if (code.known(value)) {
      int number = (int) code.value(value);
      int packed = Immediates.arm(number);
      int inverted = Immediates.arm(~number);
      if (packed >= 0 || inverted >= 0) {
        int word = packed >= 0 ? 0x03A0_0000 | packed : 0x03E0_0000 | inverted;
        code.word(fields | word);
        return;
      }
    }
    LiteralPool.Entry entry = pool.entry(value, code);
    code.word(fields | 0x051F_0000, entry.place(), near(Branches::load12));
  }

  /** A field for the distance of a pool; says what to do if it is out of reach. */
  private static Code.Patch near(Code.Patch patch) {
    return (word, target, address, at) -> {
      try {
        return patch.apply(word, target, address, at);
      } catch (SourceError e) {
        throw new SourceError(
            at,
            "the pool with this value is too far away",
            "put .ltorg nearer, where nothing is executed");
      }
    };
  }

  /** A MOV or MVN, or a load of either length. */
  private void thumbLiteral(Mnemonic m, int rd, Expression value, Reader in, boolean wide) {
    Code code = in.code();
    if (wide && code.known(value) && m.size() != 'n' && rd != Names.SP && rd != Names.PC) {
      int number = (int) code.value(value);
      int packed = Immediates.thumb(number);
      int inverted = Immediates.thumb(~number);
      if (packed >= 0 || inverted >= 0) {
        int word = packed >= 0 ? 0xF04F_0000 | packed : 0xF06F_0000 | inverted;
        code.halves(word | rd << 8);
        return;
      }
      if (number >>> 16 == 0) {
        int split = (number & 0xF000) << 4 | Immediates.split12(number & 0xFFF);
        code.halves(0xF240_0000 | rd << 8 | split);
        return;
      }
    }
    Expression place = pool.entry(value, code).place();
    int number = rd < 8 && m.size() == 0 && wide ? in.relaxation().number() : -1;
    if (rd < 8 && (m.size() == 'n' || !wide)) {
      code.half(0x4800 | rd << 8, place, near(Branches::literal));
    } else if (!wide) {
      throw in.error(in.at(), "this processor's Thumb loads literals into r0 to r7 only");
    } else if (number >= 0 && !in.relaxation().isWide(number)) {
      code.half(0x4800 | rd << 8, place, in.relaxation().narrow(number, Branches::literal));
    } else {
      code.halves(0xF85F_0000 | rd << 12, place, near(Branches::thumbLoad12));
    }
  }
}
