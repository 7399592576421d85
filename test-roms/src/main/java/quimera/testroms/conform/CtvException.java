package quimera.testroms.conform;

/** A vector file that breaks its format; the message says how, in a few words. */
final class CtvException extends Exception {
  private static final long serialVersionUID = 1L;

  CtvException(String message) {
    super(message);
  }
}
