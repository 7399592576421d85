package quimera.cpu.arm;

/**
 * Ends an instruction that cannot complete; what the exception is stands in the core ({@link
 * ArmState#refuse}). Thrown in the method that catches it wherever that is hot, so that the
 * compiler makes a jump of it.
 */
final class Trap extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Trap() {
    super(null, null, false, false);
  }
}
