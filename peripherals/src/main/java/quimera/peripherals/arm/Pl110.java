package quimera.peripherals.arm;

import quimera.core.bus.Bus;
import quimera.core.host.Display;
import quimera.core.line.InputLine;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * A colour LCD controller: reads a picture from memory and shows it.
 *
 * <p>Datasheet: ARM PrimeCell Color LCD Controller (PL110), DDI 0161E, chapter 3; the places of the
 * control and the interrupt enable register on the Versatile boards, and the wiring of pixels: DUI
 * 0225D, section 4.5.
 *
 * <p>Deviations: a panel of any kind shows all colours, as a TFT panel does; the current address
 * (LCDUPCURR) is that of the frame's start; the FIFO never runs empty; the pixel clock is fixed.
 */
public final class Pl110 extends PrimeCell implements Display {
  //                        register          access  function
  private static final int LCD_TIMING0 = 0x000; // R/W horizontal
  private static final int LCD_TIMING1 = 0x004; // R/W vertical
  private static final int LCD_TIMING2 = 0x008; // R/W clock and polarities
  private static final int LCD_TIMING3 = 0x00C; // R/W line end
  private static final int LCD_UPBASE = 0x010; //  R/W picture, or its upper half
  private static final int LCD_LPBASE = 0x014; //  R/W lower half of a dual panel
  private static final int LCD_CONTROL = 0x018; // R/W
  private static final int LCD_IMSC = 0x01C; //    R/W interrupts enabled
  private static final int LCD_RIS = 0x020; //     R   requests
  private static final int LCD_MIS = 0x024; //     R   requests that are enabled
  private static final int LCD_ICR = 0x028; //     W   1 drops the request
  private static final int LCD_UPCURR = 0x02C; //  R
  private static final int LCD_LPCURR = 0x030; //  R
  private static final int PALETTE = 0x200; //     R/W 128 words of two colours
  private static final int PALETTE_END = 0x400;

  private static final int CONTROL_ENABLE = 1;
  private static final int CONTROL_BGR = 1 << 8;
  private static final int CONTROL_BIG_BYTES = 1 << 9;
  private static final int CONTROL_BIG_PIXELS = 1 << 10;
  private static final int CONTROL_POWER = 1 << 11;
  private static final int INT_NEXT_BASE = 1 << 2;
  private static final int INT_VERTICAL = 1 << 3;
  private static final int ALL_INTS = 0x1E;
  private static final int BYPASS_DIVIDER = 1 << 26;

  /** CLCDINTR, all requests together. */
  public final OutputLine irq = new OutputLine("irq");

  /** The two bits of how the board wires 16-bit pixels to its panel: 2 and 3 mean 5:6:5. */
  public final InputLine mux0 = level -> setMux(1, level);

  /** The upper of the two. */
  public final InputLine mux1 = level -> setMux(2, level);

  private final Clock clock;
  private final Alarm frame;

  private final int[] timing = new int[4];
  private int upper;
  private int lower;
  private int current;
  private int control;
  private int mask;
  private int requests;
  private int mux;
  private final int[] palette = new int[(PALETTE_END - PALETTE) / 4];

  private final transient PixelReader pixels;
  private transient boolean changed = true;

  /**
   * @param bus over which it reads the picture
   * @param clock CLCDCLK
   */
  public Pl110(Bus bus, Clock clock, Scheduler scheduler) {
    super(0x110, 0, 0);
    this.clock = clock;
    frame = scheduler.alarm("frame", this::frameBegins);
    pixels = new PixelReader(bus);
    reset(Reset.POWER_ON);
  }

  @Override
  public void reset(Reset kind) {
    java.util.Arrays.fill(timing, 0);
    upper = 0;
    lower = 0;
    current = 0;
    control = 0;
    mask = 0;
    requests = 0;
    changed = true;
  }

  @Override
  public void settle() {
    frame.cancel();
    update();
  }

  private void setMux(int bit, boolean level) {
    mux = level ? mux | bit : mux & ~bit;
    changed = true;
  }

  @Override
  int value(int register) {
    if (register >= PALETTE && register < PALETTE_END) {
      return palette[(register - PALETTE) / 4];
    }
    return switch (register) {
      case LCD_TIMING0, LCD_TIMING1, LCD_TIMING2, LCD_TIMING3 -> timing[register / 4];
      case LCD_UPBASE -> upper;
      case LCD_LPBASE -> lower;
      case LCD_CONTROL -> control;
      case LCD_IMSC -> mask;
      case LCD_RIS -> requests;
      case LCD_MIS -> requests & mask;
      case LCD_UPCURR -> current;
      case LCD_LPCURR -> lower;
      default -> 0;
    };
  }

  @Override
  void store(int register, int value) {
    changed = true;
    if (register >= PALETTE && register < PALETTE_END) {
      palette[(register - PALETTE) / 4] = value;
      return;
    }
    switch (register) {
      case LCD_TIMING0, LCD_TIMING1, LCD_TIMING2, LCD_TIMING3 -> timing[register / 4] = value;
      case LCD_UPBASE -> upper = value & -4;
      case LCD_LPBASE -> lower = value & -4;
      case LCD_CONTROL -> setControl(value & 0x1FFFF);
      case LCD_IMSC -> mask = value & ALL_INTS;
      case LCD_ICR -> requests &= ~value;
      default -> {
        return;
      }
    }
    update();
  }

  private void setControl(int value) {
    boolean starts = (value & ~control & CONTROL_ENABLE) != 0;
    control = value;
    if (starts) {
      current = upper;
      frame.in(frameTime());
    } else if ((control & CONTROL_ENABLE) == 0) {
      frame.cancel();
    }
  }

  /** From one vertical synchronization to the next, in ns. */
  private long frameTime() {
    int t0 = timing[0];
    int t1 = timing[1];
    int t2 = timing[2];
    long across = 16L * ((t0 >> 2 & 0x3F) + 1) + (t0 >> 8 & 0xFF) + (t0 >> 16 & 0xFF);
    across += (t0 >>> 24) + 3;
    long down = 2L + (t1 & 0x3FF) + (t1 >> 10 & 0x3F) + (t1 >> 16 & 0xFF) + (t1 >>> 24);
    int divider = (t2 & BYPASS_DIVIDER) != 0 ? 1 : (t2 & 0x1F | t2 >>> 27 << 5) + 2;
    return Math.max(clock.timeOf(across * down * divider), 1_000_000);
  }

  private void frameBegins() {
    current = upper;
    requests |= INT_NEXT_BASE | INT_VERTICAL;
    frame.in(frameTime());
    update();
  }

  private void update() {
    irq.set((requests & mask) != 0);
  }

  // --- Picture ---------------------------------------------------------------------------------

  private boolean shows() {
    int both = CONTROL_ENABLE | CONTROL_POWER;
    return (control & both) == both;
  }

  @Override
  public int width() {
    return shows() ? 16 * ((timing[0] >> 2 & 0x3F) + 1) : 640;
  }

  @Override
  public int height() {
    return shows() ? (timing[1] & 0x3FF) + 1 : 480;
  }

  @Override
  public String text() {
    return null;
  }

  @Override
  public boolean render(int[] argb) {
    if (!shows()) {
      boolean was = changed;
      changed = false;
      java.util.Arrays.fill(argb, 0, width() * height(), 0xFF000000);
      return was;
    }
    if (changed) {
      pixels.program(
          control >> 1 & 7,
          mux,
          (control & CONTROL_BGR) != 0,
          (control & CONTROL_BIG_BYTES) != 0,
          (control & CONTROL_BIG_PIXELS) != 0,
          palette);
    }
    boolean all = changed;
    changed = false;
    return pixels.draw(current & 0xFFFFFFFFL, width(), height(), argb, all);
  }

  @Override
  public void state(StateIo io) {
    io.ints("timing", timing);
    upper = io.i32("upper", upper);
    lower = io.i32("lower", lower);
    current = io.i32("current", current);
    control = io.i32("control", control);
    mask = io.i32("mask", mask);
    requests = io.i32("requests", requests);
    mux = io.i32("mux", mux);
    io.ints("palette", palette);
    frame.state(io);
    irq.state(io);
  }

  @Override
  public void restored() {
    changed = true;
  }
}
