package quimera.cpu.x86;

/**
 * IN and OUT.
 *
 * <p>A cycle of the I/O bus takes as long as on ISA (IEEE P996 draft, 8.33 MHz): six clocks with
 * eight bits, three with sixteen. Software counts on it when it polls a device or writes to an
 * unused port for a pause.
 */
final class Ports {
  private static final long CYCLE_8_BITS = 720;
  private static final long CYCLE_16_BITS = 360;

  private Ports() {}

  private static long cycle(int bytes) {
    return bytes == 1 ? CYCLE_8_BITS : bytes / 2 * CYCLE_16_BITS;
  }

  /** #GP(0) unless IOPL or the task's I/O map allows the access. */
  static void check(X86Cpu cpu, int port, int bytes) {
    if (cpu.protectedMode() && !cpu.tasks.ioAllowed(port, bytes)) {
      throw new Fault(Vector.GP, 0);
    }
  }

  static int in(X86Cpu cpu, int port, int bytes) {
    cpu.debug.portAccessed(port, bytes);
    int value = cpu.ports.read(port, bytes);
    cpu.scheduler.stall(cycle(bytes));
    return value;
  }

  static void out(X86Cpu cpu, int port, int bytes, int value) {
    cpu.debug.portAccessed(port, bytes);
    cpu.ports.write(port, bytes, value);
    cpu.scheduler.stall(cycle(bytes));
  }

  /** IN from an immediate port or from the one in DX. */
  static final class In extends Node {
    private final int port;
    private final int bytes;

    /**
     * @param port -1 for DX
     */
    In(int port, int bytes) {
      this.port = port;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int at = port >= 0 ? port : cpu.reg16(X86State.EDX);
      check(cpu, at, bytes);
      if (!cpu.called(at, bytes)) {
        cpu.setReg(X86State.EAX, bytes, in(cpu, at, bytes));
      }
      return next;
    }
  }

  /** OUT to an immediate port or to the one in DX. */
  static final class Out extends Node {
    private final int port;
    private final int bytes;

    Out(int port, int bytes) {
      this.port = port;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int at = port >= 0 ? port : cpu.reg16(X86State.EDX);
      check(cpu, at, bytes);
      out(cpu, at, bytes, cpu.reg(X86State.EAX, bytes));
      return next;
    }
  }
}
