package quimera.cpu.x86;

import quimera.core.state.StateIo;

/**
 * Model-specific registers of the P6 family and of the Pentium 4 that systems look at without being
 * told of them by CPUID (SDM volume 4, tables 2-21 and 2-50).
 *
 * <p>Deviations: they hold what is written, and do nothing: no microcode is loaded, no event is
 * counted, no branch is traced.
 */
final class P6Registers {
  private static final int PLATFORM_ID = 0x17;
  private static final int EBL_CR_POWERON = 0x2A;
  private static final int BIOS_UPDT_TRIG = 0x79;
  private static final int BIOS_SIGN = 0x8B;
  private static final int PERFCTR0 = 0xC1;
  private static final int PERFCTR1 = 0xC2;
  private static final int EVNTSEL0 = 0x186;
  private static final int EVNTSEL1 = 0x187;
  private static final int MISC_ENABLE = 0x1A0;
  private static final int DEBUGCTL = 0x1D9;

  /** Those that keep what is written, in the order of {@link #kept}. */
  private static final int[] KEPT = {
    EBL_CR_POWERON, BIOS_SIGN, PERFCTR0, PERFCTR1, EVNTSEL0, EVNTSEL1, MISC_ENABLE, DEBUGCTL
  };

  private final X86Model model;
  private final long[] kept = new long[KEPT.length];

  P6Registers(X86Model model) {
    this.model = model;
  }

  void reset() {
    java.util.Arrays.fill(kept, 0);
  }

  void state(StateIo io) {
    io.longs("p6", kept);
  }

  /** RDMSR; #GP where there is no such register. */
  long read(int number) {
    if (model.generation >= 6 && number == PLATFORM_ID) {
      return 0;
    }
    return kept[index(number)];
  }

  /** WRMSR; #GP where there is no such register. */
  void write(int number, long value) {
    if (model.generation >= 6 && number == BIOS_UPDT_TRIG) {
      return; // the update is not taken, as one for another stepping is not
    }
    kept[index(number)] = value;
  }

  /** A counter of RDPMC. */
  long counter(int number) {
    return kept[index(PERFCTR0 + number)];
  }

  private int index(int number) {
    boolean exists = model.generation >= 6 && (number != MISC_ENABLE || model.generation >= 7);
    for (int i = 0; exists && i < KEPT.length; i++) {
      if (KEPT[i] == number) {
        return i;
      }
    }
    throw new Fault(Vector.GP, 0);
  }
}
