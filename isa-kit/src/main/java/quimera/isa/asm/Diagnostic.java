package quimera.isa.asm;

/**
 * What keeps a source from being assembled: where, what was expected, and how to put it right.
 *
 * @param hint empty if there is nothing useful to say
 */
public record Diagnostic(Position at, String expected, String hint) {
  @Override
  public String toString() {
    return at + ": " + expected + (hint.isEmpty() ? "" : "; " + hint);
  }
}
