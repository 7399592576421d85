package quimera.cpu.x86;

/**
 * An exception that the current instruction raises: thrown by whatever finds it, caught by the run
 * loop, which delivers it with the instruction's own address.
 *
 * <p>Nothing of the instruction may have taken effect when it is thrown.
 */
final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** {@link #errorCode} of an exception that pushes none. */
  static final int NO_CODE = -1;

  /** In place of a vector: no exception, the instruction waits and is tried again. */
  static final int RETRY = -1;

  final int vector;

  /** What is pushed, or {@link #NO_CODE}. */
  final int errorCode;

  /** The linear address for CR2, if the vector is 14. */
  final int cr2;

  /** A fault without an error code. */
  Fault(int vector) {
    this(vector, NO_CODE, 0);
  }

  /** A fault with an error code. */
  Fault(int vector, int errorCode) {
    this(vector, errorCode, 0);
  }

  /** A page fault. */
  Fault(int vector, int errorCode, int cr2) {
    super(null, null, false, false);
    this.vector = vector;
    this.errorCode = errorCode;
    this.cr2 = cr2;
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // as the manual writes it: #13(18), no class name
  public String toString() {
    return errorCode == NO_CODE
        ? "#" + vector
        : "#" + vector + "(" + Integer.toHexString(errorCode) + ")";
  }
}
