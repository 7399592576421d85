package quimera.peripherals.video;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.state.StateIo;

/**
 * Display memory and the way to it: the sequencer's map mask and memory mode, the graphics
 * controller's latches, set/reset, rotation, logic, bit mask and read and write modes.
 *
 * <p>The four planes lie side by side in one {@code int} an address, plane 0 in the low byte, so
 * that the four bytes that the hardware handles at once are one operation here too.
 */
final class VgaMemory implements BusTarget {
  static final int SEQ_CLOCKING = 1;
  static final int SEQ_MAP_MASK = 2;
  static final int SEQ_FONTS = 3;
  static final int SEQ_MEMORY_MODE = 4;
  static final int GC_SET_RESET = 0;
  static final int GC_ENABLE_SET_RESET = 1;
  static final int GC_COMPARE = 2;
  static final int GC_ROTATE = 3;
  static final int GC_READ_MAP = 4;
  static final int GC_MODE = 5;
  static final int GC_MISC = 6;
  static final int GC_DONT_CARE = 7;
  static final int GC_BIT_MASK = 8;

  private static final int ADDRESSES = 0x10000;
  private static final int EVERY_BYTE = 0x01010101;

  /** From four plane bits to the four bytes they stand for. */
  private static final int[] LANES = new int[16];

  static {
    for (int planes = 0; planes < 16; planes++) {
      for (int p = 0; p < 4; p++) {
        LANES[planes] |= (planes >> p & 1) * 0xFF << 8 * p;
      }
    }
  }

  final int[] cells = new int[ADDRESSES];
  private final byte[] sequencer = new byte[5];
  private final byte[] graphics = new byte[9];
  private int sequencerIndex;
  private int graphicsIndex;
  private int latch;

  // What follows from the registers, or concerns the host only.
  private transient int windowBase;
  private transient int windowMask;
  private transient boolean chained;
  private transient boolean oddEvenWrite;
  private transient boolean oddEvenRead;
  private transient boolean plain;
  private transient boolean changed = true;

  void reset() {
    java.util.Arrays.fill(sequencer, (byte) 0);
    java.util.Arrays.fill(graphics, (byte) 0);
    sequencerIndex = 0;
    graphicsIndex = 0;
    latch = 0;
    decode();
  }

  /** Whether anything was written since the last call. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  int sequencer(int register) {
    return sequencer[register] & 0xFF;
  }

  int graphics(int register) {
    return graphics[register] & 0xFF;
  }

  int sequencerIndex() {
    return sequencerIndex;
  }

  void setSequencerIndex(int value) {
    sequencerIndex = value & 7;
  }

  int readSequencer() {
    return sequencerIndex < sequencer.length ? sequencer(sequencerIndex) : 0;
  }

  void writeSequencer(int value) {
    if (sequencerIndex < sequencer.length) {
      sequencer[sequencerIndex] = (byte) value;
      decode();
    }
  }

  int graphicsIndex() {
    return graphicsIndex;
  }

  void setGraphicsIndex(int value) {
    graphicsIndex = value & 0xF;
  }

  int readGraphics() {
    return graphicsIndex < graphics.length ? graphics(graphicsIndex) : 0;
  }

  void writeGraphics(int value) {
    if (graphicsIndex < graphics.length) {
      graphics[graphicsIndex] = (byte) value;
      decode();
    }
  }

  private void decode() {
    changed = true;
    switch (graphics(GC_MISC) >> 2 & 3) {
      case 0 -> window(0x00000, 0x20000);
      case 1 -> window(0x00000, 0x10000);
      case 2 -> window(0x10000, 0x08000);
      default -> window(0x18000, 0x08000);
    }
    chained = (sequencer(SEQ_MEMORY_MODE) & 0x08) != 0;
    oddEvenWrite = (sequencer(SEQ_MEMORY_MODE) & 0x04) == 0;
    oddEvenRead = (graphics(GC_MODE) & 0x10) != 0;
    plain =
        (graphics(GC_MODE) & 3) == 0
            && graphics(GC_ROTATE) == 0
            && graphics(GC_BIT_MASK) == 0xFF
            && (graphics(GC_ENABLE_SET_RESET) & 0xF) == 0;
  }

  private void window(int base, int size) {
    windowBase = base;
    windowMask = size - 1;
  }

  private boolean misses(int offset) {
    return (offset - windowBase & ~windowMask) != 0;
  }

  @Override
  public long read(int offset, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) readByte(offset + i) << 8 * i;
    }
    return value;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    int kept = latch;
    long value = read(offset, bytes);
    latch = kept;
    return OptionalLong.of(value);
  }

  @Override
  public void write(int offset, int bytes, long value) {
    for (int i = 0; i < bytes; i++) {
      writeByte(offset + i, (int) (value >> 8 * i) & 0xFF);
    }
  }

  private int readByte(int offset) {
    if (misses(offset)) {
      return 0xFF;
    }
    int at = offset - windowBase & 0xFFFF;
    int plane = graphics(GC_READ_MAP) & 3;
    if (chained) {
      plane = at & 3;
      at &= ~3;
    } else if (oddEvenRead) {
      plane = plane & 2 | at & 1;
      at &= ~1;
    }
    latch = cells[at];
    if ((graphics(GC_MODE) & 0x08) == 0) {
      return latch >> 8 * plane & 0xFF;
    }
    // Read mode 1: a bit is 1 where every plane that matters holds the compared colour.
    int differs = (latch ^ LANES[graphics(GC_COMPARE) & 0xF]) & LANES[graphics(GC_DONT_CARE) & 0xF];
    return ~(differs | differs >> 8 | differs >> 16 | differs >>> 24) & 0xFF;
  }

  private void writeByte(int offset, int value) {
    if (misses(offset)) {
      return;
    }
    int at = offset - windowBase & 0xFFFF;
    int planes = sequencer(SEQ_MAP_MASK) & 0xF;
    if (chained) {
      planes &= 1 << (at & 3);
      at &= ~3;
    } else if (oddEvenWrite) {
      planes &= (at & 1) != 0 ? 0xA : 0x5;
      at &= ~1;
    }
    int lanes = LANES[planes];
    int data = plain ? value * EVERY_BYTE : combine(value);
    cells[at] = cells[at] & ~lanes | data & lanes;
    changed = true;
  }

  /** The graphics controller's data path, for what is no plain store. */
  private int combine(int value) {
    int turn = graphics(GC_ROTATE) & 7;
    int rotated = (value >> turn | value << 8 - turn) & 0xFF;
    int setReset = LANES[graphics(GC_SET_RESET) & 0xF];
    int mask = graphics(GC_BIT_MASK);
    int data;
    switch (graphics(GC_MODE) & 3) {
      case 0 -> {
        int enabled = LANES[graphics(GC_ENABLE_SET_RESET) & 0xF];
        data = rotated * EVERY_BYTE & ~enabled | setReset & enabled;
      }
      case 1 -> {
        return latch;
      }
      case 2 -> data = LANES[value & 0xF];
      default -> {
        data = setReset;
        mask &= rotated;
      }
    }
    data =
        switch (graphics(GC_ROTATE) >> 3 & 3) {
          case 0 -> data;
          case 1 -> data & latch;
          case 2 -> data | latch;
          default -> data ^ latch;
        };
    int bits = mask * EVERY_BYTE;
    return data & bits | latch & ~bits;
  }

  void state(StateIo io) {
    io.ints("cells", cells);
    io.bytes("sequencer", sequencer);
    io.bytes("graphics", graphics);
    sequencerIndex = io.i32("sequencerIndex", sequencerIndex);
    graphicsIndex = io.i32("graphicsIndex", graphicsIndex);
    latch = io.i32("latch", latch);
    if (io.loading()) {
      decode();
    }
  }
}
