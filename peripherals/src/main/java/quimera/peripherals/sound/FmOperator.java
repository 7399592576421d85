package quimera.peripherals.sound;

import quimera.core.state.StateIo;

/**
 * One operator of an FM chip: a phase that runs at its channel's pitch, a waveform, and an envelope
 * with four stages.
 *
 * <p>Everything is added up as attenuation, in the logarithmic units of the chip: the waveform from
 * a ROM of logarithms of a quarter of a sine, the envelope, the total level, the key scaling and
 * the tremolo; a ROM of powers of two makes the sum a sample.
 *
 * <p>Datasheet: Yamaha YMF262 (OPL3) Application Manual, "Explanation of Registers"; YM3812 (OPL2)
 * Application Manual, sections 2 and 3, for the tables of rates. Contents of the ROMs and the order
 * of the envelope's steps after M. Gambrell and O. Niemitalo, "OPLx decapsulated", 2008.
 */
final class FmOperator {
  private static final int SILENCE = 0x1FF; // attenuation in 3/16 dB, 96 dB in all
  private static final int NEARLY_SILENT = 0x1F8; // from here on the chip takes it for silence
  private static final int LOG_SILENCE = 0x1000; // the same in the ROM's units, 3/128 dB
  private static final int LOG_MOST = 0x1FFF;

  /** -log2 of the first quarter of a sine, in 1/256. */
  private static final int[] LOG_SINE = new int[256];

  /** 2^x - 1 for x from 0 to 1, in 1/1024. */
  private static final int[] POWER = new int[256];

  static {
    for (int i = 0; i < 256; i++) {
      double sine = StrictMath.sin((i + 0.5) * Math.PI / 512);
      LOG_SINE[i] = (int) Math.round(-StrictMath.log(sine) / StrictMath.log(2) * 256);
      POWER[i] = (int) Math.round((StrictMath.pow(2, i / 256.0) - 1) * 1024);
    }
  }

  /** Frequency multiple by MULTI, in halves (YM3812, table 2-3). */
  private static final int[] MULTIPLE = {1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 20, 24, 24, 30, 30};

  /** Attenuation at the top octave by the upper four bits of F-NUM, at 6 dB an octave, 3/4 dB. */
  private static final int[] KEY_SCALE = {
    0, 32, 40, 45, 48, 51, 53, 55, 56, 58, 59, 60, 61, 62, 63, 64
  };

  /** By KSL: none, 3, 1.5 and 6 dB an octave, as a shift. */
  private static final int[] KEY_SCALE_SHIFT = {31, 1, 2, 0};

  /** In which of four ticks a rate of the upper octaves takes a double step. */
  private static final int[] EXTRA_STEPS = {0b0000, 0b0001, 0b0101, 0b0111};

  private enum Stage {
    ATTACK,
    DECAY,
    SUSTAIN,
    RELEASE
  }

  /** A key that holds the note: the channel's own. */
  static final int NOTE = 1;

  /** A key that holds the note: the rhythm section's. */
  static final int DRUM = 2;

  // The five registers, by their first address.
  private int register20; // AM, VIB, EGT, KSR, MULTI
  private int register40; // KSL, TL
  private int register60; // AR, DR
  private int register80; // SL, RR
  private int registerE0; // WS

  private Stage stage = Stage.RELEASE;
  private int envelope = SILENCE;
  private int phase; // 19 bits; the upper ten address the waveform
  private int keys;

  void reset() {
    register20 = 0;
    register40 = 0;
    register60 = 0;
    register80 = 0;
    registerE0 = 0;
    stage = Stage.RELEASE;
    envelope = SILENCE;
    phase = 0;
    keys = 0;
  }

  /** Sets one of the registers, {@code group} being its first address: 20h to 80h or E0h. */
  void write(int group, int value) {
    switch (group) {
      case 0x20 -> register20 = value;
      case 0x40 -> register40 = value;
      case 0x60 -> register60 = value;
      case 0x80 -> register80 = value;
      case 0xE0 -> registerE0 = value & 7;
      default -> throw new IllegalArgumentException("an operator has no register " + group);
    }
  }

  /** A key is pressed or let go; the first one starts the note, the last one releases it. */
  void key(int which, boolean on, int keyCode) {
    int before = keys;
    keys = on ? keys | which : keys & ~which;
    if (before == 0 && keys != 0) {
      stage = Stage.ATTACK;
      phase = 0;
      if (rate(register60 >> 4, keyCode) >= 60) { // at once, without a step
        envelope = 0;
      }
    } else if (before != 0 && keys == 0) {
      stage = Stage.RELEASE;
    }
  }

  /** Whether it stays silent until a key is pressed. */
  boolean silent() {
    return envelope == SILENCE && (stage != Stage.ATTACK || register60 >> 4 == 0);
  }

  /** Goes on by one sample. */
  void clock(long sample, FmChannel pitch, int vibrato) {
    if (stage == Stage.ATTACK || envelope != SILENCE) {
      clockEnvelope(sample, pitch.keyCode());
    }
    int frequency = pitch.frequency();
    if ((register20 & 0x40) != 0) {
      frequency += pitch.vibrato(vibrato);
    }
    int step = (frequency << pitch.block()) >> 1;
    phase = phase + (step * MULTIPLE[register20 & 0xF] >> 1) & 0x7FFFF;
  }

  private void clockEnvelope(long sample, int keyCode) {
    switch (stage) {
      case ATTACK -> {
        int rate = rate(register60 >> 4, keyCode);
        if (envelope != 0 && rate < 60) {
          envelope += ~envelope * step(rate, sample) >> 3; // nears zero by eighths
        }
        if (envelope == 0) {
          stage = Stage.DECAY;
        }
      }
      case DECAY -> {
        int sustain = register80 >> 4 == 15 ? 31 : register80 >> 4; // 3 dB each, 15 is 93 dB
        if (envelope >> 4 >= sustain) {
          stage = Stage.SUSTAIN;
        } else {
          fall(rate(register60 & 0xF, keyCode), sample);
        }
      }
      case SUSTAIN -> {
        if ((register20 & 0x20) == 0) { // EGT: a note that is held stays at the sustain level
          fall(rate(register80 & 0xF, keyCode), sample);
        }
      }
      default -> fall(rate(register80 & 0xF, keyCode), sample);
    }
  }

  private void fall(int rate, long sample) {
    envelope += step(rate, sample);
    if (envelope >= NEARLY_SILENT) {
      envelope = SILENCE;
    }
  }

  /** The rate of a stage, 0-63: higher notes are faster (YM3812, "Rate"). */
  private int rate(int register, int keyCode) {
    int offset = (register20 & 0x10) != 0 ? keyCode : keyCode >> 2;
    return register == 0 ? 0 : Math.min(63, 4 * register + offset);
  }

  /**
   * How far an envelope moves in a sample. The chip counts every second sample; up to rate 47 a
   * step is due where a certain bit of the count is the lowest that is set, and, for the rate's
   * fraction, one or two bits above. From rate 48 on it is the size of the step that grows.
   */
  static int step(int rate, long sample) {
    int octave = rate >> 2;
    int fraction = rate & 3;
    long count = sample >> 1;
    boolean counted = (sample & 1) != 0;
    if (octave < 12) {
      if (!counted || rate == 0) {
        return 0;
      }
      return switch (octave + Long.numberOfTrailingZeros(count) - 11) {
        case 0 -> 1;
        case 1 -> fraction >> 1;
        case 2 -> fraction & 1;
        default -> 0;
      };
    }
    int size = Math.min(3, octave - 12 + (EXTRA_STEPS[fraction] >> (count & 3) & 1));
    return size == 0 ? (counted ? 1 : 0) : 1 << (size - 1);
  }

  /** The place in the waveform, 10 bits. */
  int phase() {
    return phase >> 9;
  }

  /** The sample at its own phase, moved by a modulator. */
  int sample(FmChannel pitch, int modulation, int tremolo, boolean opl3) {
    return sampleAt(phase() + modulation, pitch, tremolo, opl3);
  }

  /** The sample at a place in the waveform that the rhythm section says. */
  int sampleAt(int place, FmChannel pitch, int tremolo, boolean opl3) {
    if (envelope == SILENCE) {
      return 0;
    }
    int attenuation = envelope + ((register40 & 0x3F) << 2) + keyScale(pitch);
    if ((register20 & 0x80) != 0) {
      attenuation += tremolo;
    }
    int waveform = opl3 ? registerE0 : registerE0 & 3;
    return wave(waveform, place & 0x3FF, Math.min(SILENCE, attenuation) << 3);
  }

  private int keyScale(FmChannel pitch) {
    int level = (KEY_SCALE[pitch.frequency() >> 6] << 2) - (8 - pitch.block() << 5);
    return Math.max(0, level) >> KEY_SCALE_SHIFT[register40 >> 6];
  }

  /** The eight waveforms (YMF262, "Wave Select"), attenuated. */
  private static int wave(int waveform, int phase, int attenuation) {
    boolean second = (phase & 0x200) != 0; // half of the period
    return switch (waveform) {
      case 0 -> signed(second, logSine(phase) + attenuation);
      case 1 -> second ? 0 : power(logSine(phase) + attenuation);
      case 2 -> power(logSine(phase) + attenuation);
      case 3 -> (phase & 0x100) != 0 ? 0 : power(logSine(phase) + attenuation);
      case 4 -> second ? 0 : signed((phase & 0x100) != 0, doubleSine(phase) + attenuation);
      case 5 -> second ? 0 : power(doubleSine(phase) + attenuation);
      case 6 -> signed(second, attenuation);
      default -> signed(second, ((second ? ~phase : phase) & 0x1FF) * 8 + attenuation);
    };
  }

  private static int logSine(int phase) {
    return LOG_SINE[(phase & 0x100) != 0 ? ~phase & 0xFF : phase & 0xFF];
  }

  /** At twice the speed: every other word of the ROM. */
  private static int doubleSine(int phase) {
    return LOG_SINE[((phase & 0x80) != 0 ? ~phase : phase) << 1 & 0xFF];
  }

  /** Negative samples are complements of ones: there is no adder behind the ROM. */
  private static int signed(boolean negative, int logarithm) {
    return negative ? ~power(logarithm) : power(logarithm);
  }

  private static int power(int logarithm) {
    int l = Math.min(logarithm, LOG_MOST);
    return l >= LOG_SILENCE ? 0 : (POWER[~l & 0xFF] | 0x400) << 1 >> (l >> 8);
  }

  void state(StateIo io) {
    register20 = io.i32("register20", register20);
    register40 = io.i32("register40", register40);
    register60 = io.i32("register60", register60);
    register80 = io.i32("register80", register80);
    registerE0 = io.i32("registerE0", registerE0);
    stage = io.constant("stage", Stage.class, stage);
    envelope = io.i32("envelope", envelope);
    phase = io.i32("phase", phase);
    keys = io.i32("keys", keys);
  }
}
