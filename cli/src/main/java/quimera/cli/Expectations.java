package quimera.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import quimera.core.machine.Machine;

/**
 * Texts that must be seen on the screen or the serial line; the run ends with success when all
 * were.
 */
final class Expectations implements Session.Observer {
  /** A text to wait for. */
  record Expected(boolean serial, Pattern pattern) {
    boolean seenIn(GuestText text) {
      return pattern.matcher(serial ? text.serial() : text.screen()).find();
    }

    @Override
    public String toString() {
      return (serial ? "serial text /" : "screen text /") + pattern + "/";
    }
  }

  private final GuestText text;
  private final List<Expected> missing;

  Expectations(GuestText text, List<Expected> expected) {
    this.text = text;
    this.missing = new ArrayList<>(expected);
  }

  /** Those that were not seen yet. */
  List<Expected> missing() {
    return missing;
  }

  @Override
  public Session.Outcome step(Machine machine) {
    text.refresh(machine);
    for (Iterator<Expected> all = missing.iterator(); all.hasNext(); ) {
      if (all.next().seenIn(text)) {
        all.remove();
      }
    }
    return missing.isEmpty() ? Session.Outcome.of(ExitCode.SUCCESS, null) : null;
  }
}
