package quimera.cpu.mips32.asm;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import quimera.isa.asm.Code;
import quimera.isa.asm.Expression;
import quimera.isa.asm.InstructionSet;
import quimera.isa.asm.Nearest;
import quimera.isa.asm.Position;
import quimera.isa.asm.SourceError;
import quimera.isa.asm.Statement;
import quimera.isa.asm.Token;
import quimera.isa.asm.Token.Kind;

/**
 * MIPS32 for the assembler, in the syntax of SPIM and MARS: tries the forms of a mnemonic until the
 * operands fit one.
 */
public final class MipsAssembler implements InstructionSet {
  private static final int EM_MIPS = 8;

  /** EF_MIPS_ARCH_32R2, EF_MIPS_ABI_O32, EF_MIPS_NOREORDER. */
  private static final int ELF_FLAGS = 0x7000_1001;

  private final ByteOrder order;
  private final boolean pseudo;
  private final boolean delaySlots;
  private final Map<String, List<Form>> forms = Tables.forms();
  private final Map<String, Integer> sections = new LinkedHashMap<>();

  /**
   * @param pseudo whether instructions that stand for several are known
   * @param delaySlots whether the machine executes the instruction after a branch; matters to
   *     pseudo-instructions with a branch inside
   */
  public MipsAssembler(ByteOrder order, boolean pseudo, boolean delaySlots) {
    this.order = order;
    this.pseudo = pseudo;
    this.delaySlots = delaySlots;
    sections.put(".text", 0x0040_0000);
    sections.put(".data", 0x1001_0000);
    sections.put(".rdata", 0x1004_0000);
    sections.put(".sdata", 0x1000_0000);
    sections.put(".ktext", 0x8000_0000);
    sections.put(".kdata", 0x9000_0000);
  }

  @Override
  public Map<String, Integer> sections() {
    return sections;
  }

  @Override
  public ByteOrder order() {
    return order;
  }

  @Override
  public char comment() {
    return '#';
  }

  @Override
  public String entry() {
    return "__start";
  }

  @Override
  public int elfMachine() {
    return EM_MIPS;
  }

  @Override
  public int elfFlags() {
    return ELF_FLAGS;
  }

  @Override
  public Collection<String> mnemonics() {
    return forms.keySet();
  }

  @Override
  public boolean directive(Token name, Statement operands, Code code) {
    switch (name.text()) {
      case ".set", ".ent", ".end", ".frame", ".mask", ".fmask", ".file", ".type", ".size" -> {
        // What compilers tell debuggers, and modes of assemblers that reorder: neither is needed.
        while (!operands.ended()) {
          operands.take();
        }
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  @Override
  public void assemble(Token mnemonic, Statement operands, Code code) {
    String name = mnemonic.text();
    if (name.equals("slot")) {
      if (delaySlots) {
        code.word(0);
      }
      return;
    }
    if (pseudo && (name.equals("li.s") || name.equals("li.d"))) {
      real(name.endsWith("d"), mnemonic.at(), operands, code);
      return;
    }
    List<Form> candidates = forms.get(name);
    if (candidates == null) {
      String near = Nearest.of(name, forms.keySet());
      throw new SourceError(
          mnemonic.at(),
          "there is no instruction '" + name + "'",
          near == null ? "" : "did you mean '" + near + "'");
    }
    SourceError furthest = null;
    for (Form form : candidates) {
      if (!pseudo && form.body() != null) {
        continue;
      }
      int mark = operands.mark();
      try {
        Match match = match(form, operands, code);
        operands.expectEnd();
        emit(form, match, mnemonic.at(), code);
        return;
      } catch (SourceError e) {
        furthest = further(furthest, e);
        operands.backTo(mark);
      }
    }
    throw explain(furthest, candidates, mnemonic);
  }

  private static SourceError further(SourceError a, SourceError b) {
    if (a == null) {
      return b;
    }
    return b.diagnostic().at().column() > a.diagnostic().at().column() ? b : a;
  }

  private SourceError explain(SourceError furthest, List<Form> candidates, Token mnemonic) {
    if (furthest == null) {
      return new SourceError(
          mnemonic.at(),
          "'" + mnemonic.text() + "' is a pseudo-instruction, which --bare excludes");
    }
    String hint = furthest.diagnostic().hint();
    return new SourceError(
        furthest.diagnostic().at(),
        furthest.diagnostic().expected(),
        hint.isEmpty() ? "write " + candidates.get(0).shown() : hint);
  }

  /** What the operands came to: the fields that are known, those that wait, and the words. */
  private static final class Match {
    int fields;
    Expression value;
    Code.Patch patch;
    final List<List<Token>> words = new ArrayList<>();
  }

  private Match match(Form form, Statement s, Code code) {
    Match match = new Match();
    for (int i = 0; i < form.operands().size(); i++) {
      if (i > 0) {
        s.skip(",");
      }
      operand(form.operands().get(i), s, code, match);
    }
    return match;
  }

  private void operand(Operand kind, Statement s, Code code, Match match) {
    int mark = s.mark();
    if (kind.general()) {
      int number = register(s);
      match.fields |= number << kind.shift | (kind == Operand.RDT ? number << 16 : 0);
    } else if (kind.floating()) {
      int number = Registers.floating(s.peek().text());
      if (number < 0) {
        throw s.expected("a floating-point register, $f0 to $f31");
      }
      s.take();
      match.fields |= number << kind.shift;
    } else if (kind == Operand.I16_BASE || kind == Operand.ANY_BASE) {
      based(kind, s, code, match);
      return;
    } else {
      number(kind, s, code, match);
    }
    match.words.add(s.since(mark));
  }

  private static int register(Statement s) {
    int number = Registers.general(s.peek().text());
    if (number < 0 || s.peek().kind() != Kind.NAME) {
      throw s.expected("a register");
    }
    s.take();
    return number;
  }

  /** offset(register), (register); both parts count as operands. */
  private static void based(Operand kind, Statement s, Code code, Match match) {
    int mark = s.mark();
    Token first = s.peek();
    boolean bare = first.is("(") && Registers.general(s.peekSecond().text()) >= 0;
    if (bare) {
      match.words.add(List.of(new Token(Kind.INTEGER, "0", 0, first.at(), true)));
    } else {
      Value value = value(s);
      if (kind == Operand.I16_BASE) {
        half(value, true, code, match);
      }
      match.words.add(s.since(mark));
    }
    s.expect("(");
    int baseMark = s.mark();
    match.fields |= register(s) << kind.shift;
    match.words.add(s.since(baseMark));
    s.expect(")");
  }

  private void number(Operand kind, Statement s, Code code, Match match) {
    Position at = s.at();
    switch (kind) {
      case ANY -> value(s);
      case LABEL -> branch(s, match);
      case TARGET -> {
        match.value = s.expression();
        match.patch = MipsAssembler::jump;
      }
      case I16 -> half(value(s), true, code, match);
      case U16 -> half(value(s), false, code, match);
      case HIGH -> {
        Value value = value(s);
        if (!code.known(value.of) || (code.value(value.of) & 0xFFFF) != 0) {
          throw new SourceError(at, "a multiple of 65536 was expected");
        }
      }
      case C0 -> {
        int register = Registers.general(s.peek().text());
        if (register >= 0) {
          s.take();
          match.fields |= register << kind.shift;
        } else {
          match.fields |= known(s, code, 0, 31) << kind.shift;
        }
      }
      case SEL, CC, CC8 -> match.fields |= known(s, code, 0, 7) << kind.shift;
      case CODE -> match.fields |= known(s, code, 0, 0xF_FFFF) << kind.shift;
      case WIDTH -> match.fields |= known(s, code, 1, 32) - 1 << kind.shift;
      case HIGH_BIT -> {
        int low = match.fields >>> 6 & 31;
        match.fields |= low + known(s, code, 1, 32 - low) - 1 << kind.shift;
      }
      default -> match.fields |= known(s, code, 0, 31) << kind.shift;
    }
  }

  private static int known(Statement s, Code code, int least, int most) {
    Position at = s.at();
    Expression e = s.expression();
    long value = code.known(e) ? code.value(e) : -1;
    if (value < least || value > most) {
      throw new SourceError(at, "a number from " + least + " to " + most + " was expected");
    }
    return (int) value;
  }

  /** An expression, or a part of one: %hi and %lo add up, %upper and %lower are bits. */
  private record Value(Expression of, String part) {}

  private static Value value(Statement s) {
    Token token = s.peek();
    if (token.kind() == Kind.NAME && token.text().startsWith("%")) {
      s.take();
      s.expect("(");
      Expression e = s.expression();
      s.expect(")");
      return new Value(e, token.text());
    }
    return new Value(s.expression(), "");
  }

  private static void half(Value value, boolean signed, Code code, Match match) {
    match.value = value.of;
    if (!value.part.isEmpty()) {
      match.patch = (word, v, address, at) -> word | part(value.part, v, at) & 0xFFFF;
      return;
    }
    if (!code.known(value.of)) {
      throw new SourceError(value.of.at(), "a number of 16 bits was expected");
    }
    long number = code.value(value.of);
    // 0xFFFF8000 and its like are negative words.
    long word = number >> 32 == 0 ? (int) number : number;
    if (signed ? word != (short) word : (number & 0xFFFF) != number) {
      throw new SourceError(
          value.of.at(), "the number " + number + " does not fit into 16 bits", "use li first");
    }
    match.patch = (w, v, address, at) -> w | (int) v & 0xFFFF;
  }

  private static int part(String name, long value, Position at) {
    return switch (name) {
      case "%hi" -> (int) (value + 0x8000 >> 16);
      case "%lo", "%lower" -> (int) value;
      case "%upper" -> (int) (value >> 16);
      default -> throw new SourceError(at, "there is no '" + name + "'", "known: %hi, %lo");
    };
  }

  private void branch(Statement s, Match match) {
    if (s.peek().text().equals(".skip")) {
      Token token = s.take();
      match.fields |= delaySlots ? 2 : 1;
      match.value = null;
      match.patch = null;
      if (!token.text().equals(".skip")) {
        throw s.expected("a label");
      }
      return;
    }
    match.value = s.expression();
    match.patch = MipsAssembler::displacement;
  }

  private static int displacement(int word, long target, int address, Position at) {
    int distance = (int) target - (address + 4);
    if ((distance & 3) != 0) {
      throw new SourceError(at, "a branch's target must be a multiple of 4");
    }
    if (distance >> 2 != (short) (distance >> 2)) {
      throw new SourceError(at, "the branch's target is too far away", "branch around a jump");
    }
    return word | distance >> 2 & 0xFFFF;
  }

  private static int jump(int word, long target, int address, Position at) {
    if ((target & 3) != 0) {
      throw new SourceError(at, "a jump's target must be a multiple of 4");
    }
    if (((int) target ^ address + 4) >>> 28 != 0) {
      throw new SourceError(
          at, "the jump's target is in another region of 256 MiB", "use la and jr");
    }
    return word | (int) target >>> 2 & 0x03FF_FFFF;
  }

  private void emit(Form form, Match match, Position at, Code code) {
    if (form.body() != null) {
      code.statement(body(form, match), at, match.words);
    } else if (match.patch != null) {
      code.word(form.word() | match.fields, match.value, match.patch);
    } else {
      code.word(form.word() | match.fields);
    }
  }

  /** Replaces what depends on the byte order or names the register after an operand. */
  private String body(Form form, Match match) {
    boolean big = order == ByteOrder.BIG_ENDIAN;
    String body =
        form.body()
            .replace(".left", big ? "0" : "3")
            .replace(".right", big ? "3" : "0")
            .replace(".hi8", big ? "0" : "1")
            .replace(".lo8", big ? "1" : "0");
    for (int i = 1; i <= match.words.size(); i++) {
      if (body.contains("%" + i + "n")) {
        body = body.replace("%" + i + "n", following(match.words.get(i - 1).get(0).text()));
      }
    }
    return body;
  }

  private static String following(String register) {
    int general = Registers.general(register);
    return general >= 0 ? "$" + (general + 1 & 31) : "$f" + (Registers.floating(register) + 1 & 31);
  }

  private void real(boolean isDouble, Position at, Statement s, Code code) {
    Token register = s.name("a floating-point register");
    int number = Registers.floating(register.text());
    if (number < 0) {
      throw new SourceError(register.at(), "expected a floating-point register");
    }
    s.skip(",");
    double value = s.real();
    s.expectEnd();
    long bits =
        isDouble ? Double.doubleToRawLongBits(value) : Float.floatToRawIntBits((float) value);
    String text = "";
    for (int i = 0; i < (isDouble ? 2 : 1); i++) {
      int half = (int) (bits >>> 32 * i);
      text += "li $at," + (half & 0xFFFF_FFFFL) + "\nmtc1 $at,$f" + (number + i & 31) + "\n";
    }
    code.statement(text, at, List.of());
  }
}
