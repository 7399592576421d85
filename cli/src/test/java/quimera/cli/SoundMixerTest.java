package quimera.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quimera.core.host.AudioSink;
import quimera.core.host.AudioSink.Source;

class SoundMixerTest {
  private static final long SECOND = 1_000_000_000;
  private static final int GAIN = 4;

  private final ByteArrayOutputStream played = new ByteArrayOutputStream();
  private final SoundMixer mixer = new SoundMixer(List.of(pcm -> played.writeBytes(pcm)));

  @TempDir private Path folder;

  private int[] left() {
    return samples(0);
  }

  private int[] samples(int side) {
    ByteBuffer pcm = ByteBuffer.wrap(played.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    int[] all = new int[pcm.capacity() / 4];
    Arrays.setAll(all, i -> pcm.getShort(4 * i + 2 * side));
    return all;
  }

  @Test
  void aSecondHasAsManySamplesAsTheRateHoweverItIsCut() {
    for (long time = 0; time <= SECOND + AudioSink.LAG; time += 10_000_000) {
      mixer.step(time);
    }
    mixer.step(SECOND + AudioSink.LAG);
    assertThat(left()).hasSize(SoundMixer.RATE);
  }

  @Test
  void aSampleIsTheMeanOfItsInterval() {
    long sample = SECOND / SoundMixer.RATE;
    mixer.level(Source.VOICE, 10 * sample + sample / 4, 1000, -1000);
    mixer.level(Source.VOICE, 11 * sample + sample / 2, 0, 0);
    mixer.step(20_000_000);
    assertThat(left()[9]).isZero();
    assertThat(left()[10]).isCloseTo(GAIN * 750, within(20));
    assertThat(left()[11]).isCloseTo(GAIN * 500, within(20));
    assertThat(samples(1)[10]).isCloseTo(GAIN * -750, within(20));
    assertThat(left()[12]).isCloseTo(0, within(20));
  }

  @Test
  void sourcesAddUpAlthoughOneIsLate() {
    mixer.level(Source.VOICE, 9_000_000, 1000, 0);
    mixer.level(Source.MUSIC, 6_000_000, 500, 0);
    mixer.step(10_000_000);
    assertThat(left()).hasSizeLessThan(221);
    mixer.step(20_000_000);
    assertThat(left()[6 * 44 + 10]).isCloseTo(GAIN * 500, within(100));
    assertThat(left()[9 * 44 + 10]).isCloseTo(GAIN * 1500, within(400));
  }

  @Test
  void aToneOfTheSpeakerHasItsPitch() {
    for (int edge = 0; edge < 880; edge++) {
      mixer.speaker(edge * SECOND / 880, edge % 2 == 0);
      mixer.step(edge * SECOND / 880);
    }
    int[] tone = left();
    int crossings = 0;
    for (int i = 1; i < tone.length; i++) {
      crossings += tone[i - 1] < 0 && tone[i] >= 0 ? 1 : 0;
    }
    assertThat(crossings).isBetween(435, 440);
  }

  @Test
  void aLevelThatStaysIsSilence() {
    mixer.level(Source.VOICE, 0, 5000, 5000);
    mixer.step(SECOND / 2);
    assertThat(left()[0]).isGreaterThan(GAIN * 4900);
    assertThat(left()[SoundMixer.RATE / 3]).isZero();
  }

  @Test
  void whatIsTooLoudIsTurnedDownAndNotCut() {
    long sample = SECOND / SoundMixer.RATE + 1;
    for (int i = 0; i < 4000; i++) {
      int level = (int) (30_000 * Math.sin(i * Math.PI / 50));
      mixer.level(Source.VOICE, i * sample, level, level / 2);
    }
    mixer.step(100_000_000);
    int[] loud = Arrays.copyOfRange(left(), 1000, 3000);
    assertThat(Arrays.stream(loud).max().orElseThrow()).isBetween(32_000, 32_767);
    assertThat(Arrays.stream(loud).filter(v -> v > 32_000).count())
        .as("no flat tops")
        .isLessThan(loud.length / 8);
    assertThat((double) samples(1)[1020] / left()[1020]).isCloseTo(0.5, within(0.01));
  }

  @Test
  void theTimeBeforeALoadedStateIsNotPlayed() {
    mixer.level(Source.VOICE, 500 * SECOND, 1000, 1000);
    mixer.level(Source.VOICE, 500 * SECOND + 10_000_000, 0, 0);
    mixer.step(500 * SECOND + 10_000_000);
    mixer.step(500 * SECOND + 20_000_000);
    assertThat(left()).hasSizeBetween(400, 500);
  }

  @Test
  void aRecordingIsAWavFile() throws IOException, UnsupportedAudioFileException {
    Path path = folder.resolve("sound.wav");
    try (WavFile recording = new WavFile(path)) {
      recording.play(new byte[] {1, 0, 2, 0});
      recording.play(new byte[] {3, 0, 4, 0});
    }
    assertThat(Files.size(path)).isEqualTo(44 + 8);
    try (AudioInputStream in = AudioSystem.getAudioInputStream(path.toFile())) {
      AudioFormat format = in.getFormat();
      assertThat(format.getSampleRate()).isEqualTo(SoundMixer.RATE);
      assertThat(format.getChannels()).isEqualTo(2);
      assertThat(format.getSampleSizeInBits()).isEqualTo(16);
      assertThat(in.readAllBytes()).containsExactly(1, 0, 2, 0, 3, 0, 4, 0);
    }
  }
}
