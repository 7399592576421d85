package quimera.peripherals.virtio;

import quimera.core.state.StateIo;

/** What a virtio device does, behind its {@link VirtioMmio} transport. */
interface VirtioFunction {
  /** Its number, section 5 of the specification. */
  int deviceId();

  /** How many queues it has. */
  int queues();

  /** The features that it offers, beyond those of every device. */
  long features();

  /** A byte of its configuration; 0 beyond the end. */
  int configuration(int offset);

  /** Connects it to its transport, once. */
  void attach(VirtioMmio to);

  /** The driver has put something into a queue, or has made it ready. */
  void notified(int queue);

  /** The driver has reset the device. */
  void reset();

  /** Names every lasting field once. */
  void state(StateIo io);
}
