package quimera.peripherals.video;

import java.util.Arrays;
import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.bus.Memory;
import quimera.core.bus.Page;
import quimera.core.device.Device;
import quimera.core.host.Display;
import quimera.core.state.StateIo;

/**
 * The Bochs display interface: a VGA that grows into a linear framebuffer of 8 to 32 bits a pixel.
 *
 * <p>Datasheet: Bochs, "VBE Display API", version B0C5h, with the register file of QEMU's
 * docs/specs/standard-vga.rst. While it is off, the VGA is all there is.
 *
 * <p>Deviations: the VGA's four planes are a memory of their own, not the first 256 KiB of the
 * linear one; the picture is drawn from the registers as they stand when the host asks.
 */
public final class BochsVbe implements Device, Display {
  // Registers.
  private static final int ID = 0;
  private static final int XRES = 1;
  private static final int YRES = 2;
  private static final int BPP = 3;
  private static final int ENABLE = 4;
  private static final int BANK = 5;
  private static final int VIRT_WIDTH = 6;
  private static final int VIRT_HEIGHT = 7;
  private static final int X_OFFSET = 8;
  private static final int Y_OFFSET = 9;
  private static final int VIDEO_MEMORY_64K = 10;
  private static final int REGISTERS = 11;

  private static final int ID_FIRST = 0xB0C0;
  private static final int ID_LAST = 0xB0C5;

  // ENABLE.
  private static final int ENABLED = 0x01;
  private static final int GET_CAPABILITIES = 0x02;
  private static final int EIGHT_BIT_DAC = 0x20;
  private static final int KEEP_MEMORY = 0x80;

  private static final int MOST_WIDE = 2560;
  private static final int MOST_HIGH = 1920;
  private static final int MOST_BITS = 32;
  private static final int BANK_SIZE = 0x10000;

  /** Four ports at 1CEh: index, and data at 1CFh and again at 1D0h, 16 bits wide. */
  public final BusTarget ports = new Ports();

  /** 128 KiB at A0000h: the VGA's memory, or a bank of the linear memory. */
  public final BusTarget window = new BankWindow();

  /** The registers side by side, 16 bits each, as a memory-mapped device shows them. */
  public final BusTarget registerFile = new RegisterFile();

  private final Vga vga;
  private final Memory memory;
  private final int[] registers = new int[REGISTERS];
  private int index;

  // What the host has seen last.
  private transient boolean registersChanged = true;
  private transient int[] drawnInto;
  private transient byte[][] seen = new byte[0][];
  private final transient int[] palette = new int[256];

  /**
   * @param memory the linear framebuffer
   */
  public BochsVbe(Vga vga, Memory memory) {
    this.vga = vga;
    this.memory = memory;
    reset(Reset.POWER_ON);
  }

  @Override
  public void reset(Reset kind) {
    Arrays.fill(registers, 0);
    registers[ID] = ID_LAST;
    index = 0;
    vga.dac().setEightBits(false);
    registersChanged = true;
  }

  // Registers.

  private boolean enabled() {
    return (registers[ENABLE] & ENABLED) != 0;
  }

  /** Whether the linear memory is what is shown: four bits a pixel stay the VGA's business. */
  private boolean linear() {
    return enabled() && registers[BPP] >= 8;
  }

  private int bytesAPixel() {
    return (registers[BPP] + 7) / 8;
  }

  /** Bytes from one row to the next. */
  private int pitch() {
    return registers[VIRT_WIDTH] * bytesAPixel();
  }

  private int read(int register) {
    if (register >= REGISTERS) {
      return 0;
    }
    boolean most = (registers[ENABLE] & GET_CAPABILITIES) != 0;
    return switch (register) {
      case XRES -> most ? MOST_WIDE : registers[XRES];
      case YRES -> most ? MOST_HIGH : registers[YRES];
      case BPP -> most ? MOST_BITS : registers[BPP];
      case VIDEO_MEMORY_64K -> (int) (memory.size() / BANK_SIZE);
      case VIRT_HEIGHT -> pitch() == 0 ? 0 : (int) Math.min(memory.size() / pitch(), 0xFFFF);
      default -> registers[register];
    };
  }

  private void write(int register, int value) {
    registersChanged = true;
    switch (register) {
      case ID -> {
        if (value >= ID_FIRST && value <= ID_LAST) {
          registers[ID] = value;
        }
      }
      case XRES -> {
        if (value > 0 && value <= MOST_WIDE && value % 8 == 0) {
          registers[XRES] = value;
        }
      }
      case YRES -> {
        if (value > 0 && value <= MOST_HIGH) {
          registers[YRES] = value;
        }
      }
      case BPP -> bitsAPixel(value);
      case ENABLE -> enable(value);
      case BANK -> registers[BANK] = value % (int) (memory.size() / BANK_SIZE);
      case VIRT_WIDTH -> {
        if (value >= registers[XRES] && value % 8 == 0) {
          registers[VIRT_WIDTH] = value;
        }
      }
      case X_OFFSET, Y_OFFSET -> registers[register] = value;
      default -> {
        // VIRT_HEIGHT follows from the width; the rest does not exist
      }
    }
  }

  private void bitsAPixel(int value) {
    switch (value) {
      case 0 -> registers[BPP] = 8;
      case 4, 8, 15, 16, 24, 32 -> registers[BPP] = value;
      default -> {
        // no such format
      }
    }
  }

  private void enable(int value) {
    boolean starts = (value & ENABLED) != 0 && !enabled();
    registers[ENABLE] = value & (ENABLED | GET_CAPABILITIES | 0x40 | EIGHT_BIT_DAC);
    vga.dac().setEightBits((value & EIGHT_BIT_DAC) != 0);
    if (starts) {
      registers[VIRT_WIDTH] = registers[XRES];
      registers[X_OFFSET] = 0;
      registers[Y_OFFSET] = 0;
      registers[BANK] = 0;
      if ((value & KEEP_MEMORY) == 0) {
        clear();
      }
    }
  }

  private void clear() {
    byte[] zeros = new byte[Page.SIZE];
    long shown = Math.min(memory.size(), (long) pitch() * registers[YRES] + Page.SIZE);
    for (long at = 0; at + Page.SIZE <= shown; at += Page.SIZE) {
      memory.load(at, zeros, 0, Page.SIZE);
    }
  }

  private final class Ports implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return offset == 0 ? index : BochsVbe.this.read(index);
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(read(offset, bytes));
    }

    @Override
    public void write(int offset, int bytes, long value) {
      if (offset == 0) {
        index = (int) value;
      } else if (bytes == 2) {
        BochsVbe.this.write(index, (int) value);
      }
    }
  }

  private final class RegisterFile implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return (BochsVbe.this.read(offset / 2) & 0xFFFFL) >>> 8 * (offset & 1);
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(read(offset, bytes));
    }

    @Override
    public void write(int offset, int bytes, long value) {
      if (bytes == 2) {
        BochsVbe.this.write(offset / 2, (int) value);
      }
    }
  }

  private final class BankWindow implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      if (!linear()) {
        return vga.memory.read(offset, bytes);
      }
      return peek(offset, bytes).getAsLong();
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      if (!linear()) {
        return vga.memory.peek(offset, bytes);
      }
      byte[] part = new byte[bytes];
      memory.store(address(offset), part, 0, bytes);
      long value = 0;
      for (int i = bytes - 1; i >= 0; i--) {
        value = value << 8 | part[i] & 0xFF;
      }
      return OptionalLong.of(value);
    }

    @Override
    public void write(int offset, int bytes, long value) {
      if (!linear()) {
        vga.memory.write(offset, bytes, value);
      } else if (offset < BANK_SIZE) {
        byte[] part = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
          part[i] = (byte) (value >> 8 * i);
        }
        memory.load(address(offset), part, 0, bytes);
      }
    }

    private long address(int offset) {
      return (long) registers[BANK] * BANK_SIZE + (offset & (BANK_SIZE - 1));
    }
  }

  // The picture.

  @Override
  public int width() {
    return linear() ? registers[XRES] : vga.width();
  }

  @Override
  public int height() {
    return linear() ? registers[YRES] : vga.height();
  }

  @Override
  public String text() {
    return enabled() ? null : vga.text();
  }

  @Override
  public int[] cells() {
    return enabled() ? null : vga.cells();
  }

  @Override
  public int[] cursor() {
    return enabled() ? null : vga.cursor();
  }

  @Override
  public int columns() {
    return enabled() ? 0 : vga.columns();
  }

  @Override
  public boolean render(int[] argb) {
    if (!linear()) {
      seen = new byte[0][];
      return vga.render(argb);
    }
    boolean paletteChanged = vga.takeRegistersChanged();
    boolean all = registersChanged || paletteChanged || argb != drawnInto;
    registersChanged = false;
    drawnInto = argb;
    int pitch = pitch();
    long start = (long) registers[Y_OFFSET] * pitch + (long) registers[X_OFFSET] * bytesAPixel();
    int height = registers[YRES];
    if (all) {
      seen = new byte[(int) ((start % Page.SIZE + (long) pitch * height) / Page.SIZE) + 2][];
      for (int i = 0; i < palette.length; i++) {
        palette[i] = vga.dac().argb(i);
      }
    }
    boolean drawn = false;
    byte[] row = new byte[registers[XRES] * bytesAPixel()];
    int page = -1;
    boolean pageChanged = false;
    for (int y = 0; y < height; y++) {
      long at = start + (long) y * pitch;
      int last = (int) ((at + row.length - 1 - (start & -Page.SIZE)) >> Page.SHIFT);
      boolean changed = all;
      for (int p = (int) ((at - (start & -Page.SIZE)) >> Page.SHIFT); p <= last; p++) {
        if (p != page) {
          page = p;
          pageChanged = look(start, p);
        }
        changed |= pageChanged;
      }
      if (changed && at + row.length <= memory.size()) {
        memory.store(at, row, 0, row.length);
        draw(row, argb, y * registers[XRES]);
        drawn = true;
      }
    }
    return drawn;
  }

  /** Whether page {@code p} of the picture differs from what was seen of it last; remembers it. */
  private boolean look(long start, int p) {
    long at = (start & -Page.SIZE) + (long) p * Page.SIZE;
    if (at + Page.SIZE > memory.size()) {
      return false;
    }
    byte[] bytes = memory.page((int) (at >> Page.SHIFT)).bytes;
    if (seen[p] != null && Arrays.equals(seen[p], bytes)) {
      return false;
    }
    seen[p] = bytes.clone();
    return true;
  }

  private void draw(byte[] row, int[] argb, int out) {
    int width = registers[XRES];
    switch (registers[BPP]) {
      case 8 -> {
        for (int x = 0; x < width; x++) {
          argb[out + x] = palette[row[x] & 0xFF];
        }
      }
      case 15 -> {
        for (int x = 0; x < width; x++) {
          int pixel = row[2 * x] & 0xFF | (row[2 * x + 1] & 0xFF) << 8;
          argb[out + x] = rgb(five(pixel >> 10), five(pixel >> 5), five(pixel));
        }
      }
      case 16 -> {
        for (int x = 0; x < width; x++) {
          int pixel = row[2 * x] & 0xFF | (row[2 * x + 1] & 0xFF) << 8;
          int green = pixel >> 5 & 63;
          argb[out + x] = rgb(five(pixel >> 11), green << 2 | green >> 4, five(pixel));
        }
      }
      default -> {
        int step = bytesAPixel();
        for (int x = 0, at = 0; x < width; x++, at += step) {
          argb[out + x] = rgb(row[at + 2] & 0xFF, row[at + 1] & 0xFF, row[at] & 0xFF);
        }
      }
    }
  }

  private static int rgb(int red, int green, int blue) {
    return 0xFF000000 | red << 16 | green << 8 | blue;
  }

  /** Five bits widened to eight. */
  private static int five(int value) {
    int low = value & 31;
    return low << 3 | low >> 2;
  }

  @Override
  public void state(StateIo io) {
    io.ints("registers", registers);
    index = io.i32("index", index);
  }

  @Override
  public void restored() {
    registersChanged = true;
  }
}
