package quimera.cpu.arm;

/** The exceptions, by the offsets of their vectors (ARM ARM B1.8.1). */
final class ArmException {
  /** No exception. */
  static final int NONE = 0;

  static final int UNDEFINED = 0x04;
  static final int SUPERVISOR_CALL = 0x08;
  static final int PREFETCH_ABORT = 0x0C;
  static final int DATA_ABORT = 0x10;
  static final int IRQ = 0x18;
  static final int FIQ = 0x1C;

  private ArmException() {}
}
