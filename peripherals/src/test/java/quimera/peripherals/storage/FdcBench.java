package quimera.peripherals.storage;

import java.util.Arrays;
import quimera.core.time.Scheduler;
import quimera.peripherals.dma.DmaChannel;
import quimera.peripherals.image.MemoryStore;
import quimera.peripherals.image.OverlayStore;

/**
 * A floppy controller on the bench, with a DMA channel of which the test sets address and count.
 */
final class FdcBench {
  static final long MS = 1_000_000;

  /** A channel over its own memory. */
  static final class Channel implements DmaChannel {
    final byte[] memory = new byte[1 << 16];
    int at;
    int left;
    boolean asked;
    private boolean terminal;

    @Override
    public void request(boolean asserted) {
      asked = asserted;
    }

    @Override
    public boolean ready() {
      return left > 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int moved = Math.min(length, left);
      System.arraycopy(memory, at, buffer, offset, moved);
      return moved(moved);
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
      int moved = Math.min(length, left);
      System.arraycopy(buffer, offset, memory, at, moved);
      return moved(moved);
    }

    private int moved(int moved) {
      at += moved;
      left -= moved;
      terminal = moved > 0 && left == 0;
      return moved;
    }

    @Override
    public boolean terminalCount() {
      return terminal;
    }
  }

  final Scheduler scheduler = new Scheduler();
  final Channel dma = new Channel();
  final FloppyDrive a;
  final FloppyDrive b;
  final Fdc82077 fdc;

  FdcBench() {
    this(FloppyType.HD_3_5);
  }

  FdcBench(FloppyType type) {
    a = new FloppyDrive("A", type);
    b = new FloppyDrive("B", type);
    fdc = new Fdc82077(scheduler, dma, a, b);
  }

  /** An image in which every sector begins with its cylinder, head and number. */
  static OverlayStore numbered(String format) {
    FloppyGeometry geometry =
        FloppyGeometry.KNOWN.stream()
            .filter(each -> each.name().equals(format))
            .findFirst()
            .orElseThrow();
    byte[] content = new byte[geometry.bytes()];
    for (int c = 0; c < geometry.cylinders(); c++) {
      for (int h = 0; h < geometry.heads(); h++) {
        for (int s = 1; s <= geometry.sectors(); s++) {
          int at = (int) geometry.position(c, h, s);
          Arrays.fill(content, at, at + 512, (byte) s);
          content[at] = (byte) c;
          content[at + 1] = (byte) h;
        }
      }
    }
    return new OverlayStore(new MemoryStore(format + ".img", content));
  }

  void advance(long ns) {
    scheduler.advanceTo(scheduler.now() + ns);
  }

  int in(int offset) {
    return (int) fdc.read(offset, 1);
  }

  void out(int offset, int value) {
    fdc.write(offset, 1, value);
  }

  /** A 1.44M medium in drive A, the motor on, reset done, timing set, at 500 kbit/s, head home. */
  static FdcBench ready() {
    FdcBench bench = new FdcBench();
    bench.a.insert(numbered("1.44M"));
    bench.start(0);
    return bench;
  }

  void start(int rate) {
    out(Fdc82077.DOR, 0x1C);
    out(Fdc82077.CCR, rate);
    advance(MS);
    for (int i = 0; i < 4; i++) {
      command(0x08);
      result(2);
    }
    command(0x03, 0xD1, 0x02);
    command(0x07, 0);
    awaitInterrupt();
    command(0x08);
    result(2);
  }

  void command(int... bytes) {
    for (int each : bytes) {
      out(Fdc82077.FIFO, each);
    }
  }

  int[] result(int count) {
    int[] bytes = new int[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = in(Fdc82077.FIFO);
    }
    return bytes;
  }

  /** Lets time pass until the interrupt pin is high; how long it took, in ns. */
  long awaitInterrupt() {
    long from = scheduler.now();
    while (!fdc.irq.isHigh()) {
      if (scheduler.nextDue() == Long.MAX_VALUE || scheduler.now() - from > 3_000 * MS) {
        throw new AssertionError("no interrupt");
      }
      scheduler.advanceTo(scheduler.nextDue());
    }
    return scheduler.now() - from;
  }

  void seek(int cylinder) {
    command(0x0F, 0, cylinder);
    awaitInterrupt();
    command(0x08);
    result(2);
  }

  void channel(int at, int count) {
    dma.at = at;
    dma.left = count;
  }

  /** Runs a command to its seven result bytes. */
  int[] run(int... bytes) {
    command(bytes);
    awaitInterrupt();
    return result(7);
  }
}
