package quimera.peripherals.malta;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.machine.MachineControl;
import quimera.core.state.StateIo;

/**
 * The FPGA of a Malta board: switches, light bar, eight-character display and the reset register.
 *
 * <p>Datasheet: MIPS Malta User's Manual, MD00048, section 4.
 *
 * <p>Deviations: the I2C lines of the memory module's EEPROM float high; no general-purpose input.
 */
public final class MaltaFpga implements Device, BusTarget {
  /** Bytes at 1F000000h. */
  public static final int SIZE = 0x1000;

  /** Board revision: Malta with a bonito-less core card (section 4.1). */
  public static final int REVISION = 0x0000_0420;

  private static final int SWITCH = 0x200;
  private static final int STATUS = 0x208;
  private static final int JUMPERS = 0x210;
  private static final int LED_BAR = 0x408;
  private static final int ASCII_WORD = 0x410;
  private static final int ASCII_FIRST = 0x418;
  private static final int ASCII_LAST = 0x450;
  private static final int SOFT_RESET = 0x500;
  private static final int BREAK_RESET = 0x508;
  private static final int GENERAL_OUTPUT = 0xA00;
  private static final int I2C_INPUT = 0xB00;
  private static final int I2C_ENABLE = 0xB08;
  private static final int I2C_OUTPUT = 0xB10;
  private static final int I2C_SELECT = 0xB18;

  private static final int STATUS_BIG_ENDIAN = 0x02;
  private static final int STATUS_FPGA_READY = 0x10;
  private static final int GO = 0x42;
  private static final int BREAK_DEFAULT = 0x0A;
  private static final int I2C_IDLE = 3;
  private static final int CHARACTERS = 8;

  private final MachineControl machine;
  private final int status;
  private final byte[] display = new byte[CHARACTERS];
  private int leds;
  private int breakReset;
  private int output;
  private int i2cEnable;
  private int i2cOutput;
  private int i2cSelect;

  /** The FPGA of a board strapped to this byte order. */
  public MaltaFpga(ByteOrder order, MachineControl machine) {
    this.machine = machine;
    status = STATUS_FPGA_READY | (order == ByteOrder.BIG_ENDIAN ? STATUS_BIG_ENDIAN : 0);
  }

  /** What the display shows, eight characters. */
  public String display() {
    return new String(display, StandardCharsets.ISO_8859_1);
  }

  @Override
  public long read(int offset, int bytes) {
    return switch (offset & ~7) {
      case SWITCH, JUMPERS, ASCII_WORD -> 0;
      case STATUS -> status;
      case LED_BAR -> leds;
      case BREAK_RESET -> breakReset;
      case GENERAL_OUTPUT -> output;
      case I2C_INPUT -> I2C_IDLE;
      case I2C_ENABLE -> i2cEnable;
      case I2C_OUTPUT -> i2cOutput;
      case I2C_SELECT -> i2cSelect;
      default -> 0;
    };
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(read(offset, bytes));
  }

  @Override
  public void write(int offset, int bytes, long value) {
    int low = (int) value & 0xFF;
    switch (offset & ~7) {
      case LED_BAR -> leds = low;
      case ASCII_WORD -> word((int) value);
      case SOFT_RESET -> {
        if (value == GO) {
          machine.reset();
        }
      }
      case BREAK_RESET -> breakReset = low;
      case GENERAL_OUTPUT -> output = low;
      case I2C_ENABLE -> i2cEnable = low & 3;
      case I2C_OUTPUT -> i2cOutput = low & 3;
      case I2C_SELECT -> i2cSelect = low & 1;
      default -> {
        if (offset >= ASCII_FIRST && offset < ASCII_LAST + 8) {
          display[offset - ASCII_FIRST >> 3] = (byte) low;
        }
      }
    }
  }

  /** ASCIIWORD: a number in eight hexadecimal digits. */
  private void word(int value) {
    byte[] digits = String.format("%08X", value).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(digits, 0, display, 0, CHARACTERS);
  }

  @Override
  public void reset(Reset kind) {
    java.util.Arrays.fill(display, (byte) ' ');
    leds = output = 0;
    breakReset = BREAK_DEFAULT;
    i2cEnable = 0;
    i2cOutput = I2C_IDLE;
    i2cSelect = 1;
  }

  @Override
  public void state(StateIo io) {
    io.bytes("display", display);
    leds = io.i32("leds", leds);
    breakReset = io.i32("breakReset", breakReset);
    output = io.i32("output", output);
    i2cEnable = io.i32("i2cEnable", i2cEnable);
    i2cOutput = io.i32("i2cOutput", i2cOutput);
    i2cSelect = io.i32("i2cSelect", i2cSelect);
  }
}
