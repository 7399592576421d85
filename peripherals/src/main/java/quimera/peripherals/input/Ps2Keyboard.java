package quimera.peripherals.input;

import java.util.Arrays;
import quimera.core.device.Device;
import quimera.core.host.Key;
import quimera.core.host.KeyPort;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;

/**
 * The enhanced PC keyboard: keys in, scan codes of set 1, 2 or 3 out.
 *
 * <p>Datasheet: IBM PS/2 Hardware Interface Technical Reference, 84F8933, "Keyboards (101- and
 * 102-Key)".
 *
 * <p>Deviations: the basic assurance test takes 20 ms instead of 300-500 ms.
 */
public final class Ps2Keyboard implements Device, Ps2Device, KeyPort {
  // command                        parameter  function
  private static final int SET_LEDS = 0xED; //        Caps, Num, Scroll: bits 2, 1, 0
  private static final int ECHO = 0xEE;
  private static final int SCAN_SET = 0xF0; //        0 asks, 1-3 chooses
  private static final int READ_ID = 0xF2;
  private static final int SET_TYPEMATIC = 0xF3; //   delay and rate
  private static final int ENABLE = 0xF4;
  private static final int DISABLE = 0xF5;
  private static final int DEFAULTS = 0xF6;
  private static final int ALL_TYPEMATIC = 0xF7; //   F7-FA: all keys, set 3 only
  private static final int ALL_MAKE_BREAK = 0xF8;
  private static final int ALL_MAKE_ONLY = 0xF9;
  private static final int ALL_EVERYTHING = 0xFA;
  private static final int KEY_TYPEMATIC = 0xFB; //   FB-FD: keys by set 3 code, until a command
  private static final int KEY_MAKE_BREAK = 0xFC;
  private static final int KEY_MAKE_ONLY = 0xFD;
  private static final int RESEND = 0xFE;
  private static final int RESET = 0xFF;

  private static final int ACK = 0xFA;
  private static final int SELF_TEST_PASSED = 0xAA;
  private static final int BREAK = 0xF0;
  private static final int LEFT_SHIFT_CODE = 0x12;

  // What a key does in set 3: these two, both or neither.
  static final int MAKE_ONLY = 0;
  static final int MAKE_BREAK = 1;
  static final int TYPEMATIC = 1 << 1;

  private static final int CAPACITY = 16;
  private static final long SELF_TEST_NS = 20_000_000;
  private static final int DEFAULT_TYPEMATIC = 0x2B; // 500 ms, 10.9 a second
  private static final int LED_NUM = 1 << 1;
  private static final Key[] KEYS = Key.values();

  private final Alarm repeat;
  private final Alarm selfTest;
  private Runnable ready = () -> {};

  private final ByteQueue codes = new ByteQueue(CAPACITY);
  private final ByteQueue replies = new ByteQueue(8);
  private final byte[] down = new byte[KEYS.length];
  private final byte[] set3Types = new byte[KEYS.length];
  private int set;
  private int leds;
  private int typematic;
  private boolean scanning;
  private int awaiting; // the command whose parameter the next byte is, or 0
  private int lastSent;
  private int repeating; // the key that repeats, or -1

  /** A keyboard without a cable; see {@link #connect}. */
  public Ps2Keyboard(Scheduler scheduler) {
    repeat = scheduler.alarm("repeat", this::repeat);
    selfTest = scheduler.alarm("selfTest", this::selfTestDone);
    reset(Reset.POWER_ON);
  }

  @Override
  public void connect(Runnable listener) {
    ready = listener;
  }

  /** The lights: bit 2 Caps Lock, bit 1 Num Lock, bit 0 Scroll Lock. */
  public int leds() {
    return leds;
  }

  /** The keyboard has no reset line; at power-on it tests itself while the machine still waits. */
  @Override
  public void reset(Reset kind) {
    if (kind == Reset.POWER_ON) {
      Arrays.fill(down, (byte) 0);
      leds = 0;
      lastSent = 0;
      awaiting = 0;
      codes.clear();
      replies.clear();
      defaults();
      scanning = true;
      replies.add(SELF_TEST_PASSED);
    }
  }

  @Override
  public void settle() {
    if (waiting()) {
      ready.run();
    }
  }

  private void defaults() {
    set = 2;
    typematic = DEFAULT_TYPEMATIC;
    repeating = -1;
    for (Key key : KEYS) {
      set3Types[key.ordinal()] = (byte) ScanCodes.set3Type(key);
    }
  }

  // --- Towards the controller ------------------------------------------------------------------

  @Override
  public boolean waiting() {
    return replies.size() != 0 || codes.size() != 0 && awaiting == 0;
  }

  @Override
  public int take() {
    lastSent = (replies.size() != 0 ? replies : codes).take();
    return lastSent;
  }

  private void reply(int value) {
    replies.add(value);
    ready.run();
  }

  @Override
  public void receive(int value) {
    replies.clear();
    int command = awaiting;
    awaiting = 0;
    if (command != 0 && parameter(command, value)) {
      return;
    }
    switch (value) {
      case SET_LEDS, SCAN_SET, SET_TYPEMATIC, KEY_TYPEMATIC, KEY_MAKE_BREAK, KEY_MAKE_ONLY -> {
        awaiting = value;
        reply(ACK);
      }
      case ECHO -> reply(ECHO);
      case READ_ID -> {
        reply(ACK);
        reply(0xAB);
        reply(0x83);
      }
      case ENABLE -> {
        stop(true);
        reply(ACK);
      }
      case DISABLE, DEFAULTS -> {
        stop(value == DEFAULTS);
        defaults();
        reply(ACK);
      }
      case ALL_TYPEMATIC -> allKeys(TYPEMATIC);
      case ALL_MAKE_BREAK -> allKeys(MAKE_BREAK);
      case ALL_MAKE_ONLY -> allKeys(MAKE_ONLY);
      case ALL_EVERYTHING -> allKeys(MAKE_BREAK | TYPEMATIC);
      case RESEND -> reply(lastSent);
      case RESET -> {
        stop(false);
        leds = 0;
        defaults();
        reply(ACK);
        selfTest.in(SELF_TEST_NS);
      }
      default -> reply(RESEND);
    }
  }

  /** Takes a parameter; false if {@code value} is none but the next command. */
  private boolean parameter(int command, int value) {
    switch (command) {
      case SET_LEDS -> {
        if (value > 7) {
          return false;
        }
        leds = value;
      }
      case SET_TYPEMATIC -> {
        if (value > 0x7F) {
          return false;
        }
        typematic = value;
      }
      case SCAN_SET -> {
        if (value > 3) {
          return false;
        }
        if (value == 0) {
          reply(ACK);
          reply(set);
          return true;
        }
        set = value;
        codes.clear();
      }
      default -> {
        if (value >= SET_LEDS) {
          return false;
        }
        int type =
            switch (command) {
              case KEY_TYPEMATIC -> TYPEMATIC;
              case KEY_MAKE_BREAK -> MAKE_BREAK;
              default -> MAKE_ONLY;
            };
        for (Key key : KEYS) {
          if (ScanCodes.set3(key) == value) {
            set3Types[key.ordinal()] = (byte) type;
          }
        }
        awaiting = command; // more keys may follow
      }
    }
    reply(ACK);
    return true;
  }

  private void stop(boolean scan) {
    codes.clear();
    repeat.cancel();
    repeating = -1;
    scanning = scan;
  }

  private void allKeys(int type) {
    Arrays.fill(set3Types, (byte) type);
    reply(ACK);
  }

  private void selfTestDone() {
    scanning = true;
    reply(SELF_TEST_PASSED);
  }

  // --- Towards the fingers ---------------------------------------------------------------------

  @Override
  public void key(Key key, boolean pressed) {
    int n = key.ordinal();
    if (down[n] != 0 == pressed) {
      return; // the host's own repetition; ours is below
    }
    down[n] = (byte) (pressed ? 1 : 0);
    if (!scanning) {
      return;
    }
    if (pressed) {
      boolean repeats = set == 3 ? (set3Types[n] & TYPEMATIC) != 0 : key != Key.PAUSE;
      repeating = repeats ? n : -1;
      if (repeats) {
        repeat.in((1L + (typematic >> 5 & 3)) * 250_000_000L);
      } else {
        repeat.cancel();
      }
      make(key);
    } else {
      if (repeating == n) {
        repeating = -1;
        repeat.cancel();
      }
      release(key);
    }
  }

  /** The typematic period: (8 + bits 2-0) times 2 to the bits 4-3, in 1/240 s. */
  private void repeat() {
    make(KEYS[repeating]);
    long units = (8L + (typematic & 7)) << (typematic >> 3 & 3);
    repeat.in(units * 1_000_000_000L / 240);
  }

  private boolean held(Key key) {
    return down[key.ordinal()] != 0;
  }

  private void make(Key key) {
    if (set == 3) {
      send(ScanCodes.set3(key));
      return;
    }
    boolean shift = held(Key.LEFT_SHIFT) || held(Key.RIGHT_SHIFT);
    boolean ctrl = held(Key.LEFT_CTRL) || held(Key.RIGHT_CTRL);
    if (key == Key.PAUSE) {
      if (ctrl) {
        code(ScanCodes.E0 | 0x7E, false);
        code(ScanCodes.E0 | 0x7E, true);
      } else {
        int prefix = 0xE1;
        send(
            set == 1
                ? new int[] {prefix, 0x1D, 0x45, prefix, 0x9D, 0xC5}
                : new int[] {prefix, 0x14, 0x77, prefix, BREAK, 0x14, BREAK, 0x77});
      }
    } else if (key == Key.PRINT_SCREEN && (held(Key.LEFT_ALT) || held(Key.RIGHT_ALT))) {
      code(0x84, false);
    } else {
      if (key == Key.PRINT_SCREEN
          ? !shift && !ctrl
          : ScanCodes.isGrey(key) && numLock() && !shift) {
        code(ScanCodes.E0 | LEFT_SHIFT_CODE, false);
      } else if (shift && (ScanCodes.isGrey(key) && !numLock() || key == Key.PAD_DIVIDE)) {
        shifts(true);
      }
      code(ScanCodes.set2(key), false);
    }
  }

  private void release(Key key) {
    if (set == 3) {
      if ((set3Types[key.ordinal()] & MAKE_BREAK) != 0) {
        send(BREAK, ScanCodes.set3(key));
      }
      return;
    }
    boolean shift = held(Key.LEFT_SHIFT) || held(Key.RIGHT_SHIFT);
    boolean ctrl = held(Key.LEFT_CTRL) || held(Key.RIGHT_CTRL);
    if (key == Key.PAUSE) {
      return;
    }
    if (key == Key.PRINT_SCREEN && (held(Key.LEFT_ALT) || held(Key.RIGHT_ALT))) {
      code(0x84, true);
      return;
    }
    code(ScanCodes.set2(key), true);
    if (key == Key.PRINT_SCREEN ? !shift && !ctrl : ScanCodes.isGrey(key) && numLock() && !shift) {
      code(ScanCodes.E0 | LEFT_SHIFT_CODE, true);
    } else if (shift && (ScanCodes.isGrey(key) && !numLock() || key == Key.PAD_DIVIDE)) {
      shifts(false);
    }
  }

  private boolean numLock() {
    return (leds & LED_NUM) != 0;
  }

  /** Around a grey key, the shift keys that are held are let go, and taken back after it. */
  private void shifts(boolean release) {
    if (held(Key.LEFT_SHIFT)) {
      code(ScanCodes.E0 | LEFT_SHIFT_CODE, release);
    }
    if (held(Key.RIGHT_SHIFT)) {
      code(ScanCodes.E0 | 0x59, release);
    }
  }

  /** One make or break code of set 1 or 2, all of it or, if the buffer is too full, an overrun. */
  private void code(int set2, boolean release) {
    int low = set2 & 0xFF;
    boolean prefixed = (set2 & ScanCodes.E0) != 0;
    if (set == 1) {
      int value = ScanCodes.translate(low) | (release ? 0x80 : 0);
      send(prefixed ? new int[] {0xE0, value} : new int[] {value});
    } else if (prefixed) {
      send(release ? new int[] {0xE0, BREAK, low} : new int[] {0xE0, low});
    } else {
      send(release ? new int[] {BREAK, low} : new int[] {low});
    }
  }

  private void send(int... bytes) {
    if (codes.room() < bytes.length) {
      if (codes.size() != 0) {
        codes.replaceLast(set == 1 ? 0xFF : 0x00); // overrun
      }
    } else {
      for (int value : bytes) {
        codes.add(value);
      }
    }
    if (waiting()) {
      ready.run();
    }
  }

  @Override
  public void state(StateIo io) {
    io.section("codes", codes::state);
    io.section("replies", replies::state);
    io.bytes("down", down);
    io.bytes("set3Types", set3Types);
    set = io.i32("set", set);
    leds = io.i32("leds", leds);
    typematic = io.i32("typematic", typematic);
    scanning = io.bit("scanning", scanning);
    awaiting = io.i32("awaiting", awaiting);
    lastSent = io.i32("lastSent", lastSent);
    repeating = io.i32("repeating", repeating);
    repeat.state(io);
    selfTest.state(io);
  }
}
