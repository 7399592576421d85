package quimera.cli;

import java.util.ArrayDeque;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import quimera.core.host.AudioSink;
import quimera.core.machine.Machine;

/**
 * Plays the guest's speaker through the host's sound device; silent where there is none.
 *
 * <p>The speaker's edges carry virtual times. Each step of the session turns the virtual time that
 * has passed into samples, each the share of its interval in which the cone was out, so that tones
 * far above the sampling rate average out as they do on paper.
 */
public final class SpeakerOutput implements AudioSink, Session.Observer, AutoCloseable {
  private static final int RATE = 44_100;
  private static final int AMPLITUDE = 6_000;
  private static final int BUFFER_BYTES = RATE / 5 * 2; // 200 ms: what a late host may lag behind

  private record Edge(long time, boolean level) {}

  private final ArrayDeque<Edge> edges = new ArrayDeque<>();
  private final SourceDataLine line;
  private volatile boolean audible = true;
  private boolean level;
  private long played;
  private double centre;

  private SpeakerOutput(SourceDataLine line) {
    this.line = line;
  }

  /** Opens the host's sound device, or returns null if it has none. */
  public static SpeakerOutput open() {
    AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
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

  @Override
  public void speaker(long time, boolean out) {
    edges.add(new Edge(time, out));
  }

  @Override
  public Session.Outcome step(Machine machine) {
    long now = machine.scheduler.now();
    long passed = Math.min(now - played, 1_000_000_000L);
    int samples = (int) (passed * RATE / 1_000_000_000L);
    byte[] pcm = new byte[samples * 2];
    for (int i = 0; i < samples; i++) {
      long end = played + 1_000_000_000L / RATE;
      int value = sample(end);
      pcm[2 * i] = (byte) value;
      pcm[2 * i + 1] = (byte) (value >> 8);
    }
    // A device that cannot take it all now gets less: sound must never hold the machine up.
    if (audible) {
      line.write(pcm, 0, Math.min(pcm.length, line.available() & ~1));
    }
    if (now - played > 1_000_000_000L) {
      played = now;
    }
    return null;
  }

  /** The share of the interval up to {@code end} in which the cone is out, as a sample. */
  private int sample(long end) {
    long high = 0;
    long length = end - played;
    while (!edges.isEmpty() && edges.peek().time() < end) {
      Edge edge = edges.poll();
      long at = Math.max(played, edge.time());
      high += level ? at - played : 0;
      played = at;
      level = edge.level();
    }
    high += level ? end - played : 0;
    played = end;
    double out = (double) high / length;
    centre += (out - centre) * 0.001; // a cone that stays out is silence
    return (int) ((out - centre) * AMPLITUDE);
  }

  @Override
  public void close() {
    line.stop();
    line.close();
  }
}
