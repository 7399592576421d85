package quimera.cli;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/** The host's sound device; a host without one is silent. */
final class SpeakerOutput implements SoundMixer.Output, AutoCloseable {
  /** 200 ms: what a late host may lag behind. */
  private static final int BUFFER_BYTES = SoundMixer.RATE / 5 * SoundMixer.FRAME;

  private final SourceDataLine line;
  private volatile boolean audible = true;

  private SpeakerOutput(SourceDataLine line) {
    this.line = line;
  }

  /** Opens the host's sound device, or returns null if it has none. */
  static SpeakerOutput open() {
    AudioFormat format = new AudioFormat(SoundMixer.RATE, 16, 2, true, false);
    try {
      SourceDataLine line = AudioSystem.getSourceDataLine(format);
      line.open(format, BUFFER_BYTES);
      line.start();
      return new SpeakerOutput(line);
    } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
      return null; // no device: run silent
    }
  }

  /** Whether it is heard: of several machines, the one that is shown. */
  void audible(boolean on) {
    audible = on;
  }

  /** A device that cannot take it all now gets less: sound must never hold the machine up. */
  @Override
  public void play(byte[] pcm) {
    if (audible) {
      line.write(pcm, 0, Math.min(pcm.length, line.available() & -SoundMixer.FRAME));
    }
  }

  @Override
  public void close() {
    line.stop();
    line.close();
  }
}
