package quimera.testroms.conform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes small CTV1 files of {@code x86-32} vectors for tests. */
final class CtvWriter {
  static final int CODE = 0x100000;
  static final List<String> REGISTERS =
      List.of("eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi", "eflags", "eip");

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final List<byte[]> records = new ArrayList<>();
  private String header;

  /** One vector; what is not set is 0 or unchanged. */
  static final class Vector {
    final String name;
    final byte[] code;
    final Map<String, Integer> before = new LinkedHashMap<>();
    final Map<String, Integer> after = new LinkedHashMap<>();
    final Map<String, Integer> ignored = new LinkedHashMap<>();
    final Map<Integer, Integer> memoryBefore = new LinkedHashMap<>();
    final Map<Integer, Integer> memoryAfter = new LinkedHashMap<>();
    final Map<Integer, Integer> memoryIgnored = new LinkedHashMap<>();
    int exception = -1;
    String extra = "";

    Vector(String name, int... code) {
      this.name = name;
      this.code = new byte[code.length];
      for (int i = 0; i < code.length; i++) {
        this.code[i] = (byte) code[i];
        memoryBefore.put(CODE + i, code[i]);
      }
      before.put("eip", CODE);
      before.put("eflags", 0x202);
      before.put("esp", 0x8000);
      after.put("eip", CODE + code.length);
    }

    Vector before(String register, int value) {
      before.put(register, value);
      return this;
    }

    Vector after(String register, int value) {
      after.put(register, value);
      return this;
    }

    Vector ignored(String register, int mask) {
      ignored.put(register, mask);
      return this;
    }

    Vector memory(int address, int was, int is) {
      memoryBefore.put(address, was);
      memoryAfter.put(address, is);
      return this;
    }

    Vector raises(int vector, String with) {
      exception = vector;
      extra = with;
      after.put("eip", CODE);
      return this;
    }
  }

  /** INC EAX, which works. */
  static Vector inc(int value) {
    return new Vector("inc eax", 0x40)
        .before("eax", value)
        .after("eax", value + 1)
        .ignored("eflags", 0x8D4);
  }

  /** Begins a section; {@code more} is further JSON, for example {@code ,"info":true}. */
  CtvWriter section(String category, String more) {
    endSection();
    StringBuilder json =
        new StringBuilder("{\"arch\":\"x86-32\",\"group\":\"int\",\"category\":\"");
    json.append(category).append("\",\"run\":\"one\",\"endian\":\"little\",\"regs\":[");
    for (String register : REGISTERS) {
      json.append(json.charAt(json.length() - 1) == '[' ? "" : ",");
      json.append("[\"").append(register).append("\",4]");
    }
    header = json.append("]").append(more).append(",\"count\":").toString();
    return this;
  }

  CtvWriter add(Vector... vectors) {
    for (Vector vector : vectors) {
      records.add(record(vector));
    }
    return this;
  }

  private void endSection() {
    if (header != null) {
      section(header + records.size() + "}", records);
    }
    records.clear();
    header = null;
  }

  /** Writes a section with a header as it is, right or wrong. */
  CtvWriter section(String json, List<byte[]> rows) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    file.writeBytes(new byte[] {'C', 'T', 'V', '1'});
    file.writeBytes(little(text.length, 4));
    file.writeBytes(text);
    for (byte[] row : rows) {
      file.writeBytes(little(row.length, 4));
      file.writeBytes(row);
    }
    return this;
  }

  private static byte[] record(Vector v) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(v.name.length());
    out.writeBytes(v.name.getBytes(StandardCharsets.US_ASCII));
    out.write(v.code.length);
    out.writeBytes(v.code);
    for (String register : REGISTERS) {
      out.writeBytes(little(v.before.getOrDefault(register, 0), 4));
    }
    runs(out, v.memoryBefore);
    changes(out, v.after);
    changes(out, v.ignored);
    runs(out, v.memoryAfter);
    runs(out, v.memoryIgnored);
    out.writeBytes(little(v.exception, 2));
    out.writeBytes(little(v.extra.length(), 2));
    out.writeBytes(v.extra.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static void runs(ByteArrayOutputStream out, Map<Integer, Integer> bytes) {
    out.writeBytes(little(bytes.size(), 2));
    bytes.forEach(
        (address, value) -> {
          out.writeBytes(little(address, 4));
          out.writeBytes(little(1, 2));
          out.write(value);
        });
  }

  private static void changes(ByteArrayOutputStream out, Map<String, Integer> values) {
    out.write(values.size());
    values.forEach(
        (register, value) -> {
          out.write(REGISTERS.indexOf(register));
          out.writeBytes(little(value, 4));
        });
  }

  private static byte[] little(int value, int bytes) {
    byte[] all = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    return java.util.Arrays.copyOf(all, bytes);
  }

  byte[] bytes() {
    endSection();
    return file.toByteArray();
  }

  byte[] zipped() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes());
    }
    return out.toByteArray();
  }

  Path write(Path to) throws IOException {
    return Files.write(to, to.toString().endsWith(".gz") ? zipped() : bytes());
  }
}
