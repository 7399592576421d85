package quimera.core.machine;

/** Why {@link Machine#run} has returned. */
public enum Stop {
  /** The time asked for has come. */
  TIME,
  /** The number of instructions asked for has been executed. */
  INSTRUCTIONS,
  /** The guest has switched the power off. */
  POWER_OFF,
  /** The guest has asked for a reset: {@link Machine#stopAtReset}. */
  RESET,
  /** The guest has ended the run with a code: {@link Machine#exitCode}. */
  EXIT,
  /** The processor is shut down or waits for ever, or a part gave up: {@link Machine#fault}. */
  FAULT
}
