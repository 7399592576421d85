package quimera.peripherals.sound;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;
import quimera.peripherals.dma.DmaChannel;
import quimera.peripherals.sound.DspTransfer.Kind;
import quimera.peripherals.sound.DspTransfer.Order;

/**
 * The digital sound processor of a Sound Blaster 16, version 4.05: takes commands byte by byte and
 * sets transfers up for them.
 *
 * <p>Datasheet: Creative Labs, Sound Blaster Series Hardware Programming Guide, chapter 6, "DSP
 * Commands".
 *
 * <p>Deviations: a byte is taken at once; a command that ends an endless transfer by a single one
 * does so at once, not at the end of the block; records silence; MIDI bytes go nowhere; no advanced
 * signal processor; the DMA identification (E2h) is not answered.
 */
final class SbDsp {
  /** Interrupt of a byte transfer, as in the mixer's status register. */
  static final int BYTE_INTERRUPT = 1;

  /** Interrupt of a word transfer. */
  static final int WORD_INTERRUPT = 2;

  private static final int VERSION_MAJOR = 4;
  private static final int VERSION_MINOR = 5;
  private static final int RESET_DONE = 0xAA;
  private static final long RESET_NS = 100_000;
  private static final int NO_COMMAND = -1;
  private static final int LOWEST_HERTZ = 4_000;
  private static final int HIGHEST_HERTZ = 48_000;
  private static final int SHORTEST_US = 20; // of a sample, by the time constant
  private static final String COPYRIGHT = "COPYRIGHT (C) CREATIVE TECHNOLOGY LTD, 1992.\0";

  /** What the processor drives. */
  interface Card {
    /** The channel for words or for bytes, or null if none is chosen. */
    DmaChannel channel(boolean words);

    /** The converter's new level, 16 bits signed. */
    void voice(int left, int right);

    /** {@link #interrupts} has changed. */
    void interruptsChanged();
  }

  private final Card card;
  private final DspTransfer bytes;
  private final DspTransfer words;
  private final Alarm ready;
  private final byte[] answers = new byte[64];
  private final int[] parameters = new int[3];
  private int firstAnswer;
  private int answered; // how many are waiting
  private int lastRead;
  private int command = NO_COMMAND;
  private int parametersTaken;
  private boolean resetHeld;
  private boolean midi; // until a reset, what is written is MIDI
  private boolean speaker;
  private int blockLength;
  private int testRegister;
  private int interrupts;

  SbDsp(Scheduler scheduler, Card card) {
    this.card = card;
    DspTransfer.Card end = new TransferEnd();
    bytes = new DspTransfer(false, scheduler, end);
    words = new DspTransfer(true, scheduler, end);
    ready = scheduler.alarm("ready", this::ready);
  }

  void reset() {
    Arrays.fill(answers, (byte) 0);
    Arrays.fill(parameters, 0);
    firstAnswer = 0;
    answered = 0;
    lastRead = RESET_DONE;
    command = NO_COMMAND;
    parametersTaken = 0;
    resetHeld = false;
    midi = false;
    speaker = false;
    blockLength = 0x800;
    testRegister = 0;
    interrupts = 0;
  }

  void settle() {
    bytes.stop();
    words.stop();
    hertz(22_050);
    ready.cancel();
  }

  /** The reset port: a 1 and then a 0 start the processor afresh, which it says after a while. */
  void resetPort(int value) {
    boolean held = (value & 1) != 0;
    if (held && !resetHeld) {
      boolean endsMidi = midi;
      reset();
      settle();
      card.voice(0, 0);
      card.interruptsChanged();
      midi = endsMidi;
    } else if (!held && resetHeld) {
      if (midi) {
        midi = false; // all that it does then
      } else {
        ready.in(RESET_NS);
      }
    }
    resetHeld = held;
  }

  private void ready() {
    answer(RESET_DONE);
  }

  /** Whether a byte is refused for now. */
  boolean busy() {
    return resetHeld || ready.isSet();
  }

  /** Whether an answer waits. */
  boolean hasAnswer() {
    return answered != 0;
  }

  /** The byte that {@link #read} would give. */
  int peek() {
    return answered == 0 ? lastRead : answers[firstAnswer] & 0xFF;
  }

  /** The next answer; without one, the last again. */
  int read() {
    lastRead = peek();
    if (answered != 0) {
      firstAnswer = (firstAnswer + 1) % answers.length;
      answered--;
    }
    return lastRead;
  }

  private void answer(int value) {
    if (answered < answers.length) {
      answers[(firstAnswer + answered++) % answers.length] = (byte) value;
    }
  }

  /** Interrupts that are pending. */
  int interrupts() {
    return interrupts;
  }

  /** The guest has read the port that takes an interrupt back. */
  void acknowledge(int interrupt) {
    interrupts &= ~interrupt;
    card.interruptsChanged();
  }

  private void raise(int interrupt) {
    interrupts |= interrupt;
    card.interruptsChanged();
  }

  /** A command, or a parameter of one. */
  void write(int value) {
    if (midi || busy()) {
      return;
    }
    if (command == NO_COMMAND) {
      command = value;
      parametersTaken = 0;
    } else {
      parameters[parametersTaken++] = value;
    }
    if (parametersTaken == parametersOf(command)) {
      int complete = command;
      command = NO_COMMAND;
      execute(complete);
    }
  }

  private static int parametersOf(int command) {
    return switch (command) {
      case 0x04, 0x0F, 0x10, 0x38, 0x40, 0xE0, 0xE2, 0xE4 -> 1;
      case 0x05, 0x0E, 0x14, 0x16, 0x17, 0x24, 0x41, 0x42, 0x48, 0x74, 0x75, 0x76, 0x77, 0x80 -> 2;
      default -> command >= 0xB0 && command <= 0xCF ? 3 : 0;
    };
  }

  private void execute(int complete) {
    if (complete >= 0xB0 && complete <= 0xCF) {
      general(complete);
      return;
    }
    switch (complete) {
      case 0x10 -> {
        int level = parameters[0] - 0x80 << 8;
        card.voice(level, level);
      }
      case 0x20 -> answer(0x80); // silence
      case 0x34, 0x35, 0x36, 0x37 -> midi = true;
      case 0x40 -> rate(1000L * Math.max(SHORTEST_US, 256 - parameters[0]), 1);
      case 0x41, 0x42 -> hertz(parameters[0] << 8 | parameters[1]); // one clock for both ways
      case 0x45 -> bytes.repeat(true);
      case 0x47 -> words.repeat(true);
      case 0x48 -> blockLength = length(0);
      case 0xD0 -> bytes.pause();
      case 0xD1 -> speaker = true; // is only remembered since version 4
      case 0xD3 -> speaker = false;
      case 0xD4 -> bytes.resume();
      case 0xD5 -> words.pause();
      case 0xD6 -> words.resume();
      case 0xD8 -> answer(speaker ? 0xFF : 0);
      case 0xD9 -> words.repeat(false);
      case 0xDA -> bytes.repeat(false);
      case 0xE0 -> answer(~parameters[0]);
      case 0xE1 -> {
        answer(VERSION_MAJOR);
        answer(VERSION_MINOR);
      }
      case 0xE3 -> {
        for (byte each : COPYRIGHT.getBytes(StandardCharsets.US_ASCII)) {
          answer(each);
        }
      }
      case 0xE4 -> testRegister = parameters[0];
      case 0xE8 -> answer(testRegister);
      case 0xF2 -> raise(BYTE_INTERRUPT);
      case 0xF3 -> raise(WORD_INTERRUPT);
      case 0xF8 -> answer(0);
      default -> byteTransfer(complete);
    }
  }

  /** The transfers of versions 1 to 3: bytes, without a sign, mono. */
  private void byteTransfer(int complete) {
    switch (complete) {
      case 0x14 -> bytes(Kind.PCM, length(0), false, false);
      case 0x16 -> bytes(Kind.ADPCM_2, length(0), false, false);
      case 0x17 -> bytes(Kind.ADPCM_2, length(0), false, true);
      case 0x74 -> bytes(Kind.ADPCM_4, length(0), false, false);
      case 0x75 -> bytes(Kind.ADPCM_4, length(0), false, true);
      case 0x76 -> bytes(Kind.ADPCM_3, length(0), false, false);
      case 0x77 -> bytes(Kind.ADPCM_3, length(0), false, true);
      case 0x80 -> bytes(Kind.SILENCE, length(0), false, false);
      case 0x1C, 0x90 -> bytes(Kind.PCM, blockLength, true, false); // 90h: at high speed
      case 0x91 -> bytes(Kind.PCM, blockLength, false, false);
      case 0x1F -> bytes(Kind.ADPCM_2, blockLength, true, true);
      case 0x7D -> bytes(Kind.ADPCM_4, blockLength, true, true);
      case 0x7F -> bytes(Kind.ADPCM_3, blockLength, true, true);
      case 0x24 -> record(length(0), false);
      case 0x2C, 0x98 -> record(blockLength, true);
      case 0x99 -> record(blockLength, false);
      default -> {
        // No command, or one of a part that is not there.
      }
    }
  }

  private void bytes(Kind kind, int length, boolean autoInit, boolean reference) {
    bytes.start(new Order(kind, length, autoInit, false, false, false, reference));
  }

  private void record(int length, boolean autoInit) {
    bytes.start(new Order(Kind.PCM, length, autoInit, true, false, false, false));
  }

  /** The transfers of version 4: Bxh of words, Cxh of bytes, then the mode and the length. */
  private void general(int complete) {
    boolean input = (complete & 8) != 0;
    boolean autoInit = (complete & 4) != 0;
    boolean stereo = (parameters[0] & 0x20) != 0;
    boolean signed = (parameters[0] & 0x10) != 0;
    DspTransfer transfer = complete < 0xC0 ? words : bytes;
    transfer.start(new Order(Kind.PCM, length(1), autoInit, input, stereo, signed, false));
  }

  /** Lengths are given less one, low byte first. */
  private int length(int parameter) {
    return (parameters[parameter] | parameters[parameter + 1] << 8) + 1;
  }

  private void hertz(int asked) {
    rate(1_000_000_000L, Math.max(LOWEST_HERTZ, Math.min(HIGHEST_HERTZ, asked)));
  }

  private void rate(long ns, int samples) {
    bytes.rate(ns, samples);
    words.rate(ns, samples);
  }

  void state(StateIo io) {
    io.bytes("answers", answers);
    io.ints("parameters", parameters);
    firstAnswer = io.i32("firstAnswer", firstAnswer);
    answered = io.i32("answered", answered);
    lastRead = io.i32("lastRead", lastRead);
    command = io.i32("command", command);
    parametersTaken = io.i32("parametersTaken", parametersTaken);
    resetHeld = io.bit("resetHeld", resetHeld);
    midi = io.bit("midi", midi);
    speaker = io.bit("speaker", speaker);
    blockLength = io.i32("blockLength", blockLength);
    testRegister = io.i32("testRegister", testRegister);
    interrupts = io.i32("interrupts", interrupts);
    io.section("byteTransfer", bytes::state);
    io.section("wordTransfer", words::state);
    ready.state(io);
  }

  /** What the transfers see of the card. */
  private final class TransferEnd implements DspTransfer.Card {
    @Override
    public DmaChannel channel(boolean ofWords) {
      return card.channel(ofWords);
    }

    @Override
    public void voice(int left, int right) {
      card.voice(left, right);
    }

    @Override
    public void blockDone(boolean ofWords) {
      raise(ofWords ? WORD_INTERRUPT : BYTE_INTERRUPT);
    }
  }
}
