package quimera.peripherals.storage;

/** What moves blocks between an IDE device and memory without the data port. */
public interface BusMaster {
  /** Whether the host has started it, in this direction. */
  boolean running(boolean toMemory);

  /**
   * Moves a block.
   *
   * @return whether all of it had a place; if not, the device waits for ever, as on the cable
   */
  boolean move(byte[] block, int length, boolean toMemory);
}
