package quimera.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import quimera.core.host.HostInput;
import quimera.core.host.Key;
import quimera.core.machine.Machine;

/**
 * Types texts on the guest's keyboard at a fixed pace of virtual time, each after what it waits
 * for, one after the other.
 */
final class Typist implements Session.Observer {
  /**
   * A text, and what must be seen on the screen or the serial line first (null: the start-up time).
   */
  record Job(Pattern after, String text) {}

  /**
   * A text that waits for nothing starts this long after the machine, in ns: firmware is up by
   * then.
   */
  private static final long START_UP = 2_000_000_000L;

  /** Steps of the session between two key events: slower than any guest that polls at 18 Hz. */
  private static final int PACE = 3;

  private final GuestText guest;
  private final Deque<Job> jobs;
  private final Deque<HostInput.KeyPress> keys = new ArrayDeque<>();
  private long began = -1;
  private int wait;

  Typist(GuestText guest, List<Job> jobs) {
    this.guest = guest;
    this.jobs = new ArrayDeque<>(jobs);
  }

  @Override
  public Session.Outcome step(Machine machine) {
    if (began < 0) {
      began = machine.scheduler.now();
    }
    if (keys.isEmpty() && !jobs.isEmpty() && ready(machine, jobs.peek())) {
      String text = jobs.poll().text();
      text.chars().forEach(c -> UsKeyboard.type((char) c, keys));
    }
    if (!keys.isEmpty() && ++wait >= PACE) {
      wait = 0;
      machine.input(keys.poll());
    }
    return null;
  }

  private boolean ready(Machine machine, Job job) {
    if (job.after() == null) {
      return machine.scheduler.now() - began >= START_UP;
    }
    guest.refresh(machine);
    return job.after().matcher(guest.screen()).find() || job.after().matcher(guest.serial()).find();
  }

  /** The keys of a US keyboard, by the character that they type. */
  static final class UsKeyboard {
    private static final String PLAIN = "`1234567890-=[]\\;',./ \n\t\b\u001b";
    private static final String SHIFTED = "~!@#$%^&*()_+{}|:\"<>?";
    private static final Key[] KEYS = {
      Key.BACK_QUOTE, Key.DIGIT_1, Key.DIGIT_2, Key.DIGIT_3, Key.DIGIT_4, Key.DIGIT_5, Key.DIGIT_6,
      Key.DIGIT_7, Key.DIGIT_8, Key.DIGIT_9, Key.DIGIT_0, Key.MINUS, Key.EQUALS, Key.LEFT_BRACKET,
      Key.RIGHT_BRACKET, Key.BACKSLASH, Key.SEMICOLON, Key.QUOTE, Key.COMMA, Key.PERIOD, Key.SLASH,
      Key.SPACE, Key.ENTER, Key.TAB, Key.BACKSPACE, Key.ESCAPE
    };

    private UsKeyboard() {}

    /** Whether a character can be typed. */
    static boolean has(char c) {
      return c < 0x80
          && (Character.isLetter(c) || PLAIN.indexOf(c) >= 0 || SHIFTED.indexOf(c) >= 0);
    }

    /** Adds the presses and releases that type {@code c}. */
    static void type(char c, Deque<HostInput.KeyPress> keys) {
      boolean letter = c < 0x80 && Character.isLetter(c);
      boolean shift = letter ? Character.isUpperCase(c) : SHIFTED.indexOf(c) >= 0;
      Key key =
          letter
              ? Key.valueOf(String.valueOf(Character.toUpperCase(c)))
              : KEYS[shift ? SHIFTED.indexOf(c) : PLAIN.indexOf(c)];
      if (shift) {
        keys.add(new HostInput.KeyPress(Key.LEFT_SHIFT, true));
      }
      keys.add(new HostInput.KeyPress(key, true));
      keys.add(new HostInput.KeyPress(key, false));
      if (shift) {
        keys.add(new HostInput.KeyPress(Key.LEFT_SHIFT, false));
      }
    }
  }
}
