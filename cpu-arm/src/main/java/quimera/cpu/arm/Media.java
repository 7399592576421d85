package quimera.cpu.arm;

/** The media instructions of ARMv6 (ARM ARM A5.4). */
final class Media {
  private Media() {}

  static void execute(ArmCpu cpu, int word) {
    throw cpu.undefined();
  }
}
