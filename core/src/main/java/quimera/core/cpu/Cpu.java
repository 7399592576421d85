package quimera.core.cpu;

import quimera.core.device.Device;

/**
 * A processor, as the machine's run loop sees it. Single-threaded; exceptions are precise; whatever
 * engine executes, the same number of instructions leads to the same state.
 */
public interface Cpu extends Device {
  /**
   * Executes instructions.
   *
   * @param budget how many at the most, 1 or more; an iteration of a repeated string instruction
   *     counts as one
   * @return how many were executed: {@code budget}, or fewer when it went idle, was stopped or shut
   *     itself down; taking an interrupt counts as none
   */
  long run(long budget);

  /**
   * Inside {@link #run}: how many instructions were executed before the current one in this run.
   */
  long used();

  /** Inside {@link #run}: return after the current instruction. Outside: nothing. */
  void stop();

  /** Inside {@link #run}: return no later than after {@code total} instructions of this run. */
  void limit(long total);

  /** Whether it waits for an interrupt (HLT, WAIT, WFI), so that the machine may skip time. */
  boolean idle();

  /**
   * Whether it has shut itself down (triple fault, lock-up): only a reset starts it again; null if
   * not.
   */
  String shutdown();

  /** Whether it waits and nothing but a reset can wake it (x86: HLT with interrupts disabled). */
  default boolean deaf() {
    return false;
  }

  /** The debugger's view. */
  CpuView view();
}
