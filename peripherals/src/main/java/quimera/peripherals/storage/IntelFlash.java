package quimera.peripherals.storage;

import java.util.Arrays;
import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.bus.Bytes;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Window;
import quimera.core.device.Device;
import quimera.core.state.StateIo;

/**
 * Flash memory with Intel's command set: two 16-bit chips side by side on a bus of 32 bits, each a
 * half of every word.
 *
 * <p>Datasheet: Intel 28F320J3A, 290667; Common Flash Memory Interface, JESD68. In read-array mode
 * it is plain memory to the processor; a write is always a command.
 *
 * <p>Deviations: programming and erasing are done at once, so that the status register always says
 * ready; both chips get the same commands (software drives them in step); no block locking beyond
 * what the status tells, no protection register.
 */
public final class IntelFlash implements Device, BusTarget {
  private static final int READ_ARRAY = 0xFF;
  private static final int READ_IDENTIFIER = 0x90;
  private static final int READ_QUERY = 0x98;
  private static final int READ_STATUS = 0x70;
  private static final int CLEAR_STATUS = 0x50;
  private static final int ERASE_SETUP = 0x20;
  private static final int PROGRAM = 0x40;
  private static final int PROGRAM_ALSO = 0x10;
  private static final int WRITE_BUFFER = 0xE8;
  private static final int LOCK_SETUP = 0x60;
  private static final int CONFIRM = 0xD0;

  private static final int READY = 0x80;
  private static final int ERASE_ERROR = 0x20;
  private static final int PROGRAM_ERROR = 0x10;

  private static final int MANUFACTURER = 0x0089;
  private static final int DEVICE = 0x0016;
  private static final int CHIPS = 2;
  private static final int WORD = 4;
  private static final int BLOCK = 128 << 10; // of one chip
  private static final int BUFFER_WORDS = 16; // 32 bytes a chip

  private final Memory content;
  private final Window array;
  private final byte[] query;
  private int mode = READ_ARRAY;
  private int status = READY;
  private int pending; // the first half of a two-cycle command, 0 if none
  private int bufferLeft; // words that a buffered write still takes, -1 while the count is due

  /**
   * Flash at an address.
   *
   * @param content a power of two in size, at least 512 KiB; kept by the machine
   */
  public IntelFlash(MemoryMap map, String name, long base, Memory content) {
    this.content = content;
    array = map.memory(name, base, content.size(), content, 0, 1);
    array.enable(true, false);
    map.io(name + "-commands", base, content.size(), WORD, this);
    query = query(content.size() / CHIPS);
  }

  /** The query structure of one chip (JESD68, section 2.3). */
  private static byte[] query(long chip) {
    byte[] q = new byte[0x40];
    q[0x10] = 'Q';
    q[0x11] = 'R';
    q[0x12] = 'Y';
    q[0x13] = 0x01; // Intel command set
    q[0x15] = 0x31; // its table
    q[0x1B] = 0x27; // 2.7 V to 3.6 V
    q[0x1C] = 0x36;
    q[0x1F] = 0x07; // 2^n us for a word, a buffer; 2^n ms for a block
    q[0x20] = 0x07;
    q[0x21] = 0x0A;
    q[0x23] = 0x04; // 2^n times that at most
    q[0x24] = 0x04;
    q[0x25] = 0x04;
    q[0x27] = (byte) Long.numberOfTrailingZeros(chip);
    q[0x28] = 0x01; // 16 bits
    q[0x2A] = 0x05; // 2^5 bytes in a buffered write
    q[0x2C] = 0x01; // one region of equal blocks
    long blocks = chip / BLOCK - 1;
    q[0x2D] = (byte) blocks;
    q[0x2E] = (byte) (blocks >> 8);
    q[0x2F] = (byte) (BLOCK / 256);
    q[0x30] = (byte) (BLOCK / 256 >> 8);
    q[0x31] = 'P';
    q[0x32] = 'R';
    q[0x33] = 'I';
    q[0x34] = '1';
    q[0x35] = '1';
    return q;
  }

  private static int both(int half) {
    return half << 16 | half;
  }

  @Override
  public long read(int offset, int bytes) {
    int word =
        switch (mode) {
          case READ_IDENTIFIER -> identifier(offset / WORD);
          case READ_QUERY -> both(offset / WORD < query.length ? query[offset / WORD] & 0xFF : 0);
          case READ_ARRAY -> stored(offset & -WORD);
          default -> both(status);
        };
    return word >>> 8 * (offset & WORD - 1) & -1L >>> 64 - 8 * bytes;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(read(offset, bytes));
  }

  private int identifier(int word) {
    return switch (word & 0xFF) {
      case 0 -> both(MANUFACTURER);
      case 1 -> both(DEVICE);
      default -> 0; // no block is locked
    };
  }

  private int stored(int offset) {
    byte[] word = new byte[WORD];
    content.store(offset, word, 0, WORD);
    return Bytes.get32(word, 0);
  }

  @Override
  public void write(int offset, int bytes, long value) {
    int shift = 8 * (offset & WORD - 1);
    if (pending == 0) {
      command((int) value & 0xFF);
    } else {
      second(offset, bytes, (int) value << shift, (int) (-1L >>> 64 - 8 * bytes) << shift);
    }
    array.enable(mode == READ_ARRAY, false);
  }

  private void command(int command) {
    switch (command) {
      case READ_ARRAY, READ_IDENTIFIER, READ_QUERY, READ_STATUS -> mode = command;
      case CLEAR_STATUS -> status = READY;
      case ERASE_SETUP, PROGRAM, PROGRAM_ALSO, LOCK_SETUP -> {
        pending = command;
        mode = READ_STATUS;
      }
      case WRITE_BUFFER -> {
        pending = command;
        bufferLeft = -1;
        mode = READ_STATUS;
      }
      default -> mode = READ_ARRAY;
    }
  }

  /** What follows a set-up command. */
  private void second(int offset, int bytes, int data, int mask) {
    switch (pending) {
      case ERASE_SETUP -> {
        pending = 0;
        if ((data >>> 8 * (offset & WORD - 1) & 0xFF) == CONFIRM) {
          erase(offset);
        } else {
          status |= ERASE_ERROR | PROGRAM_ERROR; // a wrong sequence
        }
      }
      case PROGRAM, PROGRAM_ALSO -> {
        pending = 0;
        program(offset, data, mask);
      }
      case WRITE_BUFFER -> buffered(offset, bytes, data, mask);
      default -> pending = 0; // locking and unlocking: all blocks stay unlocked
    }
  }

  private void buffered(int offset, int bytes, int data, int mask) {
    if (bufferLeft < 0) {
      bufferLeft = (data & 0xFF) + 1;
      if (bufferLeft > BUFFER_WORDS) {
        pending = 0;
        status |= ERASE_ERROR | PROGRAM_ERROR;
      }
    } else if (bufferLeft > 0) {
      program(offset, data, mask);
      if ((offset & WORD - 1) + bytes == WORD) {
        bufferLeft--;
      }
    } else {
      pending = 0; // the confirmation
    }
  }

  /** Programming only clears bits. */
  private void program(int offset, int data, int mask) {
    byte[] word = new byte[WORD];
    int at = offset & -WORD;
    Bytes.put32(word, 0, stored(at) & (data | ~mask));
    content.load(at, word, 0, WORD);
  }

  private void erase(int offset) {
    byte[] block = new byte[CHIPS * BLOCK];
    Arrays.fill(block, (byte) 0xFF);
    content.load(offset & -block.length, block, 0, block.length);
  }

  @Override
  public void reset(Reset kind) {
    mode = READ_ARRAY;
    status = READY;
    pending = 0;
    bufferLeft = 0;
    array.enable(true, false);
  }

  @Override
  public void restored() {
    array.enable(mode == READ_ARRAY, false);
  }

  @Override
  public void state(StateIo io) {
    mode = io.i32("mode", mode);
    status = io.i32("status", status);
    pending = io.i32("pending", pending);
    bufferLeft = io.i32("bufferLeft", bufferLeft);
  }
}
