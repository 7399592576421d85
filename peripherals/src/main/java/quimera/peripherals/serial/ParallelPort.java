package quimera.peripherals.serial;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.host.CharSink;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;

/**
 * The printer port: a byte, a strobe, and a printer that answers with busy and acknowledge.
 *
 * <p>Datasheet: IBM PC/AT Technical Reference 6280070, "Serial/Parallel Adapter", parallel portion;
 * handshake after IEEE 1284-1994, compatibility mode.
 *
 * <p>Deviations: the printer is never out of paper; bidirectional modes are not there.
 */
public final class ParallelPort implements Device, BusTarget {
  // offset                  access  function
  private static final int DATA = 0; //    R/W the byte on the lines
  private static final int STATUS = 1; //  R   the printer's lines
  private static final int CONTROL = 2; // R/W the computer's lines

  private static final int STATUS_READY = 1 << 7; // BUSY, inverted
  private static final int STATUS_ACK = 1 << 6; //   low while the printer acknowledges
  private static final int STATUS_ONLINE = 0x1F; //  selected, no error, the unused bits high
  private static final int NO_PRINTER = 0x7F; //     open inputs are high, which means busy
  private static final int CONTROL_STROBE = 1;
  private static final int CONTROL_IRQ = 1 << 4;
  private static final int CONTROL_UNUSED = 0xE0; // read as ones

  private static final long BUSY_NS = 5_000;
  private static final long ACK_NS = 2_500;

  /** What the printer does. */
  private enum Phase {
    READY,
    BUSY,
    ACKNOWLEDGING
  }

  /** The acknowledge line, if the guest has let it through. */
  public final OutputLine irq = new OutputLine("irq");

  private final CharSink sink;
  private final Alarm next;
  private int data;
  private int control;
  private Phase phase;

  /**
   * A port with a printer.
   *
   * @param sink what is printed; {@link CharSink#NONE} if there is no printer
   */
  public ParallelPort(Scheduler scheduler, CharSink sink) {
    this.sink = sink;
    next = scheduler.alarm("next", this::next);
    reset(Reset.POWER_ON);
  }

  @Override
  public void reset(Reset kind) {
    data = 0;
    control = 0;
    phase = Phase.READY;
  }

  @Override
  public void settle() {
    next.cancel();
    update();
  }

  @Override
  public long read(int offset, int bytes) {
    return switch (offset) {
      case DATA -> data;
      case STATUS -> status();
      case CONTROL -> control | CONTROL_UNUSED;
      default -> 0xFF;
    };
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(read(offset, bytes)); // no register changes on a read
  }

  private int status() {
    if (sink == CharSink.NONE) {
      return NO_PRINTER;
    }
    return STATUS_ONLINE
        | (phase == Phase.READY ? STATUS_READY : 0)
        | (phase == Phase.ACKNOWLEDGING ? 0 : STATUS_ACK);
  }

  @Override
  public void write(int offset, int bytes, long value) {
    int v = (int) value & 0xFF;
    if (offset == DATA) {
      data = v;
    } else if (offset == CONTROL) {
      boolean strobed = (v & ~control & CONTROL_STROBE) != 0;
      control = v & ~CONTROL_UNUSED;
      if (strobed && phase == Phase.READY && sink != CharSink.NONE) {
        phase = Phase.BUSY;
        sink.send(data);
        next.in(BUSY_NS);
      }
      update();
    }
  }

  private void next() {
    if (phase == Phase.BUSY) {
      phase = Phase.ACKNOWLEDGING;
      next.in(ACK_NS);
    } else {
      phase = Phase.READY;
    }
    update();
  }

  /** The request follows the acknowledge line, which is high at rest: its end is the edge. */
  private void update() {
    irq.set((control & CONTROL_IRQ) != 0 && (status() & STATUS_ACK) != 0);
  }

  @Override
  public void state(StateIo io) {
    data = io.i32("data", data);
    control = io.i32("control", control);
    phase = io.constant("phase", Phase.class, phase);
    irq.state(io);
    next.state(io);
  }
}
