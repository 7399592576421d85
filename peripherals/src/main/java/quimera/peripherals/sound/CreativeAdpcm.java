package quimera.peripherals.sound;

import quimera.core.state.StateIo;

/**
 * Creative's ADPCM: each code of two to four bits moves an 8-bit sample up or down, by more the
 * larger the recent codes were.
 *
 * <p>Datasheet: none; Creative names the formats (Sound Blaster Series Hardware Programming Guide,
 * DSP commands 16h, 17h and 74h to 77h) and does not describe them. The steps are those that are
 * known from the DSP's own program.
 */
final class CreativeAdpcm {
  /** How a byte is divided into codes. */
  enum Coding {
    /** Two codes of four bits. */
    FOUR_BITS(2, 8, 4, 5, new int[] {1, 2, 4, 8}),
    /** Three codes of three bits, the lowest bit of the last left out ("2.6 bits"). */
    THREE_BITS(3, 9, 3, 3, new int[] {1, 2, 4, 8, 10}),
    /** Four codes of two bits. */
    TWO_BITS(4, 8, 2, 1, new int[] {1, 2, 4, 8, 16, 32});

    /** Samples in a byte. */
    final int samples;

    private final int all; // bits of all codes together
    private final int bits; // of a code: a sign and a size
    private final int large; // sizes from here on enlarge the step
    private final int[] steps; // in halves

    Coding(int samples, int all, int bits, int large, int[] steps) {
      this.samples = samples;
      this.all = all;
      this.bits = bits;
      this.large = large;
      this.steps = steps;
    }
  }

  private int sample;
  private int step; // index of the step

  /** Starts from a sample that is not coded, with the smallest step. */
  void reference(int value) {
    sample = value;
    step = 0;
  }

  /** The sample of code {@code n} of a byte, 0-255, the first code in the highest bits. */
  int decode(Coding coding, int packed, int n) {
    int padded = packed << coding.all - 8;
    int code = padded >> coding.all - coding.bits * (n + 1) & (1 << coding.bits) - 1;
    int sign = 1 << coding.bits - 1;
    int size = code & sign - 1;
    int difference = (2 * size + 1) * coding.steps[Math.min(step, coding.steps.length - 1)] >> 1;
    int moved = (code & sign) != 0 ? sample - difference : sample + difference;
    sample = Math.max(0, Math.min(255, moved));
    if (size >= coding.large) {
      step = Math.min(step + 1, coding.steps.length - 1);
    } else if (size == 0) {
      step = Math.max(step - 1, 0);
    }
    return sample;
  }

  void state(StateIo io) {
    sample = io.i32("sample", sample);
    step = io.i32("step", step);
  }
}
