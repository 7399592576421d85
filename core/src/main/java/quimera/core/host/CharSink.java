package quimera.core.host;

/** Where a guest's characters go: a serial line's or a debug console's far end. */
@FunctionalInterface
public interface CharSink {
  /** Nothing is connected. */
  CharSink NONE = value -> {};

  /** The guest has sent a byte, 0-255. */
  void send(int value);
}
