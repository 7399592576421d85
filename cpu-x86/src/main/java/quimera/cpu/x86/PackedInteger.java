package quimera.cpu.x86;

/**
 * The integer arithmetic of MMX and SSE2 on one 64-bit lane: eight bytes, four words, two double
 * words or one quad word, the lowest first (SDM volume 1, 9.4 and 11.4.2).
 *
 * <p>Plain sums and differences keep the carries of their elements apart by masking the top bits
 * and putting them back in; what saturates or multiplies goes element by element.
 */
final class PackedInteger {
  /** What a form does with its first and its second operand. */
  @FunctionalInterface
  interface Operation {
    long apply(long a, long b);
  }

  private static final long BYTE_TOPS = 0x8080808080808080L;
  private static final long WORD_TOPS = 0x8000800080008000L;
  private static final long DWORD_TOPS = 0x8000000080000000L;

  private PackedInteger() {}

  // ---------------------------------------------------------------- elements

  private static int signedByte(long lane, int i) {
    return (byte) (lane >>> 8 * i);
  }

  private static int unsignedByte(long lane, int i) {
    return (int) (lane >>> 8 * i) & 0xFF;
  }

  private static int signedWord(long lane, int i) {
    return (short) (lane >>> 16 * i);
  }

  private static int unsignedWord(long lane, int i) {
    return (int) (lane >>> 16 * i) & 0xFFFF;
  }

  private static long byteAt(int value, int i) {
    return (value & 0xFFL) << 8 * i;
  }

  private static long wordAt(int value, int i) {
    return (value & 0xFFFFL) << 16 * i;
  }

  private static long pair(int low, int high) {
    return low & 0xFFFFFFFFL | (long) high << 32;
  }

  private static int clamp(int value, int low, int high) {
    return Math.min(Math.max(value, low), high);
  }

  // ---------------------------------------------------------------- sums and differences

  private static long add(long a, long b, long tops) {
    return (a & ~tops) + (b & ~tops) ^ (a ^ b) & tops;
  }

  private static long subtract(long a, long b, long tops) {
    return (a | tops) - (b & ~tops) ^ (a ^ ~b) & tops;
  }

  /** PADDB. */
  static long addBytes(long a, long b) {
    return add(a, b, BYTE_TOPS);
  }

  /** PADDW. */
  static long addWords(long a, long b) {
    return add(a, b, WORD_TOPS);
  }

  /** PADDD. */
  static long addDwords(long a, long b) {
    return add(a, b, DWORD_TOPS);
  }

  /** PSUBB. */
  static long subtractBytes(long a, long b) {
    return subtract(a, b, BYTE_TOPS);
  }

  /** PSUBW. */
  static long subtractWords(long a, long b) {
    return subtract(a, b, WORD_TOPS);
  }

  /** PSUBD. */
  static long subtractDwords(long a, long b) {
    return subtract(a, b, DWORD_TOPS);
  }

  /** PSUBQ. */
  static long subtractQwords(long a, long b) {
    return a - b;
  }

  /** PADDSB. */
  static long addSignedBytes(long a, long b) {
    long sum = 0;
    for (int i = 0; i < 8; i++) {
      sum |= byteAt(clamp(signedByte(a, i) + signedByte(b, i), -0x80, 0x7F), i);
    }
    return sum;
  }

  /** PADDSW. */
  static long addSignedWords(long a, long b) {
    long sum = 0;
    for (int i = 0; i < 4; i++) {
      sum |= wordAt(clamp(signedWord(a, i) + signedWord(b, i), -0x8000, 0x7FFF), i);
    }
    return sum;
  }

  /** PADDUSB. */
  static long addUnsignedBytes(long a, long b) {
    long sum = 0;
    for (int i = 0; i < 8; i++) {
      sum |= byteAt(Math.min(unsignedByte(a, i) + unsignedByte(b, i), 0xFF), i);
    }
    return sum;
  }

  /** PADDUSW. */
  static long addUnsignedWords(long a, long b) {
    long sum = 0;
    for (int i = 0; i < 4; i++) {
      sum |= wordAt(Math.min(unsignedWord(a, i) + unsignedWord(b, i), 0xFFFF), i);
    }
    return sum;
  }

  /** PSUBSB. */
  static long subtractSignedBytes(long a, long b) {
    long difference = 0;
    for (int i = 0; i < 8; i++) {
      difference |= byteAt(clamp(signedByte(a, i) - signedByte(b, i), -0x80, 0x7F), i);
    }
    return difference;
  }

  /** PSUBSW. */
  static long subtractSignedWords(long a, long b) {
    long difference = 0;
    for (int i = 0; i < 4; i++) {
      difference |= wordAt(clamp(signedWord(a, i) - signedWord(b, i), -0x8000, 0x7FFF), i);
    }
    return difference;
  }

  /** PSUBUSB. */
  static long subtractUnsignedBytes(long a, long b) {
    long difference = 0;
    for (int i = 0; i < 8; i++) {
      difference |= byteAt(Math.max(unsignedByte(a, i) - unsignedByte(b, i), 0), i);
    }
    return difference;
  }

  /** PSUBUSW. */
  static long subtractUnsignedWords(long a, long b) {
    long difference = 0;
    for (int i = 0; i < 4; i++) {
      difference |= wordAt(Math.max(unsignedWord(a, i) - unsignedWord(b, i), 0), i);
    }
    return difference;
  }

  // ---------------------------------------------------------------- products

  /** PMULLW: the low halves of the products. */
  static long multiplyLow(long a, long b) {
    long product = 0;
    for (int i = 0; i < 4; i++) {
      product |= wordAt(signedWord(a, i) * signedWord(b, i), i);
    }
    return product;
  }

  /** PMULHW: the high halves of the signed products. */
  static long multiplyHigh(long a, long b) {
    long product = 0;
    for (int i = 0; i < 4; i++) {
      product |= wordAt(signedWord(a, i) * signedWord(b, i) >> 16, i);
    }
    return product;
  }

  /** PMULHUW: the high halves of the unsigned products. */
  static long multiplyHighUnsigned(long a, long b) {
    long product = 0;
    for (int i = 0; i < 4; i++) {
      product |= wordAt(unsignedWord(a, i) * unsignedWord(b, i) >>> 16, i);
    }
    return product;
  }

  /** PMADDWD: sums of two signed products. */
  static long multiplyAdd(long a, long b) {
    int low = signedWord(a, 0) * signedWord(b, 0) + signedWord(a, 1) * signedWord(b, 1);
    int high = signedWord(a, 2) * signedWord(b, 2) + signedWord(a, 3) * signedWord(b, 3);
    return pair(low, high);
  }

  /** PMULUDQ: the product of the low double words. */
  static long multiplyDwords(long a, long b) {
    return (a & 0xFFFFFFFFL) * (b & 0xFFFFFFFFL);
  }

  // ---------------------------------------------------------------- comparison and choice

  /** PCMPEQB: all ones where equal. */
  static long equalBytes(long a, long b) {
    long mask = 0;
    for (int i = 0; i < 8; i++) {
      mask |= byteAt(unsignedByte(a, i) == unsignedByte(b, i) ? -1 : 0, i);
    }
    return mask;
  }

  /** PCMPEQW. */
  static long equalWords(long a, long b) {
    long mask = 0;
    for (int i = 0; i < 4; i++) {
      mask |= wordAt(unsignedWord(a, i) == unsignedWord(b, i) ? -1 : 0, i);
    }
    return mask;
  }

  /** PCMPEQD. */
  static long equalDwords(long a, long b) {
    return pair((int) a == (int) b ? -1 : 0, a >>> 32 == b >>> 32 ? -1 : 0);
  }

  /** PCMPGTB: all ones where greater, signed. */
  static long greaterBytes(long a, long b) {
    long mask = 0;
    for (int i = 0; i < 8; i++) {
      mask |= byteAt(signedByte(a, i) > signedByte(b, i) ? -1 : 0, i);
    }
    return mask;
  }

  /** PCMPGTW. */
  static long greaterWords(long a, long b) {
    long mask = 0;
    for (int i = 0; i < 4; i++) {
      mask |= wordAt(signedWord(a, i) > signedWord(b, i) ? -1 : 0, i);
    }
    return mask;
  }

  /** PCMPGTD. */
  static long greaterDwords(long a, long b) {
    return pair((int) a > (int) b ? -1 : 0, a >> 32 > b >> 32 ? -1 : 0);
  }

  /** PMINUB. */
  static long leastBytes(long a, long b) {
    long least = 0;
    for (int i = 0; i < 8; i++) {
      least |= byteAt(Math.min(unsignedByte(a, i), unsignedByte(b, i)), i);
    }
    return least;
  }

  /** PMAXUB. */
  static long greatestBytes(long a, long b) {
    long greatest = 0;
    for (int i = 0; i < 8; i++) {
      greatest |= byteAt(Math.max(unsignedByte(a, i), unsignedByte(b, i)), i);
    }
    return greatest;
  }

  /** PMINSW. */
  static long leastWords(long a, long b) {
    long least = 0;
    for (int i = 0; i < 4; i++) {
      least |= wordAt(Math.min(signedWord(a, i), signedWord(b, i)), i);
    }
    return least;
  }

  /** PMAXSW. */
  static long greatestWords(long a, long b) {
    long greatest = 0;
    for (int i = 0; i < 4; i++) {
      greatest |= wordAt(Math.max(signedWord(a, i), signedWord(b, i)), i);
    }
    return greatest;
  }

  /** PAVGB, rounded up. */
  static long averageBytes(long a, long b) {
    long average = 0;
    for (int i = 0; i < 8; i++) {
      average |= byteAt(unsignedByte(a, i) + unsignedByte(b, i) + 1 >> 1, i);
    }
    return average;
  }

  /** PAVGW, rounded up. */
  static long averageWords(long a, long b) {
    long average = 0;
    for (int i = 0; i < 4; i++) {
      average |= wordAt(unsignedWord(a, i) + unsignedWord(b, i) + 1 >> 1, i);
    }
    return average;
  }

  /** PSADBW: the sum of the absolute differences. */
  static long absoluteDifferences(long a, long b) {
    int sum = 0;
    for (int i = 0; i < 8; i++) {
      sum += Math.abs(unsignedByte(a, i) - unsignedByte(b, i));
    }
    return sum;
  }

  // ---------------------------------------------------------------- logic

  /** PAND. */
  static long and(long a, long b) {
    return a & b;
  }

  /** PANDN. */
  static long andNot(long a, long b) {
    return ~a & b;
  }

  /** POR. */
  static long or(long a, long b) {
    return a | b;
  }

  /** PXOR. */
  static long xor(long a, long b) {
    return a ^ b;
  }

  // ---------------------------------------------------------------- shifts, by an unsigned count

  private static boolean beyond(long count, int bits) {
    return Long.compareUnsigned(count, bits) >= 0;
  }

  /** PSLLW. */
  static long shiftWordsLeft(long a, long count) {
    return beyond(count, 16) ? 0 : a << count & 0x0001000100010001L * (0xFFFF << count & 0xFFFF);
  }

  /** PSLLD. */
  static long shiftDwordsLeft(long a, long count) {
    return beyond(count, 32) ? 0 : pair((int) a << count, (int) (a >>> 32) << count);
  }

  /** PSLLQ. */
  static long shiftQwordsLeft(long a, long count) {
    return beyond(count, 64) ? 0 : a << count;
  }

  /** PSRLW. */
  static long shiftWordsRight(long a, long count) {
    return beyond(count, 16) ? 0 : a >>> count & 0x0001000100010001L * (0xFFFF >> count);
  }

  /** PSRLD. */
  static long shiftDwordsRight(long a, long count) {
    return beyond(count, 32) ? 0 : pair((int) a >>> count, (int) (a >>> 32) >>> count);
  }

  /** PSRLQ. */
  static long shiftQwordsRight(long a, long count) {
    return beyond(count, 64) ? 0 : a >>> count;
  }

  /** PSRAW: a great count leaves copies of the sign. */
  static long shiftWordsArithmetic(long a, long count) {
    int by = beyond(count, 16) ? 15 : (int) count;
    long shifted = 0;
    for (int i = 0; i < 4; i++) {
      shifted |= wordAt(signedWord(a, i) >> by, i);
    }
    return shifted;
  }

  /** PSRAD. */
  static long shiftDwordsArithmetic(long a, long count) {
    int by = beyond(count, 32) ? 31 : (int) count;
    return pair((int) a >> by, (int) (a >> 32) >> by);
  }

  // ---------------------------------------------------------------- packing and unpacking

  /** Half of PACKSSWB: four words to four bytes. */
  static int packSignedWords(long words) {
    int packed = 0;
    for (int i = 0; i < 4; i++) {
      packed |= (clamp(signedWord(words, i), -0x80, 0x7F) & 0xFF) << 8 * i;
    }
    return packed;
  }

  /** Half of PACKUSWB: four signed words to four unsigned bytes. */
  static int packUnsignedWords(long words) {
    int packed = 0;
    for (int i = 0; i < 4; i++) {
      packed |= clamp(signedWord(words, i), 0, 0xFF) << 8 * i;
    }
    return packed;
  }

  /** Half of PACKSSDW: two double words to two words. */
  static int packDwords(long dwords) {
    int low = clamp((int) dwords, -0x8000, 0x7FFF);
    return low & 0xFFFF | clamp((int) (dwords >> 32), -0x8000, 0x7FFF) << 16;
  }

  /** PACKSSWB of MMX. */
  static long packSignedWords(long a, long b) {
    return pair(packSignedWords(a), packSignedWords(b));
  }

  /** PACKUSWB of MMX. */
  static long packUnsignedWords(long a, long b) {
    return pair(packUnsignedWords(a), packUnsignedWords(b));
  }

  /** PACKSSDW of MMX. */
  static long packDwords(long a, long b) {
    return pair(packDwords(a), packDwords(b));
  }

  /** PUNPCKLBW: bytes of the low halves by turns. */
  static long unpackLowBytes(long a, long b) {
    return spreadBytes(a) | spreadBytes(b) << 8;
  }

  /** PUNPCKHBW. */
  static long unpackHighBytes(long a, long b) {
    return unpackLowBytes(a >>> 32, b >>> 32);
  }

  /** PUNPCKLWD. */
  static long unpackLowWords(long a, long b) {
    return spreadWords(a) | spreadWords(b) << 16;
  }

  /** PUNPCKHWD. */
  static long unpackHighWords(long a, long b) {
    return unpackLowWords(a >>> 32, b >>> 32);
  }

  /** PUNPCKLDQ. */
  static long unpackLowDwords(long a, long b) {
    return a & 0xFFFFFFFFL | b << 32;
  }

  /** PUNPCKHDQ. */
  static long unpackHighDwords(long a, long b) {
    return a >>> 32 | b & 0xFFFFFFFF00000000L;
  }

  /** The low four bytes to the even places. */
  private static long spreadBytes(long a) {
    long spread = a & 0xFFFF | (a & 0xFFFF0000L) << 16;
    return (spread | spread << 8) & 0x00FF00FF00FF00FFL;
  }

  /** The low two words to the even places. */
  private static long spreadWords(long a) {
    return a & 0xFFFF | (a & 0xFFFF0000L) << 16;
  }

  /** PSHUFW: four words chosen by four fields of two bits. */
  static long shuffleWords(long a, int order) {
    long shuffled = 0;
    for (int i = 0; i < 4; i++) {
      shuffled |= wordAt(unsignedWord(a, order >> 2 * i & 3), i);
    }
    return shuffled;
  }

  /** PMOVMSKB: the top bits of the bytes. */
  static int signs(long a) {
    return (int) ((a & BYTE_TOPS) * 0x0002040810204081L >>> 56);
  }
}
