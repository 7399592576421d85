package quimera.peripherals.arm;

import java.util.Arrays;
import java.util.stream.IntStream;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;

/**
 * A sound interface, with the codec behind it: registers of the codec through slots 1 and 2 of the
 * AC-link, samples through four channels of FIFOs.
 *
 * <p>Datasheet: ARM PrimeCell Advanced Audio CODEC Interface (PL041), DDI 0173B, chapter 3; Audio
 * Codec '97, revision 2.1, section 5.
 *
 * <p>Deviations: samples are played at 48 kHz into no loudspeaker, and silence is recorded; no
 * modem, no power-down.
 */
public final class Pl041 extends PrimeCell {
  //                    register          access  function
  private static final int RXCR = 0x00; //     R/W of four channels, 14h apart
  private static final int TXCR = 0x04; //     R/W
  private static final int SR = 0x08; //       R   FIFOs' status
  private static final int ISR = 0x0C; //      R   requests that are enabled
  private static final int IE = 0x10; //       R/W enabled
  private static final int CHANNEL = 0x14; //      bytes of a channel's registers
  private static final int SL1RX = 0x50; //    R   codec's register that SL2RX is of
  private static final int SL1TX = 0x54; //    R/W codec's register: bit 19 reads
  private static final int SL2RX = 0x58; //    R   its value, in bits 19-4
  private static final int SL2TX = 0x5C; //    R/W
  private static final int SLFR = 0x68; //     R   slots' flags
  private static final int SLIEN = 0x70; //    R/W
  private static final int INTCLR = 0x74; //   W
  private static final int MAINCR = 0x78; //   R/W
  private static final int RESET = 0x7C; //    R/W bit 0: the codec is not in reset
  private static final int SYNC = 0x80; //     R/W
  private static final int ALLINTS = 0x84; //  R
  private static final int DATA = 0x90; //     R/W four channels, 20h apart
  private static final int DATA_END = 0x110;

  private static final int SR_RX_EMPTY = 1;
  private static final int SR_TX_EMPTY = 1 << 1;
  private static final int SR_TX_HALF_EMPTY = 1 << 3;
  private static final int SR_TX_FULL = 1 << 5;
  private static final int SR_TX_BUSY = 1 << 7;
  private static final int SR_TX_UNDERRUN = 1 << 9;
  private static final int IE_TX = 1 << 2;
  private static final int IE_TX_UNDERRUN = 1 << 5;
  private static final int ISR_TX = 1 << 3;
  private static final int ISR_TX_UNDERRUN = 1 << 5;
  private static final int CR_ENABLE = 1;
  private static final int MAINCR_ENABLE = 1;
  private static final int SL1_READ = 1 << 19;
  private static final int SLFR_RX1_VALID = 1 << 6;
  private static final int SLFR_TX1_EMPTY = 1 << 7;
  private static final int SLFR_RX2_VALID = 1 << 8;
  private static final int SLFR_TX2_EMPTY = 1 << 9;
  private static final int SLFR_TX12_EMPTY = 1 << 11;

  private static final int COUNT = 4;
  private static final int DEPTH = 512; // samples of a transmit FIFO
  private static final long PERIOD_NS = 1_000_000; // samples leave so often,
  private static final int SAMPLES = 2 * 48; // so many

  private static final int CODEC_RESET = 0x00;
  private static final int CODEC_POWER = 0x26;
  private static final int CODEC_ID1 = 0x7C;
  private static final int CODEC_ID2 = 0x7E;

  /** AACIINTR, all requests together. */
  public final OutputLine irq = new OutputLine("irq");

  private final Alarm played;
  private final int[] receive = new int[COUNT];
  private final int[] transmit = new int[COUNT];
  private final int[] enabled = new int[COUNT];
  private final int[] queued = new int[COUNT];
  private final int[] underrun = new int[COUNT];
  private final int[] codec = new int[64];
  private int mainControl;
  private int reset;
  private int sync;
  private int slotEnable;
  private int slot1;
  private int slot2;
  private int answer1;
  private int answer2;
  private boolean answered;

  /** An interface with its codec. */
  public Pl041(Scheduler scheduler) {
    super(0x041, 0, 0);
    played = scheduler.alarm("played", this::played);
    reset(Reset.POWER_ON);
  }

  @Override
  public void reset(Reset kind) {
    for (int[] each : new int[][] {receive, transmit, enabled, queued, underrun}) {
      Arrays.fill(each, 0);
    }
    mainControl = 0;
    reset = 0;
    sync = 0;
    slotEnable = 0;
    slot1 = 0;
    slot2 = 0;
    answer1 = 0;
    answer2 = 0;
    answered = false;
    resetCodec();
  }

  @Override
  public void settle() {
    played.cancel();
    update();
  }

  /** Volumes at their defaults, muted; a National LM4549. */
  private void resetCodec() {
    Arrays.fill(codec, 0);
    int[][] defaults = {
      {CODEC_RESET, 0x0D50}, {0x02, 0x8000}, {0x04, 0x8000}, {0x06, 0x8000}, {0x0C, 0x8008},
      {0x0E, 0x8008}, {0x10, 0x8808}, {0x12, 0x8808}, {0x14, 0x8808}, {0x16, 0x8808},
      {0x18, 0x8808}, {0x1C, 0x8000}, {CODEC_POWER, 0x000F}, {0x28, 0x0001}, {0x2C, 0xBB80},
      {0x32, 0xBB80}, {CODEC_ID1, 0x4E53}, {CODEC_ID2, 0x4331}
    };
    for (int[] each : defaults) {
      codec[each[0] / 2] = each[1];
    }
  }

  @Override
  int value(int register) {
    if (register < SL1RX) {
      int c = register / CHANNEL;
      return switch (register % CHANNEL) {
        case RXCR -> receive[c];
        case TXCR -> transmit[c];
        case SR -> status(c);
        case ISR -> requests(c);
        default -> enabled[c];
      };
    }
    return switch (register) {
      case SL1RX -> answer1;
      case SL1TX -> slot1;
      case SL2RX -> answer2;
      case SL2TX -> slot2;
      case SLFR -> {
        int valid = answered ? SLFR_RX1_VALID | SLFR_RX2_VALID : 0;
        yield valid | SLFR_TX1_EMPTY | SLFR_TX2_EMPTY | SLFR_TX12_EMPTY;
      }
      case SLIEN -> slotEnable;
      case MAINCR -> mainControl;
      case RESET -> reset;
      case SYNC -> sync;
      case ALLINTS -> IntStream.range(0, COUNT).map(c -> requests(c) << 7 * c).sum();
      default -> 0;
    };
  }

  private int status(int c) {
    return SR_RX_EMPTY
        | (queued[c] == 0 ? SR_TX_EMPTY : 0)
        | (queued[c] <= DEPTH / 2 ? SR_TX_HALF_EMPTY : 0)
        | (queued[c] == DEPTH ? SR_TX_FULL : 0)
        | (playing(c) && queued[c] != 0 ? SR_TX_BUSY : 0)
        | (underrun[c] != 0 ? SR_TX_UNDERRUN : 0);
  }

  private int requests(int c) {
    boolean wants = (enabled[c] & IE_TX) != 0 && playing(c) && queued[c] <= DEPTH / 2;
    boolean ran = (enabled[c] & IE_TX_UNDERRUN) != 0 && underrun[c] != 0;
    return (wants ? ISR_TX : 0) | (ran ? ISR_TX_UNDERRUN : 0);
  }

  @Override
  int load(int register) {
    int value = value(register);
    if (register == SL2RX) {
      answered = false;
    }
    return value;
  }

  @Override
  void store(int register, int value) {
    if (register < SL1RX) {
      int c = register / CHANNEL;
      switch (register % CHANNEL) {
        case RXCR -> receive[c] = value;
        case TXCR -> transmit[c] = value;
        case IE -> enabled[c] = value & 0x7F;
        default -> {
          // Status cannot be written.
        }
      }
    } else if (register >= DATA && register < DATA_END) {
      int c = (register - DATA) / 0x20;
      boolean compact = (transmit[c] & 1 << 15) != 0; // two samples a word
      queued[c] = Math.min(DEPTH, queued[c] + (compact ? 2 : 1));
    }
    switch (register) {
      case SL1TX -> {
        slot1 = value & 0xFFFFF;
        codecAccess();
      }
      case SL2TX -> slot2 = value & 0xFFFFF;
      case SLIEN -> slotEnable = value;
      case INTCLR -> {
        for (int c = 0; c < COUNT; c++) {
          underrun[c] &= (value >> 4 * c & 1) == 0 ? 1 : 0;
        }
      }
      case MAINCR -> mainControl = value & 0x3FF;
      case RESET -> {
        if ((reset & ~value & 1) != 0) {
          resetCodec();
        }
        reset = value & 1;
      }
      case SYNC -> sync = value & 1;
      default -> {
        // A channel's, done above, or a register that cannot be written.
      }
    }
    arm();
    update();
  }

  /** Slot 1 names the register in bits 18-12, slot 2 holds the value in bits 19-4. */
  private void codecAccess() {
    if ((mainControl & MAINCR_ENABLE) == 0) {
      return;
    }
    int register = slot1 >> 12 & 0x7E;
    if ((slot1 & SL1_READ) != 0) {
      answer1 = register << 12;
      answer2 = codec[register / 2] << 4;
      answered = true;
    } else if (register == CODEC_RESET) {
      resetCodec();
    } else if (register < CODEC_ID1) {
      int ready = register == CODEC_POWER ? 0x000F : 0;
      codec[register / 2] = slot2 >> 4 & 0xFFFF & ~ready | codec[register / 2] & ready;
    }
  }

  private boolean playing(int c) {
    return (mainControl & MAINCR_ENABLE) != 0 && (transmit[c] & CR_ENABLE) != 0;
  }

  private void arm() {
    boolean any = IntStream.range(0, COUNT).anyMatch(this::playing);
    if (!any) {
      played.cancel();
    } else if (!played.isSet()) {
      played.in(PERIOD_NS);
    }
  }

  private void played() {
    for (int c = 0; c < COUNT; c++) {
      if (playing(c)) {
        underrun[c] |= queued[c] < SAMPLES ? 1 : 0;
        queued[c] = Math.max(0, queued[c] - SAMPLES);
      }
    }
    arm();
    update();
  }

  private void update() {
    irq.set(IntStream.range(0, COUNT).anyMatch(c -> requests(c) != 0));
  }

  @Override
  public void state(StateIo io) {
    io.ints("receive", receive);
    io.ints("transmit", transmit);
    io.ints("enabled", enabled);
    io.ints("queued", queued);
    io.ints("underrun", underrun);
    io.ints("codec", codec);
    mainControl = io.i32("mainControl", mainControl);
    reset = io.i32("reset", reset);
    sync = io.i32("sync", sync);
    slotEnable = io.i32("slotEnable", slotEnable);
    slot1 = io.i32("slot1", slot1);
    slot2 = io.i32("slot2", slot2);
    answer1 = io.i32("answer1", answer1);
    answer2 = io.i32("answer2", answer2);
    answered = io.bit("answered", answered);
    played.state(io);
    irq.state(io);
  }
}
