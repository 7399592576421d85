package quimera.core.host;

/** A guest's receiver of characters from the host. */
@FunctionalInterface
public interface CharPort {
  /** A byte, 0-255, arrives; the port queues it and takes it in at its own speed. */
  void receive(int value);
}
