package quimera.core.host;

/** A guest's receiver of Ethernet frames from the host. */
@FunctionalInterface
public interface NetworkPort {
  /** A frame arrives, without checksum; the port queues it and takes it in at the cable's speed. */
  void receive(byte[] frame);
}
