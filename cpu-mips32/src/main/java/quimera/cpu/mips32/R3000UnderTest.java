package quimera.cpu.mips32;

import quimera.core.cpu.Register;
import quimera.core.cpu.TestBench;

/**
 * The core as an R3000: what a load brings is in its register one instruction later, and exceptions
 * enter the handler where the R3000 has it.
 *
 * <p>The state between two instructions has names of its own in these vectors: {@code slot}, {@code
 * take} and {@code target} of a branch, {@code ldreg} and {@code ldval} of a load.
 */
final class R3000UnderTest extends MipsUnderTest {
  private static final int NO_LOAD = 255;
  private static final int VECTOR = 0x8000_0080;

  private int slot;
  private int take;
  private int target;
  private int loadRegister;
  private int loadValue;
  private int epc;
  private int cause;

  R3000UnderTest(MipsModel model) {
    super(model, false);
    name(new Register("slot", 8, "delay", () -> slot, v -> slot = (int) v));
    name(new Register("take", 8, "delay", () -> take, v -> take = (int) v));
    name(word("target", () -> target, v -> target = v));
    name(new Register("ldreg", 8, "delay", () -> loadRegister, v -> loadRegister = (int) v));
    name(word("ldval", () -> loadValue, v -> loadValue = v));
    name(word("epc", () -> epc, v -> epc = v));
    name(word("cause", () -> cause, v -> cause = v));
  }

  private static Register word(
      String name, java.util.function.IntSupplier get, java.util.function.IntConsumer set) {
    return new Register(
        name, 32, "delay", () -> get.getAsInt() & 0xFFFF_FFFFL, v -> set.accept((int) v));
  }

  @Override
  public void prepare(TestBench.Section section) {
    super.prepare(section);
    slot = 0;
    take = 0;
    target = 0;
    loadRegister = NO_LOAD;
    loadValue = 0;
  }

  @Override
  public int run(Extent extent, long steps) {
    int at = cpu.pc;
    cpu.slot = slot != 0;
    cpu.next = take != 0 ? target : at + 4;
    int word = (int) cpu.bus.peek(at & 0xFFFF_FFFFL, 4).orElse(0);
    int pending = loadRegister;
    int pendingValue = loadValue;
    int loads = loadTarget(word);
    boolean merges = loads == pending && (word >>> 26 == 0x22 || word >>> 26 == 0x26);
    int before = loads == NO_LOAD ? 0 : cpu.r[loads];
    int keep = merges ? kept(word) : 0;
    int exception = super.run(extent, steps);
    loadRegister = NO_LOAD;
    loadValue = 0;
    if (exception != NONE) {
      deliver(exception, at);
    }
    if (loads != NO_LOAD && exception == NONE) {
      // LWL and LWR see through the delay of each other.
      int loaded = loads == 0 ? cpu.discarded : cpu.r[loads];
      int value = loaded & ~keep | pendingValue & keep;
      cpu.r[loads] = before;
      loadRegister = loads;
      loadValue = value;
    }
    boolean overwritten = exception == NONE && (written(word) == pending || loads == pending);
    if (pending != NO_LOAD && !overwritten) {
      cpu.r[pending] = pendingValue;
    }
    slot = cpu.slot ? 1 : 0;
    take = cpu.slot && cpu.next != cpu.pc + 4 ? 1 : 0;
    target = cpu.slot ? cpu.next : 0;
    return exception;
  }

  /** The bits of the target that LWL or LWR leaves alone; little-endian. */
  private int kept(int word) {
    int below = 8 * (cpu.r[word >>> 21 & 31] + (short) word & 3);
    return word >>> 26 == 0x22 ? (1 << 24 - below) - 1 : ~(-1 >>> below);
  }

  private void deliver(int exception, int at) {
    boolean inSlot = cpu.slot;
    epc = inSlot ? at - 4 : at;
    cause = cause & ~(1 << 31 | 0x7C) | exception << 2 | (inSlot ? 1 << 31 : 0);
    cpu.jump(VECTOR);
  }

  /** The register that an instruction loads, with delay. */
  private static int loadTarget(int word) {
    int opcode = word >>> 26;
    boolean moveFrom = opcode == 0x10 && (word >>> 21 & 31) == 0;
    boolean loads = opcode >= 0x20 && opcode <= 0x26;
    return loads || moveFrom ? word >>> 16 & 31 : NO_LOAD;
  }

  /** The register that an instruction writes at once. */
  private static int written(int word) {
    int opcode = word >>> 26;
    return switch (opcode) {
      case 0x00 ->
          switch (word & 0x3F) {
            case 0x08, 0x0C, 0x0D, 0x11, 0x13, 0x18, 0x19, 0x1A, 0x1B -> NO_LOAD;
            default -> word >>> 11 & 31;
          };
      case 0x01 -> (word & 1 << 20) != 0 ? 31 : NO_LOAD;
      case 0x03 -> 31;
      case 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F -> word >>> 16 & 31;
      default -> NO_LOAD;
    };
  }
}
