package quimera.peripherals.storage;

import quimera.core.bus.PortSpace;
import quimera.core.time.Scheduler;
import quimera.peripherals.image.MemoryStore;
import quimera.peripherals.image.OverlayStore;

/** An IDE channel at a PC's ports, driven as a guest's driver would. */
final class IdeBench {
  static final int BASE = 0x1F0;
  static final int CONTROL = 0x3F6;

  final Scheduler scheduler = new Scheduler();
  final PortSpace ports = new PortSpace();
  final OverlayStore medium;
  final IdeChannel channel;

  /** A master of so many sectors, and a slave or none. */
  IdeBench(int masterSectors, int slaveSectors) {
    medium = masterSectors == 0 ? null : numbered(masterSectors);
    channel =
        new IdeChannel(
            scheduler,
            medium == null ? null : new AtaDisk(medium, scheduler),
            slaveSectors == 0 ? null : new AtaDisk(numbered(slaveSectors), scheduler));
    ports.map("ide0", BASE, 8, 4, channel.commandBlock);
    ports.map("ide0-control", CONTROL, 1, 1, channel.controlBlock);
  }

  /** Every sector is full of its own number's lowest byte. */
  static OverlayStore numbered(int sectors) {
    byte[] content = new byte[sectors * 512];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i / 512);
    }
    return new OverlayStore(new MemoryStore("disk.img", content));
  }

  int in(int register) {
    return ports.read(BASE + register, 1);
  }

  void out(int register, int value) {
    ports.write(BASE + register, 1, value);
  }

  int alternateStatus() {
    return ports.read(CONTROL, 1);
  }

  void control(int value) {
    ports.write(CONTROL, 1, value);
  }

  void lba(int sector, int count) {
    out(2, count);
    out(3, sector & 0xFF);
    out(4, sector >> 8 & 0xFF);
    out(5, sector >> 16 & 0xFF);
    out(6, 0xE0 | sector >> 24);
  }

  void chs(int cylinder, int head, int sector, int count) {
    out(2, count);
    out(3, sector);
    out(4, cylinder & 0xFF);
    out(5, cylinder >> 8);
    out(6, 0xA0 | head);
  }

  /** Waits while busy, as on an interrupt; the status then, which also acknowledges. */
  int await() {
    while ((alternateStatus() & IdeDevice.BSY) != 0) {
      if (scheduler.nextDue() == Long.MAX_VALUE) {
        throw new AssertionError("busy for ever");
      }
      scheduler.advanceTo(scheduler.nextDue());
    }
    return in(IdeDevice.STATUS);
  }

  int command(int code) {
    out(IdeDevice.STATUS, code);
    return await();
  }

  byte[] take(int bytes) {
    byte[] taken = new byte[bytes];
    for (int i = 0; i < bytes; i += 2) {
      int word = ports.read(BASE, 2);
      taken[i] = (byte) word;
      taken[i + 1] = (byte) (word >> 8);
    }
    return taken;
  }

  void give(int bytes, int value) {
    for (int i = 0; i < bytes; i += 2) {
      ports.write(BASE, 2, value | value << 8);
    }
  }

  byte[] sector(int number) {
    byte[] sector = new byte[512];
    medium.read(number * 512L, sector, 0, 512);
    return sector;
  }
}
