package quimera.peripherals.storage;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Scheduler;

/**
 * An IDE cable with up to two devices: command block at 1F0h-1F7h (170h-177h), control block at
 * 3F6h (376h).
 *
 * <p>Datasheet: ANSI X3T10/948D (ATA-2), revision 4c, sections 7 and 9. Every write reaches both
 * devices, as on the cable; the selected one answers. Map the command block with a widest access of
 * four bytes: the data port gives two words then.
 *
 * <p>Deviations: of an absent device 1 every register reads as 00h, not the status alone, so that a
 * probe by writing and reading back ends at once.
 */
public final class IdeChannel implements Device {
  private static final int SELECTS_1 = IdeDevice.DEVICE_1;
  private static final int EXECUTE_DIAGNOSTIC = 0x90;
  private static final int NIEN = 0x02;
  private static final int SRST = 0x04;
  private static final long LAMP_TIME = 50_000_000;

  /**
   * With no device to drive the bus, pull-ups hold it, but for the pull-down at DD7 (section 4.3).
   */
  private static final int FLOATING = 0x7F;

  /** INTRQ; IRQ 14 or 15 of a PC. */
  public final OutputLine irq = new OutputLine("intrq");

  /** Eight ports. */
  public final BusTarget commandBlock = new CommandBlock();

  /** One port: alternate status, device control. */
  public final BusTarget controlBlock = new ControlBlock();

  private final Scheduler scheduler;
  private final IdeDevice[] devices;
  private int select;
  private int control;
  private long lampUntil;
  private transient BusMaster master; // or null

  /**
   * @param device0 the master, or null
   * @param device1 the slave, or null
   */
  public IdeChannel(Scheduler scheduler, IdeDevice device0, IdeDevice device1) {
    this.scheduler = scheduler;
    devices = new IdeDevice[] {device0, device1};
    for (int i = 0; i < devices.length; i++) {
      if (devices[i] != null) {
        devices[i].attach(this, i);
      }
    }
    reset(Reset.POWER_ON);
  }

  /** Wires a bus master to DMARQ of the devices. */
  public void wire(BusMaster busMaster) {
    master = busMaster;
  }

  BusMaster busMaster() {
    return master;
  }

  /** The bus master was started: a device that waits for it goes on. */
  public void masterStarted() {
    if (selected() != null) {
      selected().moveBlock();
    }
  }

  /** Whether the lamp is lit: at work, and a moment longer, so that an eye can see it. */
  public boolean active() {
    for (IdeDevice each : devices) {
      if (each != null && each.working()) {
        return true;
      }
    }
    return scheduler.now() < lampUntil;
  }

  private IdeDevice selected() {
    return devices[(select & SELECTS_1) != 0 ? 1 : 0];
  }

  /** What is read when the selected device is absent. */
  private int absent() {
    // Device 0 answers for an absent device 1 (section 9.16.1).
    return (select & SELECTS_1) != 0 && devices[0] != null ? 0x00 : FLOATING;
  }

  /** INTRQ follows the selected device, unless nIEN floats it. */
  void update() {
    IdeDevice device = selected();
    irq.set(device != null && device.interrupt() && (control & NIEN) == 0);
  }

  private int register(int offset) {
    IdeDevice device = selected();
    return device == null ? absent() : device.register(offset);
  }

  private int readRegister(int offset) {
    int value = register(offset);
    if (offset == IdeDevice.STATUS && selected() != null) {
      selected().acknowledge();
      update();
    }
    return value;
  }

  private int readData() {
    IdeDevice device = selected();
    return device == null ? 0xFF00 | absent() : device.readData();
  }

  private void writeRegister(int offset, int value) {
    if (offset == IdeDevice.STATUS) {
      command(value);
      return;
    }
    if (offset == IdeDevice.DEVICE) {
      select = value;
    }
    for (IdeDevice each : devices) {
      if (each != null) {
        each.write(offset, value);
      }
    }
    update();
  }

  private void command(int code) {
    lampUntil = scheduler.now() + LAMP_TIME;
    if (code == EXECUTE_DIAGNOSTIC) {
      diagnose();
    } else if (selected() != null) {
      selected().start(code);
    }
  }

  /** Section 9.3: both devices, whichever is selected; device 0 reports. */
  private void diagnose() {
    select = 0;
    for (IdeDevice each : devices) {
      if (each != null) {
        each.start(EXECUTE_DIAGNOSTIC);
      }
    }
    update();
  }

  private void writeControl(int value) {
    int before = control;
    control = value;
    boolean held = (value & SRST) != 0;
    if (held != ((before & SRST) != 0)) {
      select = 0;
      for (IdeDevice each : devices) {
        if (each != null && held) {
          each.beginReset(false);
        } else if (each != null) {
          each.awaitReset();
        }
      }
    }
    update();
  }

  @Override
  public void reset(Reset kind) {
    select = control = 0;
    for (IdeDevice each : devices) {
      if (each != null) {
        each.powerOn();
      }
    }
  }

  @Override
  public void settle() {
    update();
  }

  @Override
  public void state(StateIo io) {
    for (int i = 0; i < devices.length; i++) {
      if (devices[i] != null) {
        io.section("device" + i, devices[i]::state);
      }
    }
    irq.state(io);
    select = io.i32("select", select);
    control = io.i32("control", control);
    lampUntil = io.i64("lampUntil", lampUntil);
  }

  private final class CommandBlock implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      if (offset == IdeDevice.DATA) {
        int low = readData();
        return bytes == 4 ? low | (long) readData() << 16 : low;
      }
      long value = 0;
      for (int i = 0; i < bytes; i++) {
        value |= (long) readRegister(offset + i) << 8 * i;
      }
      return value;
    }

    @Override
    public void write(int offset, int bytes, long value) {
      if (offset == IdeDevice.DATA) {
        IdeDevice device = selected();
        if (device != null) {
          device.writeData((int) value & 0xFFFF);
          if (bytes == 4) {
            device.writeData((int) (value >>> 16) & 0xFFFF);
          }
        }
        return;
      }
      for (int i = 0; i < bytes; i++) {
        writeRegister(offset + i, (int) (value >>> 8 * i) & 0xFF);
      }
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      if (bytes != 1) {
        return OptionalLong.empty();
      }
      IdeDevice device = selected();
      boolean data = offset == IdeDevice.DATA && device != null;
      return OptionalLong.of(data ? device.peekData() & 0xFF : register(offset));
    }
  }

  private final class ControlBlock implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return register(IdeDevice.STATUS);
    }

    @Override
    public void write(int offset, int bytes, long value) {
      writeControl((int) value & 0xFF);
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(register(IdeDevice.STATUS));
    }
  }
}
