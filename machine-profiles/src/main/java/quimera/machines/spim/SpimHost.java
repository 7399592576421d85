package quimera.machines.spim;

/** What a program's system calls reach of the host. */
public interface SpimHost {
  /** The next byte of the standard input, -1 at its end. */
  int read();

  /** Whether {@link #read} has an answer now; a system call waits until it has. */
  default boolean ready() {
    return true;
  }

  /** From now on the program takes each character by itself, and shows it if it likes. */
  default void raw() {}

  /** Writes a byte, 0-255, to the standard output. */
  void write(int value);

  /** Shows what was written so far. */
  void flush();

  /** Says something about the program that is not the program's output. */
  void complain(String line);

  // Files: there are none unless the host says otherwise.

  /** Opens a file as open(2) with these flags; returns its descriptor or -1. */
  default int open(String name, int flags, int mode) {
    return -1;
  }

  /** Reads from a descriptor; returns the number of bytes, 0 at the end, or -1. */
  default int read(int descriptor, byte[] into) {
    return -1;
  }

  /** Writes to a descriptor; returns the number of bytes or -1. */
  default int write(int descriptor, byte[] from) {
    return -1;
  }

  /** Closes a descriptor. */
  default void close(int descriptor) {}

  /** Milliseconds since 1970 at the program's start. */
  long epoch();
}
