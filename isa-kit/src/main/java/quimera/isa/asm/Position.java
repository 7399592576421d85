package quimera.isa.asm;

/** Where something stands in a source text; line and column count from 1. */
public record Position(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
