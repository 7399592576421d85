package quimera.peripherals.pci;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;

/**
 * The SMBus host controller within the PIIX4.
 *
 * <p>Datasheet: Intel 82371AB, 290562-001, section 7.3. Quick, byte, byte data and word data
 * transactions.
 *
 * <p>Deviations: block transactions end with a device error, as with a device that does not know
 * them; no slave mode; interrupts are not delivered (SMBHSTCFG routes them nowhere), hosts poll.
 */
final class SmbusHost implements BusTarget {
  private static final int STATUS = 0x00;
  private static final int CONTROL = 0x02;
  private static final int COMMAND = 0x03;
  private static final int ADDRESS = 0x04;
  private static final int DATA0 = 0x05;
  private static final int DATA1 = 0x06;

  private static final int HOST_BUSY = 0x01;
  private static final int INTERRUPT = 0x02;
  private static final int DEVICE_ERROR = 0x04;
  private static final int CLEARED_BY_ONES = 0x1E;
  private static final int START = 0x40;
  private static final int KILL = 0x02;
  private static final int FAILED = 0x10;

  /** About 30 bits at 16 kHz to 100 kHz. */
  private static final long TRANSACTION_TIME = 300_000;

  private final Map<Integer, Smbus> devices = new LinkedHashMap<>();
  private final Alarm end;
  private final byte[] registers = new byte[16];

  SmbusHost(Scheduler scheduler) {
    end = scheduler.alarm("smbus", this::transact);
  }

  void add(int address, Smbus device) {
    devices.put(address, device);
  }

  @Override
  public long read(int offset, int bytes) {
    return registers[offset] & 0xFF;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(registers[offset] & 0xFF);
  }

  @Override
  public void write(int offset, int bytes, long value) {
    if (offset == STATUS) {
      registers[STATUS] &= (byte) ~(value & CLEARED_BY_ONES);
    } else if (offset == CONTROL) {
      registers[CONTROL] = (byte) (value & 0x1F & ~KILL);
      control((int) value);
    } else if (offset >= COMMAND && offset <= DATA1) {
      registers[offset] = (byte) value;
    }
  }

  private void control(int value) {
    boolean busy = (registers[STATUS] & HOST_BUSY) != 0;
    if ((value & KILL) != 0 && busy) {
      end.cancel();
      registers[STATUS] = (byte) (registers[STATUS] & ~HOST_BUSY | FAILED);
    } else if ((value & START) != 0 && !busy) {
      registers[STATUS] |= HOST_BUSY;
      end.in(TRANSACTION_TIME);
    }
  }

  private void transact() {
    Smbus device = devices.get(registers[ADDRESS] >> 1 & 0x7F);
    boolean good = device != null && perform(device);
    registers[STATUS] = (byte) (registers[STATUS] & ~HOST_BUSY | (good ? INTERRUPT : DEVICE_ERROR));
  }

  /** Section 7.3.3, SMB_CMD_PROT in bits 4-2. */
  private boolean perform(Smbus device) {
    boolean read = (registers[ADDRESS] & 1) != 0;
    int command = registers[COMMAND] & 0xFF;
    switch (registers[CONTROL] >> 2 & 7) {
      case 0 -> {} // quick
      case 1 -> {
        if (read) {
          registers[DATA0] = (byte) device.readByte(command);
        }
      }
      case 2 -> transfer(device, read, command, DATA0);
      case 3 -> {
        transfer(device, read, command, DATA0);
        transfer(device, read, command + 1 & 0xFF, DATA1);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void transfer(Smbus device, boolean read, int command, int register) {
    if (read) {
      registers[register] = (byte) device.readByte(command);
    } else {
      device.writeByte(command, registers[register] & 0xFF);
    }
  }

  void reset() {
    end.cancel();
    java.util.Arrays.fill(registers, (byte) 0);
  }

  void state(StateIo io) {
    end.state(io);
    io.bytes("registers", registers);
  }
}
