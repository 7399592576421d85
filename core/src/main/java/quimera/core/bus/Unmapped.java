package quimera.core.bus;

/** What an address does that no window claims; the board decides. */
public enum Unmapped {
  /** Reads as all ones, writes vanish (ISA). */
  ONES,
  /** Reads as zeros, writes vanish. */
  ZEROS,
  /** A bus error ({@link BusFault}): MIPS DBE/IBE, ARM external abort. */
  FAULT
}
