package quimera.machines.spim;

/**
 * A generator of random numbers, in the sequence of {@code java.util.Random}, which is what MARS
 * promises, with a state that can be saved: 48 bits.
 */
final class Chance {
  private static final long MULTIPLIER = 0x5DEECE66DL;
  private static final long MASK = (1L << 48) - 1;

  private long state;

  Chance(long seed) {
    seed(seed);
  }

  void seed(long seed) {
    state = (seed ^ MULTIPLIER) & MASK;
  }

  private int next(int bits) {
    state = state * MULTIPLIER + 0xB & MASK;
    return (int) (state >> 48 - bits);
  }

  /** Any number. */
  int word() {
    return next(32);
  }

  /** From 0 to {@code bound} - 1, each as likely. */
  int below(int bound) {
    if ((bound & -bound) == bound) {
      return (int) ((long) bound * next(31) >> 31);
    }
    int bits = next(31);
    while (bits - bits % bound + bound - 1 < 0) { // in the last part, which is not whole
      bits = next(31);
    }
    return bits % bound;
  }

  /** From 0 to 1, without 1. */
  float single() {
    return next(24) / (float) (1 << 24);
  }

  /** From 0 to 1, without 1. */
  double number() {
    return (((long) next(26) << 27) + next(27)) * 0x1.0p-53;
  }

  /** What it goes on from. */
  long state() {
    return state;
  }

  /** Goes on from there. */
  void state(long saved) {
    state = saved;
  }
}
