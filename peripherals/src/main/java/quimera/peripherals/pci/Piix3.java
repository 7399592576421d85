package quimera.peripherals.pci;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.line.InputLine;
import quimera.core.line.OutputLine;
import quimera.core.machine.MachineControl;
import quimera.core.state.StateIo;

/**
 * The ISA bridge of the PIIX3: it steers the four interrupt lines of PCI to those of the ISA bus
 * and holds the reset control register.
 *
 * <p>Datasheet: Intel 82371FB/82371SB (PIIX, PIIX3), 290550-002, section 2.2. What else the chip
 * contains (8259, 8254, 8237, NMI and speaker ports) are parts of their own on the board.
 *
 * <p>Deviations: X-bus chip selects and DMA buffering only keep what is written.
 */
public final class Piix3 extends PciFunction {
  private static final int XBCS = 0x4E;
  private static final int PIRQRCA = 0x60;
  private static final int TOM = 0x69;

  private static final int NOT_ROUTED = 0x80;
  private static final int PIRQS = 4;
  private static final int IRQS = 16;

  /** The IRQ lines that a PIRQ# can be steered to, a bit each (section 2.2.9). */
  public static final int STEERABLE = 0xDEF8;

  private static final int RCPU = 0x04;

  /** One port at CF9h, the reset control register. */
  public final BusTarget resetControl = new ResetControl();

  private final MachineControl machine;
  private final OutputLine[] irqs = new OutputLine[IRQS];
  private int asserted; // PIRQ lines, bit 0 is PIRQA#
  private int reset;

  /** A bridge that resets {@code machine}. */
  public Piix3(MachineControl machine) {
    this(0x7000, machine);
  }

  private Piix3(int device, MachineControl machine) {
    super(0x8086, device, 0x060100, 0);
    this.machine = machine;
    for (int i = 0; i < IRQS; i++) {
      irqs[i] = new OutputLine("irq" + i);
    }
    multiFunction();
    preset(COMMAND, 2, 0x0007);
    writable(COMMAND, 2, 0x0108);
    preset(STATUS, 2, 0x0200);
    preset(0x4C, 1, 0x4D); // ISA recovery timer
    writable(0x4C, 1, 0x7F);
    preset(XBCS, 2, 0x0003);
    writable(XBCS, 2, 0x03FF);
    for (int i = 0; i < PIRQS; i++) {
      preset(PIRQRCA + i, 1, NOT_ROUTED);
      writable(PIRQRCA + i, 1, 0x8F);
    }
    preset(TOM, 1, 0x02);
    writable(TOM, 1, 0xFE);
    writable(0x6A, 2, 0x80C1); // MSTAT
    preset(0x70, 1, NOT_ROUTED); // MBIRQ0
    writable(0x70, 1, 0xCF);
    preset(0x76, 2, 0x0C0C); // MBDMA
    writable(0x76, 2, 0x8F8F);
    writable(0x82, 1, 0x0F); // DLC
  }

  /** The same function of a PIIX4, 7110h (82371AB, 290562-001, section 4.1). */
  public static Piix3 piix4(MachineControl machine) {
    return new Piix3(0x7110, machine);
  }

  /** A board maker's identity in the subsystem registers. */
  public Piix3 on(int vendor, int id) {
    subsystem(vendor, id);
    return this;
  }

  /** Line PIRQA# (0) to PIRQD# (3); high means asserted. */
  public InputLine pirq(int n) {
    return level -> {
      asserted = level ? asserted | 1 << n : asserted & ~(1 << n);
      steer();
    };
  }

  /** What this bridge drives of the ISA line IRQ{@code n}. */
  public OutputLine irq(int n) {
    return irqs[n];
  }

  @Override
  protected void configured(int offset, int bytes) {
    if (offset < PIRQRCA + PIRQS && offset + bytes > PIRQRCA) {
      steer();
    }
  }

  private void steer() {
    int lines = 0;
    for (int i = 0; i < PIRQS; i++) {
      int route = get(PIRQRCA + i, 1);
      if ((asserted >> i & 1) != 0 && (route & NOT_ROUTED) == 0) {
        lines |= 1 << (route & 15) & STEERABLE;
      }
    }
    for (int i = 0; i < IRQS; i++) {
      irqs[i].set((lines >> i & 1) != 0);
    }
  }

  @Override
  public void reset(Reset kind) {
    super.reset(kind);
    reset = 0;
  }

  @Override
  public void state(StateIo io) {
    super.state(io);
    asserted = io.i32("asserted", asserted);
    reset = io.i32("reset", reset);
    for (OutputLine irq : irqs) {
      irq.state(io);
    }
  }

  /** RC, section 2.5.5.3: the reset goes out when RCPU rises. */
  private final class ResetControl implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return reset;
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(reset);
    }

    @Override
    public void write(int offset, int bytes, long value) {
      boolean rises = (value & RCPU) != 0 && (reset & RCPU) == 0;
      reset = (int) value & 0x06;
      if (rises) {
        machine.reset();
      }
    }
  }
}
