package quimera.cpu.x86.disasm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import quimera.cpu.x86.Extension;

/**
 * Turns a model's machine code into text, in Intel's syntax, and names the forms of its opcodes.
 *
 * <p>A pure function of the bytes, which come from a function of the offset in the instruction (a
 * value from 0 to 255, or -1 where nothing can be read). The tables are those of the manual: {@link
 * IntegerTable}, {@link X87Table}, {@link SimdTable}.
 *
 * <p>Memory operands carry their size; a prefix that no operand and no mnemonic shows stands before
 * the mnemonic as a word ({@code lock}, {@code rep}, {@code es}, {@code data16}, {@code addr32}).
 *
 * <p>Reference: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, chapter 2
 * and appendices A and B.
 */
public final class X86Disassembler {
  private final int generation;
  private final boolean fpu;
  private final List<Form> forms;

  /** The forms of each opcode, 0F ones from {@link Form#EXTENDED}, in the tables' order. */
  private final List<List<Form>> byOpcode = new ArrayList<>();

  /**
   * For a model of this generation.
   *
   * @param generation 0 for the 8086, 2 for the 80286, and so on
   * @param extensions what the model has; x87 instructions are shown in any case, since there may
   *     be a coprocessor
   */
  public X86Disassembler(int generation, Collection<Extension> extensions) {
    this.generation = generation;
    fpu = extensions.contains(Extension.FPU);
    forms = FormReader.read(generation, Set.copyOf(extensions));
    for (int i = 0; i < 2 * Form.EXTENDED; i++) {
      byOpcode.add(new ArrayList<>());
    }
    for (Form form : forms) {
      byOpcode.get(form.opcode()).add(form);
    }
  }

  /**
   * A disassembled instruction.
   *
   * @param text for what the model does not have, its bytes after {@code db}
   * @param length in bytes, 1 or more
   * @param defined whether the model executes it; x87 holes count as undefined
   */
  public record Instruction(String text, int length, boolean defined) {}

  /**
   * Disassembles the instruction at an offset in a segment.
   *
   * @param code its bytes by their offset from its first one
   * @param base of the segment; targets of near jumps are shown as linear addresses
   * @param wide whether operands and addresses have 32 bits by default
   */
  public Instruction at(IntUnaryOperator code, long base, long offset, boolean wide) {
    Prefixes p = new Prefixes(code, generation, wide);
    Form form = p.incomplete() ? null : form(p);
    if (form == null) {
      return undefined(code, p);
    }
    p.consume(form.prefix());
    OperandText operands = new OperandText(p, form, generation, base, offset);
    StringBuilder text = new StringBuilder(form.mnemonic(p.operandBytes, p.addressBytes));
    p.operandShown |= form.mnemonic().indexOf('|') >= 0;
    p.addressShown |= form.mnemonic().indexOf('^') >= 0;
    String separator = " ";
    for (String operand : form.operands()) {
      text.append(separator).append(operands.of(operand));
      separator = ", ";
    }
    if (p.incomplete()) {
      return undefined(code, p);
    }
    text.insert(0, p.words(comparesStrings(p.opcode), isString(p.opcode)));
    return new Instruction(text.toString(), p.length(), form.real());
  }

  private static boolean isString(int opcode) {
    return opcode >= 0xA4 && opcode <= 0xAF && (opcode & 0xFE) != 0xA8
        || opcode >= 0x6C && opcode <= 0x6F;
  }

  private static boolean comparesStrings(int opcode) {
    return (opcode & 0xF6) == 0xA6 && opcode < Form.EXTENDED;
  }

  /** The line of the tables for the bytes ahead, or null. */
  private Form form(Prefixes p) {
    List<Form> candidates = byOpcode.get(p.opcode);
    boolean modRm = candidates.stream().anyMatch(Form::hasModRm);
    int ahead = modRm ? p.peek() : 0;
    for (Form form : candidates) {
      if (form.fits(p.mandatory(), ahead)) {
        return form;
      }
    }
    return null;
  }

  /** The bytes up to the opcode; only the first if not even that is there. */
  private static Instruction undefined(IntUnaryOperator code, Prefixes p) {
    int length = p.incomplete() ? 1 : p.length();
    StringBuilder text = new StringBuilder("db ");
    for (int i = 0; i < length; i++) {
      int value = code.applyAsInt(i);
      if (value < 0) {
        return new Instruction("??", 1, false);
      }
      text.append(i == 0 ? "0x" : ", 0x").append(Integer.toHexString(value | 0x100).substring(1));
    }
    return new Instruction(text.toString(), length, false);
  }

  /**
   * The name of the form that the bytes are an example of, as {@link #forms} lists it; null for
   * what the model does not have.
   */
  public String formOf(IntUnaryOperator code, boolean wide) {
    Prefixes p = new Prefixes(code, generation, wide);
    Form form = p.incomplete() ? null : form(p);
    if (form != null && isX87(form) && !fpu) {
      form = escape(form.opcode());
    }
    return form == null || !has(form) ? null : form.name(p.operandBytes, p.addressBytes);
  }

  /**
   * The names of all forms that the model has, in the order of the tables, for example {@code 0f af
   * /r imul r32, r/m32}; those that depend on the operand size once for each. A model without a
   * coprocessor knows one form of ESC.
   */
  public List<String> forms() {
    Set<String> names = new LinkedHashSet<>();
    for (Form form : forms) {
      if (has(form)) {
        names.add(form.name(2, 2));
        if (generation >= 3) {
          names.add(form.name(4, 4));
        }
      }
    }
    return List.copyOf(names);
  }

  private boolean has(Form form) {
    return isX87(form) && !fpu ? form.equals(escape(form.opcode())) : form.real();
  }

  private static boolean isX87(Form form) {
    return (form.opcode() & ~7) == 0xD8;
  }

  /** The last line, which stands for whatever a coprocessor does not know. */
  private Form escape(int opcode) {
    List<Form> all = byOpcode.get(opcode);
    return all.get(all.size() - 1);
  }
}
