package quimera.peripherals.arm;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.InputLine;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;

/**
 * A generic interrupt controller for one processor: the distributor, which knows every interrupt,
 * and the processor's interface, which takes the most urgent.
 *
 * <p>Datasheet: ARM Generic Interrupt Controller Architecture Specification, version 2.0, IHI
 * 0048B, chapters 3 and 4; the identification is that of a GIC-400, DDI 0471B.
 *
 * <p>Deviations: no security extension, so that there is one view of the registers; no
 * virtualization; five bits of priority.
 */
public final class GicV2 implements Device {
  /** Bytes of either window. */
  public static final int SIZE = 0x10000;

  /** The first interrupt of a processor's own peripherals. */
  public static final int FIRST_PPI = 16;

  /** The first that is shared. */
  public static final int FIRST_SPI = 32;

  //                                register         access  function
  private static final int GICD_CTLR = 0x000; //        R/W enable groups 0 and 1
  private static final int GICD_TYPER = 0x004; //       R
  private static final int GICD_IIDR = 0x008; //        R
  private static final int GICD_IGROUPR = 0x080; //     R/W bit: group 1
  private static final int GICD_ISENABLER = 0x100; //   R/W bit: enabled
  private static final int GICD_ICENABLER = 0x180; //   R/W
  private static final int GICD_ISPENDR = 0x200; //     R/W bit: pending
  private static final int GICD_ICPENDR = 0x280; //     R/W
  private static final int GICD_ISACTIVER = 0x300; //   R/W bit: active
  private static final int GICD_ICACTIVER = 0x380; //   R/W
  private static final int GICD_IPRIORITYR = 0x400; //  R/W byte: priority
  private static final int GICD_ITARGETSR = 0x800; //   RAZ with one processor
  private static final int GICD_ICFGR = 0xC00; //       R/W two bits: the upper for an edge
  private static final int GICD_SGIR = 0xF00; //        W   software's interrupts
  private static final int GICD_CPENDSGIR = 0xF10; //   R/W
  private static final int GICD_SPENDSGIR = 0xF20; //   R/W
  private static final int GICD_IDENTIFICATION = 0xFD0;
  private static final int[] IDENTIFICATION = {
    0x04, 0, 0, 0, 0x90, 0xB4, 0x2B, 0, 0x0D, 0xF0, 0x05, 0xB1
  };

  private static final int GICC_CTLR = 0x0000; //       R/W
  private static final int GICC_PMR = 0x0004; //        R/W only what is more urgent passes
  private static final int GICC_BPR = 0x0008; //        R/W how much of a priority preempts
  private static final int GICC_IAR = 0x000C; //        R   takes the most urgent
  private static final int GICC_EOIR = 0x0010; //       W   ends it
  private static final int GICC_RPR = 0x0014; //        R   priority that runs
  private static final int GICC_HPPIR = 0x0018; //      R   most urgent, not taken
  private static final int GICC_ABPR = 0x001C; //       R/W of group 1
  private static final int GICC_AIAR = 0x0020; //       R   takes from group 1
  private static final int GICC_AEOIR = 0x0024; //      W
  private static final int GICC_AHPPIR = 0x0028; //     R
  private static final int GICC_APR0 = 0x00D0; //       R/W levels that are active
  private static final int GICC_IIDR = 0x00FC; //       R
  private static final int GICC_DIR = 0x1000; //        W   deactivates

  private static final int CTLR_ACK_GROUP_1 = 1 << 2;
  private static final int CTLR_FIQ = 1 << 3;
  private static final int CTLR_COMMON_BPR = 1 << 4;
  private static final int CTLR_SPLIT_EOI = 1 << 9;
  private static final int CTLR_MASK = 0x21F;
  private static final int PRIORITY_MASK = 0xF8;
  private static final int LEAST_BPR = 2;
  private static final int IDLE = 0xFF;
  private static final int SPURIOUS = 1023;
  private static final int OTHER_GROUP = 1022;
  private static final int NONE = -1;

  /** The processor's IRQ. */
  public final OutputLine irq = new OutputLine("irq");

  /** The processor's FIQ, if group 0 is to use it. */
  public final OutputLine fiq = new OutputLine("fiq");

  /** The distributor's window. */
  public final BusTarget distributor = new Distributor();

  /** The processor interface's window. */
  public final BusTarget cpuInterface = new CpuInterface();

  private final int interrupts;
  private final int[] lines; // a bit an interrupt, as in all that follow
  private final int[] latched; // pending by an edge, or by software
  private final int[] enabled;
  private final int[] active;
  private final int[] group1;
  private final int[] edge;
  private final byte[] priorities;
  private int distributorControl;
  private int control;
  private int priorityMask;
  private int binaryPoint;
  private int aliasedBinaryPoint;
  private int activeLevels; // bit n: an interrupt of priority 8n is active

  /**
   * @param interrupts in all, a multiple of 32
   */
  public GicV2(int interrupts) {
    this.interrupts = interrupts;
    int words = interrupts / 32;
    lines = new int[words];
    latched = new int[words];
    enabled = new int[words];
    active = new int[words];
    group1 = new int[words];
    edge = new int[words];
    priorities = new byte[interrupts];
    reset(Reset.POWER_ON);
  }

  /**
   * What software stores, address and value by turns, so that a shared interrupt reaches the
   * processor.
   *
   * @param distributor where the board has that
   * @param cpu where it has the processor's interface
   * @param spi which interrupt, 0 the first that is shared
   */
  public static List<Long> letThrough(long distributor, long cpu, int spi) {
    int n = FIRST_SPI + spi;
    long enable = distributor + GICD_ISENABLER + 4L * (n / 32);
    return List.of(
        distributor + GICD_CTLR, 1L, enable, 1L << n % 32, cpu + GICC_PMR, 0xFFL, cpu, 1L);
  }

  /** The wire of an interrupt, 16 and up. */
  public InputLine request(int n) {
    int word = n / 32;
    int bit = 1 << n % 32;
    return level -> {
      if (level) {
        lines[word] |= bit;
        latched[word] |= edge[word] & bit;
      } else {
        lines[word] &= ~bit;
      }
      update();
    };
  }

  @Override
  public void reset(Reset kind) {
    for (int[] each : new int[][] {latched, enabled, active, group1, edge}) {
      Arrays.fill(each, 0);
    }
    Arrays.fill(priorities, (byte) 0);
    enabled[0] = 0xFFFF; // software's are always enabled,
    edge[0] = 0xFFFF; // and edges
    distributorControl = 0;
    control = 0;
    priorityMask = 0;
    binaryPoint = LEAST_BPR;
    aliasedBinaryPoint = LEAST_BPR + 1;
    activeLevels = 0;
  }

  @Override
  public void settle() {
    update();
  }

  // --- Which interrupt -------------------------------------------------------------------------

  private int pending(int word) {
    return latched[word] | lines[word] & ~edge[word];
  }

  private static boolean test(int[] bits, int n) {
    return (bits[n / 32] >> n % 32 & 1) != 0;
  }

  private int priority(int n) {
    return priorities[n] & 0xFF;
  }

  /** The most urgent interrupt that is pending, enabled and not active; the lowest among equals. */
  private int highest() {
    int best = NONE;
    for (int word = 0; word < enabled.length; word++) {
      int forwarded = (distributorControl & 1) != 0 ? ~group1[word] : 0;
      forwarded |= (distributorControl & 2) != 0 ? group1[word] : 0;
      int candidates = pending(word) & enabled[word] & ~active[word] & forwarded;
      while (candidates != 0) {
        int n = word * 32 + Integer.numberOfTrailingZeros(candidates);
        candidates &= candidates - 1;
        if (best == NONE || priority(n) < priority(best)) {
          best = n;
        }
      }
    }
    return best;
  }

  private int running() {
    return activeLevels == 0 ? IDLE : Integer.numberOfTrailingZeros(activeLevels) << 3;
  }

  /** The part of a priority that decides about preemption (section 3.3.3). */
  private int groupPriority(int n) {
    boolean alias = test(group1, n) && (control & CTLR_COMMON_BPR) == 0;
    int point = alias ? aliasedBinaryPoint - 1 : binaryPoint;
    return priority(n) & 0xFF << point + 1;
  }

  private boolean signals(int n) {
    boolean groupEnabled = (control >> (test(group1, n) ? 1 : 0) & 1) != 0;
    return groupEnabled && priority(n) < priorityMask && groupPriority(n) < running();
  }

  private void update() {
    int n = highest();
    boolean any = n != NONE && signals(n);
    boolean fast = any && !test(group1, n) && (control & CTLR_FIQ) != 0;
    irq.set(any && !fast);
    fiq.set(fast);
  }

  /** What IAR or HPPIR says of an interrupt: group 1 is hidden unless AckCtl lets it be seen. */
  private int visible(int n, boolean aliased) {
    if (n == NONE) {
      return SPURIOUS;
    }
    boolean one = test(group1, n);
    if (aliased) {
      return one ? n : SPURIOUS;
    }
    return one && (control & CTLR_ACK_GROUP_1) == 0 ? OTHER_GROUP : n;
  }

  private int acknowledge(boolean aliased) {
    int n = highest();
    int seen = visible(n != NONE && signals(n) ? n : NONE, aliased);
    if (seen < interrupts) {
      latched[n / 32] &= ~(1 << n % 32);
      active[n / 32] |= 1 << n % 32;
      activeLevels |= 1 << (groupPriority(n) >> 3);
      update();
    }
    return seen;
  }

  private void end(int n) {
    if (n >= interrupts) {
      return;
    }
    activeLevels &= activeLevels - 1;
    if ((control & CTLR_SPLIT_EOI) == 0) {
      active[n / 32] &= ~(1 << n % 32);
    }
    update();
  }

  // --- Distributor -----------------------------------------------------------------------------

  private final class Distributor implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      long value = 0;
      for (int i = 0; i < bytes; i++) {
        value |= (readByte(offset + i) & 0xFFL) << 8 * i;
      }
      return value;
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(read(offset, bytes));
    }

    private int readByte(int offset) {
      if (offset >= GICD_IPRIORITYR && offset < GICD_IPRIORITYR + interrupts) {
        return priorities[offset - GICD_IPRIORITYR];
      }
      return word(offset & ~3) >> 8 * (offset & 3);
    }

    private int word(int offset) {
      int n = (offset & 0x7F) / 4;
      if (offset >= GICD_IGROUPR && offset < GICD_IPRIORITYR) {
        return n < enabled.length ? bits(offset & ~0x7F, n) : 0;
      }
      if (offset >= GICD_ICFGR && offset < GICD_ICFGR + interrupts / 4) {
        return configuration((offset - GICD_ICFGR) / 4);
      }
      if (offset >= GICD_CPENDSGIR && offset < GICD_SPENDSGIR + 16) {
        return sgiPending(offset & 0xF);
      }
      if (offset >= GICD_IDENTIFICATION && offset < GICD_IDENTIFICATION + 48) {
        return IDENTIFICATION[(offset - GICD_IDENTIFICATION) / 4];
      }
      return switch (offset) {
        case GICD_CTLR -> distributorControl;
        case GICD_TYPER -> interrupts / 32 - 1;
        case GICD_IIDR -> 0x0200_143B;
        default -> 0;
      };
    }

    private int bits(int block, int n) {
      return switch (block) {
        case GICD_IGROUPR -> group1[n];
        case GICD_ISENABLER, GICD_ICENABLER -> enabled[n];
        case GICD_ISPENDR, GICD_ICPENDR -> pending(n);
        default -> active[n];
      };
    }

    private int configuration(int n) {
      int value = 0;
      for (int i = 0; i < 16; i++) {
        value |= test(edge, 16 * n + i) ? 2 << 2 * i : 0;
      }
      return value;
    }

    /** A byte for each of four, the bit for the only processor that can have sent it. */
    private int sgiPending(int first) {
      int value = 0;
      for (int i = 0; i < 4; i++) {
        value |= test(latched, first + i) ? 1 << 8 * i : 0;
      }
      return value;
    }

    @Override
    public void write(int offset, int bytes, long value) {
      if (offset >= GICD_IPRIORITYR && offset < GICD_ITARGETSR) {
        for (int i = 0; i < bytes && offset + i < GICD_IPRIORITYR + interrupts; i++) {
          priorities[offset + i - GICD_IPRIORITYR] = (byte) (value >> 8 * i & PRIORITY_MASK);
        }
      } else {
        writeWord(offset & ~3, (int) value << 8 * (offset & 3));
      }
      update();
    }

    private void writeWord(int offset, int value) {
      int n = (offset & 0x7F) / 4;
      if (offset >= GICD_IGROUPR && offset < GICD_IPRIORITYR) {
        if (n < enabled.length) {
          writeBits(offset & ~0x7F, n, value);
        }
      } else if (offset >= GICD_ICFGR + 4 && offset < GICD_ICFGR + interrupts / 4) {
        configure((offset - GICD_ICFGR) / 4, value);
      } else if (offset >= GICD_CPENDSGIR && offset < GICD_SPENDSGIR + 16) {
        for (int i = 0; i < 4; i++) {
          int bit = (value >> 8 * i & 1) << (offset & 0xF) + i;
          latched[0] = offset >= GICD_SPENDSGIR ? latched[0] | bit : latched[0] & ~bit;
        }
      } else if (offset == GICD_CTLR) {
        distributorControl = value & 3;
      } else if (offset == GICD_SGIR) {
        int filter = value >> 24 & 3; // by list, to all others, or to itself
        boolean toSelf = filter == 0 ? (value >> 16 & 1) != 0 : filter == 2;
        latched[0] |= toSelf ? 1 << (value & 0xF) : 0;
      }
    }

    private void writeBits(int block, int n, int value) {
      int software = n == 0 ? 0xFFFF : 0;
      switch (block) {
        case GICD_IGROUPR -> group1[n] = value;
        case GICD_ISENABLER -> enabled[n] |= value;
        case GICD_ICENABLER -> enabled[n] &= ~value | software;
        case GICD_ISPENDR -> latched[n] |= value & ~software;
        case GICD_ICPENDR -> latched[n] &= ~value | software;
        case GICD_ISACTIVER -> active[n] |= value;
        case GICD_ICACTIVER -> active[n] &= ~value;
        default -> {
          // There is no other block.
        }
      }
    }

    private void configure(int n, int value) {
      for (int i = 0; i < 16; i++) {
        int interrupt = 16 * n + i;
        int bit = 1 << interrupt % 32;
        int word = interrupt / 32;
        edge[word] = (value >> 2 * i & 2) != 0 ? edge[word] | bit : edge[word] & ~bit;
      }
    }
  }

  // --- Processor interface ---------------------------------------------------------------------

  private final class CpuInterface implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      int value =
          switch (offset) {
            case GICC_IAR -> acknowledge(false);
            case GICC_AIAR -> acknowledge(true);
            default -> value(offset);
          };
      return value & 0xFFFFFFFFL;
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(value(offset) & 0xFFFFFFFFL);
    }

    private int value(int offset) {
      return switch (offset) {
        case GICC_CTLR -> control;
        case GICC_PMR -> priorityMask;
        case GICC_BPR -> binaryPoint;
        case GICC_ABPR -> aliasedBinaryPoint;
        case GICC_RPR -> running();
        case GICC_IAR, GICC_HPPIR -> visible(highest(), false);
        case GICC_AIAR, GICC_AHPPIR -> visible(highest(), true);
        case GICC_APR0 -> activeLevels;
        case GICC_IIDR -> 0x0202_143B;
        default -> 0;
      };
    }

    @Override
    public void write(int offset, int bytes, long value) {
      int v = (int) value;
      switch (offset) {
        case GICC_CTLR -> control = v & CTLR_MASK;
        case GICC_PMR -> priorityMask = v & PRIORITY_MASK;
        case GICC_BPR -> binaryPoint = Math.max(LEAST_BPR, v & 7);
        case GICC_ABPR -> aliasedBinaryPoint = Math.max(LEAST_BPR + 1, v & 7);
        case GICC_EOIR, GICC_AEOIR -> end(v & 0x3FF);
        case GICC_APR0 -> activeLevels = v;
        case GICC_DIR -> {
          int n = v & 0x3FF;
          if (n < interrupts && (control & CTLR_SPLIT_EOI) != 0) {
            active[n / 32] &= ~(1 << n % 32);
          }
        }
        default -> {
          // Nothing there, or nothing that can be written.
        }
      }
      update();
    }
  }

  @Override
  public void state(StateIo io) {
    io.ints("lines", lines);
    io.ints("latched", latched);
    io.ints("enabled", enabled);
    io.ints("active", active);
    io.ints("group1", group1);
    io.ints("edge", edge);
    io.bytes("priorities", priorities);
    distributorControl = io.i32("distributorControl", distributorControl);
    control = io.i32("control", control);
    priorityMask = io.i32("priorityMask", priorityMask);
    binaryPoint = io.i32("binaryPoint", binaryPoint);
    aliasedBinaryPoint = io.i32("aliasedBinaryPoint", aliasedBinaryPoint);
    activeLevels = io.i32("activeLevels", activeLevels);
    irq.state(io);
    fiq.state(io);
  }
}
