package quimera.peripherals.dma;

/**
 * One channel of a DMA controller as the device on its DREQ/DACK pair sees it: the device moves
 * bytes at its own pace, the controller says where they go and when the block is full.
 *
 * <p>The device asserts {@link #request} while it wants service, and calls {@link #read} or {@link
 * #write} when it has bytes to move. Both move as many as they can: none while the channel is
 * masked, the controller disabled or the cascade closed, and never past the terminal count. A
 * device that continues after the terminal count (an autoinitialized channel) simply calls again.
 *
 * <pre>{@code
 * int moved = channel.write(sector, 0, 512);   // a floppy controller, reading a disk
 * if (channel.terminalCount()) { finish(); } else if (moved < 512) { overrun(); }
 * }</pre>
 */
public interface DmaChannel {
  /** Drives DREQ; the guest sees it in the status register. */
  void request(boolean asserted);

  /** Whether a transfer would move anything now: not masked, enabled, and the cascade open. */
  boolean ready();

  /**
   * Memory to device (the controller's "read" transfer). In verify mode, or if the guest has
   * programmed the other direction, the address and the count advance and the buffer keeps what it
   * has.
   *
   * @param length in bytes; a 16-bit channel moves whole words and rounds down
   * @return bytes moved, 0 to {@code length}
   */
  int read(byte[] buffer, int offset, int length);

  /**
   * Device to memory (the controller's "write" transfer). In verify mode, or if the guest has
   * programmed the other direction, the address and the count advance and memory keeps what it has.
   *
   * @param length in bytes; a 16-bit channel moves whole words and rounds down
   * @return bytes moved, 0 to {@code length}
   */
  int write(byte[] buffer, int offset, int length);

  /**
   * Whether the last {@link #read} or {@link #write} ended with the terminal count (the TC pin).
   */
  boolean terminalCount();
}
