package quimera.core.bus;

/**
 * A bus error on an unclaimed address. Unchecked and without a stack trace, since guests may cause
 * many.
 */
public final class BusFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The physical address. */
  public final long address;

  /**
   * @param address physical
   */
  public BusFault(long address) {
    super("no device answers at 0x" + Long.toHexString(address), null, false, false);
    this.address = address;
  }
}
