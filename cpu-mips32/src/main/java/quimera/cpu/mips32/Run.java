package quimera.cpu.mips32;

import quimera.core.bus.Bytes;
import quimera.core.bus.Page;
import quimera.core.bus.Tlb;

/**
 * Several loads or stores of words in a row, by the same base register, as a function saves and
 * restores what it must: one look at the software TLB for all of them.
 *
 * <p>Each of the instructions has a node of its own as well, which is executed where not all can be
 * at once, and there meets what exceptions there are.
 */
abstract class Run extends Node {
  private static final int LW = 0x23;
  private static final int SW = 0x2B;
  private static final int MOST = 8;
  private static final int PAGE = -Page.SIZE;
  private static final int OFFSET = Page.SIZE - 1;

  final LoadStore.Access first;

  /** The registers to load or store, in the order of the instructions. */
  final int[] registers;

  /** Where their words are, from the lowest one. */
  final int[] offsets;

  /** The displacement of the lowest word. */
  final int lowest;

  /** How far it is from there to the highest. */
  final int span;

  private Run(LoadStore.Access first, Node rest) {
    this.first = first;
    at = first.at;
    Run known = rest instanceof Run run ? run : null;
    int count = known == null ? 2 : Math.min(known.count() + 1, MOST);
    registers = new int[count];
    offsets = new int[count];
    registers[0] = first.t;
    offsets[0] = first.displacement;
    for (int i = 1; i < count; i++) {
      registers[i] = known == null ? ((LoadStore.Access) rest).t : known.registers[i - 1];
      offsets[i] =
          known == null
              ? ((LoadStore.Access) rest).displacement
              : known.lowest + known.offsets[i - 1];
    }
    int low = offsets[0];
    int high = offsets[0];
    for (int offset : offsets) {
      low = Math.min(low, offset);
      high = Math.max(high, offset);
    }
    for (int i = 0; i < count; i++) {
      offsets[i] -= low;
    }
    lowest = low;
    span = high - low;
  }

  /** Whether two instructions that follow each other can be in one run. */
  static boolean continues(int word, int following) {
    int opcode = word >>> 26;
    int base = word >>> 21 & 31;
    boolean alike = (opcode == LW || opcode == SW) && word >>> 21 == following >>> 21;
    boolean aligned = ((word | following) & 3) == 0;
    return alike && aligned && (opcode == SW || loads(word, base) && loads(following, base));
  }

  /** Whether a load leaves the base register alone, and has a register to load. */
  private static boolean loads(int word, int base) {
    int target = word >>> 16 & 31;
    return target != base && target != 0;
  }

  /**
   * The run of an instruction and those after it.
   *
   * @param rest another load or store, or a run of them
   */
  static Run of(LoadStore.Access first, Node rest) {
    return first instanceof LoadStore.Lw ? new Loads(first, rest) : new Stores(first, rest);
  }

  /** Of instructions. */
  final int count() {
    return registers.length;
  }

  @Override
  final Node first() {
    return first;
  }

  /** LW, LW, ... */
  private static final class Loads extends Run {
    Loads(LoadStore.Access first, Node rest) {
      super(first, rest);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int[] registers = this.registers;
      int low = r[first.s] + lowest;
      int slot = low >>> Page.SHIFT & Tlb.MASK;
      int start = low & OFFSET;
      if (cpu.readTags[slot] != (low & (PAGE | 3))
          || start + span > OFFSET
          || cpu.remaining < registers.length) {
        return first.execute(cpu);
      }
      byte[] page = cpu.readPages[slot];
      for (int i = 0; i < registers.length; i++) {
        int at = start + offsets[i];
        r[registers[i]] = cpu.big ? Bytes.get32be(page, at) : Bytes.get32(page, at);
      }
      cpu.remaining -= registers.length - 1;
      return next;
    }
  }

  /** SW, SW, ... */
  private static final class Stores extends Run {
    Stores(LoadStore.Access first, Node rest) {
      super(first, rest);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int[] registers = this.registers;
      int low = r[first.s] + lowest;
      int slot = low >>> Page.SHIFT & Tlb.MASK;
      int start = low & OFFSET;
      if (cpu.writeTags[slot] != (low & (PAGE | 3))
          || start + span > OFFSET
          || cpu.remaining < registers.length) {
        return first.execute(cpu);
      }
      byte[] page = cpu.writePages[slot];
      for (int i = 0; i < registers.length; i++) {
        int at = start + offsets[i];
        if (cpu.big) {
          Bytes.put32be(page, at, r[registers[i]]);
        } else {
          Bytes.put32(page, at, r[registers[i]]);
        }
      }
      cpu.remaining -= registers.length - 1;
      return next;
    }
  }
}
