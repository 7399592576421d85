package quimera.cpu.arm;

import quimera.core.state.StateIo;

/**
 * The local monitor of the exclusive accesses (DDI 0406C A3.4.1): it remembers the last LDREX. Only
 * this processor's exclusives clear it, as there is one processor and no caching master.
 */
final class ExclusiveMonitor {
  private boolean exclusive;
  private int address;

  /** A load-exclusive from {@code at}. */
  void mark(int at) {
    exclusive = true;
    address = at;
  }

  /** A store-exclusive: whether it may store; the monitor is open afterwards. */
  boolean take(int at) {
    boolean may = exclusive && address == at;
    exclusive = false;
    return may;
  }

  /** CLREX. */
  void clear() {
    exclusive = false;
    address = 0;
  }

  void state(StateIo io) {
    exclusive = io.bit("exclusive", exclusive);
    address = io.i32("address", address);
  }
}
