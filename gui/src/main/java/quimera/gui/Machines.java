package quimera.gui;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import quimera.cli.Instance;
import quimera.cli.Session;
import quimera.core.host.HostException;
import quimera.core.machine.MachineProfile;
import quimera.machines.Profiles;
import quimera.machines.config.MachineSpec;

/**
 * The machines of a window: those that run, each on a thread of its own, and every board that could
 * be started.
 *
 * <p>JavaFX's thread owns the list. The threads of the machines count themselves in and out, so
 * that the last to go can end the window even while JavaFX takes itself apart.
 */
final class Machines {
  /** Hears what happens to machines, on JavaFX's thread. */
  interface Listener {
    /** A new picture waits. */
    void pictureReady(Guest guest);

    /** A medium has been changed, or could not be. */
    void mediumChanged(String line, boolean failed);

    /** A machine runs from now on. */
    void started(Entry entry);

    /**
     * A machine is over.
     *
     * @param failure why it could not even be put together, or null
     */
    void over(Entry entry, String failure);
  }

  private final Listener listener;
  private final ObservableList<Entry> entries = FXCollections.observableArrayList();
  private final Entry first;
  private final Session firstSession;
  private final CompletableFuture<Session.Outcome> firstOutcome = new CompletableFuture<>();
  private final CountDownLatch gone = new CountDownLatch(1);

  // Guarded by this object.
  private final List<Session> sessions = new ArrayList<>(); // the oldest first
  private final Set<Session> dismissed = new HashSet<>(); // those that the user has ended
  private int holders; // machines that are put together, run, or are put away
  private boolean leaving;

  /**
   * @param instance the machine of the command line, which its maker closes: see {@link #release}
   */
  Machines(Instance instance, Listener listener) {
    this.listener = listener;
    firstSession = instance.session();
    MachineSpec words = instance.words();
    first = new Entry(firstSession.machine().profile(), words, instance.recipe());
    first.runs(guest(instance));
    entries.add(first);
    for (MachineProfile board : Profiles.all()) {
      MachineSpec plain = plain(board.id());
      if (!same(words, plain)) {
        add(board.id(), plain);
      }
    }
  }

  private static MachineSpec plain(String board) {
    MachineSpec spec = new MachineSpec();
    spec.profile = board;
    return spec;
  }

  /** Whether a user could not tell these words from a board that was named and no more. */
  private static boolean same(MachineSpec words, MachineSpec plain) {
    return words.boardFile == null
        && words.profile.equals(plain.profile)
        && words.images.isEmpty()
        && words.firmware.isEmpty()
        && words.cpu == null
        && words.memory == null;
  }

  private Guest guest(Instance instance) {
    return new Guest(instance, listener::pictureReady, listener::mediumChanged);
  }

  /** All that can be started, the machine of the command line first. */
  ObservableList<Entry> entries() {
    return entries;
  }

  /** The machine of the command line. */
  Entry first() {
    return first;
  }

  /** Adds a machine to the list. */
  Entry add(String name, MachineSpec words) {
    Entry entry = new Entry(name(name), words, () -> Instance.of(words));
    entries.add(entry);
    return entry;
  }

  /** Adds one more machine of an entry's board, which starts with what the board brings. */
  Entry another(Entry entry) {
    MachineSpec spec = new MachineSpec();
    spec.profile = entry.words().profile;
    spec.boardFile = entry.words().boardFile;
    return add(spec.board().id(), spec);
  }

  /** A name that no entry has yet. */
  private String name(String wanted) {
    String name = wanted;
    for (int n = 2; taken(name); n++) {
      name = wanted + " " + n;
    }
    return name;
  }

  private boolean taken(String name) {
    return entries.stream().anyMatch(entry -> entry.name().equals(name));
  }

  // Running.

  /** Lets the machine of the command line run. */
  void startFirst() {
    Guest guest = first.guest();
    enter();
    began(firstSession);
    new Thread(() -> firstOutcome.complete(guest.run()), "machine").start();
  }

  /** How the machine of the command line has ended, once it has. */
  Session.Outcome awaitFirst() {
    return firstOutcome.join();
  }

  /** The machine of the command line has been closed: it no longer holds images and the like. */
  void release() {
    later(() -> over(first, null));
    leave(firstSession);
  }

  /** Starts an entry's machine; does nothing if it runs. */
  void start(Entry entry) {
    if (!entry.busy() && enter()) {
      entry.starts();
      new Thread(() -> live(entry), "machine " + entry.name()).start();
    }
  }

  /** A further machine's whole life, on its own thread. */
  private void live(Entry entry) {
    Session session = null;
    String failure = null;
    try (Instance instance = entry.recipe().get()) {
      Guest guest = guest(instance);
      session = guest.session();
      began(session);
      later(() -> runs(entry, guest));
      guest.run();
    } catch (HostException e) {
      failure = e.getMessage();
    } catch (RuntimeException | Error e) {
      failure = "internal error: " + e;
    } finally {
      String why = failure;
      later(() -> over(entry, why));
      leave(session);
    }
  }

  private void runs(Entry entry, Guest guest) {
    entry.runs(guest);
    listener.started(entry);
  }

  private void over(Entry entry, String failure) {
    entry.cannotStart(failure);
    entry.over();
    listener.over(entry, failure);
  }

  /** JavaFX takes no more work once it has gone, and nobody misses it. */
  private static void later(Runnable work) {
    Platform.runLater(work);
  }

  /** Ends an entry's machine, as its user wants; the others and the window stay. */
  void switchOff(Entry entry) {
    if (entry.running()) {
      synchronized (this) {
        dismissed.add(entry.guest().session());
      }
      entry.guest().session().leave();
    }
  }

  /** Ends all machines and then the window. */
  synchronized void leaveAll() {
    leaving = true;
    sessions.forEach(Session::leave);
    if (holders == 0) {
      gone.countDown();
    }
  }

  private synchronized boolean enter() {
    if (!leaving) {
      holders++;
    }
    return !leaving;
  }

  private synchronized void began(Session session) {
    sessions.add(session);
    if (leaving) {
      session.leave();
    }
  }

  /**
   * A machine is over. The last one takes the window with it, unless its user has ended it in the
   * list, or it could not even start.
   *
   * @param session its session, or null if there was none
   */
  private synchronized void leave(Session session) {
    sessions.remove(session);
    boolean stays = session == null || dismissed.remove(session);
    if (--holders == 0 && (leaving || !stays)) {
      gone.countDown();
    }
  }

  /** Waits until the window is to go; false if it is not in this time. */
  boolean awaitGone(long ms) {
    try {
      return gone.await(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
