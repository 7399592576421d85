package quimera.core.host;

/** Where a guest's Ethernet frames go: the far end of its network cable. */
@FunctionalInterface
public interface NetworkSink {
  /** No cable is plugged in. */
  NetworkSink NONE = frame -> {};

  /**
   * The guest has sent a frame.
   *
   * @param frame from the destination address to the end of the data, without checksum; not changed
   *     afterwards by the sender
   */
  void send(byte[] frame);
}
