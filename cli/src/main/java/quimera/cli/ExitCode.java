package quimera.cli;

/** What the process tells its caller; the table of the design, section 4. */
public enum ExitCode {
  /** All went well; every expectation was met. */
  SUCCESS(0),
  /** An expectation was not met, or a test failed. */
  FAILED(1),
  /** The command line is wrong. */
  USAGE(2),
  /** A configuration, an image or a firmware file cannot be used. */
  CONFIGURATION(3),
  /** A program does not assemble. */
  ASSEMBLY(4),
  /** The guest has crashed its processor: triple fault, lock-up. */
  GUEST_FAULT(5),
  /** The instruction limit was reached. */
  INSTRUCTION_LIMIT(6),
  /** The time limit was reached. */
  TIME_LIMIT(7),
  /** Two runs that should be equal are not. */
  DIVERGENCE(8),
  /** A defect of the emulator. */
  INTERNAL(9);

  /** The number. */
  public final int code;

  ExitCode(int code) {
    this.code = code;
  }
}
