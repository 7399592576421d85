package quimera.isa.asm;

/** Finds the text of source files, so that the assembler itself opens none. */
@FunctionalInterface
public interface Sources {
  /** No other file than the one given. */
  Sources NONE = (name, from) -> null;

  /**
   * The text of an included file, null if there is none.
   *
   * @param name as written
   * @param from the file that includes it
   */
  Text find(String name, String from);

  /** A file's name, for messages and for further includes, and its content. */
  record Text(String name, String content) {}
}
