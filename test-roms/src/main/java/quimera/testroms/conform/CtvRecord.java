package quimera.testroms.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import quimera.core.bus.Bytes;

/**
 * One vector, laid over the bytes of its block: registers before and after, memory before and
 * after, and what of both is not compared. One object serves a whole file.
 */
final class CtvRecord {
  /** Runs of bytes, where they lie in {@link #data}. */
  static final class Runs {
    int count;
    int[] addresses = new int[16];
    int[] offsets = new int[16];
    int[] lengths = new int[16];

    private void add(int address, int offset, int length) {
      if (count == addresses.length) {
        addresses = Arrays.copyOf(addresses, count * 2);
        offsets = Arrays.copyOf(offsets, count * 2);
        lengths = Arrays.copyOf(lengths, count * 2);
      }
      addresses[count] = address;
      offsets[count] = offset;
      lengths[count++] = length;
    }
  }

  CtvSection section;
  byte[] data;

  // Registers: bits 63 to 0, and those above, in the header's order.
  long[] initial = {};
  long[] initialHigh = {};
  long[] wanted = {};
  long[] wantedHigh = {};
  long[] ignored = {};
  long[] ignoredHigh = {};

  final Runs before = new Runs();
  final Runs after = new Runs();
  final Runs ignoredMemory = new Runs();
  int exception;

  private int nameAt;
  private int codeAt;
  private int extraAt;
  private int extraLength;
  private int at;
  private int end;

  /** Lays it over record {@code index} of a block. */
  void read(CtvReader.Block block, int index) throws CtvException {
    if (section != block.section()) {
      section = block.section();
      int registers = section.widths.length;
      initial = new long[registers];
      initialHigh = new long[registers];
      wanted = new long[registers];
      wantedHigh = new long[registers];
      ignored = new long[registers];
      ignoredHigh = new long[registers];
    }
    data = block.data();
    at = block.offsets()[index];
    end = block.offsets()[index + 1];
    nameAt = skip(u8());
    codeAt = skip(u8());
    for (int i = 0; i < initial.length; i++) {
      value(i, initial, initialHigh);
    }
    runs(before);
    System.arraycopy(initial, 0, wanted, 0, initial.length);
    System.arraycopy(initialHigh, 0, wantedHigh, 0, initial.length);
    changes(wanted, wantedHigh);
    Arrays.fill(ignored, 0);
    Arrays.fill(ignoredHigh, 0);
    changes(ignored, ignoredHigh);
    runs(after);
    runs(ignoredMemory);
    exception = (short) u16();
    extraLength = u16();
    extraAt = skip(extraLength);
    if (at != end) {
      throw new CtvException("a record is longer than its content");
    }
  }

  /** The instruction as the suite writes it; may be empty. */
  String name() {
    int length = data[nameAt - 1] & 0xFF;
    return new String(data, nameAt, length, StandardCharsets.US_ASCII);
  }

  /** The instruction's bytes. */
  byte[] code() {
    return Arrays.copyOfRange(data, codeAt, codeAt + (data[codeAt - 1] & 0xFF));
  }

  /** A number of the record's own JSON object, or {@code absent}. */
  long extra(String key, long absent) throws CtvException {
    if (extraLength == 0) {
      return absent;
    }
    JsonNode value =
        CtvSection.extra(new String(data, extraAt, extraLength, StandardCharsets.UTF_8)).get(key);
    return value == null ? absent : value.asLong();
  }

  private void runs(Runs runs) throws CtvException {
    runs.count = 0;
    for (int left = u16(); left > 0; left--) {
      int where = skip(6);
      int length = Bytes.get16(data, where + 4);
      runs.add(Bytes.get32(data, where), skip(length), length);
    }
  }

  private void changes(long[] low, long[] high) throws CtvException {
    for (int left = u8(); left > 0; left--) {
      int index = u8();
      if (index >= low.length) {
        throw new CtvException("a record changes register " + index + ", which the header lacks");
      }
      value(index, low, high);
    }
  }

  private void value(int index, long[] low, long[] high) throws CtvException {
    int width = section.widths[index];
    int where = skip(width);
    low[index] = number(where, Math.min(width, 8));
    high[index] = width > 8 ? number(where + 8, width - 8) : 0;
  }

  private long number(int where, int bytes) {
    return switch (bytes) {
      case 1 -> data[where] & 0xFF;
      case 2 -> Bytes.get16(data, where);
      case 4 -> Bytes.get32(data, where) & 0xFFFFFFFFL;
      case 8 -> Bytes.get64(data, where);
      default -> {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
          value = value << 8 | data[where + i] & 0xFF;
        }
        yield value;
      }
    };
  }

  private int u8() throws CtvException {
    return data[skip(1)] & 0xFF;
  }

  private int u16() throws CtvException {
    return Bytes.get16(data, skip(2));
  }

  private int skip(int bytes) throws CtvException {
    int from = at;
    at += bytes;
    if (at > end) {
      throw new CtvException("a record is shorter than its content");
    }
    return from;
  }
}
