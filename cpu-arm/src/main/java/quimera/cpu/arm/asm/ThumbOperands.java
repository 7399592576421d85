package quimera.cpu.arm.asm;

import java.util.Map;
import java.util.function.IntUnaryOperator;
import quimera.isa.asm.Expression;
import quimera.isa.asm.Position;
import quimera.isa.asm.SourceError;

/** Operands of T16 and T32 that are no addresses. */
final class ThumbOperands {
  private ThumbOperands() {}

  static void define(Map<String, Operands.Kind> kinds) {
    kinds.put("hd", bits -> Operand.of("rd", ThumbOperands::high));
    kinds.put("shifted", bits -> Operand.of("shift", ThumbOperands::shifted));
    kinds.put("turned", bits -> Operand.of("shift rs", (in, m) -> turned(in, m, true)));
    kinds.put("tturned", bits -> Operand.of("shift rs", (in, m) -> turned(in, m, false)));
    kinds.put("amount", bits -> Operand.of("#amount", ThumbOperands::amount));
    kinds.put("minus/255", bits -> minus(255, 1, bits[0]));
    kinds.put("minus/7", bits -> minus(7, 1, bits[0]));
    kinds.put("minus/stack", bits -> minus(508, 4, bits[0]));
    kinds.put("{still}", bits -> Operand.optional("ror #0", ThumbOperands::still));
    kinds.put("list/lr", bits -> Operand.of("{registers}", (in, m) -> list(in, m, 14)));
    kinds.put("list/pc", bits -> Operand.of("{registers}", (in, m) -> list(in, m, 15)));
    kinds.put("tmod", bits -> constant(v -> v, Immediates::thumb));
    kinds.put("-tmod", bits -> constant(v -> -v, Immediates::thumb));
    kinds.put("~tmod", bits -> constant(v -> ~v, Immediates::thumb));
    kinds.put("ti12", bits -> constant(v -> v, ThumbOperands::plain12));
    kinds.put("-ti12", bits -> constant(v -> -v, ThumbOperands::plain12));
    kinds.put("ti16", bits -> Operand.of("#0-65535", (in, m) -> Operands.half(in, m, true)));
    kinds.put("tsh", bits -> Operand.of("rm{, shift}", ThumbOperands::register));
    kinds.put("tlsb", bits -> Operand.of("#lsb", ThumbOperands::lowest));
    kinds.put("tpsr", bits -> Operand.of("cpsr or spsr", ThumbOperands::status));
    kinds.put("tfields", bits -> Operand.of("cpsr_fields", ThumbOperands::fields));
    kinds.put("tcode", bits -> Operand.of("#0-65535", ThumbOperands::code));
    kinds.put("near/condition", bits -> near(Branches.narrow(9)));
    kinds.put("near/branch", bits -> near(Branches.narrow(12)));
    kinds.put("near/zero", bits -> label(Branches::zero));
    kinds.put("near/adr", bits -> near(Branches::literal));
    kinds.put("wide/condition", bits -> label(Branches::wideCondition));
    kinds.put("wide/branch", bits -> label(Branches::wide));
    kinds.put("wide/exchange", bits -> label(Branches::wideExchange));
    kinds.put("wide/call", bits -> Operand.of("label", ThumbOperands::call));
    kinds.put("tadr", bits -> label(Branches::thumbAdr));
  }

  /** Any register, in bits 7 and 2 to 0. */
  private static void high(Reader in, Match match) {
    int number = in.register();
    match.registers.add(number);
    match.put((number & 8) << 4 | number & 7);
  }

  /** A shift of the register before, in bits 12 to 6. */
  private static void shifted(Reader in, Match match) {
    Position at = in.at();
    Shift shift = Shift.constant(in);
    if (shift.type() == 3 || shift.amount() == 0 && shift.type() == 0) {
      throw in.error(at, "lsl, lsr or asr by 1 or more was expected");
    }
    match.put(shift.type() << 11 | shift.amount() << 6);
  }

  private static void turned(Reader in, Match match, boolean narrow) {
    Position at = in.at();
    Shift shift = Shift.read(in);
    if (shift.register() < 0 || narrow && shift.register() > 7) {
      throw in.error(at, "a shift by a register was expected");
    }
    int[] narrowKinds = {0x80, 0xC0, 0x100, 0x1C0};
    match.put(
        narrow
            ? narrowKinds[shift.type()] | shift.register() << 3
            : shift.type() << 21 | shift.register());
  }

  /** A number of bits to shift by; bits 12 and 11 say how. */
  private static void amount(Reader in, Match match) {
    in.skip("#");
    if (in.registerNext()) {
      throw in.words().expected("a number");
    }
    int kind = match.word & 0x1800;
    int amount = in.number(0, kind == 0 ? 31 : 32);
    match.put((amount & 31) << 6);
    if (amount == 0) {
      match.flip(kind);
    }
  }

  /** No rotation, written or not. */
  private static void still(Reader in, Match match) {
    Match wide = new Match(0);
    Operands.turn(in, wide, 0);
    if (wide.word != 0) {
      throw in.words().expected("no rotation");
    }
  }

  /** r0 to r7 and one more, which is bit 8. */
  private static void list(Reader in, Match match, int more) {
    Position at = in.at();
    int list = Operands.list(in, false);
    if ((list & 0xFF00 & ~(1 << more)) != 0) {
      throw in.error(at, "only low registers and " + (more == 14 ? "lr" : "pc") + " fit here");
    }
    match.put(list & 0xFF | (list >>> more & 1) << 8);
  }

  /** A number below 0, without its sign. */
  private static Operand minus(int most, int multiple, int bit) {
    return Operand.of(
        "#-" + most,
        (in, match) -> {
          if (in.registerNext()) {
            throw in.words().expected("a number");
          }
          Position at = in.at();
          int number = -in.number(-most, -1);
          if (number % multiple != 0) {
            throw in.error(at, "a multiple of " + multiple + " was expected");
          }
          match.put(number / multiple << bit);
        });
  }

  private static int plain12(int value) {
    return value < 0 || value > 4095 ? -1 : Immediates.split12(value);
  }

  /** A constant that is packed somehow after it was changed. */
  private static Operand constant(IntUnaryOperator change, IntUnaryOperator pack) {
    return Operand.of(
        "#constant",
        (in, match) -> {
          if (in.registerNext()) {
            throw in.words().expected("#constant");
          }
          in.skip("#");
          Position at = in.at();
          int value = in.word();
          int packed = pack.applyAsInt(change.applyAsInt(value));
          if (packed < 0) {
            throw new SourceError(
                at,
                "the constant " + value + " is neither 8 bits shifted nor a repeated byte",
                "put it into a register with ldr rd, =value");
          }
          match.put(packed);
        });
  }

  private static void register(Reader in, Match match) {
    int number = in.register();
    match.registers.add(number);
    match.put(number);
    if (in.skip(",")) {
      match.put(Shift.constant(in).thumb());
    }
  }

  private static void lowest(Reader in, Match match) {
    int bit = in.number(0, 31);
    match.number = bit;
    match.put((bit & 0x1C) << 10 | (bit & 3) << 6);
  }

  private static void status(Reader in, Match match) {
    Match arm = new Match(0);
    SystemOperands.status(in, arm);
    match.put(arm.word >> 2);
  }

  private static void fields(Reader in, Match match) {
    int fields = SystemOperands.fields(in);
    match.put((fields & 1 << 22) >> 2 | (fields & 0xF_0000) >> 8);
  }

  private static void code(Reader in, Match match) {
    int code = in.number(0, 0xFFFF);
    match.put((code & 0xF000) << 4 | code & 0xFFF);
  }

  private static Operand label(quimera.isa.asm.Code.Patch patch) {
    return Operand.of("label", (in, match) -> Operands.branch(in, match, patch));
  }

  /** A label that is in reach, or that may turn out to be. */
  private static Operand near(quimera.isa.asm.Code.Patch patch) {
    return Operand.of("label", (in, match) -> near(in, match, target(in), patch));
  }

  private static Expression target(Reader in) {
    if (in.registerNext()) {
      throw in.words().expected("a label");
    }
    return new Expression.Pointer(in.words().expression());
  }

  /** Complains if the label is known to be too far away for a narrow instruction. */
  static void near(Reader in, Match match, Expression label, quimera.isa.asm.Code.Patch patch) {
    if (!in.mayGrow()) {
      match.later(label, patch);
    } else if (in.code().placed(label)) {
      patch.apply(0, in.code().value(label), in.code().address(), label.at());
      match.later(label, patch);
    } else {
      int number = in.relaxation().number();
      if (in.relaxation().isWide(number)) {
        throw new SourceError(label.at(), "the label is too far away for a narrow instruction");
      }
      match.later(label, in.relaxation().narrow(number, patch));
    }
  }

  /** BL, which becomes BLX if the label stands before A32 code. */
  private static void call(Reader in, Match match) {
    Expression label = target(in);
    match.later(
        label,
        (word, target, address, at) ->
            in.isArmCode(label)
                ? Branches.wideExchange(word & ~0x1000, target, address, at)
                : Branches.wide(word, target, address, at));
  }
}
