package quimera.cli;

import java.util.Arrays;
import java.util.List;
import quimera.core.host.AudioSink;
import quimera.core.machine.Machine;

/**
 * Adds up what a machine's speaker and sound card play, and gives it on as samples for the host.
 *
 * <p>Levels carry virtual times. Each sample is the mean of its interval, so that a speaker's tones
 * far above the sampling rate average out as they do on paper, and a card's samples come at the
 * host's rate. Each step of the session gives on what is complete.
 *
 * <p>A card comes up with its volumes far down, and programs leave them or turn them all up: it is
 * amplified, and like a hand at the knob all is turned down where it would be too loud, and slowly
 * up again.
 */
final class SoundMixer implements AudioSink, Session.Observer {
  /** Samples a second, each of 16 bits for left and right, little-endian. */
  static final int RATE = 44_100;

  /** Bytes of a sample. */
  static final int FRAME = 4;

  private static final long SECOND = 1_000_000_000L;
  private static final int SPEAKER_LEVEL = 6_000;
  private static final int CARD_GAIN = 4; // 12 dB
  private static final double SETTLING = 0.001; // a sample; 7 Hz and below are not heard
  private static final double TURNING_UP = 1 + 2.6e-6; // a sample; 1 dB a second

  /** Where samples go. */
  interface Output {
    /** Takes whole samples. */
    void play(byte[] pcm);
  }

  private final List<? extends Output> outputs;
  private final Track speaker = new Track();
  private final Track[] card = {new Track(), new Track()}; // by Source
  private double[] left = new double[RATE / 10];
  private double[] right = new double[RATE / 10];
  private long first; // number of the first sample that is not given on
  private double leftCentre;
  private double rightCentre;
  private double volume = 1;

  SoundMixer(List<? extends Output> outputs) {
    this.outputs = outputs;
  }

  @Override
  public void speaker(long time, boolean level) {
    int amplitude = level ? SPEAKER_LEVEL : 0;
    speaker.set(time, amplitude, amplitude);
  }

  @Override
  public void level(Source source, long time, int l, int r) {
    card[source == Source.VOICE ? 0 : 1].set(time, CARD_GAIN * l, CARD_GAIN * r);
  }

  @Override
  public Session.Outcome step(Machine machine) {
    step(machine.scheduler.now());
    return null;
  }

  /** Gives on what can no longer change. */
  void step(long now) {
    long until = now - LAG;
    if (until - timeOf(first) > SECOND) { // a state was loaded: what lies between is not played
      first = sampleAt(until);
      Arrays.fill(left, 0);
      Arrays.fill(right, 0);
    }
    speaker.hold(until);
    for (Track track : card) {
      track.hold(until);
    }
    int samples = (int) (sampleAt(until) - first);
    if (samples <= 0) {
      return;
    }
    byte[] pcm = new byte[samples * FRAME];
    for (int i = 0; i < samples; i++) {
      leftCentre += (left[i] - leftCentre) * SETTLING; // a cone that stays out is silence
      rightCentre += (right[i] - rightCentre) * SETTLING;
      double l = left[i] - leftCentre;
      double r = right[i] - rightCentre;
      double loudest = Math.max(Math.abs(l), Math.abs(r));
      volume = Math.min(Math.min(1, volume * TURNING_UP), Short.MAX_VALUE / loudest);
      put(pcm, i * FRAME, l * volume);
      put(pcm, i * FRAME + 2, r * volume);
    }
    first += samples;
    drop(left, samples);
    drop(right, samples);
    outputs.forEach(output -> output.play(pcm));
  }

  private static void put(byte[] pcm, int at, double level) {
    int value = (int) Math.round(level);
    pcm[at] = (byte) value;
    pcm[at + 1] = (byte) (value >> 8);
  }

  private static void drop(double[] sums, int samples) {
    System.arraycopy(sums, samples, sums, 0, sums.length - samples);
    Arrays.fill(sums, sums.length - samples, sums.length, 0);
  }

  /** When sample {@code n} begins. */
  private static long timeOf(long n) {
    return n / RATE * SECOND + (n % RATE * SECOND + RATE - 1) / RATE;
  }

  /** The sample in whose interval a time lies. */
  private static long sampleAt(long time) {
    return time / SECOND * RATE + time % SECOND * RATE / SECOND;
  }

  /** One source: a level, and up to when it has been added. */
  private final class Track {
    private long added;
    private int leftLevel;
    private int rightLevel;

    void set(long time, int l, int r) {
      hold(time);
      leftLevel = l;
      rightLevel = r;
    }

    /** Adds its level up to a time, a share to each sample that it overlaps. */
    void hold(long until) {
      if (until - added > SECOND) {
        added = until;
      }
      added = Math.max(added, timeOf(first));
      long sample = sampleAt(added);
      while (added < until) {
        long next = timeOf(sample + 1);
        long end = Math.min(next, until);
        add((int) (sample - first), (double) (end - added) / (next - timeOf(sample)));
        added = end;
        sample++;
      }
    }

    private void add(int index, double share) {
      if (index >= left.length) {
        left = Arrays.copyOf(left, index + RATE / 10);
        right = Arrays.copyOf(right, index + RATE / 10);
      }
      left[index] += leftLevel * share;
      right[index] += rightLevel * share;
    }
  }
}
