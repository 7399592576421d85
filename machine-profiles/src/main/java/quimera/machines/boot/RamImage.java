package quimera.machines.boot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import quimera.core.bus.Memory;
import quimera.core.device.Device;
import quimera.core.host.HostException;
import quimera.core.state.StateIo;
import quimera.isa.load.ElfImage;

/**
 * What a loader has put into memory: it is there again after each reset, as if the loader had run
 * again.
 */
public final class RamImage implements Device {
  private final Memory ram;
  private final List<Piece> pieces = new ArrayList<>();
  private int end;

  private record Piece(int offset, byte[] content) {}

  /** An empty image for this memory. */
  public RamImage(Memory ram) {
    this.ram = ram;
  }

  /**
   * Puts bytes at an offset in memory.
   *
   * @param what it is called in messages, for example "the initrd"
   * @throws HostException if they do not fit
   */
  public RamImage put(long offset, byte[] content, String what) {
    if (offset < 0 || offset + content.length > ram.size()) {
      throw new HostException(what + " does not fit into memory; give more with -m");
    }
    pieces.add(new Piece((int) offset, content));
    end = Math.max(end, (int) offset + content.length);
    return this;
  }

  /**
   * Puts the segments of a program where their physical addresses, masked, say.
   *
   * @param base physical address of the memory's first byte
   */
  public RamImage put(ElfImage program, long mask, long base, String what) {
    for (ElfImage.Segment segment : program.segments()) {
      long offset = (segment.physical() & mask) - base;
      put(offset, Arrays.copyOf(segment.content(), segment.size()), what);
    }
    return this;
  }

  /** The offset after the last byte. */
  public int end() {
    return end;
  }

  @Override
  public void reset(Reset kind) {
    for (Piece piece : pieces) {
      ram.load(piece.offset, piece.content, 0, piece.content.length);
    }
  }

  @Override
  public void state(StateIo io) {
    // The memory has its own; the content comes from files that the machine's identity names.
  }
}
