package quimera.cpu.arm;

/**
 * Loads and stores of elements and structures: VLD1 to VLD4 and VST1 to VST4 (ARM ARM A7.7).
 *
 * <p>A load changes no register before all of memory has been read, and a store is probed before
 * the first byte, so that an abort leaves everything as it was.
 */
final class SimdTransfer {
  private final ArmCpu cpu;
  private final VfpUnit unit;

  /** Registers as they will be, while a load goes on. */
  private final transient long[] next = new long[32];

  SimdTransfer(ArmCpu cpu, VfpUnit unit) {
    this.cpu = cpu;
    this.unit = unit;
  }

  void execute(int word) {
    if ((word & 1 << 20) != 0) {
      throw cpu.undefined();
    }
    int n = word >>> 16 & 15;
    int m = word & 15;
    int address = cpu.r[n];
    int bytes;
    if ((word & 1 << 23) == 0) {
      bytes = multiple(word, address);
    } else if ((word >>> 10 & 3) == 3) {
      bytes = allLanes(word, address);
    } else {
      bytes = oneLane(word, address);
    }
    if (m != 15) {
      cpu.r[n] = address + (m == 13 ? bytes : cpu.r[m]);
    }
  }

  private static boolean load(int word) {
    return (word & 1 << 21) != 0;
  }

  private void aligned(int address, int bytes, boolean load) {
    if ((address & bytes - 1) != 0) {
      cpu.misaligned(address, !load);
      throw cpu.refusal;
    }
  }

  private int last(int first, int count) {
    if (first + count > 32) {
      throw cpu.undefined();
    }
    return first;
  }

  /** Several whole structures, elements of which go to successive lanes. */
  private int multiple(int word, int address) {
    int structure; // registers in a structure
    int repeat = 1; // structures side by side
    int spacing = 1;
    switch (word >>> 8 & 15) {
      case 7 -> structure = 1;
      case 10 -> {
        structure = 1;
        repeat = 2;
      }
      case 6 -> {
        structure = 1;
        repeat = 3;
      }
      case 2 -> {
        structure = 1;
        repeat = 4;
      }
      case 8 -> structure = 2;
      case 9 -> {
        structure = 2;
        spacing = 2;
      }
      case 3 -> {
        structure = 2;
        repeat = 2;
        spacing = 2;
      }
      case 4 -> structure = 3;
      case 5 -> {
        structure = 3;
        spacing = 2;
      }
      case 0 -> structure = 4;
      case 1 -> {
        structure = 4;
        spacing = 2;
      }
      default -> throw cpu.undefined();
    }
    int size = word >>> 6 & 3;
    if (size == 3 && structure > 1) {
      throw cpu.undefined();
    }
    int align = word >>> 4 & 3;
    if (align != 0) {
      aligned(address, 4 << align, load(word));
    }
    int d = unit.doubleNumber(word, 12, 22);
    int bytes = 8 * structure * repeat;
    if (!load(word)) {
      cpu.probeWrite(address, bytes);
    }
    if (structure == 1 && !cpu.bigEndian()) {
      whole(word, last(d, repeat), repeat, address);
    } else {
      // Side by side, the second structure has the odd registers of the first one's pairs.
      last(d, (structure - 1) * spacing + repeat);
      interleaved(word, d, structure, repeat, spacing, 8 << size, address);
    }
    return bytes;
  }

  /** VLD1 and VST1 of one to four doublewords. */
  private void whole(int word, int d, int count, int address) {
    if (load(word)) {
      for (int i = 0; i < count; i++) {
        next[i] = load64(address + 8 * i);
      }
      System.arraycopy(next, 0, unit.d, d, count);
    } else {
      for (int i = 0; i < count; i++) {
        store64(address + 8 * i, unit.d[d + i]);
      }
    }
  }

  private long load64(int address) {
    int upper = cpu.bigEndian() ? 0 : 4;
    return cpu.loadWord(address + (upper ^ 4)) & 0xFFFF_FFFFL
        | (long) cpu.loadWord(address + upper) << 32;
  }

  private void store64(int address, long value) {
    int upper = cpu.bigEndian() ? 0 : 4;
    cpu.storeWord(address + (upper ^ 4), (int) value);
    cpu.storeWord(address + upper, (int) (value >>> 32));
  }

  private void interleaved(
      int word, int d, int structure, int repeat, int spacing, int bits, int address) {
    boolean load = load(word);
    System.arraycopy(unit.d, 0, next, 0, 32);
    int at = address;
    for (int set = 0; set < repeat; set++) {
      for (int lane = 0; lane < 64; lane += bits) {
        for (int part = 0; part < structure; part++) {
          int register = d + set + part * spacing;
          if (load) {
            insert(register, lane, bits, element(at, bits));
          } else {
            store(at, bits, unit.d[register] >>> lane);
          }
          at += bits / 8;
        }
      }
    }
    if (load) {
      System.arraycopy(next, 0, unit.d, 0, 32);
    }
  }

  private void insert(int register, int lane, int bits, long value) {
    next[register] =
        next[register] & ~(SimdLanes.mask(bits) << lane) | SimdLanes.put(value, lane, bits);
  }

  private long element(int address, int bits) {
    return switch (bits) {
      case 8 -> cpu.load8(address);
      case 16 -> cpu.load16(address);
      case 64 -> load64(address);
      default -> cpu.loadWord(address) & 0xFFFF_FFFFL;
    };
  }

  private void store(int address, int bits, long value) {
    switch (bits) {
      case 8 -> cpu.store8(address, (int) value);
      case 16 -> cpu.store16(address, (int) value);
      case 64 -> store64(address, value);
      default -> cpu.storeWord(address, (int) value);
    }
  }

  /** One structure to one lane. */
  private int oneLane(int word, int address) {
    int structure = (word >>> 8 & 3) + 1;
    int size = word >>> 10 & 3;
    int bits = 8 << size;
    int indexAlign = word >>> 4 & 15;
    int lane = (indexAlign >> size + 1) * bits;
    boolean apart = size != 0 && (indexAlign >> size & 1) != 0 && structure > 1;
    int spacing = apart ? 2 : 1;
    checkLaneAlignment(word, structure, size, indexAlign, address);
    int d = last(unit.doubleNumber(word, 12, 22), (structure - 1) * spacing + 1);
    int bytes = structure * bits / 8;
    boolean load = load(word);
    if (!load) {
      cpu.probeWrite(address, bytes);
    }
    System.arraycopy(unit.d, 0, next, 0, 32);
    for (int part = 0; part < structure; part++) {
      int register = d + part * spacing;
      int at = address + part * bits / 8;
      if (load) {
        insert(register, lane, bits, element(at, bits));
      } else {
        store(at, bits, unit.d[register] >>> lane);
      }
    }
    if (load) {
      System.arraycopy(next, 0, unit.d, 0, 32);
    }
    return bytes;
  }

  /** The lowest bits of index_align ask for an alignment (tables in A8.8.322 and its like). */
  private void checkLaneAlignment(int word, int structure, int size, int indexAlign, int address) {
    int bytes = 0;
    switch (structure) {
      case 1 -> {
        int low = indexAlign & (size == 2 ? 3 : size);
        if (size == 1 && low == 1) {
          bytes = 2;
        } else if (size == 2 && low == 3) {
          bytes = 4;
        }
      }
      case 2 -> bytes = (indexAlign & 1) != 0 ? 2 << size : 0;
      case 4 -> {
        int low = indexAlign & (size == 2 ? 3 : 1);
        bytes = low == 0 ? 0 : size == 2 ? 4 << low : 4 << size;
      }
      default -> {}
    }
    if (bytes > 1) {
      aligned(address, bytes, load(word));
    }
  }

  /** One structure to all lanes; there are only loads. */
  private int allLanes(int word, int address) {
    int structure = (word >>> 8 & 3) + 1;
    int size = word >>> 6 & 3;
    boolean bit5 = (word & 1 << 5) != 0;
    boolean align = (word & 1 << 4) != 0;
    if (!load(word) || size == 3 && !(structure == 4 && align)) {
      throw cpu.undefined();
    }
    int bits = size == 3 ? 32 : 8 << size;
    if (align && structure != 3) {
      int bytes = structure * bits / 8;
      aligned(address, size == 3 ? 16 : structure == 4 && size == 2 ? 8 : bytes, true);
    }
    int spacing = structure > 1 && bit5 ? 2 : 1;
    int registers = structure == 1 && bit5 ? 2 : 1;
    int d = last(unit.doubleNumber(word, 12, 22), (structure - 1) * spacing + registers);
    for (int part = 0; part < structure; part++) {
      next[part] = SimdLanes.repeat(element(address + part * bits / 8, bits), bits);
    }
    for (int part = 0; part < structure; part++) {
      for (int i = 0; i < registers; i++) {
        unit.d[d + part * spacing + i] = next[part];
      }
    }
    return structure * bits / 8;
  }
}
