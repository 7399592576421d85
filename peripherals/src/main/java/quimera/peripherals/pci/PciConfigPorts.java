package quimera.peripherals.pci;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.state.StateIo;

/**
 * The door to configuration space: configuration mechanism #1, CONFIG_ADDRESS at CF8h and
 * CONFIG_DATA at CFCh.
 *
 * <p>Source: PCI Local Bus Specification, revision 2.1, section 3.2.2.3.2. Only a double word
 * access to CF8h reaches CONFIG_ADDRESS; the byte at CF9h is the reset control register of the chip
 * set.
 */
public final class PciConfigPorts implements Device {
  private static final int ENABLE = 0x80000000;

  /** Four ports at CF8h. */
  public final BusTarget address = new Address();

  /** Four ports at CFCh. */
  public final BusTarget data = new Data();

  private final PciBus bus;
  private final BusTarget resetControl;
  private int configAddress;

  /**
   * @param resetControl what answers bytes at CF9h, offset 0; null if nothing
   */
  public PciConfigPorts(PciBus bus, BusTarget resetControl) {
    this.bus = bus;
    this.resetControl = resetControl;
  }

  @Override
  public void reset(Reset kind) {
    configAddress = 0;
  }

  @Override
  public void state(StateIo io) {
    configAddress = io.i32("configAddress", configAddress);
  }

  private boolean selects() {
    return (configAddress & ENABLE) != 0 && (configAddress >> 16 & 0xFF) == 0;
  }

  private final class Address implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      if (bytes == 4) {
        return configAddress;
      }
      return offset == 1 && bytes == 1 && resetControl != null ? resetControl.read(0, 1) : -1;
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(configAddress >>> 8 * offset);
    }

    @Override
    public void write(int offset, int bytes, long value) {
      if (bytes == 4) {
        configAddress = (int) value & 0x80FFFFFC;
      } else if (offset == 1 && bytes == 1 && resetControl != null) {
        resetControl.write(0, 1, value);
      }
    }
  }

  private final class Data implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return selects()
          ? bus.configRead(configAddress >> 8 & 0xFF, configAddress & 0xFC | offset, bytes)
          : -1;
    }

    @Override
    public void write(int offset, int bytes, long value) {
      if (selects()) {
        bus.configWrite(
            configAddress >> 8 & 0xFF, configAddress & 0xFC | offset, bytes, (int) value);
      }
    }
  }
}
