package quimera.cli;

/**
 * A way to see a machine that this module does not have itself: the window, found through
 * ServiceLoader.
 */
public interface Frontend {
  /** Whether there is a screen to open a window on. */
  boolean available();

  /**
   * Shows a machine until it ends or the user closes the window; it runs on a thread that the front
   * end starts with {@link Session#run}. Further machines that the user starts meanwhile are the
   * front end's own.
   *
   * @return how the machine has ended
   */
  Session.Outcome show(Instance first);

  /**
   * Waits until the window has gone, in which other machines may still run. The first machine has
   * been closed.
   */
  void stay();
}
