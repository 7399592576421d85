package quimera.cpu.arm;

import quimera.core.bus.Bytes;
import quimera.core.bus.Page;
import quimera.core.bus.Tlb;

/**
 * LDM and STM, PUSH and POP, but for those with bit 22: one look at the software TLB for all words,
 * if they are in one page. Everything else is left to {@link BlockTransfer}.
 */
final class Blocks {
  private static final int PAGE = -Page.SIZE;
  private static final int WITHIN = Page.SIZE - 1;
  private static final int PC = 15;

  private Blocks() {}

  /**
   * The node of an instruction in ARM's encoding.
   *
   * @param ahead how far ahead of the instruction PC reads
   */
  static Node of(int word, int ahead) {
    boolean load = (word & 1 << 20) != 0;
    int n = word >>> 16 & 15;
    int list = word & 0xFFFF;
    boolean stored = !load && (list & 1 << PC) != 0;
    if (n == PC || list == 0 || stored) {
      Node node = load ? new LoadAny(word) : new StoreAny(word);
      return new Node.ReadsPc(node, ahead);
    }
    if (load) {
      return (list & 1 << PC) != 0 ? new Return(word) : new Load(word);
    }
    boolean moves = (word & BlockTransfer.WRITEBACK) != 0 && (list >>> n & 1) != 0;
    return moves ? new StoreAny(word) : new Store(word);
  }

  /** The registers of a list, the base, and where the words are from there. */
  private abstract static class Block extends Node {
    final int word;
    final byte n;
    final int lowest;
    final int moved;
    final int[] registers;

    Block(int word) {
      this.word = word;
      n = (byte) (word >>> 16 & 15);
      int list = word & 0xFFFF;
      int count = Integer.bitCount(list);
      lowest = BlockTransfer.lowest(word, 0, count);
      moved = (word & BlockTransfer.WRITEBACK) != 0 ? BlockTransfer.moved(word, 0, count) : 0;
      registers = new int[count];
      int i = 0;
      for (int rest = list; rest != 0; rest &= rest - 1) {
        registers[i++] = Integer.numberOfTrailingZeros(rest);
      }
    }

    /** The tag of the page if all words are in one, and aligned; else of none. */
    final int tag(int address) {
      return address + 4 * registers.length - 1 & PAGE | address & 3;
    }

    /** The same with a page that is not at hand, or with two. */
    final Node loadSlow(Interpreter cpu) {
      try {
        return BlockTransfer.load(cpu, word) ? cpu.goOn() : next;
      } catch (Trap trapped) {
        return cpu.trap(this);
      }
    }

    final Node storeSlow(Interpreter cpu) {
      try {
        BlockTransfer.store(cpu, word);
      } catch (Trap trapped) {
        return cpu.trap(this);
      }
      return next;
    }
  }

  /** LDM without PC. */
  private static final class Load extends Block {
    Load(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + lowest;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] != tag(address)) {
        return loadSlow(cpu);
      }
      byte[] page = cpu.readPages[slot];
      int from = address & WITHIN;
      r[n] += moved;
      for (int register : registers) {
        r[register] = Bytes.get32(page, from);
        from += 4;
      }
      return next;
    }
  }

  /** LDM with PC, which is a return. */
  private static final class Return extends Block {
    Return(int word) {
      super(word);
    }

    @Override
    boolean ends() {
      return true;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + lowest;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] != tag(address)) {
        return loadSlow(cpu);
      }
      byte[] page = cpu.readPages[slot];
      int from = address & WITHIN;
      int[] registers = this.registers;
      r[n] += moved;
      for (int i = 0; i < registers.length - 1; i++) {
        r[registers[i]] = Bytes.get32(page, from);
        from += 4;
      }
      return cpu.exchangeLoaded(Bytes.get32(page, from));
    }
  }

  /** STM, without PC or a base that is moved. */
  private static final class Store extends Block {
    Store(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + lowest;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.writeTags[slot] != tag(address)) {
        return storeSlow(cpu);
      }
      byte[] page = cpu.writePages[slot];
      int to = address & WITHIN;
      for (int register : registers) {
        Bytes.put32(page, to, r[register]);
        to += 4;
      }
      r[n] += moved;
      return next;
    }
  }

  /** LDM whose base or list has PC in an unusual way. */
  private static final class LoadAny extends Block {
    LoadAny(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      return loadSlow(cpu);
    }
  }

  /** STM of PC, or of a base that is moved. */
  private static final class StoreAny extends Block {
    StoreAny(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      return storeSlow(cpu);
    }
  }
}
