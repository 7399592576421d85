package quimera.isa.asm;

/** Ends the assembly of one statement; the assembler goes on with the next. */
public final class SourceError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  /** A complaint with a hint. */
  public SourceError(Position at, String expected, String hint) {
    super(expected);
    diagnostic = new Diagnostic(at, expected, hint);
  }

  /** A complaint without a hint. */
  public SourceError(Position at, String expected) {
    this(at, expected, "");
  }

  /** The complaint. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
