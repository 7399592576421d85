package quimera.machines.spim;

import quimera.core.bus.Bus;
import quimera.cpu.mips32.MipsCpu;

/**
 * What a load fetched arrives one instruction late, as on the R2000: the instruction after the load
 * still sees the register's old value, and what it writes there is lost to the load.
 *
 * <p>Source: MIPS R2000 architecture, load delay slot; SPIM's {@code -delayed_loads}.
 */
final class DelayedLoads {
  private static final int LB = 0x20;
  private static final int LWR = 0x26;
  private static final long WORD = 0xFFFF_FFFFL;

  private final MipsCpu cpu;
  private final Bus bus;

  // The load on its way: its register (0 if there is none) and value.
  private int register;
  private int value;

  DelayedLoads(MipsCpu cpu, Bus bus) {
    this.cpu = cpu;
    this.bus = bus;
  }

  /** Executes one instruction by {@code step}, then lets the load before it arrive. */
  void step(Runnable step) {
    int pc = (int) cpu.view().pc();
    int word = (pc & 3) == 0 ? (int) bus.read(pc & WORD, 4) : 0;
    int opcode = word >>> 26;
    int target = opcode >= LB && opcode <= LWR ? word >>> 16 & 31 : 0;
    int old = cpu.register(target);
    step.run();
    int loaded = cpu.register(target);
    if (target != 0) {
      cpu.register(target, old);
    }
    if (register != 0) {
      cpu.register(register, value);
    }
    register = target;
    value = loaded;
  }
}
