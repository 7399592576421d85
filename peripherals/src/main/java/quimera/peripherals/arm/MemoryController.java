package quimera.peripherals.arm;

import java.util.Map;
import java.util.TreeMap;
import quimera.core.state.StateIo;

/**
 * The registers of a memory controller: firmware programs them with what the board's memory chips
 * need, and reads them back. Memory answers whatever they say.
 *
 * <p>Datasheet: ARM PrimeCell Synchronous Static Memory Controller (PL093), DDI 0236H, chapter 3;
 * ARM PrimeCell MultiPort Memory Controller (GX175), DDI 0277C, chapter 3.
 *
 * <p>Deviations: no timing, no self-refresh, no write protection.
 */
public final class MemoryController extends PrimeCell {
  /** Reset values of the PL093's eight banks: idle, wait states, control; 32 bytes each. */
  private static final Map<Integer, Integer> PL093_BANK =
      Map.of(0x00, 0xF, 0x04, 0x1F, 0x08, 0x1F, 0x10, 0x1, 0x14, 0x303000);

  private final Map<Integer, Integer> resetValues;
  private final int[] registers = new int[REGISTERS];
  private static final int REGISTERS = 0x500 / 4;

  private MemoryController(int part, Map<Integer, Integer> resetValues) {
    super(part, 0, 0);
    this.resetValues = resetValues;
    reset(Reset.POWER_ON);
  }

  /** A PL093, for static memory in eight banks. */
  public static MemoryController pl093() {
    Map<Integer, Integer> values = new TreeMap<>();
    for (int bank = 0; bank < 8; bank++) {
      int base = bank * 0x20;
      PL093_BANK.forEach((register, value) -> values.put(base + register, value));
    }
    return new MemoryController(0x093, values);
  }

  /** A GX175, for dynamic memory. */
  public static MemoryController gx175() {
    // MPMCControl: enabled; MPMCDynamicControl: clocks run; the refresh timer is off.
    return new MemoryController(0x175, Map.of(0x000, 0x1, 0x020, 0x6));
  }

  @Override
  public void reset(Reset kind) {
    java.util.Arrays.fill(registers, 0);
    resetValues.forEach((register, value) -> registers[register / 4] = value);
  }

  @Override
  int value(int register) {
    return register / 4 < REGISTERS ? registers[register / 4] : 0;
  }

  @Override
  void store(int register, int value) {
    if (register / 4 < REGISTERS) {
      registers[register / 4] = value;
    }
  }

  @Override
  public void state(StateIo io) {
    io.ints("registers", registers);
  }
}
