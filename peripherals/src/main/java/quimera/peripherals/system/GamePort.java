package quimera.peripherals.system;

import java.util.Arrays;
import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.host.PadPort;
import quimera.core.state.StateIo;
import quimera.core.time.Scheduler;

/**
 * Two joysticks: four potentiometers, measured by the time a one-shot takes, and four buttons.
 *
 * <p>Datasheet: IBM Game Control Adapter, 6361500: a one-shot lasts 24.2 us and 11 ns an ohm, up to
 * 100 kilohms.
 *
 * <p>Deviations: none; until a pad is first heard of, nothing is plugged in and no one-shot ends.
 */
public final class GamePort implements Device, BusTarget, PadPort {
  // Bits 0-3: one-shots of A-X, A-Y, B-X, B-Y, high while they run. Bits 4-7: buttons, low if
  // pressed.

  private static final int AXES = 4;
  private static final long SHORTEST_NS = 24_200;
  private static final long NS_PER_OHM = 11;
  private static final int HALF_OHMS = 50_000;

  private final Scheduler scheduler;
  private final int[] ohms = new int[AXES];
  private final long[] ends = new long[AXES];
  private int buttons;
  private boolean plugged;

  /** A port with nothing plugged in. */
  public GamePort(Scheduler scheduler) {
    this.scheduler = scheduler;
    Arrays.fill(ohms, HALF_OHMS);
  }

  @Override
  public void pad(float[] axes, int pressed) {
    for (int i = 0; i < AXES; i++) {
      float position = i < axes.length ? Math.max(-1, Math.min(1, axes[i])) : 0;
      ohms[i] = Math.round((1 + position) * HALF_OHMS);
    }
    buttons = pressed & 0xF;
    plugged = true;
  }

  @Override
  public void reset(Reset kind) {
    Arrays.fill(ends, 0);
  }

  @Override
  public long read(int offset, int bytes) {
    int value = ~buttons << 4 & 0xF0;
    for (int i = 0; i < AXES; i++) {
      value |= scheduler.now() < ends[i] ? 1 << i : 0;
    }
    return value;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(read(offset, bytes)); // a read changes nothing
  }

  /** Any write starts the four one-shots. */
  @Override
  public void write(int offset, int bytes, long value) {
    for (int i = 0; i < AXES; i++) {
      ends[i] = plugged ? scheduler.now() + SHORTEST_NS + NS_PER_OHM * ohms[i] : Long.MAX_VALUE;
    }
  }

  @Override
  public void state(StateIo io) {
    io.ints("ohms", ohms);
    io.longs("ends", ends);
    buttons = io.i32("buttons", buttons);
    plugged = io.bit("plugged", plugged);
  }
}
