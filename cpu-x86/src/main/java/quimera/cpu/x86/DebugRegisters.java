package quimera.cpu.x86;

import quimera.core.bus.Page;
import quimera.core.state.StateIo;

/**
 * The debug registers: breakpoints on code, data and ports, and the causes of a debug exception
 * (Intel SDM volume 3, chapter 17; 80386 PRM chapter 12).
 *
 * <p>Code breakpoints are faults, found by {@link #breaksAt} before an instruction; all the others
 * are traps: they collect here until the instruction has ended, and are then delivered together.
 */
final class DebugRegisters {
  // DR6 (SDM volume 3, 17.2.3).
  private static final int BD = 1 << 13;
  private static final int BS = 1 << 14;
  private static final int BT = 1 << 15;

  /** DR6 bits that always read as ones on the 80486 and later. */
  private static final int DR6_ONES = 0xFFFF0FF0;

  // DR7 (SDM volume 3, 17.2.4).
  private static final int GD = 1 << 13;
  private static final int DR7_ONES = 1 << 10;
  private static final int DR7_DEFINED = 0xFFFF23FF;

  private static final int EXECUTE = 0; // 1 is write
  private static final int IO = 2;
  private static final int READ_WRITE = 3;

  private final X86Cpu cpu;

  /** Which of the four breakpoints are enabled as what; bit n is breakpoint n. Follow from DR7. */
  private int onCode;

  private int onData;
  private int onPorts;

  /** DR6 bits of traps that the current instruction has met. */
  private int met;

  /** The current instruction ends without a single-step trap. */
  private boolean stepOver;

  DebugRegisters(X86Cpu cpu) {
    this.cpu = cpu;
  }

  /** The values after reset (SDM volume 3, table 9-1). */
  void reset() {
    for (int i = 0; i < 4; i++) {
      cpu.dr[i] = 0;
    }
    cpu.dr[6] = fixed6(0);
    cpu.dr[7] = cpu.model.generation >= 4 ? DR7_ONES : 0;
    met = 0;
    stepOver = false;
    arm();
  }

  void state(StateIo io) {
    met = io.i32("met", met);
    stepOver = io.bit("stepOver", stepOver);
  }

  /** After DR7 has changed other than by {@link #setDr7}: after a state was loaded. */
  void arm() {
    onCode = 0;
    onData = 0;
    onPorts = 0;
    for (int i = 0; i < 4; i++) {
      if ((cpu.dr[7] >> 2 * i & 3) != 0) {
        int bit = 1 << i;
        switch (condition(i)) {
          case EXECUTE -> onCode |= bit;
          case IO -> onPorts |= (cpu.cr4 & ControlRegisters.CR4_DE) != 0 ? bit : 0;
          default -> onData |= bit;
        }
      }
    }
  }

  private int condition(int index) {
    return cpu.dr[7] >> 16 + 4 * index & 3;
  }

  /** LEN: 1, 2 or 4 bytes; 2 stands for nothing and is taken as one byte. */
  private int length(int index) {
    int code = cpu.dr[7] >> 18 + 4 * index & 3;
    return code == 2 ? 1 : code + 1;
  }

  /** Whether the run loop must ask {@link #breaksAt} before each instruction. */
  boolean armed() {
    return onCode != 0;
  }

  /** Whether an instruction at this linear address meets a breakpoint; DR6 says which. */
  boolean breaksAt(int linear) {
    int hits = 0;
    for (int i = 0; i < 4; i++) {
      if ((onCode >> i & 1) != 0 && cpu.dr[i] == linear) {
        hits |= 1 << i;
      }
    }
    cpu.dr[6] |= hits;
    return hits != 0;
  }

  /** Whether the page of a linear address must stay out of the translation buffers. */
  boolean watchesPage(int linear) {
    if (onData == 0) {
      return false;
    }
    for (int i = 0; i < 4; i++) {
      if ((onData >> i & 1) != 0 && ((cpu.dr[i] ^ linear) & -Page.SIZE) == 0) {
        return true;
      }
    }
    return false;
  }

  /** A data access has been made; a breakpoint that it meets traps after the instruction. */
  void accessed(int linear, int bytes, boolean write) {
    if (onData != 0) {
      meet(onData, linear, bytes, write);
    }
  }

  /** A port access has been made. */
  void portAccessed(int port, int bytes) {
    if (onPorts != 0) {
      meet(onPorts, port, bytes, true);
    }
  }

  private void meet(int which, int address, int bytes, boolean write) {
    for (int i = 0; i < 4; i++) {
      boolean kind = (which >> i & 1) != 0 && (write || condition(i) == READ_WRITE);
      int length = length(i);
      int start = cpu.dr[i] & -length;
      // Overlap on the circle of addresses: one begins inside the other.
      boolean overlaps =
          Integer.compareUnsigned(address - start, length) < 0
              || Integer.compareUnsigned(start - address, bytes) < 0;
      if (kind && overlaps) {
        met |= 1 << i;
        cpu.attend();
      }
    }
  }

  /** An instruction that began with TF set has ended. */
  void stepped() {
    if (!stepOver) {
      met |= BS;
    }
    stepOver = false;
  }

  /**
   * INT n has entered its handler and cleared TF: no single-step trap follows it (SDM volume 3,
   * 17.3.1.4).
   *
   * @param flags EFLAGS before it
   */
  void softwareInterrupt(int flags) {
    stepOver = (flags & Flag.TF) != 0;
  }

  /** A task whose TSS has the T bit set was entered. */
  void taskTrap() {
    met |= BT;
    cpu.attend();
  }

  /** Whether a trap is to be delivered after the current instruction. */
  boolean pending() {
    return met != 0;
  }

  /** Drops what an instruction has met that then faulted: it will meet it again. */
  void forget() {
    met &= BT;
  }

  /** Delivers the traps that have been met. */
  void deliver() {
    cpu.dr[6] |= met;
    met = 0;
    cpu.interrupts.deliver(Vector.DB, Interrupts.Kind.TRAP, Fault.NO_CODE);
  }

  /** The debug handler is being entered: it may use the registers (SDM volume 3, 17.2.4). */
  void entered() {
    cpu.dr[7] &= ~GD;
  }

  /** MOV from a debug register. */
  int read(int index) {
    return cpu.dr[checked(index)];
  }

  /** MOV to a debug register. */
  void write(int index, int value) {
    int number = checked(index);
    switch (number) {
      case 6 -> cpu.dr[6] = fixed6(value);
      case 7 -> setDr7(value);
      default -> {
        cpu.dr[number] = value;
        cpu.flushTlb();
      }
    }
  }

  /** DR4 and DR5 are other names of DR6 and DR7, unless CR4.DE makes them undefined. */
  private int checked(int index) {
    if ((index == 4 || index == 5) && (cpu.cr4 & ControlRegisters.CR4_DE) != 0) {
      throw new Fault(Vector.UD);
    }
    cpu.segmentation.requireCpl0();
    if ((cpu.dr[7] & GD) != 0) {
      cpu.dr[6] |= BD;
      throw new Fault(Vector.DB);
    }
    return index == 4 || index == 5 ? index + 2 : index;
  }

  /** Sets DR7 and arms what it enables. */
  void setDr7(int value) {
    boolean changed = cpu.dr[7] != value;
    cpu.dr[7] = value & DR7_DEFINED | (cpu.model.generation >= 4 ? DR7_ONES : 0);
    if (changed) {
      arm();
      cpu.flushTlb();
      cpu.attend();
    }
  }

  private int fixed6(int value) {
    return cpu.model.generation >= 4 ? value & ~(1 << 12) & ~DR6_ONES | DR6_ONES : value & 0xE00F;
  }
}
