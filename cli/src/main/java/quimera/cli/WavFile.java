package quimera.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import quimera.core.host.HostException;

/**
 * A recording of what a machine plays, as a WAV file: virtual time, whatever the host's pace.
 *
 * <p>Format: Microsoft and IBM, Multimedia Programming Interface and Data Specifications 1.0,
 * "Waveform Audio File Format", with the sizes in the header written at the end.
 */
final class WavFile implements SoundMixer.Output, AutoCloseable {
  private static final int HEADER = 44;
  private static final int PCM = 1;
  private static final int CHANNELS = 2;

  private final Path path;
  private final WholeFile whole;
  private final FileChannel file;
  private long bytes;

  WavFile(Path path) {
    this.path = path;
    whole = WholeFile.begin(path);
    try {
      file = FileChannel.open(whole.part(), StandardOpenOption.WRITE);
    } catch (IOException e) {
      whole.discard();
      throw failed(e);
    }
  }

  private HostException failed(IOException e) {
    return new HostException(
        "recording " + path + " cannot be written; check the path and the space", e);
  }

  private void writeHeader() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put(word("RIFF")).putInt((int) (HEADER - 8 + bytes)).put(word("WAVE"));
    header.put(word("fmt ")).putInt(16);
    header.putShort((short) PCM).putShort((short) CHANNELS);
    header.putInt(SoundMixer.RATE).putInt(SoundMixer.RATE * SoundMixer.FRAME);
    header.putShort((short) SoundMixer.FRAME).putShort((short) (8 * SoundMixer.FRAME / CHANNELS));
    header.put(word("data")).putInt((int) bytes);
    write(header.flip(), 0);
  }

  private static byte[] word(String letters) {
    return letters.getBytes(StandardCharsets.US_ASCII);
  }

  private void write(ByteBuffer from, long at) throws IOException {
    long place = at;
    while (from.hasRemaining()) {
      place += file.write(from, place);
    }
  }

  @Override
  public void play(byte[] pcm) {
    try {
      write(ByteBuffer.wrap(pcm), HEADER + bytes);
      bytes += pcm.length;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** A recording takes its place; a machine that never ran leaves what was there. */
  @Override
  public void close() {
    try (file) {
      writeHeader();
    } catch (IOException e) {
      whole.discard();
      throw failed(e);
    }
    if (bytes > 0) {
      whole.finish();
    } else {
      whole.discard();
    }
  }
}
