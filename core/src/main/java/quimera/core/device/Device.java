package quimera.core.device;

import quimera.core.state.StateIo;

/** A part of a machine that has state and can be reset. */
public interface Device {
  /** How far a reset goes. */
  enum Reset {
    /** Power was switched on. */
    POWER_ON,
    /** The reset line was pulsed; what a battery or the power rail keeps stays. */
    WARM
  }

  /** Brings this part's own registers to the data sheet's reset values; touches nothing else. */
  void reset(Reset kind);

  /**
   * After every part was reset: drives the lines and sets the alarms that follow from the
   * registers.
   */
  default void settle() {}

  /** Names every lasting field once; serves saving, loading and hashing. */
  void state(StateIo io);

  /** After a state was loaded: recomputes what follows from the fields (caches, decoded forms). */
  default void restored() {}
}
