package quimera.core.line;

/**
 * An input pin of a part: it is told the new level of the wire when that level changes.
 *
 * <p>A handler only latches; what an edge means is the receiver's business, because only it knows
 * how the pin is programmed.
 */
@FunctionalInterface
public interface InputLine {
  /** The wire has taken {@code level}. Never called twice in a row with the same level. */
  void changed(boolean level);
}
