package quimera.peripherals.pci;

import java.util.OptionalLong;
import quimera.core.bus.Bus;
import quimera.core.bus.BusTarget;
import quimera.core.bus.Bytes;
import quimera.core.state.StateIo;
import quimera.peripherals.storage.BusMaster;
import quimera.peripherals.storage.IdeChannel;

/**
 * The IDE function of the PIIX3: two cables at the addresses of an AT, and a bus master for each.
 *
 * <p>Datasheet: Intel 82371FB/82371SB (PIIX, PIIX3), 290550-002, sections 2.4 and 2.7; SFF-8038i
 * revision 1.0 for the bus master.
 *
 * <p>Deviations: the cables answer whether or not IDETIM's decode enable is set; timings only keep
 * what is written.
 */
public final class Piix3Ide extends PciFunction {
  private static final int IDETIM = 0x40;
  private static final int PORTS_A_CHANNEL = 8;

  private final Bus memory;
  private final Channel[] channels = new Channel[2];

  /**
   * @param memory what the bus masters read and write
   */
  public Piix3Ide(int device, Bus memory, IdeChannel primary, IdeChannel secondary) {
    super(0x8086, device, 0x010180, 0);
    this.memory = memory;
    channels[0] = new Channel(primary);
    channels[1] = new Channel(secondary);
    writable(COMMAND, 2, 0x0005);
    preset(STATUS, 2, 0x0280);
    writable(IDETIM, 4, 0xF3FFF3FF);
    writable(IDETIM + 4, 1, 0xFF); // SIDETIM
    ports(4, "bus-master", 2 * PORTS_A_CHANNEL, 4, new Ports());
  }

  /** The chip by its PIIX3 number, 7010h. */
  public static Piix3Ide piix3(Bus memory, IdeChannel primary, IdeChannel secondary) {
    return new Piix3Ide(0x7010, memory, primary, secondary);
  }

  /** The same function in a PIIX4, 7111h. */
  public static Piix3Ide piix4(Bus memory, IdeChannel primary, IdeChannel secondary) {
    return new Piix3Ide(0x7111, memory, primary, secondary);
  }

  /** A board maker's identity in the subsystem registers. */
  public Piix3Ide on(int vendor, int id) {
    subsystem(vendor, id);
    return this;
  }

  @Override
  public void reset(Reset kind) {
    super.reset(kind);
    for (Channel channel : channels) {
      channel.reset();
    }
  }

  @Override
  public void state(StateIo io) {
    super.state(io);
    io.section("primary", channels[0]::state);
    io.section("secondary", channels[1]::state);
  }

  /** One bus master: command, status and the address of its descriptor table. */
  private final class Channel implements BusMaster {
    private static final int START = 0x01;
    private static final int TO_MEMORY = 0x08;

    private static final int ACTIVE = 0x01;
    private static final int INTERRUPT = 0x04;
    private static final int CLEARED_BY_ONES = 0x06;
    private static final int DRIVES_CAPABLE = 0x60;

    private static final int END_OF_TABLE = 0x80000000;

    private final IdeChannel cable;
    private int command;
    private int status;
    private int table; // descriptor table, BMIDTP
    private int next; // address of the next descriptor
    private int at; // of the region under way
    private int left; // bytes of it
    private boolean last; // it is the table's last

    Channel(IdeChannel cable) {
      this.cable = cable;
      cable.wire(this);
      cable.irq.connect(
          "bus-master",
          level -> {
            if (level) {
              status |= INTERRUPT;
            }
          });
    }

    void reset() {
      command = status = table = next = at = left = 0;
      last = false;
    }

    int read(int offset) {
      return switch (offset) {
        case 0 -> command;
        case 2 -> status;
        case 4, 5, 6, 7 -> table >>> 8 * (offset - 4) & 0xFF;
        default -> 0;
      };
    }

    void write(int offset, int value) {
      switch (offset) {
        case 0 -> command(value & (START | TO_MEMORY));
        case 2 ->
            status = status & ~(value & CLEARED_BY_ONES) & ~DRIVES_CAPABLE | value & DRIVES_CAPABLE;
        case 4, 5, 6, 7 -> {
          int shift = 8 * (offset - 4);
          table = (table & ~(0xFF << shift) | value << shift) & ~3;
        }
        default -> {} // reserved
      }
    }

    private void command(int value) {
      boolean starts = (value & START) != 0 && (command & START) == 0;
      command = value;
      if (starts) {
        status |= ACTIVE;
        next = table;
        left = 0;
        last = false;
        cable.masterStarted();
      } else if ((value & START) == 0) {
        status &= ~ACTIVE;
      }
    }

    @Override
    public boolean running(boolean toMemory) {
      return (status & ACTIVE) != 0
          && (command & START) != 0
          && toMemory == ((command & TO_MEMORY) != 0)
          && mayMaster();
    }

    @Override
    public boolean move(byte[] block, int length, boolean toMemory) {
      int done = 0;
      while (done < length) {
        if (left == 0 && !fetch()) {
          return false;
        }
        int part = Math.min(left, length - done);
        long address = at & 0xFFFFFFFFL;
        if (toMemory) {
          memory.write(address, block, done, part);
        } else {
          memory.read(address, block, done, part);
        }
        done += part;
        at += part;
        left -= part;
        if (left == 0 && last) {
          status &= ~ACTIVE;
        }
      }
      return true;
    }

    /** SFF-8038i, section 1.2: address, byte count (0 is 64 KiB), end of table in bit 31. */
    private boolean fetch() {
      if (last) {
        return false;
      }
      byte[] descriptor = new byte[8];
      memory.read(next & 0xFFFFFFFFL, descriptor, 0, 8);
      next += 8;
      at = Bytes.get32(descriptor, 0) & ~1;
      int control = Bytes.get32(descriptor, 4);
      int count = control & 0xFFFE;
      left = count == 0 ? 0x10000 : count;
      last = (control & END_OF_TABLE) != 0;
      return true;
    }

    void state(StateIo io) {
      command = io.i32("command", command);
      status = io.i32("status", status);
      table = io.i32("table", table);
      next = io.i32("next", next);
      at = io.i32("at", at);
      left = io.i32("left", left);
      last = io.bit("last", last);
    }
  }

  private final class Ports implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      long value = 0;
      for (int i = 0; i < bytes; i++) {
        int at = offset + i;
        value |= (long) channels[at / PORTS_A_CHANNEL].read(at % PORTS_A_CHANNEL) << 8 * i;
      }
      return value;
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(read(offset, bytes));
    }

    @Override
    public void write(int offset, int bytes, long value) {
      for (int i = 0; i < bytes; i++) {
        int at = offset + i;
        channels[at / PORTS_A_CHANNEL].write(at % PORTS_A_CHANNEL, (int) (value >> 8 * i) & 0xFF);
      }
    }
  }
}
