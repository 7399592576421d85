package quimera.peripherals.video;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.host.Display;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * The IBM Video Graphics Array with 256 KiB: ports, timing and what a monitor would show.
 *
 * <p>Datasheet: IBM PS/2 Hardware Interface Technical Reference, "Video Subsystem" (1992), all
 * register groups.
 *
 * <p>Deviations: the picture is drawn from the registers as they stand when the host asks, so that
 * changes in the middle of a frame show from the next one on; horizontal retrace and border are not
 * drawn; the vertical interrupt is wired but never raised; sense bits always report a colour
 * monitor.
 */
public final class Vga implements Device, Display {
  private static final int BASE = 0x3B0;
  private static final int MISC_COLOUR = 0x01;
  private static final int STATUS_RETRACE = 0x08;
  private static final int STATUS_BLANK = 0x01;
  private static final int SWITCH_SENSE = 0x10;

  /** The memory's window: 128 KiB from A0000h, accesses of up to 4 bytes. */
  public final BusTarget memory;

  /** The ports' window: 48 from 3B0h, one byte each. */
  public final BusTarget ports = new Ports();

  /** The vertical interrupt, which few boards connect. */
  public final OutputLine irq = new OutputLine("irq");

  private final Scheduler scheduler;
  private final Clock clock25 = Clock.hertz("vga.25", 25_175_000);
  private final Clock clock28 = Clock.hertz("vga.28", 28_322_000);
  private final VgaCrtc crtc = new VgaCrtc();
  private final VgaMemory planes = new VgaMemory();
  private final VgaAttribute attribute = new VgaAttribute();
  private final VgaDac dac = new VgaDac();
  private final VgaRenderer renderer = new VgaRenderer(crtc, planes, attribute, dac);
  private int misc;
  private int feature;

  // What the host has seen last; no part of the machine's state.
  private transient boolean registersChanged = true;
  private transient int[] drawnInto;
  private transient long drawnPhase;

  /** An adapter on this timeline. */
  public Vga(Scheduler scheduler) {
    this.scheduler = scheduler;
    memory = planes;
  }

  @Override
  public void reset(Reset kind) {
    misc = 0;
    feature = 0;
    crtc.reset();
    planes.reset();
    attribute.reset();
    dac.reset();
    registersChanged = true;
  }

  // Timing.

  private long frameDots() {
    return (long) crtc.horizontalTotal() * dotsPerCharacter() * crtc.verticalTotal();
  }

  private int dotsPerCharacter() {
    int clocking = planes.sequencer(VgaMemory.SEQ_CLOCKING);
    return ((clocking & 1) != 0 ? 8 : 9) * ((clocking & 8) != 0 ? 2 : 1);
  }

  private long dotsSincePowerOn() {
    Clock dotClock = (misc >> 2 & 3) == 1 ? clock28 : clock25;
    return dotClock.ticksBy(scheduler.now());
  }

  private int status1() {
    int lineDots = crtc.horizontalTotal() * dotsPerCharacter();
    long dot = dotsSincePowerOn() % frameDots();
    int line = (int) (dot / lineDots);
    int column = (int) (dot % lineDots) / dotsPerCharacter();
    int fromRetrace = line - crtc.retraceStart();
    boolean retrace = fromRetrace >= 0 && fromRetrace < crtc.retraceLines();
    boolean blank = line >= crtc.lines() || column >= crtc.columns();
    return (retrace ? STATUS_RETRACE : 0) | (blank ? STATUS_BLANK : 0);
  }

  // Ports.

  private boolean absent(int port) {
    // The CRT controller and input status 1 answer at 3Bxh for monochrome and 3Dxh for colour.
    boolean colourPort = port >= 0x3D0;
    boolean movable = port < 0x3C0 || colourPort;
    return movable && colourPort != ((misc & MISC_COLOUR) != 0);
  }

  private int read(int port, boolean peek) {
    if (absent(port)) {
      return 0xFF;
    }
    return switch (port) {
      case 0x3B4, 0x3D4 -> crtc.index();
      case 0x3B5, 0x3D5 -> crtc.read();
      case 0x3BA, 0x3DA -> {
        if (!peek) {
          attribute.resetFlipFlop();
        }
        yield status1();
      }
      case 0x3C0 -> attribute.index();
      case 0x3C1 -> attribute.read();
      case 0x3C2 -> SWITCH_SENSE;
      case 0x3C4 -> planes.sequencerIndex();
      case 0x3C5 -> planes.readSequencer();
      case 0x3C6 -> dac.mask();
      case 0x3C7 -> dac.state();
      case 0x3C8 -> dac.writeIndex();
      case 0x3C9 -> peek ? dac.peek() : dac.read();
      case 0x3CA -> feature;
      case 0x3CC -> misc;
      case 0x3CE -> planes.graphicsIndex();
      case 0x3CF -> planes.readGraphics();
      default -> 0xFF;
    };
  }

  private void write(int port, int value) {
    if (absent(port)) {
      return;
    }
    registersChanged = true;
    switch (port) {
      case 0x3B4, 0x3D4 -> crtc.setIndex(value);
      case 0x3B5, 0x3D5 -> crtc.write(value);
      case 0x3BA, 0x3DA -> feature = value & 3;
      case 0x3C0 -> attribute.write(value);
      case 0x3C2 -> misc = value;
      case 0x3C4 -> planes.setSequencerIndex(value);
      case 0x3C5 -> planes.writeSequencer(value);
      case 0x3C6 -> dac.setMask(value);
      case 0x3C7 -> dac.setReadIndex(value);
      case 0x3C8 -> dac.setWriteIndex(value);
      case 0x3C9 -> dac.write(value);
      case 0x3CE -> planes.setGraphicsIndex(value);
      case 0x3CF -> planes.writeGraphics(value);
      default -> {
        // 3C1h, 3C3h and the rest take no writes on this adapter.
      }
    }
  }

  private final class Ports implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return Vga.this.read(BASE + offset, false);
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(Vga.this.read(BASE + offset, true));
    }

    @Override
    public void write(int offset, int bytes, long value) {
      Vga.this.write(BASE + offset, (int) value);
    }
  }

  // The picture.

  @Override
  public int width() {
    return renderer.width();
  }

  @Override
  public int height() {
    return renderer.height();
  }

  @Override
  public boolean render(int[] argb) {
    long frame = dotsSincePowerOn() / frameDots();
    long phase = renderer.text() ? frame >> 3 : 0;
    boolean same = argb == drawnInto && phase == drawnPhase && !registersChanged;
    if (!planes.takeChanged() && same) {
      return false;
    }
    registersChanged = false;
    drawnInto = argb;
    drawnPhase = phase;
    renderer.draw(argb, frame);
    return true;
  }

  VgaDac dac() {
    return dac;
  }

  /** Whether a register was written since the last picture; an extended mode draws by itself. */
  boolean takeRegistersChanged() {
    boolean was = registersChanged;
    registersChanged = false;
    return was;
  }

  private boolean showsText() {
    return renderer.text() && crtc.lines() > 1;
  }

  @Override
  public int columns() {
    return showsText() ? crtc.columns() : 0;
  }

  private int rows() {
    return crtc.lines() / (crtc.cellHeight() * crtc.repeat());
  }

  private int cell(int row, int column) {
    int counter = crtc.startAddress() + row * crtc.pitch() + column & 0xFFFF;
    return planes.cells[crtc.address(counter, 0)];
  }

  @Override
  public String text() {
    if (!showsText()) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows(); row++) {
      for (int column = 0; column < crtc.columns(); column++) {
        text.append(CodePage437.unicode(cell(row, column) & 0xFF));
      }
      int end = text.length();
      while (end > 0 && text.charAt(end - 1) == ' ') {
        end--;
      }
      text.setLength(end);
      text.append('\n');
    }
    return text.toString();
  }

  @Override
  public int[] cells() {
    if (!showsText()) {
      return null;
    }
    boolean blinks = (attribute.get(VgaAttribute.MODE) & 0x08) != 0;
    int[] cells = new int[rows() * crtc.columns()];
    for (int i = 0; i < cells.length; i++) {
      int pair = cell(i / crtc.columns(), i % crtc.columns());
      int look = pair >> 8 & 0xFF;
      cells[i] =
          CodePage437.unicode(pair & 0xFF)
              | (look & 15) << 16
              | (look >> 4 & (blinks ? 7 : 15)) << 20
              | (blinks ? look >> 7 : 0) << 24;
    }
    return cells;
  }

  @Override
  public int[] cursor() {
    int start = crtc.get(VgaCrtc.CURSOR_START);
    int end = crtc.get(VgaCrtc.CURSOR_END) & 0x1F;
    int place = crtc.cursorAddress() - crtc.startAddress();
    if (!showsText() || (start & 0x20) != 0 || (start & 0x1F) > end || crtc.pitch() == 0) {
      return null;
    }
    int row = Math.floorDiv(place, crtc.pitch());
    int column = Math.floorMod(place, crtc.pitch());
    return row < 0 || row >= rows() || column >= crtc.columns() ? null : new int[] {column, row};
  }

  @Override
  public void state(StateIo io) {
    misc = io.i32("misc", misc);
    feature = io.i32("feature", feature);
    io.section("crtc", crtc::state);
    io.section("memory", planes::state);
    io.section("attribute", attribute::state);
    io.section("dac", dac::state);
    irq.state(io);
  }

  @Override
  public void restored() {
    registersChanged = true;
  }
}
