package quimera.core.host;

/** Where sound goes. */
public interface AudioSink {
  /** No loudspeaker. */
  AudioSink NONE = (time, level) -> {};

  /**
   * A one-bit speaker's cone moves.
   *
   * @param time in ns of virtual time
   * @param level in or out
   */
  void speaker(long time, boolean level);
}
