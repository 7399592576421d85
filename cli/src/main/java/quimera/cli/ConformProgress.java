package quimera.cli;

import java.io.PrintWriter;
import java.util.Locale;
import quimera.testroms.conform.Conformance;

/** Shows a person at a terminal how far a conformance run has come, in a line that is rewritten. */
final class ConformProgress implements Conformance.Progress {
  private static final long EVERY = 200_000_000;

  private final boolean shown;
  private final PrintWriter err;
  private final long start = System.nanoTime();
  private long last = start;
  private boolean any;

  ConformProgress(boolean shown, PrintWriter err) {
    this.shown = shown;
    this.err = err;
  }

  @Override
  public void at(String suite, long tests, long failed) {
    long now = System.nanoTime();
    if (shown && now - last >= EVERY) {
      last = now;
      any = true;
      double seconds = (now - start) / 1e9;
      err.print(
          String.format(
              Locale.ROOT,
              "\r%s: %,d tests, %,d failed, %,.0f/s \u001b[K",
              suite,
              tests,
              failed,
              tests / seconds));
      err.flush();
    }
  }

  /** Wipes the line. */
  void end() {
    if (any) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
