package quimera.peripherals.virtio;

import java.util.Arrays;
import quimera.core.bus.Bus;
import quimera.core.bus.Bytes;
import quimera.core.host.BlockStore;
import quimera.core.state.StateIo;
import quimera.core.time.Scheduler;

/**
 * A disk.
 *
 * <p>Datasheet: Virtual I/O Device (VIRTIO) version 1.1, section 5.2.
 */
public final class VirtioBlock implements VirtioFunction {
  private static final int DEVICE_ID = 2;
  private static final long FEATURE_READ_ONLY = 1L << 5;
  private static final long FEATURE_BLOCK_SIZE = 1L << 6;
  private static final long FEATURE_FLUSH = 1L << 9;
  private static final int SECTOR = 512;
  private static final int HEADER = 16;
  private static final int ID_LENGTH = 20;

  private static final int READ = 0;
  private static final int WRITE = 1;
  private static final int FLUSH = 4;
  private static final int GET_ID = 8;

  private static final byte OK = 0;
  private static final byte IO_ERROR = 1;
  private static final byte UNSUPPORTED = 2;

  private final BlockStore medium;
  private final String name;
  private final byte[] configuration = new byte[24];
  private VirtioMmio transport;

  private VirtioBlock(String name, BlockStore medium) {
    this.name = name;
    this.medium = medium;
    Bytes.put64(configuration, 0, medium.sectors());
    Bytes.put32(configuration, 20, SECTOR);
  }

  /** A disk with its registers. */
  public static VirtioMmio of(String name, BlockStore medium, Bus bus, Scheduler scheduler) {
    return new VirtioMmio(new VirtioBlock(name, medium), bus, scheduler);
  }

  @Override
  public void attach(VirtioMmio to) {
    transport = to;
  }

  @Override
  public int deviceId() {
    return DEVICE_ID;
  }

  @Override
  public int queues() {
    return 1;
  }

  @Override
  public long features() {
    return FEATURE_BLOCK_SIZE | FEATURE_FLUSH | (medium.readOnly() ? FEATURE_READ_ONLY : 0);
  }

  @Override
  public int configuration(int offset) {
    return offset < configuration.length ? configuration[offset] & 0xFF : 0;
  }

  @Override
  public void notified(int n) {
    VirtQueue queue = transport.queue(n);
    boolean interrupt = false;
    while (queue.hasNext()) {
      VirtQueue.Chain chain = queue.next();
      interrupt |= queue.give(chain, request(chain));
    }
    if (interrupt) {
      transport.interrupt();
    }
  }

  /** Header, data, and a byte that says how it went; returns the bytes written. */
  private int request(VirtQueue.Chain chain) {
    byte[] in = chain.read();
    int room = chain.length(true) - 1;
    if (room < 0) {
      return 0;
    }
    byte result = in.length < HEADER ? IO_ERROR : execute(chain, in, room);
    chain.write(room, new byte[] {result});
    return room + 1;
  }

  private byte execute(VirtQueue.Chain chain, byte[] in, int room) {
    long position = Bytes.get64(in, 8) * SECTOR;
    switch (Bytes.get32(in, 0)) {
      case READ -> {
        if (!inside(position, room)) {
          return IO_ERROR;
        }
        byte[] data = new byte[room];
        medium.read(position, data, 0, room);
        chain.write(0, data);
      }
      case WRITE -> {
        int length = in.length - HEADER;
        if (medium.readOnly() || !inside(position, length)) {
          return IO_ERROR;
        }
        medium.write(position, in, HEADER, length);
      }
      case FLUSH -> medium.flush();
      case GET_ID -> {
        byte[] id = name.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        chain.write(0, Arrays.copyOf(id, Math.min(room, ID_LENGTH)));
      }
      default -> {
        return UNSUPPORTED;
      }
    }
    return OK;
  }

  private boolean inside(long position, int length) {
    return position >= 0 && length % SECTOR == 0 && position + length <= medium.size();
  }

  @Override
  public void reset() {
    // It keeps nothing between requests.
  }

  @Override
  public void state(StateIo io) {
    io.section("content", medium::state);
  }
}
