package quimera.machines.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import quimera.core.host.HostException;

/**
 * A table of a TOML file, read strictly: every complaint names the file, and every key must be
 * known.
 */
public final class TomlTable {
  private final String where;
  private final JsonNode node;
  private final List<String> asked = new ArrayList<>();

  private TomlTable(String where, JsonNode node) {
    this.where = where;
    this.node = node;
  }

  /** The whole of a file. */
  public static TomlTable read(Path file) {
    try {
      return new TomlTable(file.toString(), new TomlMapper().readTree(Files.readString(file)));
    } catch (JsonProcessingException e) {
      String at = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
      throw new HostException(file + at + ": not valid TOML: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new HostException(file + ": cannot be read; check the path and its rights", e);
    }
  }

  /** The file, and the place within it, for a message. */
  public String where() {
    return where;
  }

  private JsonNode get(String key) {
    asked.add(key);
    return node.get(key);
  }

  /** Whether there is such a key; it counts as known from now on. */
  public boolean has(String key) {
    return get(key) != null;
  }

  /** A text or number as text, or {@code absent}. */
  public String text(String key, String absent) {
    JsonNode value = get(key);
    if (value == null) {
      return absent;
    }
    if (value.isContainerNode()) {
      throw bad(key + " must be a text or a number");
    }
    return value.asText();
  }

  /** A text or number that must be there. */
  public String text(String key) {
    String value = text(key, null);
    if (value == null) {
      throw bad(key + " is missing");
    }
    return value;
  }

  /** A whole number, or {@code absent}. */
  public long number(String key, long absent) {
    JsonNode value = get(key);
    if (value == null) {
      return absent;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw bad(key + " must be a whole number");
    }
    return value.asLong();
  }

  /** A whole number that must be there. */
  public long number(String key) {
    if (!has(key)) {
      throw bad(key + " is missing");
    }
    return number(key, 0);
  }

  /** A table that must be there. */
  public TomlTable table(String key) {
    JsonNode value = get(key);
    if (value == null || !value.isObject()) {
      throw bad(key + " must be a table");
    }
    return new TomlTable(where + ": " + key, value);
  }

  /** A list of tables, empty if there is none. */
  public List<TomlTable> tables(String key) {
    JsonNode value = get(key);
    List<TomlTable> rows = new ArrayList<>();
    if (value == null) {
      return rows;
    }
    if (!value.isArray()) {
      throw bad(key + " must be a list of tables");
    }
    for (JsonNode row : value) {
      if (!row.isObject()) {
        throw bad(key + " must be a list of tables");
      }
      rows.add(new TomlTable(where + ": " + key + "[" + rows.size() + "]", row));
    }
    return rows;
  }

  /** A list of texts, empty if there is none. */
  public List<String> texts(String key) {
    JsonNode value = get(key);
    List<String> list = new ArrayList<>();
    if (value != null) {
      if (!value.isArray()) {
        throw bad(key + " must be a list of texts");
      }
      value.forEach(each -> list.add(each.asText()));
    }
    return list;
  }

  /** The names of all keys, in the file's order. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Complains about the first key that nobody has asked for. */
  public void noMore() {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!asked.contains(key)) {
                throw bad("unknown key \"" + key + "\"" + Nearest.hint(key, asked));
              }
            });
  }

  /** A complaint that names the place. */
  public HostException bad(String message) {
    return new HostException(where + ": " + message);
  }
}
