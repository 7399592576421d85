package quimera.cpu.arm.asm;

import java.nio.ByteOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import quimera.isa.asm.Code;
import quimera.isa.asm.InstructionSet;
import quimera.isa.asm.Nearest;
import quimera.isa.asm.Position;
import quimera.isa.asm.SourceError;
import quimera.isa.asm.Statement;
import quimera.isa.asm.Token;

/**
 * A32 and T32 for the assembler, in the unified syntax (UAL) with GNU's directives: tries the forms
 * of a mnemonic until the operands fit one.
 *
 * <p>Datasheet: ARM Architecture Reference Manual, ARMv7-A and ARMv7-R edition (DDI 0406C), A8.
 */
public final class UalAssembler implements InstructionSet {
  private static final int EM_ARM = 40;

  /** EF_ARM_EABI_VER5. */
  private static final int ELF_FLAGS = 0x0500_0000;

  /** Directives that tell linkers, debuggers and unwinders something, or choose what is allowed. */
  private static final Set<String> IGNORED =
      Set.of(
          (".arch_extension .fpu .object_arch .size .eabi_attribute .fnstart"
                  + " .fnend .cantunwind .personality .personalityindex .save .vsave .pad .setfp"
                  + " .movsp .handlerdata .file .loc .ident .weak .hidden .local .end .func"
                  + " .endfunc .force_thumb .cfi_startproc .cfi_endproc .cfi_sections .cfi_offset"
                  + " .cfi_def_cfa_offset .cfi_def_cfa_register .cfi_restore .protected")
              .split(" "));

  private static final List<String> DIRECTIVES =
      List.of(
          ".thumb",
          ".arm",
          ".code",
          ".thumb_func",
          ".ltorg",
          ".pool",
          ".inst",
          ".type",
          ".unreq",
          ".req",
          ".syntax",
          ".cpu",
          ".arch",
          ".fpu",
          ".size");

  /** What may only be the last of an IT block, or not be in one at all. */
  private static final Set<String> ENDS_BLOCK =
      Set.of("b", "bl", "blx", "bx", "bxj", "tbb", "tbh", "cbz", "cbnz", "setend");

  private static final int MOV_R0_R0 = 0x01A0_0000;
  private static final int MOV_R8_R8 = 0x46C0;
  private static final String LONG_ADR = "adrl";

  private static final Map<String, List<Form>> ARM =
      new Forms()
          .add(ArmTable.DATA, Form.Width.A32)
          .add(ArmTable.MEMORY, Form.Width.A32)
          .add(ArmTable.MEDIA, Form.Width.A32)
          .add(ArmTable.UNCONDITIONAL, Form.Width.A32)
          .add(ArmTable.COPROCESSOR, Form.Width.A32)
          .add(VfpTable.FLOATING, Form.Width.A32)
          .add(NeonTable.LINES, Form.Width.A32)
          .byName();
  private static final Map<String, List<Form>> THUMB =
      new Forms()
          .add(ThumbTable.NARROW, Form.Width.T16)
          .add(ThumbTable.DATA, Form.Width.T32)
          .add(ThumbTable.REGISTERS, Form.Width.T32)
          .add(ThumbTable.MEMORY, Form.Width.T32)
          .add(ThumbTable.CONTROL, Form.Width.T32)
          .add(ThumbTable.NEGATIVE, Form.Width.T16)
          .add(ArmTable.COPROCESSOR, Form.Width.T32)
          .add(VfpTable.FLOATING, Form.Width.T32)
          .add(NeonTable.LINES, Form.Width.T32, NeonTable::thumb)
          .byName();
  private final Map<String, Integer> sections = new LinkedHashMap<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final Set<String> functions = new HashSet<>();
  private final Set<String> armLabels = new HashSet<>();
  private final Set<String> thumbLabels = new HashSet<>();
  private final LiteralPool pool = new LiteralPool();
  private final Pseudo pseudo = new Pseudo(pool);
  private final Relaxation relaxation = new Relaxation();
  private final ItBlock it = new ItBlock();
  private boolean inThumb;
  private boolean functionNext;

  /** Whether Thumb is written as before UAL: without an S where flags are set anyway. */
  private boolean divided;

  private Architecture architecture = Architecture.NEWEST;

  /** An assembler for programs that begin at 0x8000 in A32 state. */
  public UalAssembler() {
    sections.put(".text", 0x8000);
    sections.put(".data", 0x10_0000);
  }

  @Override
  public Map<String, Integer> sections() {
    return sections;
  }

  @Override
  public ByteOrder order() {
    return ByteOrder.LITTLE_ENDIAN;
  }

  @Override
  public char comment() {
    return '@';
  }

  @Override
  public String entry() {
    return "_start";
  }

  @Override
  public int elfMachine() {
    return EM_ARM;
  }

  @Override
  public int elfFlags() {
    return ELF_FLAGS;
  }

  @Override
  public int alignment() {
    return inThumb ? 2 : 4;
  }

  /** NOP. */
  @Override
  public int filler() {
    if (inThumb) {
      return architecture.hints() ? 0xBF00 : MOV_R8_R8;
    }
    return architecture.hints() ? 0xE320_F000 : 0xE000_0000 | MOV_R0_R0;
  }

  @Override
  public boolean alignsData() {
    return false;
  }

  @Override
  public Collection<String> mnemonics() {
    return ARM.keySet();
  }

  @Override
  public Collection<String> directives() {
    return DIRECTIVES;
  }

  @Override
  public void labelled(String name, Code code) {
    (inThumb ? thumbLabels : armLabels).add(name);
    if (functionNext || inThumb && functions.contains(name)) {
      code.mark(name);
      functionNext = false;
    }
  }

  @Override
  public boolean again() {
    aliases.clear();
    functions.clear();
    thumbLabels.clear();
    armLabels.clear();
    pool.clear();
    it.end();
    inThumb = false;
    functionNext = false;
    divided = false;
    architecture = Architecture.NEWEST;
    return relaxation.again();
  }

  @Override
  public void leave(Code code) {
    pool.place(code);
  }

  @Override
  public boolean gnuMacros() {
    return true;
  }

  // Directives

  @Override
  public boolean directive(Token name, Statement s, Code code) {
    switch (name.text()) {
      case ".thumb" -> state(true, code);
      case ".arm" -> state(false, code);
      case ".code" -> state(code.value(s.expression()) == 16, code);
      case ".thumb_func" -> {
        state(true, code);
        functionNext = true;
        rest(s);
      }
      case ".ltorg", ".pool" -> pool.place(code);
      case ".even" -> code.align(2);
      case ".inst" -> words(s, code, inThumb ? 't' : 0);
      case ".inst.n" -> words(s, code, 'n');
      case ".inst.w" -> words(s, code, 'w');
      case ".type" -> type(s, code);
      case ".arch", ".cpu" -> {
        architecture = Architecture.named(s.name("an architecture or a processor").text());
        rest(s);
      }
      case ".syntax" -> divided = s.name("unified or divided").text().equals("divided");
      case ".unreq" -> aliases.remove(s.name("a register's name").text());
      default -> {
        if (!IGNORED.contains(name.text())) {
          return false;
        }
        rest(s);
      }
    }
    return true;
  }

  private static void rest(Statement s) {
    while (!s.ended()) {
      s.take();
    }
  }

  private void state(boolean toThumb, Code code) {
    if (inThumb && !toThumb) {
      code.align(4);
    }
    inThumb = toThumb;
  }

  private void words(Statement s, Code code, char size) {
    do {
      int word = (int) code.value(s.expression());
      if (size == 'n' || size == 't' && word >>> 16 == 0) {
        code.half(word);
      } else if (size != 0) {
        code.halves(word);
      } else {
        code.word(word);
      }
    } while (s.skip(","));
  }

  /** .type name, %function */
  private void type(Statement s, Code code) {
    String name = s.name("a label").text();
    s.skip(",");
    s.skip("#");
    boolean function = s.ended() || s.peek().text().toLowerCase(Locale.ROOT).endsWith("function");
    rest(s);
    if (function) {
      functions.add(name);
      if (thumbLabels.contains(name)) {
        code.mark(name);
      }
    }
  }

  // Instructions

  @Override
  public void assemble(Token mnemonic, Statement operands, Code code) {
    if (operands.peek().text().equals(".req")) {
      operands.take();
      aliases.put(mnemonic.text(), operands.name("a register").text());
      return;
    }
    String word = mnemonic.text().toLowerCase(Locale.ROOT);
    if (word.matches("it[te]{0,3}")) {
      begin(word.substring(2), operands, code);
      return;
    }
    Map<String, List<Form>> forms = inThumb ? THUMB : ARM;
    Mnemonic m = Mnemonic.read(word, (name, sets) -> known(name, sets, forms));
    if (m == null) {
      String near = Nearest.of(word, forms.keySet());
      throw new SourceError(
          mnemonic.at(),
          "there is no instruction '" + mnemonic.text() + "'",
          near == null ? "" : "did you mean '" + near + "'");
    }
    boolean inBlock = it.active();
    if (inThumb) {
      it.check(m.condition(), ENDS_BLOCK.contains(m.name()), mnemonic.at());
    }
    Reader in = new Reader(operands, code, aliases, inThumb, armLabels, relaxation, m.size() == 0);
    if (m.name().equals("ldr") && pseudo.literal(m, in, architecture.wideThumb())) {
      return;
    }
    if (m.name().equals(LONG_ADR) && !inThumb) {
      Pseudo.longAdr(m, in);
      return;
    }
    if (m.name().equals("nop") && !architecture.hints() && operands.ended() && m.size() == 0) {
      if (inThumb) {
        code.half(MOV_R8_R8);
      } else {
        code.word(m.condition() << 28 | MOV_R0_R0);
      }
      return;
    }
    new Selector(inThumb, inBlock, divided, architecture.wideThumb())
        .select(forms.get(m.name()), m, in, mnemonic);
  }

  /** In an IT block, BEQ is a B with the block's condition and not an instruction of its own. */
  private boolean known(String name, boolean sets, Map<String, List<Form>> forms) {
    if (name.equals(LONG_ADR)) {
      return !sets && !inThumb;
    }
    List<Form> candidates = forms.get(name);
    if (candidates == null || it.active() && conditionalBranch(name)) {
      return false;
    }
    return !sets || candidates.stream().anyMatch(f -> f.flags() != Form.Flags.FIXED);
  }

  private static boolean conditionalBranch(String name) {
    return name.length() == 3 && name.startsWith("b") && Names.condition(name.substring(1)) >= 0;
  }

  private void begin(String letters, Statement s, Code code) {
    Position at = s.at();
    int condition = Names.condition(s.name("a condition").text().toLowerCase(Locale.ROOT));
    if (condition < 0) {
      throw new SourceError(at, "expected a condition, such as eq or ne");
    }
    s.expectEnd();
    int instruction = it.begin(letters, condition);
    if (inThumb) {
      code.half(instruction);
    } else {
      it.end();
    }
  }
}
