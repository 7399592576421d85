package quimera.machines.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what a user meant by a word that does not exist. */
public final class Nearest {
  private Nearest() {}

  /**
   * {@code "; did you mean \"x\"?"} with the closest known word, or the list of all if none is
   * close.
   */
  public static String hint(String word, Collection<String> known) {
    String best =
        known.stream().min(Comparator.comparingInt((String k) -> distance(word, k))).orElse("");
    return distance(word, best) <= Math.max(2, word.length() / 2)
        ? "; did you mean \"" + best + "\"?"
        : "; known: " + String.join(", ", known);
  }

  /** Levenshtein's distance, letter case aside. */
  static int distance(String one, String two) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = two.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(swap, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
