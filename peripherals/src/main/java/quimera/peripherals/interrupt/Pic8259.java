package quimera.peripherals.interrupt;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.InputLine;
import quimera.core.line.InterruptAck;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;

/**
 * Puts eight interrupt requests in order of priority and presents the first to the processor.
 *
 * <p>Datasheet: Intel 8259A Programmable Interrupt Controller, order number 231468-003; the
 * edge/level register of each input after Intel 82371FB (PIIX), 290550-002, section 2.5.
 *
 * <p>Deviations: the 8085 mode (ICW4 uPM = 0) delivers 8086 vectors; the buffered mode has no pin
 * to show; a reset also clears what the chip, which has no reset pin, would keep.
 */
public final class Pic8259 implements Device, BusTarget, InterruptAck {
  // offset A0            access  function
  private static final int COMMAND = 0; // W ICW1, OCW2, OCW3; R IRR, ISR or poll
  private static final int DATA = 1; //    W ICW2-ICW4, OCW1; R IMR (or poll)

  private static final int ICW1 = 1 << 4; // D4 of a command marks ICW1
  private static final int ICW1_LTIM = 1 << 3; // all inputs level triggered
  private static final int ICW1_SNGL = 1 << 1; // no cascade, no ICW3
  private static final int ICW1_IC4 = 1; // ICW4 follows
  private static final int ICW4_SFNM = 1 << 4; // special fully nested mode
  private static final int ICW4_AEOI = 1 << 1; // automatic end of interrupt

  private static final int OCW2_ROTATE = 1 << 7;
  private static final int OCW2_SPECIFIC = 1 << 6;
  private static final int OCW2_EOI = 1 << 5;
  private static final int OCW3 = 1 << 3; // D3 of a command that is no ICW1 marks OCW3
  private static final int OCW3_ESMM = 1 << 6; // SMM below counts
  private static final int OCW3_SMM = 1 << 5; // special mask mode
  private static final int OCW3_POLL = 1 << 2;
  private static final int OCW3_RR = 1 << 1; // RIS below counts
  private static final int OCW3_RIS = 1; // reads give ISR instead of IRR

  private static final int NONE = 8; // a rank below all eight

  /** The request to the processor, or to the master's input. */
  public final OutputLine intr;

  private final InputLine[] inputs = new InputLine[8];

  private int pins; // the levels of IR0-IR7
  private int latched; // edges not yet acknowledged
  private int imr;
  private int isr;
  private int levelPins; // inputs that are level triggered by the edge/level register
  private int icw1;
  private int icw2;
  private int icw3;
  private int icw4;
  private int expecting; // the ICW that the next data write is; 0 outside of initialization
  private int lowest; // the input of lowest priority
  private boolean rotateOnAeoi;
  private boolean specialMask;
  private boolean poll;
  private boolean readIsr;

  /**
   * A controller, not initialized.
   *
   * @param name what the board calls its INT pin, for example {@code pic.intr}
   */
  public Pic8259(String name) {
    intr = new OutputLine(name);
    for (int n = 0; n < inputs.length; n++) {
      int bit = 1 << n;
      inputs[n] = level -> pin(bit, level);
    }
    reset(Reset.POWER_ON);
  }

  /** Input IR{@code n}, 0-7. */
  public InputLine irq(int n) {
    return inputs[n];
  }

  @Override
  public void reset(Reset kind) {
    latched = 0;
    imr = 0;
    isr = 0;
    levelPins = 0;
    icw1 = 0;
    icw2 = 0;
    icw3 = 0;
    icw4 = 0;
    expecting = 0;
    lowest = 7;
    rotateOnAeoi = false;
    specialMask = false;
    poll = false;
    readIsr = false;
  }

  @Override
  public void settle() {
    update();
  }

  @Override
  public long read(int offset, int bytes) {
    if (poll) {
      poll = false;
      return poll(true);
    }
    return offset == DATA ? imr : readIsr ? isr : requests();
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    if (poll) {
      return OptionalLong.of(poll(false));
    }
    return OptionalLong.of(offset == DATA ? imr : readIsr ? isr : requests());
  }

  @Override
  public void write(int offset, int bytes, long value) {
    int v = (int) value & 0xFF;
    if (offset == COMMAND) {
      if ((v & ICW1) != 0) {
        initialize(v);
      } else if ((v & OCW3) != 0) {
        operation3(v);
      } else {
        operation2(v);
      }
    } else {
      switch (expecting) {
        case 2 -> {
          icw2 = v;
          expecting = (icw1 & ICW1_SNGL) == 0 ? 3 : (icw1 & ICW1_IC4) != 0 ? 4 : 0;
        }
        case 3 -> {
          icw3 = v;
          expecting = (icw1 & ICW1_IC4) != 0 ? 4 : 0;
        }
        case 4 -> {
          icw4 = v;
          expecting = 0;
        }
        default -> imr = v;
      }
    }
    update();
  }

  /** ICW1 (231468 page 11): what is cleared, and which words follow. */
  private void initialize(int v) {
    icw1 = v;
    expecting = 2;
    latched = 0; // an input that is high must fall and rise again
    imr = 0;
    isr = 0;
    lowest = 7;
    specialMask = false;
    readIsr = false;
    poll = false;
    icw3 = 0;
    if ((v & ICW1_IC4) == 0) {
      icw4 = 0;
      rotateOnAeoi = false;
    }
  }

  /** OCW2: ends of interrupts and rotation. */
  private void operation2(int v) {
    int named = v & 7;
    switch (v & (OCW2_ROTATE | OCW2_SPECIFIC | OCW2_EOI)) {
      case OCW2_EOI -> endOfInterrupt(false);
      case OCW2_EOI | OCW2_SPECIFIC -> isr &= ~(1 << named);
      case OCW2_EOI | OCW2_ROTATE -> endOfInterrupt(true);
      case OCW2_EOI | OCW2_ROTATE | OCW2_SPECIFIC -> {
        isr &= ~(1 << named);
        lowest = named;
      }
      case OCW2_ROTATE | OCW2_SPECIFIC -> lowest = named;
      case OCW2_ROTATE -> rotateOnAeoi = true;
      case 0 -> rotateOnAeoi = false;
      default -> {
        // SL alone: no operation.
      }
    }
  }

  /** OCW3: special mask mode, poll, and which register reads give. */
  private void operation3(int v) {
    if ((v & OCW3_ESMM) != 0) {
      specialMask = (v & OCW3_SMM) != 0;
    }
    poll = (v & OCW3_POLL) != 0;
    if ((v & OCW3_RR) != 0) {
      readIsr = (v & OCW3_RIS) != 0;
    }
  }

  /** The non-specific end of interrupt: the in-service input of highest priority is done. */
  private void endOfInterrupt(boolean rotate) {
    int rank = firstRank(inServiceSeen());
    if (rank != NONE) {
      int n = input(rank);
      isr &= ~(1 << n);
      if (rotate) {
        lowest = n;
      }
    }
  }

  /**
   * Both INTA pulses: the request of highest priority goes into service. If none is left, the chip
   * answers as IR7 without putting it into service (the spurious interrupt).
   *
   * @return the vector
   */
  @Override
  public int acknowledge() {
    return vector(acknowledgeInput());
  }

  /** The INTA pulses without the vector: the input that was taken, 7 if none was. */
  int acknowledgeInput() {
    int rank = firstRank(requests() & ~imr);
    if (!interrupts(rank)) {
      return 7;
    }
    int n = input(rank);
    latched &= ~(1 << n);
    isr |= 1 << n;
    update(); // INT falls here, even if the end of interrupt below raises it again
    if ((icw4 & ICW4_AEOI) != 0) {
      isr &= ~(1 << n);
      if (rotateOnAeoi) {
        lowest = n;
      }
      update();
    }
    return n;
  }

  /** The vector of input {@code n}. */
  int vector(int n) {
    return icw2 & 0xF8 | n;
  }

  /** Whether a slave answers for input {@code n}: ICW3 of a master. */
  boolean hasSlave(int n) {
    return (icw1 & ICW1_SNGL) == 0 && (icw3 >> n & 1) != 0;
  }

  /** The input of the master that a slave answers to: ICW3 of a slave. */
  int slaveId() {
    return icw3 & 7;
  }

  /** Which inputs are level triggered one by one (the edge/level control register). */
  public void setLevelTriggered(int mask) {
    latched &= ~mask;
    levelPins = mask;
    update();
  }

  /** The edge/level control register. */
  public int levelTriggered() {
    return levelPins;
  }

  private void pin(int bit, boolean level) {
    if (level) {
      latched |= (pins & bit) == 0 ? bit : 0;
      pins |= bit;
    } else {
      pins &= ~bit;
      latched &= ~bit; // "IR must remain high until after the first INTA", or the request is lost
    }
    update();
  }

  private int requests() {
    int levels = (icw1 & ICW1_LTIM) != 0 ? 0xFF : levelPins;
    return pins & levels | latched & ~levels;
  }

  /** In service as the priority logic sees it: special mask mode hides what is masked. */
  private int inServiceSeen() {
    return specialMask ? isr & ~imr : isr;
  }

  private boolean interrupts(int rank) {
    if (rank == NONE) {
      return false;
    }
    int busy = firstRank(inServiceSeen());
    boolean slaveAgain = (icw4 & ICW4_SFNM) != 0 && rank == busy && hasSlave(input(rank));
    return rank < busy || slaveAgain;
  }

  /** The rank (0 is the highest priority) of the first of these inputs, or NONE. */
  private int firstRank(int set) {
    if (set == 0) {
      return NONE;
    }
    int turn = lowest + 1 & 7;
    return Integer.numberOfTrailingZeros((set >> turn | set << 8 - turn) & 0xFF);
  }

  private int input(int rank) {
    return lowest + 1 + rank & 7;
  }

  private int poll(boolean acknowledge) {
    int rank = firstRank(requests() & ~imr);
    if (!interrupts(rank)) {
      return 0;
    }
    return 0x80 | (acknowledge ? acknowledgeInput() : input(rank));
  }

  private void update() {
    intr.set(interrupts(firstRank(requests() & ~imr)));
  }

  @Override
  public void state(StateIo io) {
    pins = io.i32("pins", pins);
    latched = io.i32("latched", latched);
    imr = io.i32("imr", imr);
    isr = io.i32("isr", isr);
    levelPins = io.i32("levelPins", levelPins);
    icw1 = io.i32("icw1", icw1);
    icw2 = io.i32("icw2", icw2);
    icw3 = io.i32("icw3", icw3);
    icw4 = io.i32("icw4", icw4);
    expecting = io.i32("expecting", expecting);
    lowest = io.i32("lowest", lowest);
    rotateOnAeoi = io.bit("rotateOnAeoi", rotateOnAeoi);
    specialMask = io.bit("specialMask", specialMask);
    poll = io.bit("poll", poll);
    readIsr = io.bit("readIsr", readIsr);
    intr.state(io);
  }
}
