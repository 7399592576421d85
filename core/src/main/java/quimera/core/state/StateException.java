package quimera.core.state;

/** A stored state that cannot be used; the message says what is wrong with which part. */
public final class StateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line, for the user
   */
  public StateException(String message) {
    super(message);
  }
}
