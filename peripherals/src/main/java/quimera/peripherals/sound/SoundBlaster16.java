package quimera.peripherals.sound;

import java.util.List;
import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.host.AudioSink;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;
import quimera.peripherals.dma.DmaChannel;
import quimera.peripherals.dma.DmaPair;

/**
 * A Sound Blaster 16: digitized sound by DMA, an OPL3 synthesizer, and a mixer of both.
 *
 * <p>Datasheet: Creative Labs, Sound Blaster Series Hardware Programming Guide; the parts' own are
 * at {@link SbDsp}, {@link Ct1745} and {@link Ymf262}.
 *
 * <p>Deviations: those of the parts; no MPU-401, no CD-ROM interface, no advanced signal processor.
 */
public final class SoundBlaster16 implements Device, BusTarget {
  /** Ports of the card, usually from 220h. */
  public static final int PORTS = 16;

  /** The interrupts that a card can be set to. */
  public static final List<Integer> IRQS = List.of(2, 5, 7, 10);

  // offset                            access  function
  //  0-3                              R/W     the synthesizer
  private static final int MIXER_ADDRESS = 4; //  R/W
  private static final int MIXER_DATA = 5; //     R/W
  private static final int RESET = 6; //            W
  private static final int FM = 8; //             R/W 8 and 9: the synthesizer as an OPL2
  private static final int READ_DATA = 0xA; //    R
  private static final int WRITE = 0xC; //        R/W command or data; bit 7: busy
  private static final int READ_STATUS = 0xE; //  R   bit 7: data is there; ends a byte interrupt
  private static final int WORD_ACK = 0xF; //     R   ends a word interrupt
  private static final int BIT_7 = 0x80;
  private static final int NO_BIT_7 = 0x7F;

  /** The synthesizer, which is also at 388h. */
  public final Ymf262 fm;

  private final Scheduler scheduler;
  private final DmaPair dma;
  private final AudioSink sink;
  private final Ct1745 mixer = new Ct1745();
  private final SbDsp dsp;
  private final OutputLine[] irqs = new OutputLine[IRQS.size()];
  private int voiceLeft;
  private int voiceRight;
  private int musicLeft;
  private int musicRight;

  /**
   * @param crystal of the synthesizer, 14.318 MHz
   */
  public SoundBlaster16(Clock crystal, Scheduler scheduler, DmaPair dma, AudioSink sink) {
    this.scheduler = scheduler;
    this.dma = dma;
    this.sink = sink;
    fm = new Ymf262(crystal, scheduler, this::music);
    dsp = new SbDsp(scheduler, new DspEnd());
    for (int n = 0; n < irqs.length; n++) {
      irqs[n] = new OutputLine("irq" + IRQS.get(n));
    }
    reset(Reset.POWER_ON);
  }

  /** The pin of one of {@link #IRQS}. */
  public OutputLine irq(int number) {
    return irqs[IRQS.indexOf(number)];
  }

  @Override
  public void reset(Reset kind) {
    mixer.reset();
    dsp.reset();
    fm.reset(kind);
    voiceLeft = 0;
    voiceRight = 0;
    musicLeft = 0;
    musicRight = 0;
  }

  @Override
  public void settle() {
    dsp.settle();
    fm.settle();
    voice();
    drive();
  }

  private void music(long time, int left, int right) {
    musicLeft = left;
    musicRight = right;
    music(time);
  }

  private void music(long time) {
    sink.level(
        AudioSink.Source.MUSIC, time, mixer.music(musicLeft, false), mixer.music(musicRight, true));
  }

  private void voice() {
    sink.level(
        AudioSink.Source.VOICE,
        scheduler.now(),
        mixer.voice(voiceLeft, false),
        mixer.voice(voiceRight, true));
  }

  /** The pending interrupts pull the line that the mixer says. */
  private void drive() {
    for (int n = 0; n < irqs.length; n++) {
      irqs[n].set(dsp.interrupts() != 0 && mixer.pulls(n));
    }
  }

  @Override
  public long read(int offset, int bytes) {
    if (offset == READ_DATA) {
      return dsp.read();
    }
    long value = offset < MIXER_ADDRESS ? fm.read(offset, 1) : value(offset);
    if (offset == READ_STATUS) {
      dsp.acknowledge(SbDsp.BYTE_INTERRUPT);
    } else if (offset == WORD_ACK) {
      dsp.acknowledge(SbDsp.WORD_INTERRUPT);
    }
    return value;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return offset < MIXER_ADDRESS ? fm.peek(offset, 1) : OptionalLong.of(value(offset));
  }

  private long value(int offset) {
    return switch (offset) {
      case MIXER_ADDRESS -> mixer.address();
      case MIXER_DATA -> mixer.read(dsp.interrupts());
      case FM -> fm.peek(0, 1).orElseThrow();
      case READ_DATA -> dsp.peek();
      case WRITE -> NO_BIT_7 | (dsp.busy() ? BIT_7 : 0);
      case READ_STATUS, WORD_ACK -> NO_BIT_7 | (dsp.hasAnswer() ? BIT_7 : 0);
      default -> 0xFF;
    };
  }

  @Override
  public void write(int offset, int bytes, long value) {
    int v = (int) value & 0xFF;
    switch (offset) {
      case 0, 1, 2, 3 -> fm.write(offset, 1, v);
      case MIXER_ADDRESS -> mixer.address(v);
      case MIXER_DATA -> {
        fm.catchUp(); // what has sounded was as loud as it was
        mixer.write(v);
        voice();
        music(scheduler.now());
        drive();
      }
      case RESET -> dsp.resetPort(v);
      case FM, FM + 1 -> fm.write(offset - FM, 1, v);
      case WRITE -> dsp.write(v);
      default -> {
        // No register.
      }
    }
  }

  @Override
  public void state(StateIo io) {
    voiceLeft = io.i32("voiceLeft", voiceLeft);
    voiceRight = io.i32("voiceRight", voiceRight);
    musicLeft = io.i32("musicLeft", musicLeft);
    musicRight = io.i32("musicRight", musicRight);
    io.section("mixer", mixer::state);
    io.section("dsp", dsp::state);
    io.section("fm", fm::state);
    for (OutputLine irq : irqs) {
      irq.state(io);
    }
  }

  /** The host hears the levels at which they stood. */
  @Override
  public void restored() {
    voice();
    music(scheduler.now());
  }

  /** What the processor sees of the card. */
  private final class DspEnd implements SbDsp.Card {
    @Override
    public DmaChannel channel(boolean words) {
      int n = words ? mixer.wordChannel() : mixer.byteChannel();
      return n < 0 ? null : dma.channel(n);
    }

    @Override
    public void voice(int left, int right) {
      if (left != voiceLeft || right != voiceRight) {
        voiceLeft = left;
        voiceRight = right;
        SoundBlaster16.this.voice();
      }
    }

    @Override
    public void interruptsChanged() {
      drive();
    }
  }
}
