package quimera.peripherals.sound;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * An FM synthesizer of 18 channels with two operators each, of which some pair up to four and some
 * turn into drums; and two timers.
 *
 * <p>A sample lasts 288 cycles of the chip's clock. While something sounds, the samples that have
 * passed are computed every {@link #BATCH_NS} and before a register changes; while nothing does,
 * nothing is.
 *
 * <p>Datasheet: Yamaha YMF262 (OPL3) Application Manual; YM3812 (OPL2) Application Manual, as which
 * it behaves until NEW is set. The drums' phases after "OPLx decapsulated" (see {@link
 * FmOperator}).
 *
 * <p>Deviations: the timers' interrupt pin is not connected, as on sound cards; outputs C and D
 * have no converter; writes are never too fast; the phases of operators and the noise stand still
 * while all envelopes are closed; the test register does nothing.
 */
public final class Ymf262 implements Device, BusTarget {
  /** Ports: address and data of the first register array, then of the second. */
  public static final int PORTS = 4;

  /** Cycles of the chip's clock in a sample. */
  public static final int SAMPLE_CYCLES = 288;

  private static final long BATCH_NS = 2_000_000;

  // The first array's registers that are not an operator's or a channel's.
  private static final int TIMER_1 = 0x02; //     W counts up to 100h, 80 us each
  private static final int TIMER_2 = 0x03; //     W the same, 320 us each
  private static final int TIMER_CONTROL = 0x04; // W RST MT1 MT2 - - - ST2 ST1
  private static final int NOTE_SELECT = 0x08; // W - NTS
  private static final int RHYTHM = 0xBD; //      W DAM DVB RYT BD SD TOM TC HH
  // and those of the second
  private static final int CONNECTION = 0x104; // W six pairs of channels make four operators
  private static final int NEW = 0x105; //        W bit 0: OPL3

  private static final int TIMER_RESET = 0x80;
  private static final int STATUS_IRQ = 0x80;
  private static final int STATUS_TIMER_1 = 0x40; // as the masks in the timers' control register
  private static final int STATUS_TIMER_2 = 0x20;
  private static final int START_TIMER_2 = 2;
  private static final int START_TIMER_1 = 1;
  private static final int RHYTHM_ON = 0x20;
  private static final int DEEP_TREMOLO = 0x80;
  private static final int DEEP_VIBRATO = 0x40;

  private static final int CHANNELS = 18;
  private static final int BANK = 9; // channels of a register array
  private static final int BASS = 6; // channels that become drums:
  private static final int HIHAT_SNARE = 7;
  private static final int TOM_CYMBAL = 8;

  /** Takes the chip's samples. */
  @FunctionalInterface
  public interface Output {
    /** Left and right, 16 bits signed, from {@code time} on. */
    void level(long time, int left, int right);
  }

  private final Scheduler scheduler;
  private final Clock samples;
  private final Clock timerTicks;
  private final Output output;
  private final Alarm batch;
  private final FmOperator[] operators = new FmOperator[2 * CHANNELS];
  private final FmChannel[] channels = new FmChannel[CHANNELS];
  private final FmTimer timer1 = new FmTimer(1);
  private final FmTimer timer2 = new FmTimer(4);

  private int address; // 9 bits: array and register
  private int status;
  private int timerMasks;
  private int rhythm;
  private int connection;
  private boolean opl3;
  private long position; // the next sample
  private int noise;
  private int left; // the sample before
  private int right;

  /**
   * @param clock of the chip, 14.318 MHz
   * @param output called on the machine's thread, in the order of time
   */
  public Ymf262(Clock clock, Scheduler scheduler, Output output) {
    this.scheduler = scheduler;
    this.output = output;
    samples = clock.divided("fm", SAMPLE_CYCLES);
    timerTicks = clock.divided("fm-timers", 4L * SAMPLE_CYCLES);
    batch = scheduler.alarm("batch", this::batch);
    for (int i = 0; i < operators.length; i++) {
      operators[i] = new FmOperator();
    }
    for (int c = 0; c < CHANNELS; c++) {
      int first = c / 3 * 6 + c % 3;
      channels[c] = new FmChannel(operators[first], operators[first + 3]);
    }
    reset(Reset.POWER_ON);
  }

  @Override
  public void reset(Reset kind) {
    for (FmOperator operator : operators) {
      operator.reset();
    }
    for (FmChannel channel : channels) {
      channel.reset();
    }
    timer1.reset();
    timer2.reset();
    address = 0;
    status = 0;
    timerMasks = 0;
    rhythm = 0;
    connection = 0;
    opl3 = false;
    noise = 1;
    left = 0;
    right = 0;
  }

  @Override
  public void settle() {
    batch.cancel();
    position = now();
    output.level(scheduler.now(), 0, 0);
  }

  private long now() {
    return samples.ticksBy(scheduler.now());
  }

  /** The status can be read at the first port only. */
  @Override
  public long read(int offset, int bytes) {
    if (offset != 0) {
      return 0xFF;
    }
    countTimers();
    return status;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(offset == 0 ? status | overflows(timerNow()) : 0xFF);
  }

  @Override
  public void write(int offset, int bytes, long value) {
    int v = (int) value & 0xFF;
    switch (offset) {
      case 0 -> address = v;
      // As an OPL2 the chip has one array, but for the register that ends this.
      case 2 -> address = opl3 || v == (NEW & 0xFF) ? 0x100 | v : v;
      default -> store(v);
    }
  }

  private void store(int value) {
    catchUp();
    switch (address) {
      case TIMER_1 -> {
        countTimers();
        timer1.preset(value);
      }
      case TIMER_2 -> {
        countTimers();
        timer2.preset(value);
      }
      case TIMER_CONTROL -> timerControl(value);
      case NOTE_SELECT -> {
        for (FmChannel channel : channels) {
          channel.noteSelect((value & 0x40) != 0);
        }
      }
      case RHYTHM -> rhythm(value);
      case CONNECTION -> connection = value & 0x3F;
      case NEW -> opl3 = (value & 1) != 0;
      default -> storeSound(value);
    }
    wake();
  }

  /** Registers of operators lie in groups of 20h and at E0h, those of channels between. */
  private void storeSound(int value) {
    int bank = address >> 8;
    int register = address & 0xFF;
    int group = register & 0xE0;
    int within = register & 0x1F;
    if (group >= 0x20 && group <= 0x80 || group == 0xE0) {
      if (within < 0x16 && within % 8 < 6) {
        operators[bank * 18 + within / 8 * 6 + within % 8].write(group, value);
      }
    } else if (register >= 0xA0 && (register & 0xF) < BANK && register < 0xD0) {
      int c = bank * BANK + (register & 0xF);
      switch (register & 0xF0) {
        case 0xA0 -> channels[c].writeA0(value);
        case 0xB0 -> {
          channels[c].writeB0(value);
          key(c);
        }
        default -> channels[c].writeC0(value);
      }
    }
  }

  /** KON of a channel plays its two operators, and those of the channel that it leads. */
  private void key(int c) {
    if (follows(c)) {
      return;
    }
    boolean on = channels[c].keyOn();
    int code = channels[c].keyCode();
    int end = leads(c) ? c + 3 : c;
    for (int each = c; each <= end; each += 3) {
      channels[each].modulator.key(FmOperator.NOTE, on, code);
      channels[each].carrier.key(FmOperator.NOTE, on, code);
    }
  }

  /**
   * The channels that, with the one three further, have four operators: 0-2 and 9-11, a bit each.
   */
  private int leaders() {
    return opl3 ? connection & 7 | (connection & 0x38) << 6 : 0;
  }

  private boolean leads(int c) {
    return (leaders() >> c & 1) != 0;
  }

  private boolean follows(int c) {
    return (leaders() << 3 >> c & 1) != 0;
  }

  private void rhythm(int value) {
    rhythm = value;
    boolean on = (value & RHYTHM_ON) != 0;
    drum(BASS, true, on && (value & 0x10) != 0);
    drum(BASS, false, on && (value & 0x10) != 0);
    drum(HIHAT_SNARE, false, on && (value & 0x08) != 0);
    drum(TOM_CYMBAL, true, on && (value & 0x04) != 0);
    drum(TOM_CYMBAL, false, on && (value & 0x02) != 0);
    drum(HIHAT_SNARE, true, on && (value & 0x01) != 0);
  }

  private void drum(int c, boolean first, boolean on) {
    FmOperator operator = first ? channels[c].modulator : channels[c].carrier;
    operator.key(FmOperator.DRUM, on, channels[c].keyCode());
  }

  // The timers.

  private long timerNow() {
    return timerTicks.ticksBy(scheduler.now());
  }

  private void countTimers() {
    long now = timerNow();
    status |= overflows(now);
    timer1.takeOverflow(now);
    timer2.takeOverflow(now);
  }

  /** Flags that are due and not masked. */
  private int overflows(long now) {
    int due = (timer1.due(now) ? STATUS_TIMER_1 : 0) | (timer2.due(now) ? STATUS_TIMER_2 : 0);
    int flags = due & ~timerMasks;
    return flags == 0 ? 0 : flags | STATUS_IRQ;
  }

  private void timerControl(int value) {
    countTimers();
    if ((value & TIMER_RESET) != 0) {
      status = 0; // the other bits are not looked at
      return;
    }
    timerMasks = value & (STATUS_TIMER_1 | STATUS_TIMER_2);
    timer1.run((value & START_TIMER_1) != 0, timerNow());
    timer2.run((value & START_TIMER_2) != 0, timerNow());
  }

  // The samples.

  private void batch() {
    catchUp();
    wake();
  }

  /** While something sounds, the next batch is due. */
  private void wake() {
    if (!batch.isSet() && !silent()) {
      batch.in(BATCH_NS);
    }
  }

  private boolean silent() {
    for (FmOperator operator : operators) {
      if (!operator.silent()) {
        return false;
      }
    }
    return left == 0 && right == 0;
  }

  /** Computes the samples that have passed. */
  void catchUp() {
    long now = now();
    if (silent()) {
      position = now;
    }
    while (position < now) {
      sample();
      position++;
    }
  }

  private void sample() {
    int vibrato = (int) (position >> 10) & 7 | ((rhythm & DEEP_VIBRATO) != 0 ? 8 : 0);
    for (int c = 0; c < CHANNELS; c++) {
      FmChannel pitch = pitch(c);
      channels[c].modulator.clock(position, pitch, vibrato);
      channels[c].carrier.clock(position, pitch, vibrato);
    }
    noise = noise >> 1 | ((noise ^ noise >> 14) & 1) << 22;
    int tremolo = tremolo();
    int sumLeft = 0;
    int sumRight = 0;
    for (int c = 0; c < CHANNELS; c++) {
      int value = channel(c, tremolo);
      sumLeft += !opl3 || channels[c].left() ? value : 0;
      sumRight += !opl3 || channels[c].right() ? value : 0;
    }
    sumLeft = Math.max(-0x8000, Math.min(0x7FFF, sumLeft));
    sumRight = Math.max(-0x8000, Math.min(0x7FFF, sumRight));
    if (sumLeft != left || sumRight != right) {
      left = sumLeft;
      right = sumRight;
      output.level(samples.timeOf(position), left, right);
    }
  }

  /** A triangle of 3.7 Hz: up to 1 dB, or 4.8 dB with DAM. */
  private int tremolo() {
    int place = (int) ((position >> 6) % 210);
    return (place < 105 ? place : 210 - place) >> ((rhythm & DEEP_TREMOLO) != 0 ? 2 : 4);
  }

  /** The channel whose pitch counts: a pair of channels plays at that of the first. */
  private FmChannel pitch(int c) {
    return channels[follows(c) ? c - 3 : c];
  }

  private int channel(int c, int tremolo) {
    if (c >= BASS && c <= TOM_CYMBAL && (rhythm & RHYTHM_ON) != 0) {
      return 2 * drums(c, tremolo);
    }
    FmChannel pitch = pitch(c);
    FmOperator carrier = channels[c].carrier;
    if (follows(c)) {
      return 0; // heard with the channel that leads
    }
    int first = modulator(c, tremolo);
    if (leads(c)) {
      return fourOperators(c, first, tremolo);
    }
    return channels[c].additive()
        ? first + carrier.sample(pitch, 0, tremolo, opl3)
        : carrier.sample(pitch, first, tremolo, opl3);
  }

  private int modulator(int c, int tremolo) {
    FmChannel channel = channels[c];
    return channel.modulated(channel.modulator.sample(channel, channel.feedback(), tremolo, opl3));
  }

  /** Four algorithms by the CNT of both channels (YMF262, "4-Operator Mode"). */
  private int fourOperators(int c, int first, int tremolo) {
    FmChannel pitch = channels[c];
    FmChannel other = channels[c + 3];
    boolean apart = pitch.additive();
    int second = pitch.carrier.sample(pitch, apart ? 0 : first, tremolo, opl3);
    int third =
        other.modulator.sample(pitch, apart || !other.additive() ? second : 0, tremolo, opl3);
    boolean thirdHeard = apart && other.additive();
    int fourth = other.carrier.sample(pitch, thirdHeard ? 0 : third, tremolo, opl3);
    if (apart) {
      return first + fourth + (thirdHeard ? third : 0);
    }
    return other.additive() ? second + fourth : fourth;
  }

  /** Hi-hat, snare and cymbal mix their phases with each other's and with noise. */
  private int drums(int c, int tremolo) {
    FmChannel pitch = channels[c];
    FmOperator hihat = channels[HIHAT_SNARE].modulator;
    FmOperator cymbal = channels[TOM_CYMBAL].carrier;
    int h = hihat.phase();
    int t = cymbal.phase();
    int mixed = (h >> 2 ^ h >> 7 | h >> 3 ^ t >> 5 | t >> 3 ^ t >> 5) & 1;
    int random = noise & 1;
    return switch (c) {
      case BASS -> {
        int first = modulator(c, tremolo);
        yield pitch.carrier.sample(pitch, pitch.additive() ? 0 : first, tremolo, opl3);
      }
      case HIHAT_SNARE -> {
        int open = mixed << 9 | (mixed != random ? 0xD0 : 0x34);
        int high = h >> 8 & 1;
        yield hihat.sampleAt(open, pitch, tremolo, opl3)
            + pitch.carrier.sampleAt(high << 9 | (high ^ random) << 8, pitch, tremolo, opl3);
      }
      default ->
          pitch.modulator.sample(pitch, 0, tremolo, opl3)
              + cymbal.sampleAt(mixed << 9 | 0x80, pitch, tremolo, opl3);
    };
  }

  @Override
  public void state(StateIo io) {
    address = io.i32("address", address);
    status = io.i32("status", status);
    timerMasks = io.i32("timerMasks", timerMasks);
    rhythm = io.i32("rhythm", rhythm);
    connection = io.i32("connection", connection);
    opl3 = io.bit("opl3", opl3);
    position = io.i64("position", position);
    noise = io.i32("noise", noise);
    left = io.i32("left", left);
    right = io.i32("right", right);
    io.section("timer1", timer1::state);
    io.section("timer2", timer2::state);
    for (int i = 0; i < operators.length; i++) {
      io.section("operator" + i, operators[i]::state);
    }
    for (int c = 0; c < CHANNELS; c++) {
      io.section("channel" + c, channels[c]::state);
    }
    batch.state(io);
  }
}
