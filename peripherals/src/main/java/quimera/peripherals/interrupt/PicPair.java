package quimera.peripherals.interrupt;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.InputLine;
import quimera.core.line.InterruptAck;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;

/**
 * The two cascaded interrupt controllers of a PC/AT: fifteen requests, the slave on the master's
 * IR2.
 *
 * <p>Datasheet: Intel 8259A, 231468-003, "Cascade Mode"; IBM PC/AT Technical Reference 6280070,
 * section 1. Ports: {@link #master} at 20h, {@link #slave} at A0h, {@link #edgeLevel} (boards from
 * the PCI age only) at 4D0h.
 */
public final class PicPair implements Device, InterruptAck {
  private static final int CASCADE = 2;
  private static final int FLOATING = 0xFF; // nobody drives the bus during INTA

  /** IRQ0-IRQ7, two ports. */
  public final Pic8259 master = new Pic8259("intr");

  /** IRQ8-IRQ15, two ports. */
  public final Pic8259 slave = new Pic8259("slave.intr");

  /** The edge/level control registers ELCR1 and ELCR2, two ports. */
  public final BusTarget edgeLevel = new EdgeLevel();

  /** INTR of the processor. */
  public final OutputLine intr = master.intr;

  /** Two controllers, cascaded. */
  public PicPair() {
    slave.intr.connect("pic.master.ir2", master.irq(CASCADE));
  }

  /** Line IRQ{@code n} of the board, 0-15. The AT leads the old IRQ2 to IRQ9. */
  public InputLine irq(int n) {
    if (n == CASCADE) {
      return slave.irq(1);
    }
    return n < 8 ? master.irq(n) : slave.irq(n - 8);
  }

  @Override
  public int acknowledge() {
    int n = master.acknowledgeInput();
    if (!master.hasSlave(n)) {
      return master.vector(n);
    }
    // The cascade lines carry n; only the slave with this number in its ICW3 answers.
    return n == CASCADE && slave.slaveId() == n ? slave.acknowledge() : FLOATING;
  }

  @Override
  public void reset(Reset kind) {
    master.reset(kind);
    slave.reset(kind);
  }

  @Override
  public void settle() {
    slave.settle();
    master.settle();
  }

  @Override
  public void state(StateIo io) {
    io.section("master", master::state);
    io.section("slave", slave::state);
  }

  /**
   * ELCR1 and ELCR2 (82371FB, 290550-002, section 2.5.3): a set bit makes an input level triggered.
   */
  private final class EdgeLevel implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return (offset == 0 ? master : slave).levelTriggered();
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(read(offset, bytes));
    }

    @Override
    public void write(int offset, int bytes, long value) {
      if (offset == 0) {
        master.setLevelTriggered((int) value & 0xF8); // IRQ0, 1 and 2 stay edge triggered
      } else {
        slave.setLevelTriggered((int) value & 0xDE); // so do IRQ8 and IRQ13
      }
    }
  }
}
