package quimera.peripherals.input;

/**
 * A keyboard or mouse on a PS/2 cable, as the controller at the other end sees it: it takes command
 * bytes and keeps what it has to say until the controller clocks it in.
 */
public interface Ps2Device {
  /** A byte from the controller. */
  void receive(int value);

  /** Whether a byte waits to be clocked in. */
  boolean waiting();

  /** The next byte; only while one waits. */
  int take();

  /** {@code ready} is to run whenever a byte waits that did not wait before. */
  void connect(Runnable ready);
}
