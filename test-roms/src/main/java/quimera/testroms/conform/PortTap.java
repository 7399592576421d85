package quimera.testroms.conform;

import java.io.ByteArrayOutputStream;
import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.bus.PortSpace;

/** Writes down the bytes that go to one port, whoever else hears them. */
final class PortTap {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private PortTap() {}

  static PortTap on(PortSpace ports, int port) {
    PortTap tap = new PortTap();
    PortSpace.Range owner =
        ports.ranges().stream()
            .filter(r -> r.base() <= port && port < r.base() + r.count())
            .findFirst()
            .orElse(null);
    if (owner == null) {
      ports.map("tap", port, 1, 1, tap.new Target(null, 0));
    } else {
      ports.unmap(owner);
      ports.map(
          owner.name(),
          owner.base(),
          owner.count(),
          owner.widest(),
          tap.new Target(owner.target(), port - owner.base()));
    }
    return tap;
  }

  /** What the guest has written so far. */
  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** Listens at one offset, and hands everything on. */
  private final class Target implements BusTarget {
    private final BusTarget owner; // or null
    private final int offset;

    Target(BusTarget owner, int offset) {
      this.owner = owner;
      this.offset = offset;
    }

    @Override
    public long read(int at, int width) {
      return owner == null ? 0xFF : owner.read(at, width);
    }

    @Override
    public void write(int at, int width, long value) {
      if (at <= offset && offset < at + width) {
        bytes.write((int) (value >>> 8 * (offset - at)));
      }
      if (owner != null) {
        owner.write(at, width, value);
      }
    }

    @Override
    public OptionalLong peek(int at, int width) {
      return owner == null ? OptionalLong.of(0xFF) : owner.peek(at, width);
    }
  }
}
