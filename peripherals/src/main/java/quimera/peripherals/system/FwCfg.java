package quimera.peripherals.system;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import quimera.core.bus.Bus;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.state.StateIo;

/**
 * QEMU's firmware configuration device: named pieces of data that the board has for its firmware,
 * read byte by byte through a port or brought into memory at once.
 *
 * <p>Datasheet: QEMU, docs/specs/fw_cfg.rst.
 *
 * <p>Deviations: nothing can be written, neither through the port nor by DMA.
 */
public final class FwCfg implements Device {
  /** Item: "QEMU". */
  private static final int SIGNATURE = 0x00;

  /** Item: what this device can do. */
  private static final int ID = 0x01;

  /** Item: bytes of RAM, 64 bits. */
  public static final int RAM_SIZE = 0x03;

  /** Item: number of processors, 16 bits. */
  public static final int NB_CPUS = 0x05;

  /** Item: most processors that could be plugged in, 16 bits. */
  public static final int MAX_CPUS = 0x0F;

  /** Item: the directory of named files. */
  private static final int FILE_DIR = 0x19;

  /** First item of a named file. */
  private static final int FILE_FIRST = 0x20;

  private static final int ID_PORT = 1;
  private static final int ID_DMA = 2;
  private static final int NAME_LENGTH = 56;

  // Control of a DMA access.
  private static final int DMA_ERROR = 1;
  private static final int DMA_READ = 1 << 1;
  private static final int DMA_SKIP = 1 << 2;
  private static final int DMA_SELECT = 1 << 3;
  private static final int DMA_WRITE = 1 << 4;

  /** What the DMA register reads as: "QEMU CFG". */
  private static final long DMA_SIGNATURE = 0x51454D5520434647L;

  private static final byte[] NOTHING = {};

  /** Selector (offset 0, written with 16 bits) and data (offset 1, read). */
  public final BusTarget ports = new Ports();

  /** The address of a DMA access, 64 bits, highest byte first; the low half starts it. */
  public final BusTarget dma = new DmaPort();

  private final Bus bus;
  private final Map<Integer, byte[]> items = new TreeMap<>();
  private final Map<String, byte[]> files = new TreeMap<>();
  private int selected;
  private int position;
  private int dmaHigh;

  /** Without data yet; {@code bus} is where DMA writes to. */
  public FwCfg(Bus bus) {
    this.bus = bus;
    items.put(SIGNATURE, "QEMU".getBytes(StandardCharsets.US_ASCII));
    put(ID, ID_PORT | ID_DMA, 4);
  }

  /** Has bytes under an item's number. */
  public void put(int item, byte[] bytes) {
    items.put(item, bytes);
  }

  /** Has a number under an item's number, lowest byte first. */
  public void put(int item, long value, int bytes) {
    byte[] all = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      all[i] = (byte) (value >>> 8 * i);
    }
    items.put(item, all);
  }

  /** Has a file; names are paths such as {@code etc/system-states}, up to 55 characters. */
  public void file(String name, byte[] bytes) {
    files.put(name, bytes);
    int count = files.size();
    byte[] directory = new byte[4 + 64 * count];
    put32(directory, 0, count);
    int at = 4;
    int item = FILE_FIRST;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      put32(directory, at, file.getValue().length);
      directory[at + 4] = (byte) (item >> 8);
      directory[at + 5] = (byte) item;
      byte[] text = file.getKey().getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, directory, at + 8, Math.min(text.length, NAME_LENGTH - 1));
      items.put(item, file.getValue());
      item++;
      at += 64;
    }
    items.put(FILE_DIR, directory);
  }

  private static void put32(byte[] array, int at, int value) {
    for (int i = 0; i < 4; i++) {
      array[at + i] = (byte) (value >>> 24 - 8 * i);
    }
  }

  private void select(int item) {
    selected = item;
    position = 0;
  }

  private byte[] data() {
    return items.getOrDefault(selected, NOTHING);
  }

  /** The next byte of the selected item; zeros behind its end. */
  private int next() {
    byte[] data = data();
    return position < data.length ? data[position++] & 0xFF : 0;
  }

  private final class Ports implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return offset == 1 ? next() : 0;
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      byte[] data = data();
      boolean known = offset == 1 && position < data.length;
      return OptionalLong.of(known ? data[position] & 0xFF : 0);
    }

    @Override
    public void write(int offset, int bytes, long value) {
      if (offset == 0 && bytes == 2) {
        select((int) value & 0xFFFF);
      }
    }
  }

  private final class DmaPort implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return Long.reverseBytes(DMA_SIGNATURE) >>> 8 * offset & -1L >>> 64 - 8 * bytes;
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(read(offset, bytes));
    }

    @Override
    public void write(int offset, int bytes, long value) {
      if (bytes != 4) {
        return;
      }
      int half = Integer.reverseBytes((int) value);
      if (offset == 0) {
        dmaHigh = half;
      } else {
        long at = (long) dmaHigh << 32 | half & 0xFFFFFFFFL;
        dmaHigh = 0;
        access(at);
      }
    }
  }

  /** Does what the control block at {@code at} says, and says there how it went. */
  private void access(long at) {
    int control = read32(at);
    long length = read32(at + 4) & 0xFFFFFFFFL;
    long address = (long) read32(at + 8) << 32 | read32(at + 12) & 0xFFFFFFFFL;
    if ((control & DMA_SELECT) != 0) {
      select(control >>> 16);
    }
    boolean error = (control & DMA_WRITE) != 0;
    if ((control & DMA_READ) != 0) {
      copy(address, length);
    } else if ((control & DMA_SKIP) != 0) {
      position = (int) Math.min(data().length, position + length);
    }
    write32(at, error ? DMA_ERROR : 0);
  }

  private void copy(long address, long length) {
    byte[] data = data();
    int known = (int) Math.min(length, data.length - position);
    for (int i = 0; i < known; i++) {
      bus.write8(address + i, data[position + i]);
    }
    position += known;
    for (long i = known; i < length; i++) {
      bus.write8(address + i, 0);
    }
  }

  private int read32(long at) {
    return Integer.reverseBytes(bus.read32(at));
  }

  private void write32(long at, int value) {
    bus.write32(at, Integer.reverseBytes(value));
  }

  @Override
  public void reset(Reset kind) {
    select(0);
    dmaHigh = 0;
  }

  @Override
  public void state(StateIo io) {
    selected = io.i32("selected", selected);
    position = io.i32("position", position);
    dmaHigh = io.i32("dmaHigh", dmaHigh);
  }
}
