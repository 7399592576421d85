package quimera.cli;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import quimera.core.host.CharSink;
import quimera.core.host.HostException;
import quimera.core.host.HostInput;

/** The host's end of COM1: {@code stdio}, {@code none}, {@code file:F} or {@code tcp:HOST:PORT}. */
final class SerialLine implements CharSink, AutoCloseable {
  private final OutputStream out;
  private final InputStream in;

  private SerialLine(OutputStream out, InputStream in) {
    this.out = out;
    this.in = in;
  }

  /** Opens the far end that the user named. */
  static SerialLine open(String words) {
    try {
      if (words.equals("none")) {
        return new SerialLine(OutputStream.nullOutputStream(), null);
      }
      if (words.equals("stdio")) {
        return new SerialLine(unbuffered(System.out), System.in);
      }
      if (words.startsWith("file:") && words.length() > 5) {
        return new SerialLine(
            new BufferedOutputStream(new FileOutputStream(words.substring(5))), null);
      }
      if (words.matches("tcp:.+:[0-9]{1,5}")) {
        int colon = words.lastIndexOf(':');
        Socket socket = new Socket();
        socket.connect(
            new InetSocketAddress(
                words.substring(4, colon), Integer.parseInt(words.substring(colon + 1))),
            5000);
        socket.setTcpNoDelay(true);
        return new SerialLine(socket.getOutputStream(), socket.getInputStream());
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new HostException("serial line " + words + " cannot be opened: " + e.getMessage(), e);
    }
    throw new HostException(
        "serial line \"" + words + "\" is unknown; use stdio, none, file:NAME or tcp:HOST:PORT");
  }

  /**
   * Output only, to the process's own output: what a headless run shows when nothing else was asked
   * for.
   */
  static SerialLine toStdout() {
    return new SerialLine(unbuffered(System.out), null);
  }

  private static OutputStream unbuffered(PrintStream stream) {
    return stream;
  }

  @Override
  public void send(int value) {
    try {
      out.write(value);
      if (value == '\n' || out == System.out) {
        out.flush();
      }
    } catch (IOException e) {
      // The far end has gone; a serial line does not notice.
    }
  }

  /** Starts to carry what the far end says to the guest's {@code port}. */
  void listen(Session session, String port) {
    if (in == null) {
      return;
    }
    Thread reader = new Thread(() -> carry(session, port), "serial " + port);
    reader.setDaemon(true);
    reader.start();
  }

  private void carry(Session session, String port) {
    byte[] buffer = new byte[256];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        session.post(new HostInput.Chars(port, Arrays.copyOf(buffer, n)));
      }
    } catch (IOException e) {
      // The far end has gone.
    }
  }

  @Override
  public void close() {
    try {
      out.flush();
      if (out != System.out) {
        out.close();
      }
    } catch (IOException e) {
      // Nothing more can be done for what it did not take.
    }
  }
}
