package quimera.cpu.x86;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Reads processor test vectors in the CTV1 format: sections of records, in one gzip stream. */
final class CtvFile {
  private static final int MAGIC = 0x31565443; // "CTV1"
  private static final Pattern REGISTER = Pattern.compile("\\[\"(\\w+)\",(\\d+)\\]");

  private CtvFile() {}

  /** A declared register and its width in bytes. */
  record Register(String name, int bytes) {}

  /** Bytes at an address. */
  record Run(int address, byte[] bytes) {}

  /** What a section says once for all its records; values of the header as text. */
  record Section(String header, String category, List<Register> registers, int count) {
    String value(String key) {
      Matcher m = Pattern.compile('"' + key + "\":(\"[^\"]*\"|[\\w.+-]+)").matcher(header);
      return m.find() ? m.group(1).replace("\"", "") : null;
    }

    int index(String register) {
      for (int i = 0; i < registers.size(); i++) {
        if (registers.get(i).name.equals(register)) {
          return i;
        }
      }
      return -1;
    }
  }

  /**
   * One test: state before, state after, and what of it is not compared.
   *
   * @param wanted all registers afterwards
   * @param ignored bits that are not compared, by register
   * @param after memory that differs afterwards
   */
  record Test(
      String name,
      byte[] code,
      long[] initial,
      long[] wanted,
      long[] ignored,
      List<Run> before,
      List<Run> after,
      List<Run> ignoredMemory,
      int exception,
      String extra) {
    Long number(String key) {
      Matcher m = Pattern.compile('"' + key + "\":(-?\\d+)").matcher(extra);
      return m.find() ? Long.valueOf(m.group(1)) : null;
    }

    /** Address to value, and 256 times the ignored bits, of all bytes that the test names. */
    Map<Integer, Integer> memory() {
      Map<Integer, Integer> all = new HashMap<>();
      for (List<Run> runs : List.of(before, after)) {
        for (Run run : runs) {
          for (int i = 0; i < run.bytes.length; i++) {
            all.put(run.address + i, run.bytes[i] & 0xFF);
          }
        }
      }
      for (Run run : ignoredMemory) {
        for (int i = 0; i < run.bytes.length; i++) {
          all.merge(run.address + i, (run.bytes[i] & 0xFF) << 8, (a, b) -> a | b);
        }
      }
      return all;
    }
  }

  /** Hands every record to {@code sink}. */
  static void read(Path file, BiConsumer<Section, Test> sink) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
      while (true) {
        int magic;
        try {
          magic = Integer.reverseBytes(in.readInt());
        } catch (EOFException end) {
          return;
        }
        if (magic != MAGIC) {
          throw new IOException(file + " is not a CTV1 file");
        }
        Section section = section(text(in, Integer.reverseBytes(in.readInt())));
        for (int i = 0; i < section.count; i++) {
          byte[] record = new byte[Integer.reverseBytes(in.readInt())];
          in.readFully(record);
          sink.accept(
              section, test(section, ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(DataInputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Section section(String header) {
    List<Register> registers = new ArrayList<>();
    Matcher m = REGISTER.matcher(header);
    while (m.find()) {
      registers.add(new Register(m.group(1), Integer.parseInt(m.group(2))));
    }
    Section partial = new Section(header, null, registers, 0);
    int count = Integer.parseInt(partial.value("count"));
    return new Section(header, partial.value("category"), registers, count);
  }

  private static Test test(Section section, ByteBuffer b) {
    String name = new String(bytes(b, b.get() & 0xFF), StandardCharsets.US_ASCII);
    byte[] code = bytes(b, b.get() & 0xFF);
    long[] initial = new long[section.registers.size()];
    for (int i = 0; i < initial.length; i++) {
      initial[i] = number(bytes(b, section.registers.get(i).bytes));
    }
    List<Run> before = runs(b);
    long[] wanted = changes(section, b, initial.clone());
    long[] ignored = changes(section, b, new long[initial.length]);
    List<Run> after = runs(b);
    List<Run> ignoredMemory = runs(b);
    int exception = b.getShort();
    String extra = new String(bytes(b, b.getShort() & 0xFFFF), StandardCharsets.UTF_8);
    return new Test(
        name, code, initial, wanted, ignored, before, after, ignoredMemory, exception, extra);
  }

  private static List<Run> runs(ByteBuffer b) {
    int count = b.getShort() & 0xFFFF;
    List<Run> runs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int address = b.getInt();
      runs.add(new Run(address, bytes(b, b.getShort() & 0xFFFF)));
    }
    return runs;
  }

  private static long[] changes(Section section, ByteBuffer b, long[] values) {
    int count = b.get() & 0xFF;
    for (int i = 0; i < count; i++) {
      int index = b.get() & 0xFF;
      values[index] = number(bytes(b, section.registers.get(index).bytes));
    }
    return values;
  }

  private static byte[] bytes(ByteBuffer b, int count) {
    byte[] bytes = new byte[count];
    b.get(bytes);
    return bytes;
  }

  private static long number(byte[] bytes) {
    long value = 0;
    for (int i = Math.min(bytes.length, 8) - 1; i >= 0; i--) {
      value = value << 8 | bytes[i] & 0xFF;
    }
    return value;
  }
}
