package quimera.gui;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import quimera.cli.Session;
import quimera.core.host.Display;
import quimera.core.machine.Machine;

/**
 * Draws the guest's picture on the machine's thread, up to 60 times a second, for the window to
 * take.
 */
final class FrameSource implements Session.Observer {
  private static final long INTERVAL = 1_000_000_000L / 60;

  /** A finished picture; whoever holds it owns it. */
  record Frame(int width, int height, int[] argb) {}

  private final AtomicReference<Frame> latest = new AtomicReference<>();
  private final Runnable ready;
  private final AtomicBoolean wanted = new AtomicBoolean();
  private volatile boolean looking;
  private volatile boolean pointerPlaceWanted;
  private long drawn;
  private int[] scratch = new int[0];
  private int drawnWidth;
  private int drawnHeight;

  /**
   * @param ready called on the machine's thread when a new picture waits
   */
  FrameSource(Runnable ready) {
    this.ready = ready;
  }

  /** Somebody looks from now on, and first wants the picture as it stands; or nobody does. */
  void look(boolean on) {
    wanted.set(on);
    looking = on;
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
    Display display = machine.display();
    if (display == null || !looking || now - drawn < INTERVAL) {
      return null;
    }
    drawn = now;
    int width = display.width();
    int height = display.height();
    boolean resized = width != drawnWidth || height != drawnHeight;
    if (resized) {
      scratch = new int[width * height];
      drawnWidth = width;
      drawnHeight = height;
    }
    boolean first = wanted.getAndSet(false);
    if (display.render(scratch) || resized || first) {
      latest.set(new Frame(width, height, scratch.clone()));
      ready.run();
    }
    return null;
  }
}
