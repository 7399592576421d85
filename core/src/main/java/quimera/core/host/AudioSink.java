package quimera.core.host;

/**
 * Where sound goes. Each source is a level that stands until the source says another: what comes
 * from one source comes in the order of time.
 */
public interface AudioSink {
  /** What a sound card's levels are of. */
  enum Source {
    /** Digitized sound. */
    VOICE,
    /** The synthesizer. */
    MUSIC
  }

  /** A source may say this much later, in ns of virtual time, what its level was. */
  long LAG = 5_000_000;

  /** No loudspeaker. */
  AudioSink NONE = (time, level) -> {};

  /**
   * A one-bit speaker's cone moves.
   *
   * @param time in ns of virtual time
   * @param level in or out
   */
  void speaker(long time, boolean level);

  /**
   * A sound card's output changes.
   *
   * @param time in ns of virtual time, at most {@link #LAG} ago
   * @param left 16 bits, signed
   * @param right 16 bits, signed
   */
  default void level(Source source, long time, int left, int right) {}
}
