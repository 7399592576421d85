package quimera.peripherals.debug;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.host.CharSink;
import quimera.core.state.StateIo;

/**
 * A console for firmware and test guests: every byte written to port E9h is a character.
 *
 * <p>Datasheet: Bochs user manual, "port_e9_hack": a read returns E9h, which tells a guest that the
 * port is there.
 *
 * <p>Deviations: none.
 */
public final class PortE9 implements Device, BusTarget {
  private static final int SIGNATURE = 0xE9;

  private final CharSink sink;

  /** A console that writes to {@code sink}. */
  public PortE9(CharSink sink) {
    this.sink = sink;
  }

  @Override
  public long read(int offset, int bytes) {
    return SIGNATURE;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(SIGNATURE);
  }

  @Override
  public void write(int offset, int bytes, long value) {
    sink.send((int) value & 0xFF);
  }

  @Override
  public void reset(Reset kind) {
    // It has no register.
  }

  @Override
  public void state(StateIo io) {
    // It has no register.
  }
}
