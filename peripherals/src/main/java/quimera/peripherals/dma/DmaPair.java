package quimera.peripherals.dma;

import java.util.OptionalLong;
import quimera.core.bus.Bus;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.state.StateIo;

/**
 * The two DMA controllers of a PC/AT with their page registers: channels 0-3 move bytes, 5-7 words,
 * and channel 4 passes the requests of the first four on.
 *
 * <p>Datasheet: Intel 8237A, 231466-005; IBM PC/AT Technical Reference 6280070, section 1, "System
 * Board DMA". Ports: {@link #first} at 00h, {@link #second} at C0h (one register every two ports),
 * {@link #pages} at 80h.
 *
 * <p>As on the board, nothing moves on channels 0-3 until channel 4 is in cascade mode and
 * unmasked.
 */
public final class DmaPair implements Device {
  // Where each channel's page register lies, from 80h; what no channel uses is a plain latch.
  private static final int[] PAGE_OF_FIRST = {0x7, 0x3, 0x1, 0x2};
  private static final int[] PAGE_OF_SECOND = {0xF, 0xB, 0x9, 0xA}; // 8Fh also pages the refresh
  private static final int POST = 0; // port 80h shows the power-on test's progress

  /** Channels 0-3, sixteen ports. */
  public final BusTarget first;

  /** Channels 4-7, thirty-two ports. */
  public final BusTarget second;

  /** The page registers, sixteen ports. */
  public final BusTarget pages = new Pages();

  private final Dma8237 bytes;
  private final Dma8237 words;
  private final byte[] latches = new byte[16];

  /**
   * Two controllers, cascaded.
   *
   * @param bus what a DMA master sees as memory
   */
  public DmaPair(Bus bus) {
    words = new Dma8237(2, bus, n -> page(PAGE_OF_SECOND[n]), () -> true);
    bytes = new Dma8237(1, bus, n -> page(PAGE_OF_FIRST[n]), () -> words.cascades(0));
    first = bytes;
    second = new EveryOtherPort(words);
  }

  /** The device's end of channel {@code n}, 0-3 or 5-7. */
  public DmaChannel channel(int n) {
    if (n < 0 || n > 7 || n == 4) {
      throw new IllegalArgumentException("no device can use DMA channel " + n);
    }
    return n < 4 ? bytes.channel(n) : words.channel(n - 4);
  }

  /** The last power-on self-test code written to port 80h. */
  public int postCode() {
    return page(POST);
  }

  private int page(int latch) {
    return latches[latch] & 0xFF;
  }

  @Override
  public void reset(Reset kind) {
    bytes.reset(kind);
    words.reset(kind);
    if (kind == Reset.POWER_ON) {
      java.util.Arrays.fill(latches, (byte) 0);
    }
  }

  @Override
  public void state(StateIo io) {
    io.bytes("pages", latches);
    io.section("first", bytes::state);
    io.section("second", words::state);
  }

  /** The 74LS612 and the latches beside it. */
  private final class Pages implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return page(offset);
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(page(offset));
    }

    @Override
    public void write(int offset, int bytes, long value) {
      latches[offset] = (byte) value;
    }
  }

  /** The second controller's A0 is the board's A1. */
  private record EveryOtherPort(BusTarget chip) implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return chip.read(offset >> 1, bytes);
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return chip.peek(offset >> 1, bytes);
    }

    @Override
    public void write(int offset, int bytes, long value) {
      chip.write(offset >> 1, bytes, value);
    }
  }
}
