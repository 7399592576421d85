package quimera.peripherals.sound;

import quimera.core.state.StateIo;

/**
 * A channel of an FM chip: two operators at one pitch, the first of which feeds back on itself and
 * modulates the second or is heard beside it. Two channels together can make one of four operators.
 *
 * <p>Datasheet: Yamaha YMF262 Application Manual, registers A0h-A8h, B0h-B8h and C0h-C8h.
 */
final class FmChannel {
  private static final int KEY_ON = 0x20;

  final FmOperator modulator;
  final FmOperator carrier;

  private int frequency; // F-NUM, 10 bits
  private int registerB0; // KON, BLOCK, upper bits of F-NUM
  private int registerC0; // outputs, FB, CNT
  private int noteSelect; // which bit of F-NUM is the lowest of the key code: 9, or 8 with NTS
  private int last; // what the modulator has put out,
  private int beforeLast; // and the time before

  FmChannel(FmOperator modulator, FmOperator carrier) {
    this.modulator = modulator;
    this.carrier = carrier;
    reset();
  }

  void reset() {
    frequency = 0;
    registerB0 = 0;
    registerC0 = 0;
    noteSelect = 9;
    last = 0;
    beforeLast = 0;
  }

  void writeA0(int value) {
    frequency = frequency & 0x300 | value;
  }

  void writeB0(int value) {
    registerB0 = value;
    frequency = frequency & 0xFF | (value & 3) << 8;
  }

  void writeC0(int value) {
    registerC0 = value;
  }

  void noteSelect(boolean nts) {
    noteSelect = nts ? 8 : 9;
  }

  boolean keyOn() {
    return (registerB0 & KEY_ON) != 0;
  }

  int frequency() {
    return frequency;
  }

  int block() {
    return registerB0 >> 2 & 7;
  }

  /** The note's height, 0-15, by which rates scale. */
  int keyCode() {
    return block() << 1 | frequency >> noteSelect & 1;
  }

  /**
   * By how much the vibrato moves F-NUM: up to seven cents by its upper bits, or fourteen.
   *
   * @param vibrato the LFO's place in eighths of its period; bit 3 says to go deep
   */
  int vibrato(int vibrato) {
    int range = (vibrato & 3) == 0 ? 0 : frequency >> 7;
    int depth = range >> (vibrato & 1) >> ((vibrato & 8) != 0 ? 0 : 1);
    return (vibrato & 4) != 0 ? -depth : depth;
  }

  /** CNT: whether both operators are heard, instead of the first modulating the second. */
  boolean additive() {
    return (registerC0 & 1) != 0;
  }

  boolean left() {
    return (registerC0 & 0x10) != 0;
  }

  boolean right() {
    return (registerC0 & 0x20) != 0;
  }

  /** The sum of the modulator's last two samples, by FB from 1/16 of pi to 4 pi. */
  int feedback() {
    int fb = registerC0 >> 1 & 7;
    return fb == 0 ? 0 : last + beforeLast >> 9 - fb;
  }

  /** What the modulator has put out now. */
  int modulated(int sample) {
    beforeLast = last;
    last = sample;
    return sample;
  }

  void state(StateIo io) {
    frequency = io.i32("frequency", frequency);
    registerB0 = io.i32("registerB0", registerB0);
    registerC0 = io.i32("registerC0", registerC0);
    noteSelect = io.i32("noteSelect", noteSelect);
    last = io.i32("last", last);
    beforeLast = io.i32("beforeLast", beforeLast);
  }
}
