package quimera.peripherals.image;

/** What a machine may do to an image file. */
public enum Access {
  /** Writes reach the file at once; nobody else may have it open for writing. */
  READ_WRITE,
  /**
   * Writes go to an overlay in memory, which is discarded with the machine; the file stays as is.
   */
  SNAPSHOT,
  /** The medium is write-protected. */
  READ_ONLY
}
