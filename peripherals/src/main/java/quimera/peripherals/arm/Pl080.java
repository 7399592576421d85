package quimera.peripherals.arm;

import java.util.Arrays;
import quimera.core.bus.Bus;
import quimera.core.bus.BusFault;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;

/**
 * A DMA controller of eight channels, each with its linked list of transfers.
 *
 * <p>Datasheet: ARM PrimeCell DMA Controller (PL080), DDI 0196G, chapter 3.
 *
 * <p>Deviations: the request inputs are not wired: a transfer paced by a peripheral waits for the
 * software request registers; a transfer between memories takes 40 ns a beat, a whole list item at
 * a time; both masters are one, little-endian.
 */
public final class Pl080 extends PrimeCell {
  //                       register              access  function
  private static final int INT_STATUS = 0x000; //    R
  private static final int INT_TC_STATUS = 0x004; // R   ends, enabled
  private static final int INT_TC_CLEAR = 0x008; //  W
  private static final int INT_ERROR_STATUS = 0x00C; // R
  private static final int INT_ERROR_CLEAR = 0x010; // W
  private static final int RAW_TC = 0x014; //        R
  private static final int RAW_ERROR = 0x018; //     R
  private static final int ENABLED = 0x01C; //       R   channels
  private static final int SOFT_BREQ = 0x020; //     R/W requests by software, four kinds
  private static final int SOFT_LSREQ = 0x02C;
  private static final int CONFIGURATION = 0x030; // R/W
  private static final int SYNC = 0x034; //          R/W
  private static final int CHANNELS = 0x100; //      R/W eight times 20h

  private static final int COUNT = 8;
  private static final int CHANNELS_END = CHANNELS + COUNT * 0x20;
  private static final int SOURCE = 0; // registers of a channel, in words
  private static final int DESTINATION = 1;
  private static final int LIST_ITEM = 2;
  private static final int CONTROL = 3;
  private static final int CONFIG = 4;
  private static final int STRIDE = 8;

  private static final int CONTROL_SIZE = 0xFFF;
  private static final int CONTROL_SOURCE_STEPS = 1 << 26;
  private static final int CONTROL_DESTINATION_STEPS = 1 << 27;
  private static final int CONTROL_TC_INTERRUPT = 1 << 31;
  private static final int CONFIG_ENABLE = 1;
  private static final int CONFIG_ERROR_MASK = 1 << 14;
  private static final int CONFIG_TC_MASK = 1 << 15;
  private static final int CONFIG_HALT = 1 << 18;
  private static final int CONFIG_WRITABLE = 0x7FFFF & ~(1 << 17);
  private static final long BEAT_NS = 40;

  /** DMACINTR, all requests together. */
  public final OutputLine irq = new OutputLine("irq");

  private final Bus bus;
  private final Alarm step;
  private final int[] channels = new int[COUNT * STRIDE];
  private final int[] soft = new int[4];
  private int ended; // raw terminal counts
  private int failed; // raw errors
  private int configuration;
  private int sync;

  /**
   * @param bus over which it moves data
   */
  public Pl080(Bus bus, Scheduler scheduler) {
    super(0x080, 0, 0);
    this.bus = bus;
    step = scheduler.alarm("step", this::step);
  }

  @Override
  public void reset(Reset kind) {
    Arrays.fill(channels, 0);
    Arrays.fill(soft, 0);
    ended = 0;
    failed = 0;
    configuration = 0;
    sync = 0;
  }

  @Override
  public void settle() {
    step.cancel();
    update();
  }

  private int get(int channel, int register) {
    return channels[channel * STRIDE + register];
  }

  private int masked(int raw, int mask) {
    int result = 0;
    for (int c = 0; c < COUNT; c++) {
      result |= (get(c, CONFIG) & mask) != 0 ? raw & 1 << c : 0;
    }
    return result;
  }

  @Override
  int value(int register) {
    if (register >= CHANNELS && register < CHANNELS_END) {
      return channels[(register - CHANNELS) / 4];
    }
    if (register >= SOFT_BREQ && register <= SOFT_LSREQ) {
      return soft[(register - SOFT_BREQ) / 4];
    }
    return switch (register) {
      case INT_STATUS -> masked(ended, CONFIG_TC_MASK) | masked(failed, CONFIG_ERROR_MASK);
      case INT_TC_STATUS -> masked(ended, CONFIG_TC_MASK);
      case INT_ERROR_STATUS -> masked(failed, CONFIG_ERROR_MASK);
      case RAW_TC -> ended;
      case RAW_ERROR -> failed;
      case ENABLED -> {
        int enabled = 0;
        for (int c = 0; c < COUNT; c++) {
          enabled |= (get(c, CONFIG) & CONFIG_ENABLE) << c;
        }
        yield enabled;
      }
      case CONFIGURATION -> configuration;
      case SYNC -> sync;
      default -> 0;
    };
  }

  @Override
  void store(int register, int value) {
    if (register >= CHANNELS && register < CHANNELS_END) {
      int index = (register - CHANNELS) / 4;
      if (index % STRIDE <= CONFIG) {
        channels[index] = index % STRIDE == CONFIG ? value & CONFIG_WRITABLE : value;
      }
    } else if (register >= SOFT_BREQ && register <= SOFT_LSREQ) {
      soft[(register - SOFT_BREQ) / 4] |= value & 0xFFFF;
    }
    switch (register) {
      case INT_TC_CLEAR -> ended &= ~value;
      case INT_ERROR_CLEAR -> failed &= ~value;
      case CONFIGURATION -> configuration = value & 7;
      case SYNC -> sync = value & 0xFFFF;
      default -> {
        // A channel or a request, done above, or a register that cannot be written.
      }
    }
    if (!step.isSet() && next() >= 0) {
      step.in(BEAT_NS);
    }
    update();
  }

  /** The channel whose turn it is, the lowest that can move something; -1 if none can. */
  private int next() {
    if ((configuration & 1) == 0) {
      return -1;
    }
    for (int c = 0; c < COUNT; c++) {
      int config = get(c, CONFIG);
      if ((config & (CONFIG_ENABLE | CONFIG_HALT)) == CONFIG_ENABLE && requested(config)) {
        return c;
      }
    }
    return -1;
  }

  /** FlowCntrl 0 is memory to memory; all others wait for a peripheral. */
  private boolean requested(int config) {
    int flow = config >> 11 & 7;
    if (flow == 0) {
      return true;
    }
    int peripherals = 0;
    peripherals |= flow != 1 && flow != 5 ? 1 << (config >> 1 & 0xF) : 0; // source
    peripherals |= flow != 2 && flow != 6 ? 1 << (config >> 6 & 0xF) : 0; // destination
    return ((soft[0] | soft[1] | soft[2] | soft[3]) & peripherals) != 0;
  }

  /** Moves one list item of one channel: all of it at once. */
  private void step() {
    int c = next();
    if (c < 0) {
      return;
    }
    int control = get(c, CONTROL);
    int beats = control & CONTROL_SIZE;
    try {
      move(c, control, beats);
      channels[c * STRIDE + CONTROL] = control & ~CONTROL_SIZE;
      nextItem(c, control);
    } catch (BusFault e) {
      failed |= 1 << c;
      channels[c * STRIDE + CONFIG] &= ~CONFIG_ENABLE;
    }
    Arrays.fill(soft, 0);
    if (next() >= 0) {
      step.in(Math.max(1, beats) * BEAT_NS);
    }
    update();
  }

  /** TransferSize counts units of the source's width. */
  private void move(int c, int control, int beats) {
    int from = 1 << (control >> 18 & 7);
    int to = 1 << (control >> 21 & 7);
    long source = get(c, SOURCE) & 0xFFFFFFFFL;
    long destination = get(c, DESTINATION) & 0xFFFFFFFFL;
    byte[] data = new byte[beats * from];
    for (int i = 0; i < beats; i++) {
      long value = bus.read(source, from);
      for (int b = 0; b < from; b++) {
        data[i * from + b] = (byte) (value >> 8 * b);
      }
      source += (control & CONTROL_SOURCE_STEPS) != 0 ? from : 0;
    }
    for (int i = 0; i + to <= data.length; i += to) {
      long value = 0;
      for (int b = 0; b < to; b++) {
        value |= (data[i + b] & 0xFFL) << 8 * b;
      }
      bus.write(destination, to, value);
      destination += (control & CONTROL_DESTINATION_STEPS) != 0 ? to : 0;
    }
    channels[c * STRIDE + SOURCE] = (int) source;
    channels[c * STRIDE + DESTINATION] = (int) destination;
  }

  private void nextItem(int c, int control) {
    if ((control & CONTROL_TC_INTERRUPT) != 0) {
      ended |= 1 << c;
    }
    int item = get(c, LIST_ITEM) & ~3;
    if (item == 0) {
      channels[c * STRIDE + CONFIG] &= ~CONFIG_ENABLE;
      return;
    }
    for (int i = SOURCE; i <= CONTROL; i++) {
      channels[c * STRIDE + i] = bus.read32((item & 0xFFFFFFFFL) + 4L * i);
    }
  }

  private void update() {
    irq.set((masked(ended, CONFIG_TC_MASK) | masked(failed, CONFIG_ERROR_MASK)) != 0);
  }

  @Override
  public void state(StateIo io) {
    io.ints("channels", channels);
    io.ints("soft", soft);
    ended = io.i32("ended", ended);
    failed = io.i32("failed", failed);
    configuration = io.i32("configuration", configuration);
    sync = io.i32("sync", sync);
    step.state(io);
    irq.state(io);
  }
}
