package quimera.cpu.arm;

/**
 * The media instructions of the ARM set, ARMv6 and later (ARM ARM A5.4): {@link ParallelArithmetic}
 * with its operands.
 */
final class Media {
  private Media() {}

  static void execute(ArmCpu cpu, int word) {
    if (!cpu.v6) {
      throw cpu.undefined();
    }
    int op1 = word >>> 20 & 31;
    switch (op1 >> 3) {
      case 0 -> parallel(cpu, word, op1);
      case 1 -> packing(cpu, word, op1);
      case 2 -> multiply(cpu, word, op1);
      default -> fields(cpu, word, op1);
    }
  }

  private static int rd(int word) {
    return word >>> 12 & 15;
  }

  private static int rn(ArmCpu cpu, int word) {
    return cpu.r[word >>> 16 & 15];
  }

  private static int rm(ArmCpu cpu, int word) {
    return cpu.r[word & 15];
  }

  private static void parallel(ArmCpu cpu, int word, int kind) {
    int operation = word >>> 5 & 7;
    if (!ParallelArithmetic.exists(kind, operation)) {
      throw cpu.undefined();
    }
    cpu.r[rd(word)] =
        ParallelArithmetic.compute(cpu, kind, operation, rn(cpu, word), rm(cpu, word));
  }

  private static void packing(ArmCpu cpu, int word, int op1) {
    int m = rm(cpu, word);
    int n = rn(cpu, word);
    boolean unsigned = (op1 & 4) != 0;
    cpu.r[rd(word)] =
        switch (word >>> 5 & 7) {
          case 0, 2, 4, 6 -> packOrSaturate(cpu, word, op1);
          case 1 ->
              switch (op1) {
                case 10, 14 ->
                    ParallelArithmetic.saturateHalves(
                        cpu, m, (word >>> 16 & 15) + (unsigned ? 0 : 1), unsigned);
                case 11 -> Integer.reverseBytes(m);
                case 15 -> {
                  need(cpu, cpu.v7);
                  yield Integer.reverse(m);
                }
                default -> throw cpu.undefined();
              };
          case 3 -> {
            need(cpu, (op1 & 3) != 1);
            int rotated = Integer.rotateRight(m, word >>> 7 & 24);
            yield (word >>> 16 & 15) == 15
                ? ParallelArithmetic.extend(op1 & 7, rotated)
                : ParallelArithmetic.extendAdd(op1 & 7, n, rotated);
          }
          case 5 ->
              switch (op1) {
                case 8 -> ParallelArithmetic.select(cpu.ge, n, m);
                case 11 -> Integer.rotateRight(Integer.reverseBytes(m), 16);
                case 15 -> Short.reverseBytes((short) m);
                default -> throw cpu.undefined();
              };
          default -> throw cpu.undefined();
        };
  }

  private static void need(ArmCpu cpu, boolean present) {
    if (!present) {
      throw cpu.undefined();
    }
  }

  private static int packOrSaturate(ArmCpu cpu, int word, int op1) {
    int shifted = cpu.shifted(word); // LSL and ASR only, by the encoding's bit 6
    if ((op1 & 2) != 0) {
      boolean unsigned = (op1 & 4) != 0;
      int bits = (word >>> 16 & 31) + (unsigned ? 0 : 1);
      return ParallelArithmetic.saturate(cpu, shifted, bits, unsigned);
    }
    need(cpu, op1 == 8);
    return ParallelArithmetic.pack(rn(cpu, word), shifted, (word & 1 << 6) != 0);
  }

  private static void multiply(ArmCpu cpu, int word, int op1) {
    int[] r = cpu.r;
    int n = rm(cpu, word);
    int m = r[word >>> 8 & 15];
    int d = word >>> 16 & 15;
    int a = rd(word);
    int op2 = word >>> 5 & 7;
    boolean exchange = (op2 & 1) != 0;
    boolean subtract = (op2 & 2) != 0;
    int accumulator = a == 15 ? 0 : r[a];
    switch (op1 & 7) {
      case 0 -> {
        need(cpu, op2 < 4);
        r[d] = ParallelArithmetic.dualAccumulate(cpu, n, m, accumulator, subtract, exchange);
      }
      case 1 -> {
        need(cpu, cpu.v7 && op2 == 0);
        r[d] = ParallelArithmetic.divide(n, m);
      }
      case 3 -> {
        need(cpu, cpu.v7 && op2 == 0);
        r[d] = ParallelArithmetic.divideUnsigned(n, m);
      }
      case 4 -> {
        need(cpu, op2 < 4);
        long sum =
            ((long) r[d] << 32 | Multiplies.unsigned(r[a]))
                + ParallelArithmetic.dual(n, m, subtract, exchange);
        r[a] = (int) sum;
        r[d] = (int) (sum >>> 32);
      }
      case 5 -> {
        need(cpu, op2 < 2 || op2 > 5);
        r[d] = ParallelArithmetic.mostSignificant(n, m, accumulator, op2 > 5, exchange);
      }
      default -> throw cpu.undefined();
    }
  }

  /** USAD8, USADA8 and the bit fields. */
  private static void fields(ArmCpu cpu, int word, int op1) {
    int op2 = word >>> 5 & 7;
    int low = word >>> 7 & 31;
    int high = word >>> 16 & 31;
    if (op1 == 24 && op2 == 0) {
      int a = rd(word);
      cpu.r[word >>> 16 & 15] =
          ParallelArithmetic.absoluteDifferences(rm(cpu, word), cpu.r[word >>> 8 & 15])
              + (a == 15 ? 0 : cpu.r[a]);
    } else if (op1 >> 1 == 14 && (op2 & 3) == 0 && cpu.v7) {
      need(cpu, high >= low);
      int value = (word & 15) == 15 ? 0 : rm(cpu, word);
      cpu.r[rd(word)] = ParallelArithmetic.insert(cpu.r[rd(word)], value, low, high - low + 1);
    } else if ((op1 >> 1 & 5) == 5 && (op2 & 3) == 2 && cpu.v7) {
      need(cpu, low + high < 32);
      cpu.r[rd(word)] = ParallelArithmetic.extract(rm(cpu, word), low, high + 1, (op1 & 4) != 0);
    } else {
      throw cpu.undefined();
    }
  }
}
