package quimera.machines.spim;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import quimera.core.device.Device;
import quimera.core.host.CharPort;
import quimera.core.host.CharSink;
import quimera.core.state.StateIo;
import quimera.peripherals.serial.InputQueue;

/**
 * The program's console on a serial line: lines that the user edits and ends with Enter, as a
 * terminal of Unix has them (termios(3), canonical mode), or single characters for a program that
 * drives the terminal in memory. There are no files.
 */
final class SpimLine implements SpimHost, CharPort, Device {
  private static final int BACKSPACE = 8;
  private static final int DELETE = 127;

  private final CharSink sink;
  private final long epoch;
  private Runnable listener = () -> {};
  private byte[] edited = {}; // a line that is not ended
  private final InputQueue finished = new InputQueue(); // what the program may read
  private boolean raw;

  /**
   * @param epoch the start, in milliseconds since 1970
   */
  SpimLine(CharSink sink, long epoch) {
    this.sink = sink;
    this.epoch = epoch;
  }

  /** Told whenever there is more to read. */
  void onInput(Runnable told) {
    listener = told;
  }

  @Override
  public void receive(int value) {
    if (raw) {
      finished.add(value == '\r' ? '\n' : value);
    } else if (value == BACKSPACE || value == DELETE) {
      rubOut();
      return;
    } else {
      int c = value == '\r' ? '\n' : value;
      write(c);
      edited = Arrays.copyOf(edited, edited.length + 1);
      edited[edited.length - 1] = (byte) c;
      if (c != '\n') {
        return;
      }
      for (byte each : edited) {
        finished.add(each);
      }
      edited = new byte[0];
    }
    listener.run();
  }

  private void rubOut() {
    if (edited.length > 0) {
      edited = Arrays.copyOf(edited, edited.length - 1);
      for (byte each : "\b \b".getBytes(StandardCharsets.US_ASCII)) {
        sink.send(each);
      }
    }
  }

  @Override
  public void raw() {
    raw = true;
  }

  @Override
  public boolean ready() {
    return !finished.isEmpty();
  }

  @Override
  public int read() {
    return finished.isEmpty() ? -1 : finished.take();
  }

  @Override
  public void write(int value) {
    if (value == '\n') {
      sink.send('\r');
    }
    sink.send(value);
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void complain(String line) {
    // The program's output says which exception it was; the end of the run says where.
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public void reset(Reset kind) {
    edited = new byte[0];
    finished.clear();
    raw = false;
  }

  @Override
  public void state(StateIo io) {
    edited = io.blob("edited", edited);
    finished.state(io);
    raw = io.bit("raw", raw);
  }
}
