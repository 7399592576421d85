package quimera.cpu.x86.fpu;

/**
 * The packed decimal format of FBLD and FBSTP: 18 digits, two a byte, and a sign (SDM volume 1, 4.7
 * and figure 4-4).
 */
final class Bcd {
  private static final long GREATEST = 999_999_999_999_999_999L;
  private static final long INDEFINITE_LOW = 0xC000000000000000L;
  private static final int INDEFINITE_HIGH = 0xFFFF;

  private Bcd() {}

  static void load(Float80 f, long low, int high) {
    long magnitude = (high >>> 4 & 0xF) * 10L + (high & 0xF);
    for (int shift = 60; shift >= 0; shift -= 4) {
      magnitude = magnitude * 10 + (low >>> shift & 0xF);
    }
    Conversions.fromMagnitude(f, high & Float80.SIGN, magnitude);
  }

  static void store(Float80 f, int se, long sig) {
    long magnitude = Conversions.toMagnitude(f, se, sig, Rounding.mode(f), GREATEST);
    if (magnitude == Conversions.OUT_OF_RANGE) {
      f.bcdLow = INDEFINITE_LOW;
      f.bcdHigh = INDEFINITE_HIGH;
      return;
    }
    long low = 0;
    for (int shift = 0; shift < 64; shift += 4) {
      long tenth = magnitude / 10;
      low |= magnitude - tenth * 10 << shift;
      magnitude = tenth;
    }
    f.bcdLow = low;
    f.bcdHigh = se & Float80.SIGN | (int) (magnitude / 10 << 4 | magnitude % 10);
  }
}
