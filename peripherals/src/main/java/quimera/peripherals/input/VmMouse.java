package quimera.peripherals.input;

import quimera.core.cpu.RegisterCall;
import quimera.core.device.Device;
import quimera.core.host.AbsolutePointerPort;
import quimera.core.host.PointerPort;
import quimera.core.state.StateIo;

/**
 * The absolute pointer behind VMware's backdoor: a guest reads the host's pointer as packets of
 * four words, and is told by an empty packet of its PS/2 mouse that there is one.
 *
 * <p>Source: the protocol as the drivers of X.Org (xf86-input-vmmouse, README) and Linux
 * (drivers/input/mouse/vmmouse.c) describe it.
 *
 * <p>Deviations: of the backdoor's other commands, only its version is answered; a guest that asks
 * for relative packets keeps its PS/2 mouse.
 */
public final class VmMouse implements Device, RegisterCall, AbsolutePointerPort {
  /** The backdoor's port. */
  public static final int PORT = 0x5658;

  /** What EAX holds when the port is meant so: "VMXh". */
  public static final int MAGIC = 0x564D5868;

  // Commands, in the low half of ECX.
  private static final int GET_VERSION = 10;
  private static final int POINTER_DATA = 39;
  private static final int POINTER_STATUS = 40;
  private static final int POINTER_COMMAND = 41;

  // Arguments of POINTER_COMMAND, in EBX.
  private static final int READ_ID = 0x45414552;
  private static final int DISABLE = 0x000000F5;
  private static final int REQUEST_RELATIVE = 0x4C455252;
  private static final int REQUEST_ABSOLUTE = 0x53424152;

  private static final int BACKDOOR_VERSION = 6;
  private static final int POINTER_VERSION = 0x3442554A;
  private static final int ERROR = 0xFFFF;
  private static final int PACKET = 4;
  private static final int CAPACITY = 1024; // words
  private static final int MOST_AT_ONCE = 6;

  private static final int LEFT = 0x20;
  private static final int RIGHT = 0x10;
  private static final int MIDDLE = 0x08;

  private final PointerPort mouse;
  private final int[] queue = new int[CAPACITY];
  private int length;
  private int status = ERROR;
  private boolean absolute;

  /**
   * @param mouse the PS/2 mouse whose interrupt makes the guest look
   */
  public VmMouse(PointerPort mouse) {
    this.mouse = mouse;
  }

  @Override
  public void call(int[] registers) {
    switch (registers[2] & 0xFFFF) {
      case GET_VERSION -> {
        registers[0] = BACKDOOR_VERSION;
        registers[1] = MAGIC;
      }
      case POINTER_DATA -> data(registers);
      case POINTER_STATUS -> registers[0] = status << 16 | length;
      case POINTER_COMMAND -> command(registers[1]);
      default -> registers[0] = -1;
    }
  }

  private void command(int argument) {
    switch (argument) {
      case READ_ID -> {
        status = 0;
        put(POINTER_VERSION);
      }
      case DISABLE -> {
        status = ERROR;
        length = 0;
        absolute = false;
      }
      case REQUEST_ABSOLUTE -> absolute = true;
      case REQUEST_RELATIVE -> absolute = false;
      default -> {} // unknown
    }
  }

  /** EBX words of the queue into the registers, from EAX on. */
  private void data(int[] registers) {
    int count = registers[1];
    if (count < 1 || count > MOST_AT_ONCE || count > length) {
      status = ERROR;
      return;
    }
    System.arraycopy(queue, 0, registers, 0, count);
    length -= count;
    System.arraycopy(queue, count, queue, 0, length);
  }

  private void put(int word) {
    if (length < CAPACITY) {
      queue[length++] = word;
    }
  }

  @Override
  public boolean wanted() {
    return absolute && status != ERROR;
  }

  @Override
  public void at(int x, int y, int wheel, int buttons) {
    if (!wanted() || length > CAPACITY - PACKET) {
      return;
    }
    put(
        ((buttons & 1) != 0 ? LEFT : 0)
            | ((buttons & 2) != 0 ? RIGHT : 0)
            | ((buttons & 4) != 0 ? MIDDLE : 0));
    put(x);
    put(y);
    put(wheel);
    mouse.move(1, 0, 0, 0);
  }

  @Override
  public void reset(Reset kind) {
    command(DISABLE);
  }

  @Override
  public void state(StateIo io) {
    io.ints("queue", queue);
    length = io.i32("length", length);
    status = io.i32("status", status);
    absolute = io.bit("absolute", absolute);
  }
}
