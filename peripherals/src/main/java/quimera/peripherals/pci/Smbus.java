package quimera.peripherals.pci;

/** What sits on a system management bus at one address. */
public interface Smbus {
  /** A byte of the device's register {@code command}, 0-255. */
  int readByte(int command);

  /** Writes a byte, or does nothing if the register is read-only. */
  void writeByte(int command, int value);
}
