package quimera.machines.spim;

import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;

/**
 * The terminal in the program's memory at 0xffff0000: receiver control and data, transmitter
 * control and data.
 *
 * <p>Datasheet: Patterson and Hennessy, Computer Organization and Design, appendix A.8.
 *
 * <p>Deviations: the standard input is ready when it is asked for, so that a run can be repeated.
 */
final class SpimConsole implements Device, BusTarget {
  private static final int READY = 1;
  private static final int INTERRUPT_ENABLE = 2;

  /** Between a character's arrival or departure and the next, in ns: 10 000 instructions. */
  private static final long PACE = 10_000;

  private final SpimHost host;
  private final Alarm arrival;
  private final Alarm departure;
  private int receiverControl;
  private int receiverData;
  private int transmitterControl = READY;

  /** Hardware interrupt 1. */
  final OutputLine receiver = new OutputLine("receiver");

  /** Hardware interrupt 0. */
  final OutputLine transmitter = new OutputLine("transmitter");

  SpimConsole(SpimHost host, Scheduler scheduler) {
    this.host = host;
    arrival = scheduler.alarm("arrival", this::arrived);
    departure = scheduler.alarm("departure", this::departed);
  }

  /** The host has characters again. */
  void call() {
    if ((receiverControl & READY) == 0 && !arrival.isSet()) {
      arrival.in(PACE);
    }
  }

  private void arrived() {
    int value = host.read();
    if (value >= 0) {
      receiverData = value;
      receiverControl |= READY;
      drive();
    }
  }

  private void departed() {
    transmitterControl |= READY;
    drive();
  }

  private void drive() {
    int both = READY | INTERRUPT_ENABLE;
    receiver.set((receiverControl & both) == both);
    transmitter.set((transmitterControl & both) == both);
  }

  @Override
  public long read(int offset, int bytes) {
    host.raw();
    return switch (offset) {
      case 0 -> receiverControl;
      case 4 -> {
        if ((receiverControl & READY) != 0) {
          receiverControl &= ~READY;
          arrival.in(PACE);
          drive();
        }
        yield receiverData;
      }
      case 8 -> transmitterControl;
      default -> 0;
    };
  }

  @Override
  public void write(int offset, int bytes, long value) {
    host.raw();
    switch (offset) {
      case 0 -> receiverControl = receiverControl & READY | (int) value & INTERRUPT_ENABLE;
      case 8 -> transmitterControl = transmitterControl & READY | (int) value & INTERRUPT_ENABLE;
      case 12 -> {
        if ((transmitterControl & READY) != 0) {
          host.write((int) value & 0xFF);
          transmitterControl &= ~READY;
          departure.in(PACE);
        }
      }
      default -> {}
    }
    drive();
  }

  @Override
  public void reset(Reset kind) {
    receiverControl = 0;
    receiverData = 0;
    transmitterControl = READY;
  }

  @Override
  public void settle() {
    arrival.in(PACE);
    departure.cancel();
    drive();
  }

  @Override
  public void state(StateIo io) {
    receiverControl = io.i32("receiverControl", receiverControl);
    receiverData = io.i32("receiverData", receiverData);
    transmitterControl = io.i32("transmitterControl", transmitterControl);
    receiver.state(io);
    transmitter.state(io);
    arrival.state(io);
    departure.state(io);
  }
}
