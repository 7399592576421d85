package quimera.peripherals.video;

import java.util.Arrays;
import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.bus.Memory;
import quimera.peripherals.pci.PciFunction;

/**
 * The PCI face of a VGA with a linear framebuffer, as QEMU's {@code stdvga} shows it: framebuffer
 * in the first base address register, registers and EDID in the third, the video BIOS as expansion
 * ROM.
 *
 * <p>Datasheet: QEMU, docs/specs/standard-vga.rst.
 *
 * <p>Deviations: the byte order of the framebuffer is little-endian, the register that would swap
 * it takes no writes.
 */
public final class StdVga extends PciFunction {
  private static final int CLASS_VGA = 0x030000;
  private static final int REGISTERS_SIZE = 0x1000;
  private static final int EDID_END = 0x400;
  private static final int VGA_PORTS = 0x400;
  private static final int VGA_PORTS_END = 0x420;
  private static final int DISPLAY_INTERFACE = 0x500;
  private static final int DISPLAY_INTERFACE_END = 0x516;
  private static final int EXTENDED_SIZE = 0x600;
  private static final int BYTE_ORDER = 0x604;
  private static final int LITTLE_ENDIAN = 0x1E1E1E1E;
  private static final int FIRST_PORT = 0x10; // of the VGA's window, whose base is 3B0h

  private static final int SMALLEST_ROM = 2048;

  private final Vga vga;
  private final BochsVbe vbe;
  private final byte[] edid = Edid.monitor();

  /**
   * @param memory the framebuffer, whose size is a power of two
   * @param bios the video BIOS
   */
  public StdVga(Vga vga, BochsVbe vbe, Memory memory, byte[] bios) {
    super(0x1234, 0x1111, CLASS_VGA, 2);
    this.vga = vga;
    this.vbe = vbe;
    memory(0, "framebuffer", memory);
    registers(2, "vga-registers", REGISTERS_SIZE, 2, new Registers());
    int size = Math.max(SMALLEST_ROM, Integer.highestOneBit(2 * bios.length - 1));
    expansionRom("vgabios", Memory.rom("vgabios", Arrays.copyOf(bios, size)));
  }

  /** A board maker's identity in the subsystem registers. */
  public StdVga on(int vendor, int id) {
    subsystem(vendor, id);
    return this;
  }

  private final class Registers implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      if (offset >= DISPLAY_INTERFACE && offset < DISPLAY_INTERFACE_END) {
        return vbe.registerFile.read(offset - DISPLAY_INTERFACE, bytes);
      }
      long value = 0;
      for (int i = 0; i < bytes; i++) {
        value |= readByte(offset + i, false) << 8 * i;
      }
      return value;
    }

    private long readByte(int at, boolean peek) {
      if (at < EDID_END) {
        return at < edid.length ? edid[at] & 0xFF : 0;
      }
      if (at >= VGA_PORTS && at < VGA_PORTS_END) {
        int port = FIRST_PORT + at - VGA_PORTS;
        return peek ? vga.ports.peek(port, 1).orElse(0xFF) : vga.ports.read(port, 1);
      }
      if (at >= EXTENDED_SIZE && at < BYTE_ORDER + 4) {
        long word = at < BYTE_ORDER ? BYTE_ORDER + 4 - EXTENDED_SIZE : LITTLE_ENDIAN;
        return word >>> 8 * (at & 3) & 0xFF;
      }
      return 0;
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      if (offset >= DISPLAY_INTERFACE && offset < DISPLAY_INTERFACE_END) {
        return vbe.registerFile.peek(offset - DISPLAY_INTERFACE, bytes);
      }
      return bytes == 1 ? OptionalLong.of(readByte(offset, true)) : OptionalLong.empty();
    }

    @Override
    public void write(int offset, int bytes, long value) {
      if (offset >= DISPLAY_INTERFACE && offset < DISPLAY_INTERFACE_END) {
        vbe.registerFile.write(offset - DISPLAY_INTERFACE, bytes, value);
      } else if (offset >= VGA_PORTS && offset < VGA_PORTS_END) {
        for (int i = 0; i < bytes; i++) {
          vga.ports.write(FIRST_PORT + offset + i - VGA_PORTS, 1, value >> 8 * i & 0xFF);
        }
      }
    }
  }
}
