package quimera.core.machine;

/**
 * What a device may ask of the machine that it is part of; carried out after the current
 * instruction.
 */
public interface MachineControl {
  /** The reset line is pulsed. */
  void reset();

  /** The power supply is switched off. */
  void powerOff();

  /** A test guest ends the run with a verdict, 0 for success. */
  void exit(int code);
}
