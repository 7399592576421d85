package quimera.cpu.mips32;

import java.util.Arrays;
import java.util.List;

/**
 * The members of the family, with what software can see of the difference.
 *
 * <p>Datasheet: MIPS32 4K Processor Core Family Software User's Manual, chapter 5; MIPS32 24K
 * Processor Core Family Software User's Manual, chapter 6 (CP0 registers).
 */
public enum MipsModel {
  /** Release 1, no floating point. */
  M4KC("4Kc", 1, false, 0x0001_8000),
  /** Release 2, no floating point. */
  M24KC("24Kc", 2, false, 0x0001_9300),
  /** Release 2 with the floating-point unit. */
  M24KF("24Kf", 2, true, 0x0001_9300);

  /** The name, as users write it. */
  private final String id;

  /** Of the architecture: 1 or 2. */
  final int release;

  final boolean fpu;

  /** The PRId register. */
  final int processorId;

  /** Pairs of pages in the TLB. */
  final int tlbEntries = 16;

  MipsModel(String id, int release, boolean fpu, int processorId) {
    this.id = id;
    this.release = release;
    this.fpu = fpu;
    this.processorId = processorId;
  }

  /** The name, as users write it. */
  public String id() {
    return id;
  }

  /** The model of that name. */
  public static MipsModel of(String id) {
    return Arrays.stream(values())
        .filter(m -> m.id.equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("no MIPS32 model \"" + id + "\"; there are " + ids()));
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(MipsModel::id).toList();
  }

  /** Config at reset: Config1 follows, a TLB, kseg0 uncached; BE and AR as built. */
  int config(boolean bigEndian) {
    return 1 << 31 | (bigEndian ? 1 << 15 : 0) | release - 1 << 10 | 1 << 7 | 2;
  }

  /** Config1: TLB entries, 16 KiB caches (4 ways of 128 sets of 32 bytes), watch registers, FPU. */
  int config1() {
    int cache = 1 << 6 | 4 << 3 | 3;
    int more = release == 2 ? 1 << 31 : 0;
    return more | tlbEntries - 1 << 25 | cache << 16 | cache << 7 | 1 << 3 | (fpu ? 1 : 0);
  }

  /** Config3: vectored interrupts. */
  int config3() {
    return release == 2 ? 1 << 5 : 0;
  }
}
