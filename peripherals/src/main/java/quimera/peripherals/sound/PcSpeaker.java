package quimera.peripherals.sound;

import quimera.core.device.Device;
import quimera.core.host.AudioSink;
import quimera.core.line.InputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Scheduler;

/**
 * The PC's one-bit loudspeaker: the timer's tone and the speaker bit through an AND gate.
 *
 * <p>Datasheet: IBM PC/AT Technical Reference 6280070, section 1, "Speaker Subsystem".
 *
 * <p>Deviations: none in its edges; what the cone makes of them is the sink's business.
 */
public final class PcSpeaker implements Device {
  /** OUT of the timer's counter 2. */
  public final InputLine tone = this::tone;

  /** Port 61h, bit 1. */
  public final InputLine enable = this::enable;

  private final Scheduler scheduler;
  private final AudioSink sink;
  private boolean toneHigh;
  private boolean enabled;
  private boolean cone;

  /** A loudspeaker that is heard in {@code sink}. */
  public PcSpeaker(Scheduler scheduler, AudioSink sink) {
    this.scheduler = scheduler;
    this.sink = sink;
  }

  private void tone(boolean level) {
    toneHigh = level;
    update();
  }

  private void enable(boolean level) {
    enabled = level;
    update();
  }

  private void update() {
    boolean level = toneHigh && enabled;
    if (level != cone) {
      cone = level;
      sink.speaker(scheduler.now(), level);
    }
  }

  @Override
  public void reset(Reset kind) {
    // Its inputs are wires.
  }

  @Override
  public void state(StateIo io) {
    toneHigh = io.bit("toneHigh", toneHigh);
    enabled = io.bit("enabled", enabled);
    cone = io.bit("cone", cone);
  }
}
