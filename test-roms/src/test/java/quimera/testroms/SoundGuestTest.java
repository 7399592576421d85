package quimera.testroms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quimera.core.host.AudioSink;
import quimera.core.machine.Machine;
import quimera.core.machine.Options;
import quimera.core.machine.Stop;
import quimera.core.state.StateFile;
import quimera.machines.Profiles;

/** The guest that plays, heard at the card's output. */
class SoundGuestTest {
  private static final long MS = 1_000_000;
  private static final long END = 3_000 * MS;

  /** A level of one source. */
  private record Level(long time, int left, int right) {}

  /** A PC with the guest in its drive. */
  private static final class Bench implements AudioSink {
    final StringBuilder said = new StringBuilder();
    final List<Level> voice = new ArrayList<>();
    final List<Level> music = new ArrayList<>();
    final Machine machine;

    Bench(String board, boolean heard) {
      Options options = new Options();
      options.media.put("fda", TestRoms.medium("sound"));
      options.chars.put("com1", value -> said.append((char) value));
      options.audio = heard ? this : AudioSink.NONE;
      machine = Profiles.named(board).build(options);
    }

    @Override
    public void speaker(long time, boolean level) {}

    @Override
    public void level(Source source, long time, int left, int right) {
      (source == Source.VOICE ? voice : music).add(new Level(time, left, right));
    }

    /** Runs until the guest has nothing more to do: it halts for good. */
    void play() {
      assertThat(machine.run(30_000 * MS, Long.MAX_VALUE)).isEqualTo(Stop.FAULT);
      assertThat(said.toString()).contains("OPL found", "SOUND DONE").doesNotContain("wrong");
    }
  }

  private static List<Level> between(List<Level> levels, long from, long to) {
    return levels.stream().filter(l -> l.time >= from && l.time < to).toList();
  }

  private static double hertz(List<Level> levels, boolean right) {
    long first = 0;
    long last = 0;
    int periods = -1;
    for (int i = 1; i < levels.size(); i++) {
      int before = right ? levels.get(i - 1).right : levels.get(i - 1).left;
      int now = right ? levels.get(i).right : levels.get(i).left;
      if (before < 0 && now >= 0) {
        first = first == 0 ? levels.get(i).time : first;
        last = levels.get(i).time;
        periods++;
      }
    }
    return periods * 1e9 / (last - first);
  }

  private static int peak(List<Level> levels) {
    return levels.stream().mapToInt(l -> Math.abs(l.left)).max().orElse(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"isapc", "pc"})
  void itIsHeardAsItIsWritten(String board) {
    Bench bench = new Bench(board, true);
    bench.play();
    double twelveDecibels = Math.pow(10, -12 / 20.0); // the guest's master volume
    assertThat(hertz(bench.music, false)).isCloseTo(440, within(0.5));
    assertThat(peak(bench.music)).isCloseTo((int) (4084 * twelveDecibels), within(5));

    // Bytes for half a second, words for a quarter, and more than 100 ms between them.
    List<Level> sound = bench.voice.stream().filter(l -> l.left != 0 || l.right != 0).toList();
    long start = sound.get(0).time;
    long end = sound.get(sound.size() - 1).time;
    List<Level> bytes = between(sound, start, start + 500 * MS);
    List<Level> words = between(sound, end - 249 * MS, end + 1);
    assertThat(between(sound, start + 501 * MS, start + 600 * MS)).isEmpty();
    assertThat(hertz(bytes, false)).isCloseTo(1000, within(0.5));
    assertThat(peak(bytes)).isCloseTo((int) (25_600 * twelveDecibels), within(2));
    assertThat(hertz(words, false)).isCloseTo(500, within(0.5));
    assertThat(hertz(words, true)).isCloseTo(1000, within(0.5));
  }

  @Test
  void theRunIsTheSameIfNobodyListens() {
    Bench heard = new Bench("isapc", true);
    Bench deaf = new Bench("isapc", false);
    heard.play();
    deaf.play();
    assertThat(deaf.machine.hash()).isEqualTo(heard.machine.hash());
  }

  /** In a note, in the endless transfer and in the single one. */
  @ParameterizedTest
  @ValueSource(longs = {600, 1_300, 2_100})
  void aMachineSavedInTheMiddleGoesOnAlike(long ms) {
    Bench straight = new Bench("isapc", true);
    straight.machine.run(ms * MS, Long.MAX_VALUE);
    byte[] file = StateFile.encode(straight.machine.save());
    Bench other = new Bench("isapc", true);
    other.machine.load(StateFile.decode(file));
    long now = straight.machine.scheduler.now();
    assertThat(other.machine.hash()).isEqualTo(straight.machine.hash());
    straight.machine.run(END, Long.MAX_VALUE);
    other.machine.run(END, Long.MAX_VALUE);
    assertThat(other.machine.hash()).isEqualTo(straight.machine.hash());
    for (int source = 0; source < 2; source++) {
      List<Level> expected = source == 0 ? straight.voice : straight.music;
      List<Level> actual = source == 0 ? other.voice : other.music;
      assertThat(between(actual, now + 1, END)).isEqualTo(between(expected, now + 1, END));
    }
    assertThat(between(other.voice, now + 1, END)).isNotEmpty();
  }
}
