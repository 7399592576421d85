package quimera.cli;

import quimera.machines.config.MachineSpec;

/**
 * A way to see a machine that this module does not have itself: the window, found through
 * ServiceLoader.
 */
public interface Frontend {
  /** Whether there is a screen to open a window on. */
  boolean available();

  /**
   * Shows the session's machine until the session ends or the user closes the window; the machine
   * runs on a thread that the front end starts with {@link Session#run}.
   *
   * @param spec what the machine was made from, for its menus
   */
  Session.Outcome show(Session session, MachineSpec spec);
}
