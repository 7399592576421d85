package quimera.cpu.mips32;

/**
 * Makes nodes of instruction words.
 *
 * <p>Datasheet: MIPS32 volume I, appendix A: instruction bit encodings.
 */
final class Decoder {
  private final boolean release2;

  Decoder(boolean release2) {
    this.release2 = release2;
  }

  Node decode(int word) {
    int t = word >>> 16 & 31;
    boolean toZero = t == 0;
    boolean odd = (t & 1) != 0;
    return switch (word >>> 26) {
      case 0x00 -> special(word);
      case 0x01 -> regimm(word);
      case 0x02 -> new Branches.Jump(word << 6 >>> 4, false);
      case 0x03 -> new Branches.Jump(word << 6 >>> 4, true);
      case 0x04 -> new Branches.Equal(word);
      case 0x05 -> new Branches.NotEqual(word);
      case 0x06 -> new Branches.NotPositive(word);
      case 0x07 -> new Branches.Positive(word);
      case 0x08 -> new Immediates.Addi(word);
      case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F -> toZero ? new Node.Nop() : immediate(word);
      case 0x10 -> cop0(word);
      case 0x11 -> cop1(word);
      case 0x14, 0x15, 0x16, 0x17 -> new Branches.Likely(word);
      case 0x1C ->
          (word & 63) == 2 && (word >>> 11 & 31) != 0 ? new Arithmetic.Mul(word) : other(word);
      case 0x1F -> release2 ? special3(word) : other(word);
      case 0x20 -> toZero ? other(word) : new LoadStore.Lb(word);
      case 0x21 -> toZero ? other(word) : new LoadStore.Lh(word);
      case 0x23 -> toZero ? other(word) : new LoadStore.Lw(word);
      case 0x24 -> toZero ? other(word) : new LoadStore.Lbu(word);
      case 0x25 -> toZero ? other(word) : new LoadStore.Lhu(word);
      case 0x28 -> new LoadStore.Sb(word);
      case 0x29 -> new LoadStore.Sh(word);
      case 0x2B -> new LoadStore.Sw(word);
      case 0x33 -> new Node.Nop(); // PREF: a hint
      case 0x31 -> odd ? new FloatNodes.Other(word) : new FloatNodes.LoadWord(word);
      case 0x35 -> odd ? new FloatNodes.Other(word) : new FloatNodes.LoadDouble(word);
      case 0x39 -> odd ? new FloatNodes.Other(word) : new FloatNodes.StoreWord(word);
      case 0x3D -> odd ? new FloatNodes.Other(word) : new FloatNodes.StoreDouble(word);
      default -> other(word);
    };
  }

  private static Node other(int word) {
    return new Node.Other(word);
  }

  private static Node immediate(int word) {
    boolean fromZero = (word >>> 21 & 31) == 0;
    return switch (word >>> 26) {
      case 0x09 -> fromZero ? new Immediates.Load(word, (short) word) : new Immediates.Addiu(word);
      case 0x0A -> new Immediates.Slti(word);
      case 0x0B -> new Immediates.Sltiu(word);
      case 0x0C -> new Immediates.Andi(word);
      case 0x0D -> fromZero ? new Immediates.Load(word, word & 0xFFFF) : new Immediates.Ori(word);
      case 0x0E -> new Immediates.Xori(word);
      default -> new Immediates.Load(word, word << 16); // LUI
    };
  }

  private Node special(int word) {
    boolean toZero = (word >>> 11 & 31) == 0;
    return switch (word & 63) {
      case 0x08 -> new Branches.JumpRegister(word);
      case 0x09 -> new Branches.CallRegister(word);
      case 0x0C -> new SystemNodes.Call(ExcCode.SYS);
      case 0x0D -> new SystemNodes.Call(ExcCode.BP);
      case 0x0F -> new Node.Nop(); // SYNC: memory is always in order
      case 0x18 -> new HiLo.Mult(word);
      case 0x19 -> new HiLo.Multu(word);
      case 0x1A -> new HiLo.Div(word);
      case 0x1B -> new HiLo.Divu(word);
      case 0x20 -> new Arithmetic.Add(word);
      case 0x22 -> new Arithmetic.Sub(word);
      case 0x00, 0x02, 0x03, 0x04, 0x06, 0x07 -> toZero ? new Node.Nop() : shift(word);
      case 0x0A, 0x0B, 0x10, 0x12, 0x21, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2A, 0x2B ->
          toZero ? new Node.Nop() : calculation(word);
      case 0x34 -> new SystemNodes.TrapEqual(word);
      default -> other(word);
    };
  }

  private Node shift(int word) {
    return switch (word & 63) {
      case 0x00 -> new Immediates.Sll(word);
      case 0x02 ->
          release2 && (word & 1 << 21) != 0 ? new Immediates.Rotr(word) : new Immediates.Srl(word);
      case 0x03 -> new Immediates.Sra(word);
      case 0x04 -> new Arithmetic.Sllv(word);
      case 0x06 ->
          release2 && (word & 1 << 6) != 0 ? new Arithmetic.Rotrv(word) : new Arithmetic.Srlv(word);
      default -> new Arithmetic.Srav(word);
    };
  }

  private static Node calculation(int word) {
    boolean second = (word >>> 16 & 31) != 0;
    return switch (word & 63) {
      case 0x0A -> new Arithmetic.Movz(word);
      case 0x0B -> new Arithmetic.Movn(word);
      case 0x10 -> new HiLo.FromHi(word);
      case 0x12 -> new HiLo.FromLo(word);
      case 0x21 -> second ? new Arithmetic.Addu(word) : new Arithmetic.Move(word);
      case 0x23 -> new Arithmetic.Subu(word);
      case 0x24 -> new Arithmetic.And(word);
      case 0x25 -> second ? new Arithmetic.Or(word) : new Arithmetic.Move(word);
      case 0x26 -> new Arithmetic.Xor(word);
      case 0x27 -> new Arithmetic.Nor(word);
      case 0x2A -> new Arithmetic.Slt(word);
      default -> new Arithmetic.Sltu(word);
    };
  }

  private static Node regimm(int word) {
    return switch (word >>> 16 & 31) {
      case 0x00, 0x01, 0x10, 0x11 -> new Branches.Sign(word);
      case 0x02, 0x03, 0x12, 0x13 -> new Branches.SignLikely(word);
      default -> other(word);
    };
  }

  private static Node special3(int word) {
    boolean toZero = (word >>> 16 & 31) == 0;
    return switch (word & 63) {
      case 0x00 -> toZero ? new Node.Nop() : new Immediates.Ext(word);
      case 0x04 -> toZero ? new Node.Nop() : new Immediates.Ins(word);
      case 0x20 -> shuffle(word);
      default -> other(word);
    };
  }

  private static Node shuffle(int word) {
    if ((word >>> 11 & 31) == 0) {
      return other(word);
    }
    return switch (word >>> 6 & 31) {
      case 0x10 -> new Immediates.SignExtend(word, 8);
      case 0x18 -> new Immediates.SignExtend(word, 16);
      default -> other(word);
    };
  }

  private static Node cop0(int word) {
    return switch (word >>> 21 & 31) {
      case 0x00 -> new SystemNodes.FromCp0(word);
      case 0x04 -> new SystemNodes.ToCp0(word);
      default ->
          (word & 1 << 25 | word & 63) == (1 << 25 | 0x18) ? new SystemNodes.Eret() : other(word);
    };
  }

  private static final int EVEN = 1 << 16 | 1 << 11 | 1 << 6;

  /** Odd registers mean something else by Status.FR: those go the long way. */
  private static Node cop1(int word) {
    int format = word >>> 21 & 31;
    if (format == 8) {
      return new Branches.OnFpu(word);
    }
    return (word & EVEN) == 0 ? FloatNodes.decode(word, format) : new FloatNodes.Other(word);
  }
}
