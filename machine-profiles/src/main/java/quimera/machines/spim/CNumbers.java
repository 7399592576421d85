package quimera.machines.spim;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as C's printf writes them and as its atol and strtod read them. */
final class CNumbers {
  private CNumbers() {}

  /** {@code %.<digits>f}. */
  static String fixed(double value, int digits) {
    String special = special(value);
    return special != null
        ? special
        : sign(value)
            + new BigDecimal(Math.abs(value))
                .setScale(digits, RoundingMode.HALF_EVEN)
                .toPlainString();
  }

  /** {@code %.<digits>g}. */
  static String general(double value, int digits) {
    String special = special(value);
    if (special != null) {
      return special;
    }
    if (value == 0) {
      return sign(value) + "0";
    }
    BigDecimal rounded =
        new BigDecimal(Math.abs(value)).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    BigDecimal shortest = rounded.stripTrailingZeros();
    if (exponent >= -4 && exponent < digits) {
      return sign(value) + shortest.toPlainString();
    }
    String figures = shortest.unscaledValue().toString();
    String size = String.valueOf(Math.abs(exponent));
    return sign(value)
        + figures.charAt(0)
        + (figures.length() > 1 ? "." + figures.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (size.length() < 2 ? "0" : "")
        + size;
  }

  private static String sign(double value) {
    return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
  }

  private static String special(double value) {
    if (Double.isNaN(value)) {
      return sign(value) + "nan";
    }
    return Double.isInfinite(value) ? sign(value) + "inf" : null;
  }

  /** The whole number at the beginning of a line, 0 if there is none. */
  static int integer(String line) {
    String text = line.strip();
    int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    long value = 0;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      value = value * 10 + text.charAt(at++) - '0';
    }
    return (int) (text.startsWith("-") ? -value : value);
  }

  /** The number at the beginning of a line, 0 if there is none. */
  static double real(String line) {
    String text = line.strip();
    for (int length = text.length(); length > 0; length--) {
      try {
        return Double.parseDouble(text.substring(0, length));
      } catch (NumberFormatException e) {
        // A shorter beginning may be one.
      }
    }
    return 0;
  }
}
