package quimera.isa.asm;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Labels with their addresses, and constants by name. */
public final class Symbols {
  private final Map<String, Long> labels = new LinkedHashMap<>();
  private final Map<String, Long> constants = new LinkedHashMap<>();
  private final Set<String> globals = new LinkedHashSet<>();
  private final Set<String> marked = new HashSet<>();

  void label(String name, long address, Position at) {
    if (labels.containsKey(name) || constants.containsKey(name)) {
      throw new SourceError(
          at, "the label '" + name + "' is defined a second time", "give one of them another name");
    }
    labels.put(name, address);
  }

  void constant(String name, long value) {
    constants.put(name, value);
  }

  void global(String name) {
    globals.add(name);
  }

  void clear() {
    labels.clear();
    constants.clear();
    globals.clear();
    marked.clear();
  }

  void mark(String name) {
    marked.add(name);
  }

  boolean isLabel(String name) {
    return labels.containsKey(name);
  }

  boolean isDefined(String name) {
    return isLabel(name) || isConstant(name);
  }

  /** Whether a pointer to this label has bit 0 set, as one to a Thumb function has. */
  public boolean isMarked(String name) {
    return marked.contains(name);
  }

  boolean isConstant(String name) {
    return constants.containsKey(name);
  }

  long value(String name, Position at) {
    Long value = labels.get(name);
    if (value == null) {
      value = constants.get(name);
    }
    if (value == null) {
      String near = nearest(name);
      throw new SourceError(
          at,
          "the label '" + name + "' is not defined",
          near == null
              ? "write '" + name + ":' where it should be"
              : "did you mean '" + near + "'");
    }
    return value;
  }

  private String nearest(String name) {
    return Nearest.of(name, labels.keySet());
  }

  /** Every label with its address, in the order of the source. */
  public Map<String, Long> labels() {
    return Collections.unmodifiableMap(labels);
  }

  /** The names that other files may see. */
  public Set<String> globals() {
    return Collections.unmodifiableSet(globals);
  }
}
