package quimera.cpu.arm;

/** The processor modes, as in CPSR.M, and which bank of registers each has (ARM ARM B1.3). */
final class Mode {
  static final int USER = 0x10;
  static final int FIQ = 0x11;
  static final int IRQ = 0x12;
  static final int SUPERVISOR = 0x13;
  static final int ABORT = 0x17;
  static final int UNDEFINED = 0x1B;
  static final int SYSTEM = 0x1F;

  /** The bank of user and system mode; it has no SPSR. */
  static final int USER_BANK = 0;

  static final int FIQ_BANK = 1;
  static final int BANKS = 6;

  private Mode() {}

  /** The bank of SP, LR and SPSR that a mode uses, or -1 if there is no such mode. */
  static int bank(int mode) {
    return switch (mode) {
      case USER, SYSTEM -> USER_BANK;
      case FIQ -> FIQ_BANK;
      case IRQ -> 2;
      case SUPERVISOR -> 3;
      case ABORT -> 4;
      case UNDEFINED -> 5;
      default -> -1;
    };
  }
}
