package quimera.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import quimera.machines.spim.SpimHost;

/** The process's own input, output and files for a program under {@code quimera spim}. */
final class SpimConsoleHost implements SpimHost {
  private static final int WRITE_ONLY = 1;
  private static final int READ_WRITE = 2;

  /** Flags as MARS has them (9: create and append) and as Linux has them. */
  private static final int MARS_APPEND = 8;

  private static final int CREATE = 0x40;
  private static final int TRUNCATE = 0x200;
  private static final int APPEND = 0x400;

  private final InputStream in;
  private final OutputStream out;
  private final PrintWriter err;
  private final byte[] pending = new byte[8192];
  private int pendingCount;
  private final Map<Integer, SeekableByteChannel> files = new HashMap<>();

  SpimConsoleHost(InputStream in, OutputStream out, PrintWriter err) {
    this.in = new BufferedInputStream(in);
    this.out = out;
    this.err = err;
  }

  @Override
  public int read() {
    try {
      return in.read();
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void write(int value) {
    if (pendingCount == pending.length) {
      flush();
    }
    pending[pendingCount++] = (byte) value;
  }

  @Override
  public void flush() {
    try {
      out.write(pending, 0, pendingCount);
      out.flush();
      pendingCount = 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void complain(String line) {
    err.println("quimera: " + line);
    err.flush();
  }

  @Override
  public int open(String name, int flags, int mode) {
    Set<StandardOpenOption> options = EnumSet.noneOf(StandardOpenOption.class);
    boolean writes = (flags & (WRITE_ONLY | READ_WRITE)) != 0;
    if (!writes || (flags & READ_WRITE) != 0) {
      options.add(StandardOpenOption.READ);
    }
    if (writes) {
      boolean appends = (flags & (MARS_APPEND | APPEND)) != 0;
      options.add(appends ? StandardOpenOption.APPEND : StandardOpenOption.WRITE);
      // MARS knows 1 and 9 only, and creates; Linux says so with a flag.
      if ((flags & CREATE) != 0 || flags == WRITE_ONLY || flags == (WRITE_ONLY | MARS_APPEND)) {
        options.add(StandardOpenOption.CREATE);
      }
      if ((flags & TRUNCATE) != 0 || flags == WRITE_ONLY) {
        options.add(StandardOpenOption.TRUNCATE_EXISTING);
      }
    }
    try {
      int descriptor = 3;
      while (files.containsKey(descriptor)) {
        descriptor++;
      }
      files.put(
          descriptor, Files.newByteChannel(Path.of(name), options.toArray(OpenOption[]::new)));
      return descriptor;
    } catch (IOException | IllegalArgumentException e) {
      return -1;
    }
  }

  @Override
  public int read(int descriptor, byte[] into) {
    SeekableByteChannel file = files.get(descriptor);
    try {
      return file == null ? -1 : Math.max(0, file.read(ByteBuffer.wrap(into)));
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }

  @Override
  public int write(int descriptor, byte[] from) {
    if (descriptor == 2) {
      for (byte each : from) {
        err.write(each & 0xFF);
      }
      err.flush();
      return from.length;
    }
    SeekableByteChannel file = files.get(descriptor);
    try {
      return file == null ? -1 : file.write(ByteBuffer.wrap(from));
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }

  @Override
  public void close(int descriptor) {
    SeekableByteChannel file = files.remove(descriptor);
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // The program has no way to hear of it.
    }
  }

  @Override
  public long epoch() {
    return System.currentTimeMillis();
  }
}
