package quimera.peripherals.input;

import quimera.core.device.Device;
import quimera.core.host.PointerPort;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;

/**
 * The PS/2 mouse, with the wheel and the five buttons of the IntelliMouse once a driver has
 * knocked.
 *
 * <p>Datasheet: IBM PS/2 Hardware Interface Technical Reference, 84F8933, "Auxiliary Device
 * (Mouse)"; Synaptics PS/2 TouchPad Interfacing Guide, 510-000080, sections 3 and 4; the knocks and
 * the fourth byte after Microsoft, "Device Class Power Management and IntelliMouse Explorer
 * protocol".
 *
 * <p>Deviations: the host's counts are taken as they are, whatever the resolution; the self test
 * takes 20 ms instead of some 500 ms.
 */
public final class Ps2Mouse implements Device, Ps2Device, PointerPort {
  // command                             parameter  function
  private static final int SCALING_1_1 = 0xE6;
  private static final int SCALING_2_1 = 0xE7;
  private static final int SET_RESOLUTION = 0xE8; // 0-3: 1, 2, 4, 8 counts a mm
  private static final int STATUS = 0xE9; //         three bytes
  private static final int STREAM_MODE = 0xEA;
  private static final int READ_DATA = 0xEB;
  private static final int LEAVE_WRAP = 0xEC;
  private static final int WRAP_MODE = 0xEE;
  private static final int REMOTE_MODE = 0xF0;
  private static final int READ_ID = 0xF2;
  private static final int SAMPLE_RATE = 0xF3; //    reports a second
  private static final int ENABLE = 0xF4;
  private static final int DISABLE = 0xF5;
  private static final int DEFAULTS = 0xF6;
  private static final int RESEND = 0xFE;
  private static final int RESET = 0xFF;

  private static final int ACK = 0xFA;
  private static final int SELF_TEST_PASSED = 0xAA;

  private static final int ID_PLAIN = 0;
  private static final int ID_WHEEL = 3;
  private static final int ID_FIVE_BUTTONS = 4;
  private static final int KNOCK_WHEEL = 200 << 16 | 100 << 8 | 80; // the last three sample rates
  private static final int KNOCK_FIVE_BUTTONS = 200 << 16 | 200 << 8 | 80;

  private static final int[] SCALED = {0, 1, 1, 3, 6, 9}; // 2:1 scaling up to five counts
  private static final int MOST = 255; // counts in one packet
  private static final long SELF_TEST_NS = 20_000_000;

  private final Scheduler scheduler;
  private final Alarm sample;
  private final Alarm selfTest;
  private Runnable ready = () -> {};

  private final ByteQueue out = new ByteQueue(16);
  private boolean reporting;
  private boolean remote;
  private boolean wrap;
  private boolean scaling;
  private int resolution;
  private int rate;
  private int knocks; // the last three sample rates, a byte each
  private int id;
  private int awaiting; // the command whose parameter the next byte is, or 0
  private int lastSent;
  private int dx;
  private int dy;
  private int wheel;
  private int buttons;
  private int reportedButtons;
  private long nextSample; // not before this time

  /** A mouse without a cable; see {@link #connect}. */
  public Ps2Mouse(Scheduler scheduler) {
    this.scheduler = scheduler;
    sample = scheduler.alarm("sample", this::sample);
    selfTest = scheduler.alarm("selfTest", this::selfTestDone);
    reset(Reset.POWER_ON);
  }

  @Override
  public void connect(Runnable listener) {
    ready = listener;
  }

  /** The mouse has no reset line; at power-on it tests itself while the machine still waits. */
  @Override
  public void reset(Reset kind) {
    if (kind == Reset.POWER_ON) {
      defaults();
      wrap = false;
      id = ID_PLAIN;
      knocks = 0;
      awaiting = 0;
      lastSent = 0;
      dx = 0;
      dy = 0;
      wheel = 0;
      buttons = 0;
      reportedButtons = 0;
      nextSample = 0;
      out.clear();
      out.add(SELF_TEST_PASSED);
      out.add(ID_PLAIN);
    }
  }

  @Override
  public void settle() {
    if (waiting()) {
      ready.run();
    }
  }

  private void defaults() {
    reporting = false;
    remote = false;
    scaling = false;
    resolution = 2;
    rate = 100;
    dropMotion();
  }

  private void dropMotion() {
    dx = 0;
    dy = 0;
    wheel = 0;
  }

  // --- Towards the controller ------------------------------------------------------------------

  @Override
  public boolean waiting() {
    return out.size() != 0;
  }

  @Override
  public int take() {
    lastSent = out.take();
    if (out.size() == 0) {
      report();
    }
    return lastSent;
  }

  private void reply(int... values) {
    for (int value : values) {
      out.add(value);
    }
    ready.run();
  }

  @Override
  public void receive(int value) {
    out.clear();
    int command = awaiting;
    awaiting = 0;
    if (wrap && value != LEAVE_WRAP && value != RESET) {
      reply(value);
    } else if (command == SET_RESOLUTION) {
      resolution = value & 3;
      reply(ACK);
    } else if (command == SAMPLE_RATE) {
      setRate(value);
    } else {
      execute(value);
    }
  }

  private void execute(int value) {
    switch (value) {
      case SCALING_1_1, SCALING_2_1 -> {
        scaling = value == SCALING_2_1;
        reply(ACK);
      }
      case SET_RESOLUTION, SAMPLE_RATE -> {
        awaiting = value;
        reply(ACK);
      }
      case STATUS -> reply(ACK, statusByte(), resolution, rate);
      case STREAM_MODE, REMOTE_MODE -> {
        remote = value == REMOTE_MODE;
        dropMotion();
        reply(ACK);
      }
      case READ_DATA -> {
        reply(ACK);
        packet();
      }
      case LEAVE_WRAP, WRAP_MODE -> {
        wrap = value == WRAP_MODE;
        dropMotion();
        reply(ACK);
      }
      case READ_ID -> reply(ACK, id);
      case ENABLE, DISABLE -> {
        reporting = value == ENABLE;
        dropMotion();
        reportedButtons = buttons;
        reply(ACK);
      }
      case DEFAULTS -> {
        defaults();
        reply(ACK);
      }
      case RESEND -> reply(lastSent);
      case RESET -> {
        defaults();
        wrap = false;
        id = ID_PLAIN;
        knocks = 0;
        reply(ACK);
        selfTest.in(SELF_TEST_NS);
      }
      default -> reply(RESEND);
    }
  }

  private int statusByte() {
    return (remote ? 1 << 6 : 0)
        | (reporting ? 1 << 5 : 0)
        | (scaling ? 1 << 4 : 0)
        | ((buttons & 1) != 0 ? 1 << 2 : 0)
        | ((buttons & 4) != 0 ? 1 << 1 : 0)
        | ((buttons & 2) != 0 ? 1 : 0);
  }

  private void setRate(int value) {
    rate = Math.max(1, value);
    knocks = knocks << 8 & 0xFFFF00 | value;
    if (knocks == KNOCK_WHEEL) {
      id = ID_WHEEL;
    } else if (knocks == KNOCK_FIVE_BUTTONS) {
      id = ID_FIVE_BUTTONS;
    }
    reply(ACK);
  }

  private void selfTestDone() {
    reply(SELF_TEST_PASSED, ID_PLAIN);
  }

  // --- Towards the hand ------------------------------------------------------------------------

  @Override
  public void move(int right, int down, int notches, int pressed) {
    dx += right;
    dy += down;
    wheel += notches;
    buttons = pressed & 0x1F;
    report();
  }

  /** In stream mode, sends a packet if there is news, the last one is gone and it is time. */
  private void report() {
    boolean news = dx != 0 || dy != 0 || wheel != 0 || buttons != reportedButtons;
    if (!reporting || remote || wrap || !news || out.size() != 0) {
      return;
    }
    if (scheduler.now() < nextSample) {
      sample.at(nextSample);
      return;
    }
    nextSample = scheduler.now() + 1_000_000_000L / rate;
    packet();
  }

  private void sample() {
    report();
  }

  private void packet() {
    int x = clamp(dx, MOST);
    int y = clamp(-dy, MOST);
    dx -= x;
    dy += y;
    boolean scaled = scaling && !remote;
    int sentX = scaled ? clamp(scale(x), MOST) : x;
    int sentY = scaled ? clamp(scale(y), MOST) : y;
    out.add(1 << 3 | buttons & 7 | (sentX < 0 ? 1 << 4 : 0) | (sentY < 0 ? 1 << 5 : 0));
    out.add(sentX & 0xFF);
    out.add(sentY & 0xFF);
    if (id != ID_PLAIN) {
      int notches = clamp(wheel, 7);
      wheel -= notches;
      out.add(id == ID_WHEEL ? notches & 0xFF : notches & 0xF | (buttons & 0x18) << 1);
    } else {
      wheel = 0;
    }
    reportedButtons = buttons;
    ready.run();
  }

  private static int clamp(int value, int most) {
    return Math.max(-most, Math.min(most, value));
  }

  private static int scale(int counts) {
    int size = Math.abs(counts);
    int scaled = size < SCALED.length ? SCALED[size] : 2 * size;
    return counts < 0 ? -scaled : scaled;
  }

  @Override
  public void state(StateIo io) {
    io.section("out", out::state);
    reporting = io.bit("reporting", reporting);
    remote = io.bit("remote", remote);
    wrap = io.bit("wrap", wrap);
    scaling = io.bit("scaling", scaling);
    resolution = io.i32("resolution", resolution);
    rate = io.i32("rate", rate);
    knocks = io.i32("knocks", knocks);
    id = io.i32("id", id);
    awaiting = io.i32("awaiting", awaiting);
    lastSent = io.i32("lastSent", lastSent);
    dx = io.i32("dx", dx);
    dy = io.i32("dy", dy);
    wheel = io.i32("wheel", wheel);
    buttons = io.i32("buttons", buttons);
    reportedButtons = io.i32("reportedButtons", reportedButtons);
    nextSample = io.i64("nextSample", nextSample);
    sample.state(io);
    selfTest.state(io);
  }
}
