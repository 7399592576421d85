package quimera.peripherals.arm;

import quimera.core.line.InputLine;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;

/**
 * A vectored interrupt controller: 32 request lines, each to FIQ or to IRQ, sixteen of the latter
 * with a vector and a priority.
 *
 * <p>Datasheet: ARM PrimeCell Vectored Interrupt Controller (PL190), DDI 0181E, chapter 3.
 *
 * <p>Deviations: no daisy chain (its inputs are tied off), no test registers; every access is taken
 * as privileged.
 */
public final class Pl190 extends PrimeCell {
  /** The register that enables requests: writing 1 enables, reading tells. */
  public static final int INT_ENABLE = 0x010;

  //                      register        access  function
  private static final int IRQ_STATUS = 0x000; // R   enabled requests to IRQ
  private static final int FIQ_STATUS = 0x004; // R   enabled requests to FIQ
  private static final int RAW_INTR = 0x008; //   R   requests, enabled or not
  private static final int INT_SELECT = 0x00C; // R/W 1: to FIQ
  private static final int INT_EN_CLEAR = 0x014; // W writing 1 disables
  private static final int SOFT_INT = 0x018; //   R/W writing 1 requests
  private static final int SOFT_INT_CLEAR = 0x01C;
  private static final int PROTECTION = 0x020;
  private static final int VECT_ADDR = 0x030; //  R   takes the highest request into service; W ends
  private static final int DEF_VECT_ADDR = 0x034;
  private static final int VECT_ADDRS = 0x100; // R/W sixteen
  private static final int VECT_CNTLS = 0x200; // R/W sixteen: enable in bit 5, source in bits 4-0

  private static final int SLOTS = 16;
  private static final int CNTL_ENABLE = 1 << 5;
  private static final int DEFAULT = SLOTS; // the level of requests without a vector
  private static final int NOTHING = SLOTS + 1;

  /** The normal interrupt request. */
  public final OutputLine irq = new OutputLine("irq");

  /** The fast interrupt request. */
  public final OutputLine fiq = new OutputLine("fiq");

  private int lines;
  private int soft;
  private int enabled;
  private int toFiq;
  private int protection;
  private int defaultVector;
  private final int[] vectors = new int[SLOTS];
  private final int[] controls = new int[SLOTS];
  private int inService; // bit n: level n was taken and has not ended

  /** A controller with all requests low. */
  public Pl190() {
    super(0x190, 1, 0);
  }

  /** Request line {@code n}, 0 to 31. */
  public InputLine request(int n) {
    int bit = 1 << n;
    return level -> {
      lines = level ? lines | bit : lines & ~bit;
      update();
    };
  }

  /** nVICRESET: requests from outside stay as they are. */
  @Override
  public void reset(Reset kind) {
    soft = 0;
    enabled = 0;
    toFiq = 0;
    protection = 0;
    defaultVector = 0;
    inService = 0;
    java.util.Arrays.fill(vectors, 0);
    java.util.Arrays.fill(controls, 0);
  }

  @Override
  public void settle() {
    update();
  }

  private int raw() {
    return lines | soft;
  }

  @Override
  int value(int register) {
    if (register >= VECT_ADDRS && register < VECT_ADDRS + 4 * SLOTS) {
      return vectors[(register - VECT_ADDRS) / 4];
    }
    if (register >= VECT_CNTLS && register < VECT_CNTLS + 4 * SLOTS) {
      return controls[(register - VECT_CNTLS) / 4];
    }
    return switch (register) {
      case IRQ_STATUS -> raw() & enabled & ~toFiq;
      case FIQ_STATUS -> raw() & enabled & toFiq;
      case RAW_INTR -> raw();
      case INT_SELECT -> toFiq;
      case INT_ENABLE -> enabled;
      case SOFT_INT -> soft;
      case PROTECTION -> protection;
      case VECT_ADDR -> vector(highest());
      case DEF_VECT_ADDR -> defaultVector;
      default -> 0;
    };
  }

  @Override
  int load(int register) {
    int value = value(register);
    if (register == VECT_ADDR && highest() < current()) {
      inService |= 1 << highest();
      update();
    }
    return value;
  }

  @Override
  void store(int register, int value) {
    if (register >= VECT_ADDRS && register < VECT_ADDRS + 4 * SLOTS) {
      vectors[(register - VECT_ADDRS) / 4] = value;
      return;
    }
    if (register >= VECT_CNTLS && register < VECT_CNTLS + 4 * SLOTS) {
      controls[(register - VECT_CNTLS) / 4] = value & 0x3F;
      update();
      return;
    }
    switch (register) {
      case INT_SELECT -> toFiq = value;
      case INT_ENABLE -> enabled |= value;
      case INT_EN_CLEAR -> enabled &= ~value;
      case SOFT_INT -> soft |= value;
      case SOFT_INT_CLEAR -> soft &= ~value;
      case PROTECTION -> protection = value & 1;
      case VECT_ADDR -> inService &= inService - 1; // the highest in service has ended
      case DEF_VECT_ADDR -> defaultVector = value;
      default -> {
        return;
      }
    }
    update();
  }

  /** The level of the most urgent request to IRQ: its slot, or {@link #DEFAULT}. */
  private int highest() {
    int pending = raw() & enabled & ~toFiq;
    if (pending == 0) {
      return NOTHING;
    }
    for (int slot = 0; slot < SLOTS; slot++) {
      int control = controls[slot];
      if ((control & CNTL_ENABLE) != 0 && (pending >> (control & 0x1F) & 1) != 0) {
        return slot;
      }
    }
    return DEFAULT;
  }

  /** The level in service, which masks its own requests and those below it. */
  private int current() {
    return inService == 0 ? NOTHING : Integer.numberOfTrailingZeros(inService);
  }

  /** "Reading when nothing is requested" answers with the default vector (section 3.3.10). */
  private int vector(int level) {
    return level < SLOTS ? vectors[level] : defaultVector;
  }

  private void update() {
    irq.set(highest() < current());
    fiq.set((raw() & enabled & toFiq) != 0);
  }

  @Override
  public void state(StateIo io) {
    lines = io.i32("lines", lines);
    soft = io.i32("soft", soft);
    enabled = io.i32("enabled", enabled);
    toFiq = io.i32("toFiq", toFiq);
    protection = io.i32("protection", protection);
    defaultVector = io.i32("defaultVector", defaultVector);
    io.ints("vectors", vectors);
    io.ints("controls", controls);
    inService = io.i32("inService", inService);
    irq.state(io);
    fiq.state(io);
  }
}
