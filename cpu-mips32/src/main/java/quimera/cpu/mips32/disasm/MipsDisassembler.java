package quimera.cpu.mips32.disasm;

/**
 * Writes one instruction in assembly, as MIPS32 volume II does.
 *
 * <p>Each table below holds the mnemonics of one opcode field in the order of its values; a word
 * after a space names the operands: {@code d} {@code s} {@code t} general registers, {@code a} the
 * shift amount, {@code i} a signed and {@code u} an unsigned immediate, {@code m} memory, {@code b}
 * a branch and {@code j} a jump target, {@code D} {@code S} {@code T} {@code R} floating-point
 * registers, {@code f} a condition. A hyphen is a reserved value.
 */
public final class MipsDisassembler {
  private static final String[] ABI = {
    "$zero", "$at", "$v0", "$v1", "$a0", "$a1", "$a2", "$a3", "$t0", "$t1", "$t2", "$t3", "$t4",
    "$t5", "$t6", "$t7", "$s0", "$s1", "$s2", "$s3", "$s4", "$s5", "$s6", "$s7", "$t8", "$t9",
    "$k0", "$k1", "$gp", "$sp", "$fp", "$ra"
  };

  private static final String[] PRIMARY =
      table(
          "-,-,j j,jal j,beq stb,bne stb,blez sb,bgtz sb,addi tsi,addiu tsi,slti tsi,sltiu tsi,andi"
              + " tsu,ori tsu,xori tsu,lui tu,-,-,-,-,beql stb,bnel stb,blezl sb,bgtzl"
              + " sb,-,-,-,-,-,-,-,-,lb tm,lh tm,lwl tm,lw tm,lbu tm,lhu tm,lwr tm,-,sb tm,sh"
              + " tm,swl tm,sw tm,-,-,swr tm,cache hm,ll tm,lwc1 Tm,-,pref hm,-,ldc1 Tm,-,-,sc"
              + " tm,swc1 Tm,-,-,-,sdc1 Tm,-,-");

  private static final String[] SPECIAL =
      table(
          "sll dta,-,srl dta,sra dta,sllv dts,-,srlv dts,srav dts,jr s,jalr ds,movz dst,movn dst,"
              + "syscall,break,-,sync,mfhi d,mthi s,mflo d,mtlo s,-,-,-,-,"
              + "mult st,multu st,div st,divu st,-,-,-,-,add dst,addu dst,sub dst,subu dst,"
              + "and dst,or dst,xor dst,nor dst,-,-,slt dst,sltu dst,-,-,-,-,"
              + "tge st,tgeu st,tlt st,tltu st,teq st,-,tne st,-,-,-,-,-,-,-,-,-");

  private static final String[] REGIMM =
      table(
          "bltz sb,bgez sb,bltzl sb,bgezl sb,-,-,-,-,tgei si,tgeiu si,tlti si,tltiu si,teqi"
              + " si,-,tnei si,-,bltzal sb,bgezal sb,bltzall sb,bgezall"
              + " sb,-,-,-,-,-,-,-,-,-,-,-,synci n");

  private static final String[] FLOATING =
      table(
          "add DST,sub DST,mul DST,div DST,sqrt DS,abs DS,mov DS,neg DS,round.l DS,trunc.l DS,"
              + "ceil.l DS,floor.l DS,round.w DS,trunc.w DS,ceil.w DS,floor.w DS,-,-,movz DSt,"
              + "movn DSt,-,recip DS,rsqrt DS,-,-,-,-,-,-,-,-,-,"
              + "cvt.s DS,cvt.d DS,-,-,cvt.w DS,cvt.l DS,-,-,-,-,-,-,-,-,-,-,"
              + "c.f fST,c.un fST,c.eq fST,c.ueq fST,c.olt fST,c.ult fST,c.ole fST,c.ule fST,"
              + "c.sf fST,c.ngle fST,c.seq fST,c.ngl fST,c.lt fST,c.nge fST,c.le fST,c.ngt fST");

  /** How to write. */
  public enum Names {
    /** $4. */
    NUMERIC,
    /** $a0. */
    ABI
  }

  private final Names names;
  private final boolean pseudo;

  /**
   * @param pseudo whether {@code nop}, {@code move}, {@code li}, {@code b}, {@code beqz}, {@code
   *     bnez}, {@code negu} and {@code not} stand for the instructions that assemblers make of them
   */
  public MipsDisassembler(Names names, boolean pseudo) {
    this.names = names;
    this.pseudo = pseudo;
  }

  private static String[] table(String entries) {
    return entries.split(",", -1);
  }

  /** The instruction {@code word} at {@code address}. */
  public String disassemble(int word, int address) {
    String shorter = pseudo ? pseudo(word, address) : null;
    if (shorter != null) {
      return shorter;
    }
    String form = form(word);
    if (form.startsWith("-")) {
      return ".word 0x" + Integer.toHexString(word);
    }
    int space = form.indexOf(' ');
    if (space < 0) {
      return form;
    }
    StringBuilder text = new StringBuilder(form.substring(0, space)).append(' ');
    for (int i = space + 1; i < form.length(); i++) {
      if (i > space + 1) {
        text.append(", ");
      }
      text.append(operand(form.charAt(i), word, address));
    }
    return text.toString();
  }

  private static int field(int word, int at) {
    return word >>> at & 31;
  }

  private static String form(int word) {
    return switch (word >>> 26) {
      case 0x00 -> special(word);
      case 0x01 -> REGIMM[field(word, 16)];
      case 0x10 -> system(word);
      case 0x11 -> floating(word);
      case 0x13 -> extended(word);
      case 0x1C -> special2(word);
      case 0x1F -> special3(word);
      default -> PRIMARY[word >>> 26];
    };
  }

  private static String special(int word) {
    if (word << 6 >>> 6 == 0xC0) {
      return "ehb";
    }
    return switch (word & 63) {
      case 0x01 -> (word & 1 << 16) == 0 ? "movf dsf" : "movt dsf";
      case 0x02 -> (word & 1 << 21) == 0 ? "srl dta" : "rotr dta";
      case 0x06 -> (word & 1 << 6) == 0 ? "srlv dts" : "rotrv dts";
      default -> SPECIAL[word & 63];
    };
  }

  private static String special2(int word) {
    return switch (word & 63) {
      case 0x00 -> "madd st";
      case 0x01 -> "maddu st";
      case 0x02 -> "mul dst";
      case 0x04 -> "msub st";
      case 0x05 -> "msubu st";
      case 0x20 -> "clz ds";
      case 0x21 -> "clo ds";
      default -> "-";
    };
  }

  private static String special3(int word) {
    return switch (word & 63) {
      case 0x00 -> "ext tsax";
      case 0x04 -> "ins tsay";
      case 0x3B -> "rdhwr tz";
      case 0x20 ->
          switch (field(word, 6)) {
            case 0x02 -> "wsbh dt";
            case 0x10 -> "seb dt";
            case 0x18 -> "seh dt";
            default -> "-";
          };
      default -> "-";
    };
  }

  private static String system(int word) {
    if ((word & 1 << 25) != 0) {
      return switch (word & 63) {
        case 0x01 -> "tlbr";
        case 0x02 -> "tlbwi";
        case 0x06 -> "tlbwr";
        case 0x08 -> "tlbp";
        case 0x18 -> "eret";
        case 0x20 -> "wait";
        default -> "-";
      };
    }
    return switch (field(word, 21)) {
      case 0x00 -> (word & 7) == 0 ? "mfc0 tz" : "mfc0 tze";
      case 0x04 -> (word & 7) == 0 ? "mtc0 tz" : "mtc0 tze";
      case 0x0A -> "rdpgpr dt";
      case 0x0B -> (word & 32) == 0 ? "di t" : "ei t";
      case 0x0E -> "wrpgpr dt";
      default -> "-";
    };
  }

  private static String floating(int word) {
    int format = field(word, 21);
    return switch (format) {
      case 0 -> "mfc1 tS";
      case 2 -> "cfc1 tz";
      case 3 -> "mfhc1 tS";
      case 4 -> "mtc1 tS";
      case 6 -> "ctc1 tz";
      case 7 -> "mthc1 tS";
      case 8 ->
          switch (field(word, 16) & 3) {
            case 0 -> "bc1f Fb";
            case 1 -> "bc1t Fb";
            case 2 -> "bc1fl Fb";
            default -> "bc1tl Fb";
          };
      case 16 -> dotted(arithmetic(word), ".s");
      case 17 -> dotted(arithmetic(word), ".d");
      case 20 -> dotted(conversion(word), ".w");
      case 21 -> dotted(conversion(word), ".l");
      default -> "-";
    };
  }

  private static String arithmetic(int word) {
    if ((word & 63) == 0x11) {
      return (word & 1 << 16) == 0 ? "movf DSF" : "movt DSF";
    }
    return FLOATING[word & 63];
  }

  private static String conversion(int word) {
    return (word & 62) == 0x20 ? FLOATING[word & 63] : "-";
  }

  private static String dotted(String form, String suffix) {
    int space = form.indexOf(' ');
    return space < 0 ? form : form.substring(0, space) + suffix + form.substring(space);
  }

  private static String extended(int word) {
    return switch (word & 63) {
      case 0x00 -> "lwxc1 Dw";
      case 0x01 -> "ldxc1 Dw";
      case 0x05 -> "luxc1 Dw";
      case 0x08 -> "swxc1 Sw";
      case 0x09 -> "sdxc1 Sw";
      case 0x0D -> "suxc1 Sw";
      case 0x0F -> "prefx kw";
      case 0x20 -> "madd.s DRST";
      case 0x21 -> "madd.d DRST";
      case 0x28 -> "msub.s DRST";
      case 0x29 -> "msub.d DRST";
      case 0x30 -> "nmadd.s DRST";
      case 0x31 -> "nmadd.d DRST";
      case 0x38 -> "nmsub.s DRST";
      case 0x39 -> "nmsub.d DRST";
      default -> "-";
    };
  }

  private String register(int number) {
    return names == Names.ABI ? ABI[number] : "$" + number;
  }

  private static String target(int address) {
    return "0x" + Integer.toHexString(address);
  }

  private String operand(char kind, int word, int address) {
    return switch (kind) {
      case 's' -> register(field(word, 21));
      case 't' -> register(field(word, 16));
      case 'd' -> register(field(word, 11));
      case 'a' -> Integer.toString(field(word, 6));
      case 'x' -> Integer.toString(field(word, 11) + 1);
      case 'y' -> Integer.toString(field(word, 11) - field(word, 6) + 1);
      case 'z' -> "$" + field(word, 11);
      case 'e' -> Integer.toString(word & 7);
      case 'h' -> "0x" + Integer.toHexString(field(word, 16));
      case 'k' -> "0x" + Integer.toHexString(field(word, 11));
      case 'i' -> Integer.toString((short) word);
      case 'u' -> "0x" + Integer.toHexString(word & 0xFFFF);
      case 'm', 'n' -> (short) word + "(" + register(field(word, 21)) + ")";
      case 'w' -> register(field(word, 16)) + "(" + register(field(word, 21)) + ")";
      case 'b' -> target(address + 4 + ((short) word << 2));
      case 'j' -> target(address + 4 & 0xF000_0000 | word << 6 >>> 4);
      case 'R' -> "$f" + field(word, 21);
      case 'T' -> "$f" + field(word, 16);
      case 'S' -> "$f" + field(word, 11);
      case 'D' -> "$f" + field(word, 6);
      case 'F' -> "$fcc" + (word >>> 18 & 7);
      default -> "$fcc" + (word >>> ((word >>> 26) == 0 ? 18 : 8) & 7);
    };
  }

  /** The shorter form that an assembler has for a word, or null. */
  private String pseudo(int word, int address) {
    int s = field(word, 21);
    int t = field(word, 16);
    int d = field(word, 11);
    if (word == 0) {
      return "nop";
    }
    boolean or = word >>> 26 == 0 && (word & 0x7FF) == 0x25;
    boolean addu = word >>> 26 == 0 && (word & 0x7FF) == 0x21;
    if ((or || addu) && t == 0) {
      return "move " + register(d) + ", " + register(s);
    }
    if (word >>> 26 == 0 && (word & 0x7FF) == 0x23 && s == 0) {
      return "negu " + register(d) + ", " + register(t);
    }
    if (word >>> 26 == 0 && (word & 0x7FF) == 0x27 && t == 0) {
      return "not " + register(d) + ", " + register(s);
    }
    return switch (word >>> 26) {
      case 0x04 ->
          t != 0
              ? null
              : (s == 0 ? "b " : "beqz " + register(s) + ", ") + operand('b', word, address);
      case 0x05 -> t != 0 ? null : "bnez " + register(s) + ", " + operand('b', word, address);
      case 0x09 -> s != 0 ? null : "li " + register(t) + ", " + (short) word;
      case 0x0D ->
          s != 0 ? null : "li " + register(t) + ", 0x" + Integer.toHexString(word & 0xFFFF);
      default -> null;
    };
  }
}
