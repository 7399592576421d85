package quimera.isa.asm;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import quimera.isa.asm.Token.Kind;

/**
 * Assembles sources: directives, labels and data by itself, instructions with the help of an {@link
 * InstructionSet}.
 *
 * <p>One pass over the statements lays everything out; fields that wait for labels are filled in at
 * the end. The length of an instruction therefore never depends on a label further down.
 */
public final class Assembler implements Code {
  private static final int MOST_COMPLAINTS = 50;
  private static final int LARGEST_SPACE = 1 << 28;

  private final InstructionSet isa;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Symbols symbols = new Symbols();
  private final NumberedLabels numbered = new NumberedLabels();
  private final List<Chunk> chunks = new ArrayList<>();
  private final Map<String, Chunk> current = new LinkedHashMap<>();
  private final List<Runnable> fixups = new ArrayList<>();
  private final List<Program.SourceLine> lines = new ArrayList<>();
  private final List<Token> pendingLabels = new ArrayList<>();
  private final List<Sources.Text> texts = new ArrayList<>();
  private final Expander expander;
  private Chunk chunk;
  private boolean autoAlign = true;
  private boolean tooMany;

  /** An assembler for one program. */
  public Assembler(InstructionSet isa, Sources sources) {
    this.isa = isa;
    expander =
        new Expander(
            sources, isa, diagnostics, this::statement, this::constantOf, symbols::isDefined);
    section(".text", null);
  }

  /** Adds a source; several make one program. */
  public Assembler add(Sources.Text text) {
    texts.add(text);
    pass(text);
    return this;
  }

  private void pass(Sources.Text text) {
    section(".text", null);
    autoAlign = true;
    try {
      expander.source(text);
    } catch (SourceError e) {
      diagnostics.add(e.diagnostic());
    }
    settleLabels();
  }

  /** Fills in what waited for labels; complains if anything was wrong. */
  public Program finish() {
    fill();
    while (isa.again()) {
      restart();
      texts.forEach(this::pass);
      fill();
    }
    if (!diagnostics.isEmpty()) {
      throw new AssemblyException(complaints());
    }
    Long entry = symbols.labels().get(isa.entry());
    if (entry == null) {
      entry = symbols.labels().get("main");
    }
    int start = entry == null ? isa.sections().get(".text") : entry.intValue();
    start |= symbols.isMarked(isa.entry()) ? 1 : 0;
    List<Chunk> filled = chunks.stream().filter(c -> c.length() > 0).toList();
    return new Program(filled, symbols, start, isa.order(), List.copyOf(lines));
  }

  private void fill() {
    for (Chunk last : List.copyOf(current.values())) {
      chunk = last;
      isa.leave(this);
    }
    for (Runnable fixup : fixups) {
      try {
        fixup.run();
      } catch (SourceError e) {
        diagnostics.add(e.diagnostic());
      }
    }
  }

  /** Forgets everything but the sources. */
  private void restart() {
    diagnostics.clear();
    symbols.clear();
    numbered.clear();
    chunks.clear();
    current.clear();
    fixups.clear();
    lines.clear();
    pendingLabels.clear();
    expander.clear();
    chunk = null;
    tooMany = false;
    section(".text", null);
  }

  /** In the order of the source, each once. */
  private List<Diagnostic> complaints() {
    List<String> files = diagnostics.stream().map(d -> d.at().file()).distinct().toList();
    return diagnostics.stream()
        .distinct()
        .sorted(
            Comparator.comparingInt((Diagnostic d) -> files.indexOf(d.at().file()))
                .thenComparingInt(d -> d.at().line())
                .thenComparingInt(d -> d.at().column()))
        .limit(MOST_COMPLAINTS)
        .toList();
  }

  // Statements

  private void statement(List<Token> tokens) {
    if (tooMany) {
      return;
    }
    try {
      Statement statement = new Statement(tokens, numbered, this::address);
      labels(statement);
      if (!statement.ended()) {
        execute(statement);
      }
    } catch (SourceError e) {
      diagnostics.add(e.diagnostic());
      tooMany = diagnostics.size() >= MOST_COMPLAINTS;
    }
  }

  private void labels(Statement s) {
    while (!s.ended() && s.peekSecond().is(":")) {
      Token name = s.take();
      s.expect(":");
      if (name.kind() == Kind.INTEGER) {
        pendingLabels.add(name.named(numbered.define(name.text())));
      } else if (name.kind() == Kind.NAME) {
        pendingLabels.add(name);
      } else {
        throw new SourceError(name.at(), "a label's name begins with a letter");
      }
    }
  }

  private void execute(Statement s) {
    Token word = s.name("a directive or an instruction");
    if (s.peek().is("=")) {
      s.take();
      settleLabels();
      symbols.constant(word.text(), s.expression().value(symbols));
      s.expectEnd();
      return;
    }
    if (word.text().startsWith(".") && directive(word, s)) {
      return;
    }
    align(isa.alignment());
    settleLabels();
    lines.add(new Program.SourceLine(address(), word.at()));
    isa.assemble(word, s, this);
  }

  /** Labels take their address when something follows them, after its alignment. */
  private void settleLabels() {
    for (Token label : pendingLabels) {
      try {
        symbols.label(label.text(), chunk.end() & 0xFFFF_FFFFL, label.at());
        isa.labelled(label.text(), this);
      } catch (SourceError e) {
        diagnostics.add(e.diagnostic());
      }
    }
    pendingLabels.clear();
  }

  // Directives

  private boolean directive(Token name, Statement s) {
    switch (name.text()) {
      case ".byte" -> data(s, 1);
      case ".half", ".short", ".hword", ".2byte" -> data(s, 2);
      case ".word", ".long", ".int", ".4byte" -> data(s, 4);
      case ".dword", ".quad", ".8byte" -> data(s, 8);
      case ".float", ".single" -> reals(s, 4);
      case ".double" -> reals(s, 8);
      case ".ascii" -> text(s, false);
      case ".asciiz", ".asciz", ".string" -> text(s, true);
      case ".space", ".skip", ".zero" -> space(s);
      case ".fill" -> fill(s);
      case ".org" -> advance(s);
      case ".align", ".p2align" -> alignment(s, false);
      case ".balign" -> alignment(s, true);
      case ".globl", ".global" -> {
        do {
          symbols.global(s.name("a label").text());
        } while (more(s));
      }
      case ".bss" -> section(name.text(), name.at());
      case ".set", ".equ" -> {
        return set(name, s);
      }
      case ".extern" -> extern(s);
      case ".comm", ".lcomm" -> extern(s);
      case ".section" -> {
        Token section = s.name("a section's name");
        String flags = s.skip(",") && s.peek().kind() == Kind.STRING ? s.take().text() : null;
        while (!s.ended()) {
          s.take();
        }
        boolean known = flags == null || alias(section.text()) != null;
        boolean listed = isa.sections().containsKey(section.text());
        section(known || listed ? section.text() : kept(flags), section.at());
      }
      default -> {
        if (isa.sections().containsKey(name.text())) {
          section(name.text(), name.at());
          if (!s.ended()) {
            origin(s);
          }
        } else if (isa.directive(name, s, this)) {
          return true;
        } else {
          throw new SourceError(
              name.at(), "there is no directive '" + name.text() + "'", suggestion(name.text()));
        }
      }
    }
    s.expectEnd();
    return true;
  }

  private static final List<String> DIRECTIVES =
      List.of(
          ".byte",
          ".half",
          ".word",
          ".dword",
          ".float",
          ".double",
          ".ascii",
          ".asciiz",
          ".space",
          ".org",
          ".align",
          ".globl",
          ".set",
          ".extern",
          ".text",
          ".data",
          ".macro",
          ".end_macro",
          ".eqv",
          ".include",
          ".ktext",
          ".kdata",
          ".section",
          ".rept",
          ".endr",
          ".if",
          ".else",
          ".endif");

  private String suggestion(String name) {
    List<String> known = new ArrayList<>(DIRECTIVES);
    known.addAll(isa.directives());
    String near = Nearest.of(name, known);
    return near == null ? "" : "did you mean '" + near + "'";
  }

  private boolean more(Statement s) {
    boolean comma = s.skip(",");
    if (comma && s.ended()) {
      return false;
    }
    return !s.ended();
  }

  private void section(String name, Position at) {
    settleIfStarted();
    String known = isa.sections().containsKey(name) ? name : alias(name);
    if (known == null) {
      throw new SourceError(at, "there is no section '" + name + "'", "use .text or .data");
    }
    chunk =
        current.computeIfAbsent(
            known,
            n -> {
              Chunk first = new Chunk(n, isa.sections().get(n));
              chunks.add(first);
              return first;
            });
    autoAlign = true;
  }

  /** Where a section of another name goes, by its flags: instructions or data. */
  private static String kept(String flags) {
    return flags.contains("x") ? ".text" : ".data";
  }

  private static String alias(String name) {
    if (name.startsWith(".rodata") || name.startsWith(".bss") || name.startsWith(".sbss")) {
      return ".data";
    }
    return name.startsWith(".text") ? ".text" : name.startsWith(".data") ? ".data" : null;
  }

  private void settleIfStarted() {
    if (chunk != null) {
      settleLabels();
    }
  }

  private void origin(Statement s) {
    int address = (int) s.expression().value(symbols);
    if (address != chunk.end()) {
      isa.leave(this);
      chunk = new Chunk(chunk.section(), address);
      chunks.add(chunk);
      current.put(chunk.section(), chunk);
    }
  }

  private boolean set(Token name, Statement s) {
    if (name.text().equals(".set") && !s.peekSecond().is(",")) {
      if (isa.directive(name, s, this)) {
        return true;
      }
    }
    Token symbol = s.name("a symbol's name");
    s.expect(",");
    settleLabels();
    symbols.constant(symbol.text(), s.expression().value(symbols));
    s.expectEnd();
    return true;
  }

  private void extern(Statement s) {
    Token name = s.name("a label");
    s.skip(",");
    if (s.ended()) {
      return;
    }
    int bytes = size(s);
    s.skip(",");
    if (!s.ended()) {
      s.expression();
    }
    Chunk before = chunk;
    section(".data", name.at());
    align(Math.min(8, Math.max(1, Integer.highestOneBit(bytes))));
    symbols.label(name.text(), chunk.end() & 0xFFFF_FFFFL, name.at());
    chunk.reserve(bytes);
    chunk = before;
  }

  private int size(Statement s) {
    Position at = s.at();
    settleLabels();
    long bytes = s.expression().value(symbols);
    if (bytes < 0 || bytes > LARGEST_SPACE) {
      throw new SourceError(at, "a size of 0 to " + LARGEST_SPACE + " bytes was expected");
    }
    return (int) bytes;
  }

  private void space(Statement s) {
    int bytes = size(s);
    int fill = s.skip(",") ? (int) s.expression().value(symbols) : 0;
    int from = chunk.reserve(bytes);
    for (int i = 0; fill != 0 && i < bytes; i++) {
      chunk.put(from + i, fill);
    }
  }

  /** .org offset: fills up to a place in the section, counted from its beginning. */
  private void advance(Statement s) {
    settleLabels();
    Expression place = s.expression();
    long offset = place.value(symbols) - (place.constant(symbols) ? 0 : chunk.start());
    if (offset < chunk.length() || offset > LARGEST_SPACE) {
      throw new SourceError(
          place.at(), ".org goes forward only; " + chunk.length() + " bytes are before it");
    }
    chunk.reserve((int) offset - chunk.length());
  }

  /** .fill times, size, value */
  private void fill(Statement s) {
    int times = size(s);
    int bytes = s.skip(",") ? size(s) : 1;
    long value = s.skip(",") ? s.expression().value(symbols) : 0;
    for (int i = 0; i < times; i++) {
      put(chunk, chunk.reserve(bytes), value, bytes);
    }
  }

  private void alignment(Statement s, boolean inBytes) {
    Position at = s.at();
    long n = s.ended() ? inBytes ? 4 : 2 : s.expression().value(symbols);
    while (s.skip(",")) {
      if (!s.ended() && !s.peek().is(",")) {
        s.expression();
      }
    }
    if (inBytes ? Long.bitCount(n) != 1 || n > 1 << 16 : n < 0 || n > 16) {
      throw new SourceError(at, inBytes ? "a power of two was expected" : "0 to 16 was expected");
    }
    autoAlign = inBytes || n != 0;
    if (!isa.alignsData()) {
      settleLabels();
    }
    alignNow(inBytes ? (int) n : 1 << n);
  }

  @Override
  public void align(int bytes) {
    if (autoAlign) {
      alignNow(bytes);
    }
  }

  private void alignNow(int bytes) {
    int gap = -chunk.end() & bytes - 1;
    int from = chunk.reserve(gap);
    if (isa.filler() != 0 && chunk.section().equals(".text")) {
      int size = isa.alignment();
      for (int i = gap - size; i >= 0; i -= size) {
        put(chunk, from + i, isa.filler(), size);
      }
    }
  }

  // Data

  private void data(Statement s, int bytes) {
    alignData(bytes);
    if (s.ended()) {
      throw s.expected("a value");
    }
    do {
      Expression e = s.expression();
      long count = 1;
      if (s.skip(":")) {
        count = s.expression().value(symbols);
        if (count < 0 || count * bytes > LARGEST_SPACE) {
          throw new SourceError(e.at(), "the number of repetitions is out of range");
        }
      }
      for (long i = 0; i < count; i++) {
        later(e, bytes);
      }
    } while (more(s));
  }

  private void alignData(int bytes) {
    if (isa.alignsData()) {
      align(bytes);
    }
    settleLabels();
  }

  private void later(Expression e, int bytes) {
    Chunk target = chunk;
    int offset = target.reserve(bytes);
    fixups.add(
        () -> {
          long value = e.pointer(symbols);
          long over = bytes == 8 ? 0 : value >> 8 * bytes;
          long sign = bytes == 8 ? 0 : value >> 8 * bytes - 1;
          if (over != 0 && sign != -1) {
            throw new SourceError(
                e.at(), "the value " + value + " does not fit into " + 8 * bytes + " bits");
          }
          put(target, offset, value, bytes);
        });
  }

  private void put(Chunk target, int offset, long value, int bytes) {
    boolean little = isa.order() == ByteOrder.LITTLE_ENDIAN;
    for (int i = 0; i < bytes; i++) {
      target.put(offset + i, (int) (value >>> 8 * (little ? i : bytes - 1 - i)));
    }
  }

  private void reals(Statement s, int bytes) {
    alignData(bytes);
    do {
      double value = s.real();
      long count = s.skip(":") ? s.expression().value(symbols) : 1;
      long bits =
          bytes == 8 ? Double.doubleToRawLongBits(value) : Float.floatToRawIntBits((float) value);
      for (long i = 0; i < count; i++) {
        put(chunk, chunk.reserve(bytes), bits, bytes);
      }
    } while (more(s));
  }

  private void text(Statement s, boolean closed) {
    settleLabels();
    do {
      Token string = s.peek();
      if (string.kind() != Kind.STRING) {
        throw s.expected("a string in double quotes");
      }
      s.take();
      // A byte a character, as the source was read; what was written in UTF-8 stays UTF-8.
      byte[] bytes = string.text().getBytes(StandardCharsets.ISO_8859_1);
      int at = chunk.reserve(bytes.length + (closed ? 1 : 0));
      for (int i = 0; i < bytes.length; i++) {
        chunk.put(at + i, bytes[i]);
      }
    } while (more(s));
  }

  // Code

  @Override
  public void word(int word) {
    put(chunk, chunk.reserve(4), word, 4);
  }

  @Override
  public void word(int word, Expression value, Patch patch) {
    patched(word, value, patch, 4);
  }

  @Override
  public void half(int half) {
    put(chunk, chunk.reserve(2), half, 2);
  }

  @Override
  public void half(int half, Expression value, Patch patch) {
    patched(half, value, patch, 2);
  }

  @Override
  public void halves(int pair) {
    half(pair >>> 16);
    half(pair & 0xFFFF);
  }

  @Override
  public void halves(int pair, Expression value, Patch patch) {
    patched(pair, value, (p, v, a, at) -> Integer.rotateLeft(patch.apply(p, v, a, at), 16), 4);
  }

  private void patched(int word, Expression value, Patch patch, int bytes) {
    Chunk target = chunk;
    int offset = target.reserve(bytes);
    int address = target.start() + offset;
    fixups.add(
        () -> {
          int patched = patch.apply(word, value.value(symbols), address, value.at());
          put(target, offset, patched, bytes);
        });
  }

  @Override
  public void data(Expression value) {
    later(value, 4);
  }

  @Override
  public String section() {
    return chunk.section();
  }

  @Override
  public void mark(String label) {
    symbols.mark(label);
  }

  @Override
  public void define(String name, long value) {
    symbols.constant(name, value);
  }

  @Override
  public int address() {
    return chunk.end();
  }

  @Override
  public boolean known(Expression expression) {
    return expression.constant(symbols);
  }

  @Override
  public boolean placed(Expression expression) {
    return expression.placed(symbols);
  }

  @Override
  public long value(Expression expression) {
    return expression.value(symbols);
  }

  /** In {@code text}, the words %1 to %9 stand for the operands. */
  @Override
  public void statement(String text, Position at, List<List<Token>> operands) {
    List<Diagnostic> none = new ArrayList<>();
    for (List<Token> line : Lexer.split(at.file(), text, isa.comment(), none)) {
      List<Token> words = new ArrayList<>();
      for (int i = 0; i < line.size(); i++) {
        Token token = line.get(i);
        if (token.is("%") && line.get(i + 1).kind() == Kind.INTEGER) {
          words.addAll(operands.get((int) line.get(++i).value() - 1));
        } else {
          words.add(token.movedTo(at));
        }
      }
      Statement s = new Statement(words, numbered, this::address);
      isa.assemble(s.take(), s, this);
    }
  }

  private long constantOf(List<Token> tokens) {
    Statement s = new Statement(tokens, numbered, this::address);
    long value = s.expression().value(symbols);
    s.expectEnd();
    return value;
  }
}
