package quimera.cpu.x86.fpu;

/**
 * The constants in the x87's ROM. They are held to more than 64 bits and rounded by RC, but raise
 * no exception (SDM volume 1, 8.3.8).
 */
final class Constants {
  /**
   * Sign and exponent, and significand rounded down, in the order of the opcodes D9 E8 to D9 EE.
   */
  private static final int[] EXPONENT = {0x3FFF, 0x4000, 0x3FFF, 0x4000, 0x3FFD, 0x3FFE, 0};

  private static final long[] SIGNIFICAND = {
    0x8000000000000000L, // 1
    0xD49A784BCD1B8AFEL, // log2(10)
    0xB8AA3B295C17F0BBL, // log2(e)
    0xC90FDAA22168C234L, // pi
    0x9A209A84FBCFF798L, // log10(2)
    0xB17217F7D1CF79ABL, // ln(2)
    0,
  };

  /** The next 64 bits of each significand. */
  private static final long[] TAIL = {
    0,
    0x492BF6FF4DAFDB4CL,
    0xBE87FED0691D3E88L,
    0xC4C6628B80DC1CD1L,
    0x8F8959AC0B7C9178L,
    0xC9E3B39803F2F6AFL,
    0,
  };

  private Constants() {}

  static void load(Float80 f, int number) {
    long tail = TAIL[number];
    boolean up = Rounding.away(Rounding.mode(f), 0, tail, false);
    Operands.set(f, EXPONENT[number], SIGNIFICAND[number] + (up ? 1 : 0));
  }
}
