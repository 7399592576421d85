package quimera.gui;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import quimera.cli.SerialScreen;
import quimera.cli.Session;
import quimera.core.host.Display;
import quimera.core.machine.Machine;

/**
 * Draws the guest's picture on the machine's thread, up to 60 times a second, for the window to
 * take.
 */
final class FrameSource implements Session.Observer {
  private static final long INTERVAL = 1_000_000_000L / 60;

  /**
   * A screen that is dark for so long, in ns, gives way to the serial line: not while it starts.
   */
  private static final long PATIENCE = 700_000_000L;

  /** What of the machine is shown. */
  enum View {
    /** Its screen, or the serial line while the screen is dark or there is none. */
    EITHER,
    SCREEN,
    SERIAL
  }

  /** A finished picture; whoever holds it owns it. */
  record Frame(int width, int height, int[] argb) {}

  private final AtomicReference<Frame> latest = new AtomicReference<>();
  private final SerialScreen serial;
  private final Runnable ready;
  private final AtomicBoolean wanted = new AtomicBoolean();
  private volatile boolean looking;
  private volatile boolean pointerPlaceWanted;
  private volatile View view = View.EITHER;
  private volatile boolean serialShown;
  private boolean dark = true;
  private long darkSince; // and the guest talks on the serial line; 0 if not
  private long drawn;
  private int[] scratch = new int[0];
  private int[] hidden = new int[0];
  private int drawnWidth;
  private int drawnHeight;

  /**
   * @param serial the far end of the machine's serial line
   * @param ready called on the machine's thread when a new picture waits
   */
  FrameSource(SerialScreen serial, Runnable ready) {
    this.serial = serial;
    this.ready = ready;
  }

  /** Somebody looks from now on, and first wants the picture as it stands; or nobody does. */
  void look(boolean on) {
    wanted.set(on);
    looking = on;
  }

  /** Chooses what is shown. */
  void view(View choice) {
    view = choice;
    wanted.set(true);
  }

  /** Whether it is the serial line that is shown. */
  boolean serialShown() {
    return serialShown;
  }

  /** The newest picture that was not taken yet, or null. */
  Frame take() {
    return latest.getAndSet(null);
  }

  /** Whether the guest wants to know where the pointer is. */
  boolean pointerPlaceWanted() {
    return pointerPlaceWanted;
  }

  @Override
  public Session.Outcome step(Machine machine) {
    pointerPlaceWanted = machine.wantsPointerPlace();
    long now = System.nanoTime();
    if (!looking || now - drawn < INTERVAL) {
      return null;
    }
    drawn = now;
    Display display = chosen(machine.display());
    boolean other = serialShown != (display == serial);
    serialShown = display == serial;
    if (other) {
      wanted.set(true);
    }
    int width = display.width();
    int height = display.height();
    boolean resized = width != drawnWidth || height != drawnHeight;
    if (resized) {
      scratch = new int[width * height];
      drawnWidth = width;
      drawnHeight = height;
    }
    boolean first = wanted.getAndSet(false);
    if (first && display == serial) {
      serial.redraw();
    }
    if (display.render(scratch) || resized || first) {
      dark = display == serial ? dark : isDark(scratch);
      latest.set(new Frame(width, height, scratch.clone()));
      ready.run();
    }
    return null;
  }

  private Display chosen(Display screen) {
    boolean waits = dark && serial.used();
    darkSince = !waits ? 0 : darkSince == 0 ? drawn : darkSince;
    boolean either = view == View.EITHER && waits && drawn - darkSince > PATIENCE;
    boolean serialWins = screen == null || view == View.SERIAL || either;
    if (screen != null && serialWins && view == View.EITHER) {
      watch(screen);
    }
    return serialWins ? serial : screen;
  }

  /** Notices when a dark screen, which is not shown, gets a picture. */
  private void watch(Display screen) {
    int size = screen.width() * screen.height();
    if (hidden.length != size) {
      hidden = new int[size];
    }
    if (screen.render(hidden)) {
      dark = isDark(hidden);
    }
  }

  private static boolean isDark(int[] argb) {
    for (int pixel : argb) {
      if ((pixel & 0xFFFFFF) != 0) {
        return false;
      }
    }
    return true;
  }
}
