package quimera.core.bus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** The x86 I/O space: 65,536 ports, decoded one by one. An unclaimed port reads as ones. */
public final class PortSpace {
  /** The number of ports. */
  public static final int SIZE = 0x10000;

  /**
   * A declared range of ports.
   *
   * @param widest the widest access the target takes, in bytes: 1, 2 or 4
   */
  public record Range(String name, int base, int count, int widest, BusTarget target) {
    @Override
    public String toString() {
      return String.format("%04x-%04x %s", base, base + count - 1, name);
    }
  }

  private final Range[] ports = new Range[SIZE];
  private final List<Range> ranges = new ArrayList<>();
  private final List<Range> under = new ArrayList<>();

  /** Claims {@code count} ports from {@code base}; the target sees offsets from {@code base}. */
  public Range map(String name, int base, int count, int widest, BusTarget target) {
    for (int port = base; port < base + count; port++) {
      if (ports[port] != null && !under.contains(ports[port])) {
        throw new IllegalArgumentException(
            String.format(
                "port 0x%x is claimed by '%s' and by '%s'; move one of them",
                port, ports[port].name, name));
      }
    }
    Range range = new Range(name, base, count, widest, target);
    Arrays.fill(ports, base, base + count, range);
    ranges.add(range);
    return range;
  }

  /**
   * Claims those of the ports that no other range holds, now and later, as a PCI base address
   * register does while firmware is still handing addresses out.
   */
  public Range mapUnder(String name, int base, int count, int widest, BusTarget target) {
    Range range = new Range(name, base, count, widest, target);
    under.add(range);
    decode();
    return range;
  }

  private void decode() {
    Arrays.fill(ports, null);
    for (Range r : under) {
      Arrays.fill(ports, r.base, r.base + r.count, r);
    }
    for (Range r : ranges) {
      Arrays.fill(ports, r.base, r.base + r.count, r);
    }
  }

  /** Gives a range up, as a device does that is moved or switched off. */
  public void unmap(Range range) {
    if (ranges.remove(range) || under.remove(range)) {
      decode();
    }
  }

  /** All ranges, in the order in which they were claimed, those under others last. */
  public List<Range> ranges() {
    List<Range> all = new ArrayList<>(ranges);
    all.addAll(under);
    return all;
  }

  /** IN of 1, 2 or 4 bytes, zero-extended into the int. */
  public int read(int port, int bytes) {
    int at = port & SIZE - 1;
    Range range = ports[at];
    if (bytes == 1) {
      return range == null ? 0xFF : (int) range.target.read(at - range.base, 1) & 0xFF;
    }
    if (fits(range, at, bytes)) {
      return (int) (range.target.read(at - range.base, bytes) & -1L >>> (64 - 8 * bytes));
    }
    int half = bytes / 2;
    int low = read(at, half);
    return low | read(at + half, half) << 8 * half;
  }

  /** OUT of 1, 2 or 4 bytes. */
  public void write(int port, int bytes, int value) {
    int at = port & SIZE - 1;
    Range range = ports[at];
    if (bytes == 1) {
      if (range != null) {
        range.target.write(at - range.base, 1, value & 0xFF);
      }
    } else if (fits(range, at, bytes)) {
      range.target.write(at - range.base, bytes, value & -1L >>> (64 - 8 * bytes));
    } else {
      int half = bytes / 2;
      write(at, half, value);
      write(at + half, half, value >>> 8 * half);
    }
  }

  /** What an IN would return, without side effects. */
  public OptionalLong peek(int port) {
    Range range = ports[port & SIZE - 1];
    return range == null
        ? OptionalLong.of(0xFF)
        : range.target.peek((port & SIZE - 1) - range.base, 1);
  }

  private static boolean fits(Range range, int port, int bytes) {
    return range != null && bytes <= range.widest && port - range.base + bytes <= range.count;
  }
}
