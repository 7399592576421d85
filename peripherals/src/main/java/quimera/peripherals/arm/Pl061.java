package quimera.peripherals.arm;

import java.util.Arrays;
import java.util.stream.IntStream;
import quimera.core.line.InputLine;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;

/**
 * Eight pins of general use, each an input that can interrupt or an output.
 *
 * <p>Datasheet: ARM PrimeCell General Purpose Input/Output (PL061), DDI 0190B, chapter 3.
 *
 * <p>Deviations: alternate functions (GPIOAFSEL) are kept, but nothing is behind them.
 */
public final class Pl061 extends PrimeCell {
  //                      register         access  function
  private static final int DATA_END = 0x400; //  R/W data: address bits 9-2 select the pins
  private static final int GPIODIR = 0x400; //   R/W 1: output
  private static final int GPIOIS = 0x404; //    R/W 1: level, 0: edge
  private static final int GPIOIBE = 0x408; //   R/W 1: both edges
  private static final int GPIOIEV = 0x40C; //   R/W 1: rising edge or high level
  private static final int GPIOIE = 0x410; //    R/W enabled
  private static final int GPIORIS = 0x414; //   R   requests
  private static final int GPIOMIS = 0x418; //   R   requests that are enabled
  private static final int GPIOIC = 0x41C; //    W   1 drops the request of an edge
  private static final int GPIOAFSEL = 0x420; // R/W

  private static final int PINS = 8;

  /** GPIOINTR. */
  public final OutputLine irq = new OutputLine("irq");

  private final OutputLine[] outputs =
      IntStream.range(0, PINS).mapToObj(n -> new OutputLine("out" + n)).toArray(OutputLine[]::new);

  private int inputs;
  private int data;
  private int direction;
  private int levels;
  private int bothEdges;
  private int event;
  private int enabled;
  private int edges; // requests of pins that ask by an edge
  private int alternate;
  private int seen; // the pins as they were when edges were last looked for

  /** Eight inputs, all low. */
  public Pl061() {
    super(0x061, 0, 0);
  }

  /** Pin {@code n} as an input. */
  public InputLine input(int n) {
    int bit = 1 << n;
    return level -> {
      inputs = level ? inputs | bit : inputs & ~bit;
      update();
    };
  }

  /** Pin {@code n} as an output; low while it is none. */
  public OutputLine output(int n) {
    return outputs[n];
  }

  @Override
  public void reset(Reset kind) {
    data = 0;
    direction = 0;
    levels = 0;
    bothEdges = 0;
    event = 0;
    enabled = 0;
    edges = 0;
    alternate = 0;
    seen = inputs;
  }

  @Override
  public void settle() {
    update();
  }

  private int pins() {
    return data & direction | inputs & ~direction;
  }

  private int requests() {
    return edges & ~levels | ~(pins() ^ event) & levels & 0xFF;
  }

  @Override
  int value(int register) {
    if (register < DATA_END) {
      return pins() & register >> 2;
    }
    return switch (register) {
      case GPIODIR -> direction;
      case GPIOIS -> levels;
      case GPIOIBE -> bothEdges;
      case GPIOIEV -> event;
      case GPIOIE -> enabled;
      case GPIORIS -> requests();
      case GPIOMIS -> requests() & enabled;
      case GPIOAFSEL -> alternate;
      default -> 0;
    };
  }

  @Override
  void store(int register, int value) {
    int bits = value & 0xFF;
    if (register < DATA_END) {
      int selected = register >> 2 & direction;
      data = data & ~selected | bits & selected;
    }
    switch (register) {
      case GPIODIR -> direction = bits;
      case GPIOIS -> levels = bits;
      case GPIOIBE -> bothEdges = bits;
      case GPIOIEV -> event = bits;
      case GPIOIE -> enabled = bits;
      case GPIOIC -> edges &= ~bits;
      case GPIOAFSEL -> alternate = bits;
      default -> {
        // The data, done above, or a register that cannot be written.
      }
    }
    update();
  }

  private void update() {
    int now = pins();
    int changed = now ^ seen;
    seen = now;
    edges |= changed & (bothEdges | ~(now ^ event)) & 0xFF;
    for (int n = 0; n < PINS; n++) {
      outputs[n].set((data & direction & 1 << n) != 0);
    }
    irq.set((requests() & enabled) != 0);
  }

  @Override
  public void state(StateIo io) {
    inputs = io.i32("inputs", inputs);
    data = io.i32("data", data);
    direction = io.i32("direction", direction);
    levels = io.i32("levels", levels);
    bothEdges = io.i32("bothEdges", bothEdges);
    event = io.i32("event", event);
    enabled = io.i32("enabled", enabled);
    edges = io.i32("edges", edges);
    alternate = io.i32("alternate", alternate);
    seen = io.i32("seen", seen);
    irq.state(io);
    Arrays.stream(outputs).forEach(line -> line.state(io));
  }
}
