package quimera.cpu.arm.asm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import quimera.isa.asm.Code;
import quimera.isa.asm.Expression;

/** The words that LDR rd, =value loads, until there is a place for them. */
final class LiteralPool {
  /** A word of a pool; its address is known when the pool is placed. */
  static final class Entry {
    private final Expression value;
    private int address;

    Entry(Expression value) {
      this.value = value;
    }

    /** What loads it refer to. */
    Expression place() {
      return new Expression.Later(value.at(), () -> address & 0xFFFF_FFFFL);
    }
  }

  private final Map<String, List<Entry>> waiting = new HashMap<>();

  /** The entry with this value in the current section's pool. */
  Entry entry(Expression value, Code code) {
    List<Entry> entries = waiting.computeIfAbsent(code.section(), s -> new ArrayList<>());
    for (Entry entry : entries) {
      if (same(entry.value, value, code)) {
        return entry;
      }
    }
    Entry entry = new Entry(value);
    entries.add(entry);
    return entry;
  }

  private static boolean same(Expression a, Expression b, Code code) {
    if (code.known(a) && code.known(b)) {
      return (int) code.value(a) == (int) code.value(b);
    }
    return a instanceof Expression.Symbol s
        && b instanceof Expression.Symbol t
        && s.name().equals(t.name());
  }

  /** Places the current section's pool here. */
  void place(Code code) {
    List<Entry> entries = waiting.remove(code.section());
    if (entries == null) {
      return;
    }
    code.align(4);
    for (Entry entry : entries) {
      entry.address = code.address();
      code.data(entry.value);
    }
  }

  void clear() {
    waiting.clear();
  }
}
