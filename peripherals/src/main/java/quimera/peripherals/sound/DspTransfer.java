package quimera.peripherals.sound;

import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;
import quimera.peripherals.dma.DmaChannel;

/**
 * A transfer that the DSP makes on one of its two DMA channels: at every tick of the sampling rate
 * it takes a sample from memory to the converter, or brings one of silence to memory, and asks for
 * an interrupt at the end of the block.
 *
 * <p>Datasheet: Creative Labs, Sound Blaster Series Hardware Programming Guide, chapters 3 and 6.
 */
final class DspTransfer {
  /** What the bytes are. */
  enum Kind {
    /** Samples. */
    PCM(null),
    /** No bytes: a pause that is as long as a block. */
    SILENCE(null),
    /** Coded samples, 4 bits each. */
    ADPCM_4(CreativeAdpcm.Coding.FOUR_BITS),
    /** Coded samples, 3 bits each. */
    ADPCM_3(CreativeAdpcm.Coding.THREE_BITS),
    /** Coded samples, 2 bits each. */
    ADPCM_2(CreativeAdpcm.Coding.TWO_BITS);

    final CreativeAdpcm.Coding coding;

    Kind(CreativeAdpcm.Coding coding) {
      this.coding = coding;
    }
  }

  /**
   * What a command asks for.
   *
   * @param length units of a block, bytes or words
   * @param autoInit whether the next block follows by itself
   * @param input whether sound is recorded
   * @param signed whether the middle is 0 and not half of the range
   * @param reference whether a coded block begins with a sample that is not coded
   */
  record Order(
      Kind kind,
      int length,
      boolean autoInit,
      boolean input,
      boolean stereo,
      boolean signed,
      boolean reference) {}

  /** What the transfer has from the rest of the card. */
  interface Card {
    /** The channel for words or for bytes, or null if none is chosen. */
    DmaChannel channel(boolean words);

    /** The converter's new level, 16 bits signed. */
    void voice(int left, int right);

    /** A block has ended. */
    void blockDone(boolean words);
  }

  private final Scheduler scheduler;
  private final Card card;
  private final boolean words;
  private final Alarm sample;
  private final CreativeAdpcm adpcm = new CreativeAdpcm();
  private final transient byte[] unit = new byte[2];

  private Kind kind = Kind.PCM;
  private boolean active;
  private boolean paused;
  private boolean autoInit;
  private boolean input;
  private boolean stereo;
  private boolean signed;
  private boolean withReference;
  private boolean referenceNext;
  private int block; // units
  private int remaining;
  private int packed; // a byte of codes,
  private int code; // and which of them is next; 0 takes a byte
  private int left; // waits for its right-hand sample
  private boolean leftTaken;
  private long periodNs; // in which so many samples are taken
  private int periodSamples;
  private long origin; // when the period began,
  private int index; // and samples since

  DspTransfer(boolean words, Scheduler scheduler, Card card) {
    this.words = words;
    this.scheduler = scheduler;
    this.card = card;
    sample = scheduler.alarm(words ? "word" : "byte", this::sample);
    rate(1, 1);
  }

  /** Ends what is going on. */
  void stop() {
    active = false;
    paused = false;
    sample.cancel();
    request(false);
  }

  /** Starts; the first sample is taken after one period. */
  void start(Order order) {
    stop();
    kind = order.kind;
    autoInit = order.autoInit;
    input = order.input;
    stereo = order.stereo;
    signed = order.signed;
    withReference = order.reference;
    referenceNext = order.reference;
    block = order.length;
    remaining = block;
    code = 0;
    leftTaken = false;
    active = true;
    go();
  }

  /** The sampling rate: so many samples (of all channels at once) in so many nanoseconds. */
  void rate(long ns, int samples) {
    periodNs = ns;
    periodSamples = samples;
    if (active && !paused) {
      go();
    }
  }

  private void go() {
    origin = scheduler.now();
    index = 0;
    next();
  }

  /** Times are computed from the period's beginning and never added up. */
  private void next() {
    index++;
    sample.at(origin + (index * periodNs + periodSamples - 1) / periodSamples);
    if (index == periodSamples) {
      origin += periodNs;
      index = 0;
    }
  }

  void pause() {
    paused = true;
    sample.cancel();
    request(false);
  }

  void resume() {
    if (active && paused) {
      paused = false;
      go();
    }
  }

  /** Lets the current block be the last, or not. */
  void repeat(boolean again) {
    autoInit = again;
  }

  private void sample() {
    switch (kind) {
      case PCM -> pcm();
      case SILENCE -> {
        card.voice(0, 0);
        unitDone();
      }
      default -> coded();
    }
    if (active) {
      next();
    }
  }

  /** One sample of each channel; where the DMA controller does not answer, the next tick tries. */
  private void pcm() {
    if (stereo && !leftTaken) {
      if (!move()) {
        return;
      }
      left = value();
      leftTaken = true;
      unitDone();
    }
    if (active && move()) {
      leftTaken = false;
      int right = value();
      if (!input) {
        card.voice(stereo ? left : right, right);
      }
      unitDone();
    }
  }

  private void coded() {
    if (code == 0) {
      if (!move()) {
        return;
      }
      packed = unit[0] & 0xFF;
      if (referenceNext) {
        referenceNext = false;
        adpcm.reference(packed);
        mono(packed);
        unitDone();
        return;
      }
    }
    mono(adpcm.decode(kind.coding, packed, code));
    code = (code + 1) % kind.coding.samples;
    if (code == 0) {
      unitDone();
    }
  }

  private void mono(int unsigned) {
    int level = unsigned - 0x80 << 8;
    card.voice(level, level);
  }

  /** Moves a byte or a word; false if the channel is not ready. */
  private boolean move() {
    int bytes = words ? 2 : 1;
    DmaChannel channel = card.channel(words);
    if (channel == null) {
      return false;
    }
    if (input) {
      unit[0] = 0;
      unit[bytes - 1] = (byte) (signed ? 0 : 0x80); // silence
    }
    int moved = input ? channel.write(unit, 0, bytes) : channel.read(unit, 0, bytes);
    channel.request(moved == 0);
    return moved == bytes;
  }

  private void request(boolean asserted) {
    DmaChannel channel = card.channel(words);
    if (channel != null) {
      channel.request(asserted);
    }
  }

  /** The unit as 16 bits signed. */
  private int value() {
    int raw = words ? unit[1] << 8 | unit[0] & 0xFF : unit[0] << 8;
    return signed ? raw : (short) (raw ^ 0x8000);
  }

  private void unitDone() {
    if (--remaining != 0) {
      return;
    }
    if (autoInit) {
      remaining = block;
      referenceNext = withReference;
    } else {
      stop();
    }
    card.blockDone(words);
  }

  void state(StateIo io) {
    kind = io.constant("kind", Kind.class, kind);
    active = io.bit("active", active);
    paused = io.bit("paused", paused);
    autoInit = io.bit("autoInit", autoInit);
    input = io.bit("input", input);
    stereo = io.bit("stereo", stereo);
    signed = io.bit("signed", signed);
    withReference = io.bit("withReference", withReference);
    referenceNext = io.bit("referenceNext", referenceNext);
    block = io.i32("block", block);
    remaining = io.i32("remaining", remaining);
    packed = io.i32("packed", packed);
    code = io.i32("code", code);
    left = io.i32("left", left);
    leftTaken = io.bit("leftTaken", leftTaken);
    periodNs = io.i64("periodNs", periodNs);
    periodSamples = io.i32("periodSamples", periodSamples);
    origin = io.i64("origin", origin);
    index = io.i32("index", index);
    io.section("adpcm", adpcm::state);
    sample.state(io);
  }
}
