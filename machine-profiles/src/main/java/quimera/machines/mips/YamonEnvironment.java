package quimera.machines.mips;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the YAMON monitor hands to a program: argument words, and variables as pairs of name and
 * value, each list ended by a null pointer.
 *
 * <p>Source: YAMON User's Manual, MD00008, section 6; the place in memory is QEMU's.
 */
final class YamonEnvironment {
  /** Physical address of the lists. */
  static final int BASE = 0x2000;

  private static final int KSEG0 = 0x8000_0000;
  private static final int POINTER = 4;

  /** Number of argument words, register a0 of the program. */
  final int argumentCount;

  /** Virtual address of the argument list, register a1. */
  final int arguments = KSEG0 | BASE;

  /** Virtual address of the variables, register a2. */
  final int variables;

  /** What is at {@link #BASE}. */
  final byte[] image;

  /**
   * @param words the program's arguments, its own name first
   * @param names and values of the variables in turn
   */
  YamonEnvironment(ByteOrder order, List<String> words, List<String> names) {
    argumentCount = words.size();
    variables = arguments + POINTER * (words.size() + 1);
    List<String> strings = new ArrayList<>(words);
    strings.addAll(names);
    int text = POINTER * (strings.size() + 3); // after two null pointers, and one of a last pair
    int size = text + strings.stream().mapToInt(s -> bytes(s).length).sum();
    ByteBuffer out = ByteBuffer.allocate(size).order(order);
    int at = text;
    for (int i = 0; i < strings.size(); i++) {
      out.putInt(POINTER * (i < words.size() ? i : i + 1), KSEG0 | BASE + at);
      byte[] string = bytes(strings.get(i));
      out.put(at, string);
      at += string.length;
    }
    image = new byte[size];
    out.get(0, image);
  }

  private static byte[] bytes(String string) {
    return (string + '\0').getBytes(StandardCharsets.UTF_8);
  }
}
