package quimera.cpu.arm.asm;

import java.util.List;
import java.util.Set;
import quimera.isa.asm.Code;
import quimera.isa.asm.Position;
import quimera.isa.asm.SourceError;
import quimera.isa.asm.Token;

/**
 * Chooses the first form of a mnemonic that the operands fit, and puts the instruction together.
 *
 * @param thumb whether the state is Thumb
 * @param inBlock whether the instruction stands in an IT block
 * @param divided whether Thumb is written as before UAL: without an S where flags are set anyway
 * @param wideThumb whether the processor has Thumb instructions of 32 bits, besides BL and BLX
 */
record Selector(boolean thumb, boolean inBlock, boolean divided, boolean wideThumb) {
  private static final int SETS_FLAGS = 1 << 20;

  /** The instructions of Thumb that always were wide. */
  private static final Set<String> BEFORE_WIDE = Set.of("bl", "blx");

  void select(List<Form> forms, Mnemonic m, Reader in, Token mnemonic) {
    if (!thumb && m.condition() != Names.ALWAYS && forms.stream().noneMatch(Form::conditional)) {
      throw unconditional(mnemonic.at(), forms.get(0));
    }
    boolean plain = thumb && !inBlock && !m.sets();
    List<Form> narrow = forms.stream().filter(f -> f.flags() == Form.Flags.OUTSIDE_IT).toList();
    Mnemonic setting = new Mnemonic(m.name(), true, m.condition(), m.size());
    if (plain && divided && fits(narrow, setting, in, mnemonic) == null) {
      return;
    }
    Complaint complaint = fits(forms, m, in, mnemonic);
    if (complaint == null) {
      return;
    }
    if (plain && !wideThumb && fits(narrow, setting, in, mnemonic) == null) {
      throw new SourceError(
          mnemonic.at(),
          "this '" + m.name() + "' sets the flags",
          "write " + m.name() + "s, or .syntax divided for the whole source");
    }
    throw explain(complaint.error, complaint.form, mnemonic);
  }

  /** What comes nearest to the operands, and why it is not it. */
  private record Complaint(SourceError error, Form form) {}

  /** Assembles the first form that fits; otherwise returns the complaint that got furthest. */
  private Complaint fits(List<Form> forms, Mnemonic m, Reader in, Token mnemonic) {
    Complaint furthest = new Complaint(null, null);
    for (Form form : forms) {
      if (!suits(form, m)) {
        continue;
      }
      int mark = in.words().mark();
      try {
        Match match = match(form, in);
        emit(form, m, match, mnemonic.at(), in.code());
        return null;
      } catch (SourceError e) {
        if (furthest.error == null || isFurther(e, furthest.error)) {
          furthest = new Complaint(e, form);
        }
        in.words().backTo(mark);
      }
    }
    return furthest;
  }

  /** Whether a form has the wanted length and sets the flags as wanted. */
  private boolean suits(Form form, Mnemonic m) {
    boolean length =
        switch (form.width()) {
          case A32 -> m.size() != 'n';
          case T16 -> m.size() != 'w';
          case T32 -> m.size() != 'n' && (wideThumb || BEFORE_WIDE.contains(form.name()));
        };
    return length
        && switch (form.flags()) {
          case OPTIONAL -> true;
          case FIXED -> !m.sets();
          case REQUIRED -> m.sets();
          case OUTSIDE_IT -> m.sets() != inBlock;
        };
  }

  private static Match match(Form form, Reader in) {
    Match match = new Match(form.word());
    for (int i = 0; i < form.operands().size(); i++) {
      Operand operand = form.operands().get(i);
      if (i > 0 && !operand.leading()) {
        in.expect(",");
      }
      operand.parser().read(in, match);
    }
    in.words().expectEnd();
    return match;
  }

  private static boolean isFurther(SourceError a, SourceError b) {
    return a.diagnostic().at().column() > b.diagnostic().at().column();
  }

  private SourceError explain(SourceError furthest, Form nearest, Token mnemonic) {
    if (furthest == null && thumb && !wideThumb) {
      return new SourceError(
          mnemonic.at(),
          "'" + mnemonic.text() + "' is not in the Thumb of this processor",
          "name a newer one with .cpu");
    }
    if (furthest == null) {
      return new SourceError(
          mnemonic.at(), "'" + mnemonic.text() + "' has no encoding of this length or with flags");
    }
    String hint = furthest.diagnostic().hint();
    return new SourceError(
        furthest.diagnostic().at(),
        furthest.diagnostic().expected(),
        hint.isEmpty() ? "write " + nearest.shown() : hint);
  }

  private static void emit(Form form, Mnemonic m, Match match, Position at, Code code) {
    int word = match.word;
    if (form.flags() == Form.Flags.OPTIONAL && m.sets()) {
      word |= SETS_FLAGS;
    }
    if (form.width() == Form.Width.A32) {
      word = conditional(word, form, m.condition(), at);
    } else if (form.width() == Form.Width.T32 && form.word() >>> 28 == 0) {
      word |= 0xE000_0000;
    }
    switch (form.width()) {
      case A32 -> {
        if (match.patch == null) {
          code.word(word);
        } else {
          code.word(word, match.value, match.patch);
        }
      }
      case T16 -> {
        if (match.patch == null) {
          code.half(word);
        } else {
          code.half(word, match.value, match.patch);
        }
      }
      case T32 -> {
        if (match.patch == null) {
          code.halves(word);
        } else {
          code.halves(word, match.value, match.patch);
        }
      }
    }
  }

  private static int conditional(int word, Form form, int condition, Position at) {
    if (form.conditional()) {
      return word | condition << 28;
    }
    if (condition != Names.ALWAYS) {
      throw unconditional(at, form);
    }
    return word;
  }

  private static SourceError unconditional(Position at, Form form) {
    return new SourceError(at, "'" + form.name() + "' cannot be conditional");
  }
}
