package quimera.testroms.conform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import quimera.core.cpu.CpuUnderTest;
import quimera.core.cpu.TestBench;

/** What a section of a vector file says once for all its records: its JSON header, checked. */
final class CtvSection {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WIDEST = 16;

  final TestBench.Section kind;
  final List<String> names = new ArrayList<>();
  final int[] widths;
  final int count;
  final CpuUnderTest.Extent extent;

  /** For {@link CpuUnderTest.Extent#STEPS}; 0 where each record says. */
  final long steps;

  /** Bits of the initial flags that are loaded. */
  final long initialFlags;

  /** The result depends on the implementation: a difference is no failure. */
  final boolean info;

  /** How many units in the last place an x87 register may be off. */
  final long ulp;

  /** The relative error that a 32-bit lane may have. */
  final double relative;

  private CtvSection(JsonNode header) throws CtvException {
    kind =
        new TestBench.Section(
            text(header, "arch", null),
            text(header, "group", ""),
            text(header, "category", null),
            text(header, "endian", "little").equals("big"));
    count = (int) number(header, "count", -1, Integer.MAX_VALUE);
    extent = extent(text(header, "run", null));
    steps = number(header, "steps", 1, 1_000_000);
    initialFlags = number(header, "init_flags_and", -1L, Long.MAX_VALUE);
    info = header.path("info").asBoolean(false);
    ulp = number(header, "ulp", 0, 1 << 30);
    relative = header.path("rel").asDouble(0);
    widths = registers(header.path("regs"));
  }

  static CtvSection of(String header) throws CtvException {
    try {
      JsonNode json = JSON.readTree(header);
      if (json == null || !json.isObject()) {
        throw new CtvException("the section's header is no JSON object");
      }
      return new CtvSection(json);
    } catch (JsonProcessingException e) {
      throw new CtvException("the section's header is not valid JSON: " + e.getOriginalMessage());
    }
  }

  /** A record's own JSON object. */
  static JsonNode extra(String text) throws CtvException {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new CtvException("a record's extra is not valid JSON: " + e.getOriginalMessage());
    }
  }

  private int[] registers(JsonNode rows) throws CtvException {
    if (!rows.isArray() || rows.isEmpty() || rows.size() > 255) {
      throw new CtvException("the section's header has no list of registers");
    }
    int[] bytes = new int[rows.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = rows.get(i).path(1).asInt(0);
      names.add(rows.get(i).path(0).asText(""));
      if (bytes[i] < 1 || bytes[i] > WIDEST || names.get(i).isEmpty()) {
        throw new CtvException("the section's header has a bad register: " + rows.get(i));
      }
    }
    return bytes;
  }

  private static CpuUnderTest.Extent extent(String word) throws CtvException {
    return switch (word) {
      case "one" -> CpuUnderTest.Extent.INSTRUCTION;
      case "hlt" -> CpuUnderTest.Extent.HALT;
      case "steps" -> CpuUnderTest.Extent.STEPS;
      default -> throw new CtvException("the section's header has an unknown run: " + word);
    };
  }

  private static String text(JsonNode header, String key, String absent) throws CtvException {
    JsonNode value = header.get(key);
    if (value == null && absent != null) {
      return absent;
    }
    if (value == null || !value.isTextual()) {
      throw new CtvException("the section's header has no " + key);
    }
    return value.asText();
  }

  /** A whole number from 0 to {@code most}; a negative {@code absent} of -1 makes it a must. */
  private static long number(JsonNode header, String key, long absent, long most)
      throws CtvException {
    JsonNode value = header.get(key);
    if (value == null && (absent >= 0 || most == Long.MAX_VALUE)) {
      return absent;
    }
    if (value == null || !value.canConvertToLong() || value.asLong() < 0 || value.asLong() > most) {
      throw new CtvException("the section's header has a bad " + key + ": " + value);
    }
    return value.asLong();
  }
}
