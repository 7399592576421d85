package quimera.gui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import quimera.cli.Instance;
import quimera.cli.Session;
import quimera.core.machine.MachineProfile;
import quimera.machines.config.MachineSpec;

/**
 * A line of the machine list: a machine in words, and what has become of it. Belongs to JavaFX's
 * thread.
 */
final class Entry {
  private final String name;
  private final String title;
  private final MachineSpec words;
  private final String start;
  private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
  private final Supplier<Instance> recipe;
  private Guest guest;
  private boolean busy;
  private Session.Outcome outcome; // of the last one
  private String failure; // why it could not be put together

  /**
   * @param name what to call it
   * @param recipe makes its machine
   */
  Entry(String name, MachineSpec words, Supplier<Instance> recipe) {
    this.recipe = recipe;
    MachineProfile board = words.board();
    this.name = name;
    this.title = board.title();
    this.words = words;
    start = start(words, board);
  }

  private static String start(MachineSpec words, MachineProfile board) {
    List<String> all = new ArrayList<>();
    for (var files : List.of(words.firmware, words.images)) {
      files.forEach((what, file) -> all.add(what + " " + file.getFileName()));
    }
    if (words.images.isEmpty() && !words.firmware.containsKey("kernel")) {
      for (Map.Entry<String, String> embedded : board.embedded().entrySet()) {
        all.add(embedded.getKey() + " Quimera " + embedded.getValue());
      }
    }
    return all.isEmpty() ? "its firmware" : String.join(", ", all);
  }

  String name() {
    return name;
  }

  /** The board. */
  String title() {
    return title;
  }

  /** What it starts with. */
  String start() {
    return start;
  }

  MachineSpec words() {
    return words;
  }

  /** Makes its machine; on any thread. */
  Supplier<Instance> recipe() {
    return recipe;
  }

  /** Its machine: the one that runs, or one that is over while its picture is still shown. */
  Guest guest() {
    return guest;
  }

  /** Whether it cannot be started: its machine runs, is about to, or is being put away. */
  boolean busy() {
    return busy;
  }

  /** Whether there is a machine that takes keys. */
  boolean running() {
    return guest != null && guest.alive();
  }

  // What becomes of it, in this order.

  /** Its machine is put together. */
  void starts() {
    busy = true;
    failure = null;
    outcome = null;
    guest = null;
    refresh();
  }

  /** Its machine runs. */
  void runs(Guest newGuest) {
    busy = true;
    guest = newGuest;
    refresh();
  }

  /** Its machine is over and all it held is given back. */
  void over() {
    busy = false;
    outcome = guest == null ? null : guest.outcome();
    refresh();
  }

  /** Its machine could not be put together; or, with null, was. */
  void cannotStart(String why) {
    failure = why;
  }

  /** Nobody sees the picture of a machine that is over: its memory can go. */
  void forget() {
    if (!busy) {
      guest = null;
    }
  }

  /** What it does, as a line that is kept up to date. */
  ReadOnlyStringProperty state() {
    return state.getReadOnlyProperty();
  }

  void refresh() {
    state.set(describe());
  }

  private String describe() {
    if (failure != null) {
      return "failed: " + failure;
    }
    if (guest != null) {
      return doing(guest);
    }
    if (busy) {
      return "starting";
    }
    return outcome == null ? "" : ended(outcome);
  }

  /** What a machine does: how fast it runs, or why it does not. */
  private static String doing(Guest guest) {
    if (!guest.alive()) {
      return ended(guest.outcome());
    }
    Session session = guest.session();
    if (session.stopped() != null) {
      return "stopped: " + session.stopped();
    }
    return session.paused() ? "paused" : "running, " + pace(session);
  }

  /** How fast a machine runs; 100 % is real time. */
  static String pace(Session session) {
    return String.format(
        Locale.ROOT, "%.0f MIPS  %.0f %%", session.meter().mips(), session.meter().pace() * 100);
  }

  /** How a session has ended, in a line. */
  static String ended(Session.Outcome outcome) {
    return outcome.message() == null ? "off" : "off: " + outcome.message();
  }
}
