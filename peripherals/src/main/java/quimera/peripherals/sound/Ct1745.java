package quimera.peripherals.sound;

import java.util.Arrays;
import quimera.core.state.StateIo;

/**
 * The mixer of a Sound Blaster 16: how loud each source is, and which interrupt and DMA channels
 * the card uses.
 *
 * <p>Datasheet: Creative Labs, Sound Blaster Series Hardware Programming Guide, chapter 4, "CT1745
 * Mixer"; registers 04h to 2Eh are those of the Sound Blaster Pro, which show the same volumes in
 * four bits.
 *
 * <p>Deviations: volumes of the voice and the synthesizer, the master volume and the output gain
 * are applied; sources that are not there (CD, line, microphone) and the tone controls only have
 * their registers. The PC's speaker is not led through the card.
 */
final class Ct1745 {
  private static final int RESET = 0x00;
  private static final int MASTER = 0x30; //     R/W each left, then right; upper five bits
  private static final int VOICE = 0x32;
  private static final int MIDI = 0x34;
  private static final int MICROPHONE = 0x3A;
  private static final int OUTPUT_SWITCHES = 0x3C;
  private static final int INPUT_LEFT = 0x3D;
  private static final int INPUT_RIGHT = 0x3E;
  private static final int OUTPUT_GAIN = 0x41; // left, then right; upper two bits
  private static final int TREBLE = 0x44; //     to 47h: treble and bass, upper four bits
  private static final int INTERRUPTS = 0x80; // R/W one bit each for IRQ 2, 5, 7 and 10
  private static final int DMA = 0x81; //        R/W one bit each for DMA 0, 1, 3, 5, 6 and 7
  private static final int STATUS = 0x82; //     R   interrupts that are pending

  private static final int BYTE_CHANNELS = 0x0B;
  private static final int WORD_CHANNELS = 0xE0;

  /** The bits that are there, of the volumes 30h to 47h. */
  private static final int[] WRITABLE = {
    0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xC0,
    0x1F, 0x7F, 0x7F, 0xC0, 0xC0, 0xC0, 0xC0, 0x01, 0xF0, 0xF0, 0xF0, 0xF0
  };

  /** The factor of each volume, in 1/65536: 2 dB a step, 31 is all. */
  private static final int[] FACTORS = new int[32];

  static {
    for (int volume = 0; volume < FACTORS.length; volume++) {
      FACTORS[volume] = (int) Math.round(65536 * StrictMath.pow(10, (volume - 31) * 2 / 20.0));
    }
  }

  private final int[] volumes = new int[WRITABLE.length];
  private int address;
  private int interrupts;
  private int dma;

  void reset() {
    address = 0;
    interrupts = 0x02; // IRQ 5
    dma = 0x22; // DMA 1 and 5
    resetVolumes();
  }

  private void resetVolumes() {
    Arrays.fill(volumes, 0);
    for (int register = MASTER; register < MIDI + 2; register++) {
      set(register, 24 << 3); // -14 dB
    }
    set(OUTPUT_SWITCHES, 0x1F);
    set(INPUT_LEFT, 0x15);
    set(INPUT_RIGHT, 0x0B);
    for (int register = TREBLE; register < TREBLE + 4; register++) {
      set(register, 0x80);
    }
  }

  void address(int value) {
    address = value;
  }

  int address() {
    return address;
  }

  /**
   * The register that was addressed.
   *
   * @param status the interrupts that are pending
   */
  int read(int status) {
    int pro = ofPro(address);
    if (pro == MICROPHONE) {
      return get(MICROPHONE) >> 5;
    }
    if (pro != 0) {
      return get(pro) & 0xF0 | get(pro + 1) >> 4;
    }
    return switch (address) {
      case INTERRUPTS -> interrupts;
      case DMA -> dma;
      case STATUS -> status;
      default -> isVolume(address) ? get(address) : 0;
    };
  }

  void write(int value) {
    int pro = ofPro(address);
    if (pro == MICROPHONE) {
      set(MICROPHONE, (value & 7) << 5 | 0x18);
    } else if (pro != 0) {
      set(pro, value & 0xF0 | 0x08); // the fifth bit follows, so that 15 is all
      set(pro + 1, value << 4 | 0x08);
    } else if (isVolume(address)) {
      set(address, value);
    } else {
      switch (address) {
        case RESET -> resetVolumes();
        case INTERRUPTS -> interrupts = value & 0x0F;
        case DMA -> dma = value & (BYTE_CHANNELS | WORD_CHANNELS);
        default -> {
          // No such register.
        }
      }
    }
  }

  /** Where a Sound Blaster Pro's register has its first volume, or 0. */
  private static int ofPro(int register) {
    return switch (register) {
      case 0x04 -> VOICE;
      case 0x0A -> MICROPHONE;
      case 0x22 -> MASTER;
      case 0x26 -> MIDI;
      case 0x28 -> 0x36; // CD
      case 0x2E -> 0x38; // line
      default -> 0;
    };
  }

  private static boolean isVolume(int register) {
    return register >= MASTER && register < MASTER + WRITABLE.length;
  }

  private int get(int register) {
    return volumes[register - MASTER];
  }

  private void set(int register, int value) {
    volumes[register - MASTER] = value & WRITABLE[register - MASTER];
  }

  /** Whether the card pulls the {@code n}th of its interrupts. */
  boolean pulls(int n) {
    return (interrupts >> n & 1) != 0;
  }

  /** The channel for bytes: 0, 1 or 3, or -1 for none. */
  int byteChannel() {
    int chosen = dma & BYTE_CHANNELS;
    return chosen == 0 ? -1 : Integer.numberOfTrailingZeros(chosen);
  }

  /** The channel for words, 5 to 7; without one, words go through the channel for bytes. */
  int wordChannel() {
    int chosen = dma & WORD_CHANNELS;
    return chosen == 0 ? byteChannel() : Integer.numberOfTrailingZeros(chosen);
  }

  /** A sample of the DSP's converter as it leaves the card. */
  int voice(int sample, boolean right) {
    return mix(sample, VOICE, right ? 1 : 0);
  }

  /** A sample of the synthesizer as it leaves the card. */
  int music(int sample, boolean right) {
    return mix(sample, MIDI, right ? 1 : 0);
  }

  private int mix(int sample, int source, int side) {
    long factor = (long) FACTORS[get(MASTER + side) >> 3] * FACTORS[get(source + side) >> 3];
    long loud = sample * factor >> 32 - (get(OUTPUT_GAIN + side) >> 6);
    return (int) Math.max(-0x8000, Math.min(0x7FFF, loud));
  }

  void state(StateIo io) {
    io.ints("volumes", volumes);
    address = io.i32("address", address);
    interrupts = io.i32("interrupts", interrupts);
    dma = io.i32("dma", dma);
  }
}
