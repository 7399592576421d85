package quimera.machines.spim;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import quimera.core.bus.Bus;
import quimera.core.bus.BusFault;
import quimera.core.state.StateIo;
import quimera.cpu.mips32.MipsCpu;

/**
 * The system calls of SPIM, 1 to 17 (Patterson and Hennessy, figure A.9.1), and those of MARS from
 * 30 on that need no window.
 */
final class SystemCalls {
  private static final int V0 = 2;
  private static final int A0 = 4;
  private static final int A1 = 5;
  private static final int A2 = 6;
  private static final int F0 = 0;
  private static final int F12 = 12;

  private final SpimHost host;
  private final Bus bus;
  private final LongSupplier now;
  private final int heapStart;
  private final int heapEnd;
  private Map<Integer, Chance> chance = new TreeMap<>();
  private int heap;

  /** The program's exit code once {@link #ended}. */
  int exitCode;

  boolean ended;

  /**
   * @param now nanoseconds since the program's start
   * @param heap where sbrk begins
   */
  SystemCalls(SpimHost host, Bus bus, LongSupplier now, int heap, int heapEnd) {
    this.host = host;
    this.bus = bus;
    this.now = now;
    this.heap = heap;
    heapStart = heap;
    this.heapEnd = heapEnd;
  }

  /** Forgets the program. */
  void reset() {
    chance.clear();
    heap = heapStart;
    exitCode = 0;
    ended = false;
  }

  /** Whether the call in $v0 reads what is not there yet. */
  boolean waits(MipsCpu cpu) {
    return switch (cpu.register(V0)) {
      case 5, 6, 7, 8, 12 -> mustWait();
      case 14 -> cpu.register(A0) == 0 && mustWait();
      default -> false;
    };
  }

  private boolean mustWait() {
    host.flush();
    return !host.ready();
  }

  /** Executes the call in $v0; returns what is wrong with it, null if nothing is. */
  String call(MipsCpu cpu) {
    int number = cpu.register(V0);
    try {
      return number < 30 ? spim(cpu, number) : mars(cpu, number);
    } catch (BusFault e) {
      return "system call " + number + " was given a bad address";
    }
  }

  private String spim(MipsCpu cpu, int number) {
    int a0 = cpu.register(A0);
    switch (number) {
      case 1 -> print(Integer.toString(a0));
      case 2 -> print(CNumbers.fixed(Float.intBitsToFloat(cpu.single(F12)), 8));
      case 3 -> print(CNumbers.general(Double.longBitsToDouble(pair(cpu, F12)), 18));
      case 4 -> printString(a0);
      case 5 -> cpu.register(V0, CNumbers.integer(line()));
      case 6 -> cpu.single(F0, Float.floatToRawIntBits((float) CNumbers.real(line())));
      case 7 -> setPair(cpu, Double.doubleToRawLongBits(CNumbers.real(line())));
      case 8 -> readString(a0, cpu.register(A1));
      case 9 -> {
        if (a0 < 0 || a0 > heapEnd - heap) {
          return "the heap cannot grow by " + a0 + " bytes";
        }
        cpu.register(V0, heap);
        heap += a0 + 7 & ~7;
      }
      case 10 -> end(0);
      case 11 -> host.write(a0 & 0xFF);
      case 12 -> cpu.register(V0, Math.max(0, input()));
      case 13 -> cpu.register(V0, host.open(text(a0), cpu.register(A1), cpu.register(A2)));
      case 14 -> cpu.register(V0, readFile(a0, cpu.register(A1), cpu.register(A2)));
      case 15 -> cpu.register(V0, writeFile(a0, cpu.register(A1), cpu.register(A2)));
      case 16 -> host.close(a0);
      case 17 -> end(a0);
      default -> {
        return "there is no system call " + number;
      }
    }
    return null;
  }

  private String mars(MipsCpu cpu, int number) {
    int a0 = cpu.register(A0);
    switch (number) {
      case 30 -> {
        long time = host.epoch() + now.getAsLong() / 1_000_000;
        cpu.register(A0, (int) time);
        cpu.register(A1, (int) (time >> 32));
      }
      case 32 -> {} // Sleep: nobody waits for emulated time
      case 34 -> print("0x" + padded(Integer.toHexString(a0), 8));
      case 35 -> print(padded(Integer.toBinaryString(a0), 32));
      case 36 -> print(Integer.toUnsignedString(a0));
      case 40 -> random(a0).seed(cpu.register(A1));
      case 41 -> cpu.register(A0, random(a0).word());
      case 42 -> {
        int bound = cpu.register(A1);
        if (bound <= 0) {
          return "system call 42 wants an upper bound above 0 in $a1";
        }
        cpu.register(A0, random(a0).below(bound));
      }
      case 43 -> cpu.single(F0, Float.floatToRawIntBits(random(a0).single()));
      case 44 -> setPair(cpu, Double.doubleToRawLongBits(random(a0).number()));
      default -> {
        return "there is no system call " + number;
      }
    }
    return null;
  }

  private Chance random(int id) {
    return chance.computeIfAbsent(id, Chance::new);
  }

  private static String padded(String digits, int width) {
    return "0".repeat(width - digits.length()) + digits;
  }

  private static long pair(MipsCpu cpu, int register) {
    return cpu.single(register) & 0xFFFF_FFFFL | (long) cpu.single(register + 1) << 32;
  }

  private static void setPair(MipsCpu cpu, long bits) {
    cpu.single(F0, (int) bits);
    cpu.single(F0 + 1, (int) (bits >>> 32));
  }

  private void end(int code) {
    ended = true;
    exitCode = code;
  }

  private void print(String text) {
    for (int i = 0; i < text.length(); i++) {
      host.write(text.charAt(i));
    }
  }

  private int load(int address) {
    return (int) bus.read(address & 0xFFFF_FFFFL, 1) & 0xFF;
  }

  private void store(int address, int value) {
    bus.write(address & 0xFFFF_FFFFL, 1, value & 0xFF);
  }

  private void printString(int address) {
    int at = address;
    for (int c = load(at); c != 0; c = load(++at)) {
      host.write(c);
    }
  }

  private String text(int address) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = address;
    for (int c = load(at); c != 0; c = load(++at)) {
      bytes.write(c);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private int input() {
    host.flush();
    return host.read();
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (int c = input(); c >= 0 && c != '\n'; c = host.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  /** As fgets: at most size - 1 bytes, the end of the line included, and a closing zero. */
  private void readString(int address, int size) {
    if (size < 1) {
      return;
    }
    int at = address;
    host.flush();
    while (at < address + size - 1) {
      int c = host.read();
      if (c < 0) {
        break;
      }
      store(at++, c);
      if (c == '\n') {
        break;
      }
    }
    store(at, 0);
  }

  private int readFile(int descriptor, int address, int size) {
    byte[] content = new byte[Math.max(0, size)];
    int count = 0;
    if (descriptor == 0) {
      int c = size > 0 ? input() : -1;
      while (c >= 0) {
        content[count++] = (byte) c;
        c = count == size || c == '\n' ? -1 : host.read();
      }
    } else {
      count = host.read(descriptor, content);
    }
    for (int i = 0; i < count; i++) {
      store(address + i, content[i]);
    }
    return count;
  }

  private int writeFile(int descriptor, int address, int size) {
    byte[] content = new byte[Math.max(0, size)];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) load(address + i);
    }
    if (descriptor != 1) {
      return host.write(descriptor, content);
    }
    for (byte each : content) {
      host.write(each & 0xFF);
    }
    return content.length;
  }

  /** The random numbers go as a list of 12 bytes each: identifier and state. */
  void state(StateIo io) {
    heap = io.i32("heap", heap);
    exitCode = io.i32("exitCode", exitCode);
    ended = io.bit("ended", ended);
    ByteBuffer all = ByteBuffer.allocate(12 * chance.size());
    chance.forEach((id, one) -> all.putInt(id).putLong(one.state()));
    byte[] kept = io.blob("chance", all.array());
    if (io.loading()) {
      chance = new TreeMap<>();
      for (ByteBuffer in = ByteBuffer.wrap(kept); in.remaining() >= 12; ) {
        random(in.getInt()).state(in.getLong());
      }
    }
  }
}
