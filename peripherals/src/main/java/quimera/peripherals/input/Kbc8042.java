package quimera.peripherals.input;

import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.OutputLine;
import quimera.core.machine.MachineControl;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;

/**
 * The keyboard controller: takes bytes from keyboard and mouse, translates scan codes, and holds
 * the processor's reset and address line 20 on its output port.
 *
 * <p>Datasheet: IBM PC/AT Technical Reference 6280070, section 1, "Keyboard Controller"; IBM PS/2
 * Hardware Interface Technical Reference, 84F8933, "Keyboard and Auxiliary Device Controller"; for
 * its timing Intel UPI-41/42, 210393. Ports: {@link #data} at 60h, {@link #command} at 64h.
 *
 * <p>Deviations: a byte written is taken in at once, so that IBF is never seen set; no password
 * (A4h answers "none"); the diagnostic dump (ACh) and the test of the lines are those of a healthy
 * board.
 */
public final class Kbc8042 implements Device {
  private static final Logger LOG = LoggerFactory.getLogger(Kbc8042.class);

  // Status register, port 64h.
  private static final int OBF = 1; //             a byte waits at port 60h
  private static final int SYS = 1 << 2; //        the self test was passed
  private static final int COMMAND_LAST = 1 << 3; // the last write went to port 64h
  private static final int UNLOCKED = 1 << 4; //   the key switch
  private static final int AUX_OBF = 1 << 5; //    that byte is the mouse's
  private static final int TIMEOUT = 1 << 6; //    a device did not answer

  // Command byte, RAM location 0.
  private static final int KEYBOARD_INTERRUPT = 1;
  private static final int AUX_INTERRUPT = 1 << 1;
  private static final int SYSTEM_FLAG = 1 << 2;
  private static final int KEYBOARD_OFF = 1 << 4;
  private static final int AUX_OFF = 1 << 5;
  private static final int TRANSLATE = 1 << 6;

  // Output port.
  private static final int OUT_RESET = 1; //       0 resets the processor
  private static final int OUT_A20 = 1 << 1;
  private static final int OUT_IRQ1 = 1 << 4;
  private static final int OUT_IRQ12 = 1 << 5;
  private static final int OUT_IDLE = 0xCC; //     what else stands on the port: clock and data high

  private static final int INPUT_PORT = 0xB0; //   not locked, manufacturing jumper open, 512 K
  private static final int FROM_AUX = 0x100; //    marks a reply that pretends to be the mouse's
  private static final int NONE = -1;

  private static final long REPLY_NS = 20_000; //  the 8042 finds its answer
  private static final long FRAME_NS = 800_000; // eleven bits at 13.7 kHz on the cable

  /** A byte of the keyboard waits. */
  public final OutputLine irq1 = new OutputLine("irq1");

  /** A byte of the mouse waits. */
  public final OutputLine irq12 = new OutputLine("irq12");

  /** Output port bit 1. */
  public final OutputLine a20 = new OutputLine("a20");

  /** Port 60h: keyboard and mouse bytes, replies, parameters. */
  public final BusTarget data = new Data();

  /** Port 64h: commands and status. */
  public final BusTarget command = new Command();

  private final MachineControl machine;
  private final Ps2Device keyboard;
  private final Ps2Device mouse;
  private final Alarm pump;

  private final byte[] ram = new byte[32]; // byte 0 is the command byte
  private int status;
  private int output; // the output buffer
  private int outputPort;
  private int pending; // the command whose parameter comes next, or 0
  private int reply = NONE; // what the controller itself has to say
  private boolean breakSeen; // translation has swallowed an F0

  /**
   * A controller with its devices.
   *
   * @param mouse null if nothing is plugged in
   */
  public Kbc8042(Scheduler scheduler, MachineControl machine, Ps2Device keyboard, Ps2Device mouse) {
    this.machine = machine;
    this.keyboard = keyboard;
    this.mouse = mouse;
    pump = scheduler.alarm("pump", this::pump);
    keyboard.connect(this::arm);
    if (mouse != null) {
      mouse.connect(this::arm);
    }
    reset(Reset.POWER_ON);
  }

  @Override
  public void reset(Reset kind) {
    ram[0] = KEYBOARD_OFF | AUX_OFF | TRANSLATE;
    status = UNLOCKED;
    output = 0;
    outputPort = OUT_RESET | OUT_A20;
    pending = 0;
    reply = NONE;
    breakSeen = false;
  }

  @Override
  public void settle() {
    pump.cancel();
    update();
    arm();
  }

  private int commandByte() {
    return ram[0] & 0xFF;
  }

  private boolean has(int commandBit) {
    return (ram[0] & commandBit) != 0;
  }

  // --- The output buffer -----------------------------------------------------------------------

  private boolean keyboardWaits() {
    return !has(KEYBOARD_OFF) && keyboard.waiting();
  }

  private boolean mouseWaits() {
    return !has(AUX_OFF) && mouse != null && mouse.waiting();
  }

  /** If the output buffer is free and somebody has a byte for it, it comes a little later. */
  private void arm() {
    if ((status & OBF) != 0) {
      pump.cancel();
    } else if (reply != NONE) {
      pump.in(REPLY_NS);
    } else if (!keyboardWaits() && !mouseWaits()) {
      pump.cancel();
    } else if (!pump.isSet()) {
      pump.in(FRAME_NS);
    }
  }

  private void pump() {
    if (reply != NONE) {
      int value = reply;
      reply = NONE;
      fill(value & 0xFF, (value & FROM_AUX) != 0);
    } else if (keyboardWaits()) {
      fromKeyboard(keyboard.take());
    } else if (mouseWaits()) {
      fill(mouse.take(), true);
    }
    arm();
  }

  private void fromKeyboard(int value) {
    if (!has(TRANSLATE)) {
      fill(value, false);
    } else if (value == 0xF0) {
      breakSeen = true;
    } else {
      fill(ScanCodes.translate(value) | (breakSeen ? 0x80 : 0), false);
      breakSeen = false;
    }
  }

  private void fill(int value, boolean aux) {
    output = value;
    status = status & ~AUX_OBF | OBF | (aux ? AUX_OBF : 0);
    update();
  }

  private int take() {
    boolean full = (status & OBF) != 0;
    status &= ~(OBF | AUX_OBF | TIMEOUT);
    if (full) {
      update();
      arm();
    }
    return output;
  }

  private void update() {
    boolean full = (status & OBF) != 0;
    boolean aux = (status & AUX_OBF) != 0;
    irq1.set(full && !aux && has(KEYBOARD_INTERRUPT));
    irq12.set(full && aux && has(AUX_INTERRUPT));
    a20.set((outputPort & OUT_A20) != 0);
  }

  private void reply(int value) {
    reply = value;
    arm();
  }

  // --- Commands --------------------------------------------------------------------------------

  private void execute(int code) {
    pending = 0;
    switch (code) {
      case 0xA4 -> reply(0xF1); // no password is installed
      case 0xA7 -> setCommandByte(commandByte() | AUX_OFF);
      case 0xA8 -> setCommandByte(commandByte() & ~AUX_OFF);
      case 0xA9, 0xAB -> reply(0x00); // the lines of mouse and keyboard are good
      case 0xAA -> {
        status |= SYS;
        ram[0] |= SYSTEM_FLAG;
        reply(0x55);
      }
      case 0xAD -> setCommandByte(commandByte() | KEYBOARD_OFF);
      case 0xAE -> setCommandByte(commandByte() & ~KEYBOARD_OFF);
      case 0xC0 -> reply(INPUT_PORT);
      case 0xD0 -> reply(outputPortLevels());
      case 0xD1, 0xD2, 0xD3, 0xD4 -> pending = code;
      case 0xDD -> setOutputPort(outputPort & ~OUT_A20);
      case 0xDF -> setOutputPort(outputPort | OUT_A20);
      case 0xE0 -> reply(0x03); // both clocks idle high
      default -> executeRange(code);
    }
  }

  private void executeRange(int code) {
    if (code >= 0x20 && code < 0x40) {
      reply(ram[code & 0x1F] & 0xFF);
    } else if (code >= 0x60 && code < 0x80) {
      pending = code;
    } else if (code >= 0xF0) { // pulses low the output lines whose bit is 0
      if ((code & OUT_RESET) == 0) {
        machine.reset();
      }
    } else {
      LOG.debug("kbc: command 0x{}, which is no command, ignored", Integer.toHexString(code));
    }
  }

  private void parameter(int code, int value) {
    switch (code) {
      case 0xD1 -> setOutputPort(value);
      case 0xD2 -> reply(value);
      case 0xD3 -> reply(value | FROM_AUX);
      case 0xD4 -> toMouse(value);
      default -> {
        if (code == 0x60) {
          setCommandByte(value);
        } else {
          ram[code & 0x1F] = (byte) value;
        }
      }
    }
  }

  private void toMouse(int value) {
    setCommandByte(commandByte() & ~AUX_OFF); // "the interface is enabled"
    if (mouse == null) {
      status |= TIMEOUT;
      reply(0xFE | FROM_AUX);
    } else {
      mouse.receive(value);
      arm();
    }
  }

  private void toKeyboard(int value) {
    setCommandByte(commandByte() & ~KEYBOARD_OFF);
    breakSeen = false;
    keyboard.receive(value);
    arm();
  }

  private void setCommandByte(int value) {
    ram[0] = (byte) value;
    status = (value & SYSTEM_FLAG) != 0 ? status | SYS : status & ~SYS;
    update();
    arm();
  }

  private void setOutputPort(int value) {
    outputPort = value & (OUT_RESET | OUT_A20);
    update();
    if ((value & OUT_RESET) == 0) {
      machine.reset();
    }
  }

  private int outputPortLevels() {
    return OUT_IDLE
        | outputPort
        | (irq1.isHigh() ? OUT_IRQ1 : 0)
        | (irq12.isHigh() ? OUT_IRQ12 : 0);
  }

  @Override
  public void state(StateIo io) {
    io.bytes("ram", ram);
    status = io.i32("status", status);
    output = io.i32("output", output);
    outputPort = io.i32("outputPort", outputPort);
    pending = io.i32("pending", pending);
    reply = io.i32("reply", reply);
    breakSeen = io.bit("breakSeen", breakSeen);
    irq1.state(io);
    irq12.state(io);
    a20.state(io);
    pump.state(io);
  }

  /** Port 60h. */
  private final class Data implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return take();
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(output);
    }

    @Override
    public void write(int offset, int bytes, long value) {
      int v = (int) value & 0xFF;
      status &= ~COMMAND_LAST;
      int code = pending;
      pending = 0;
      if (code != 0) {
        parameter(code, v);
      } else {
        toKeyboard(v);
      }
    }
  }

  /** Port 64h. */
  private final class Command implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return status;
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(status);
    }

    @Override
    public void write(int offset, int bytes, long value) {
      status |= COMMAND_LAST;
      execute((int) value & 0xFF);
    }
  }
}
