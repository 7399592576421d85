package quimera.cpu.arm;

import quimera.core.bus.Bus;
import quimera.core.bus.Page;
import quimera.core.bus.Tlb;

/**
 * The engine: decoded instructions of either set, executed one after the other.
 *
 * <p>A {@link Node} returns its successor, and so the loop in {@link #run} is all there is to
 * running. It ends when its instructions are used up, which {@link #attend} brings about early; or
 * at a node that returns null, since it has jumped to a page that must be found first, has taken an
 * exception or has met one.
 *
 * <p>An address that BX would take, with bit 0 set for Thumb, says both where an instruction is and
 * in which set; so {@link #find} takes it, and {@link #codeTag} has that bit as well.
 *
 * <p>Datasheet: ARM ARM (DDI 0406C) A8.8 for what instructions do; DDI 0100I for versions 4 and 5.
 */
abstract class Interpreter extends Alu {
  /** Instructions left to the loop, the current one included. */
  transient int remaining;

  private final transient CodeCache armCode;
  private final transient CodeCache thumbCode;
  private final transient Decoder armDecoder;
  private final transient ThumbDecoder thumbDecoder;
  private final transient Uncached uncached = new Uncached();
  private transient CodePage codePage;

  /** The virtual address of the page that instructions come from. */
  private transient int codeBase;

  /** The same, with bit 0 for Thumb, if it is {@link #codePage}; {@link Tlb#NONE} if not. */
  private transient int codeTag = Tlb.NONE;

  /** The address of the current instruction, if that is one that has no node of its own. */
  private transient int here;

  Interpreter(ArmModel model, Bus bus) {
    super(model, bus);
    armDecoder = new ArmDecoder(model);
    thumbDecoder = new ThumbDecoder(model);
    armCode = new CodeCache(this, armDecoder, 0);
    thumbCode = new CodeCache(this, thumbDecoder, 1);
  }

  // What an instruction may be that has no node of its own. The result says whether it was a
  // branch, to {@link #pc}.

  abstract boolean armRest(int word);

  abstract boolean armUnconditional(int word);

  abstract boolean thumbRest(int half);

  abstract boolean thumbWide(int word);

  abstract void coprocessor(int word);

  /** Takes an exception that the instruction at {@link #pc} has met; goes on at the new one. */
  abstract void take(int exception);

  abstract void waitForInterrupt();

  abstract void waitForEvent();

  abstract void sendEvent();

  /** Executes {@link #remaining} instructions; one that meets an exception counts. */
  final void execute() {
    while (remaining > 0) {
      Node node = fetch();
      if (node != null) {
        run(node);
      }
      if (trap != ArmException.NONE) {
        int exception = trap;
        trap = ArmException.NONE;
        take(exception);
        remaining--;
      }
    }
  }

  private void run(Node first) {
    Node node = first;
    do {
      node = node.execute(this);
      if (node == null) {
        if (trap == ArmException.NONE) {
          remaining--;
        }
        return;
      }
    } while (--remaining > 0);
    pc = addressOfNext(node);
  }

  // Called by nodes.

  /** The virtual address of an instruction of the current page. */
  final int address(Node node) {
    return codeBase + node.at;
  }

  /** The virtual address of what may be in another page. */
  final int addressOfNext(Node node) {
    return codeBase + node.offset();
  }

  /** The address of an instruction that has no node of its own, while that is executed. */
  final int currentPc() {
    return here;
  }

  /** Ends the loop; it goes on at {@code address}. */
  final Node leaveFor(int address) {
    pc = address;
    return null;
  }

  /** Ends the loop by the exception that is noted. */
  final Node trap(Node node) {
    return leaveFor(address(node));
  }

  /** The exception of SVC, after which execution goes on behind it. */
  final Node supervisorCallSlow(Node node) {
    pc = address(node);
    take(ArmException.SUPERVISOR_CALL);
    return null;
  }

  /** Executes an instruction that has no node of its own. */
  final Node restSlow(Node node, Other.Kind kind, int word) {
    here = address(node);
    r[15] = here + (thumb ? 4 : 8);
    boolean branch = false;
    try {
      switch (kind) {
        case ARM -> branch = armRest(word);
        case ARM_UNCONDITIONAL -> branch = armUnconditional(word);
        case THUMB -> branch = thumbRest(word);
        case THUMB_WIDE -> branch = thumbWide(word);
        case THUMB_HALF -> branch = halfOfPair(word);
        case COPROCESSOR -> coprocessor(word);
      }
    } catch (Trap trapped) {
      return trap(node);
    }
    return branch ? goOn() : node.next;
  }

  /** What is at {@link #pc}, after a branch there. */
  final Node goOn() {
    return it != 0 ? null : find(pc | (thumb ? 1 : 0));
  }

  /** Half of a BL or BLX on its own, before ARMv6T2; whether it was the second one. */
  private boolean halfOfPair(int half) {
    if (half >>> 11 == 0x1E) {
      r[14] = r[15] + (half << 21 >> 9);
      return false;
    }
    int target = r[14] + (half << 1 & 0xFFE);
    int back = r[15] - 2 | 1;
    if (half >>> 11 == 0x1D) {
      if (!v5 || (half & 1) != 0) {
        throw undefined();
      }
      thumb = false;
      pc = target & ~3;
    } else {
      pc = target & ~1;
    }
    r[14] = back;
    return true;
  }

  /** A branch as BX does it. */
  final Node exchange(int address) {
    if ((address & 1) != 0) {
      thumb = true;
      return find(address);
    }
    thumb = false;
    return find(address & ~3);
  }

  /** A branch to a loaded address, which since ARMv5 may change the instruction set. */
  final Node exchangeLoaded(int address) {
    return exchange(v5 ? address : thumb ? address | 1 : address & ~1);
  }

  /**
   * The instruction at an address, in the current set, which bit 0 is of; null, with {@link #pc}
   * set to it, if it has to be fetched.
   */
  final Node find(int address) {
    if ((address & (PAGE | 1)) == codeTag) {
      return codePage.at(address);
    }
    CodePage page = ((address & 1) != 0 ? thumbCode : armCode).mapped(address);
    if (page == null) {
      return leaveFor(address & ~1);
    }
    enter(address, page);
    return page.at(address);
  }

  private void enter(int address, CodePage page) {
    codePage = page;
    codeBase = address & PAGE;
    codeTag = address & (PAGE | 1);
  }

  // Fetching.

  /** The instruction at {@link #pc}; null if an exception is met. */
  private Node fetch() {
    int set = 0;
    if (thumb) {
      set = 1;
      pc &= ~1;
    } else {
      pc &= ~3;
      it = 0; // there are no IT blocks in the ARM set; to get there in one is unpredictable
    }
    CodeCache cache = thumb ? thumbCode : armCode;
    CodePage page = cache.mapped(pc);
    try {
      if (page == null) {
        page = mapSlow(cache);
      }
      if (page == null) {
        return aloneSlow(pc);
      }
      enter(pc | set, page);
      return it == 0 ? page.at(pc) : blockSlow(page, pc & ~PAGE);
    } catch (Trap trapped) {
      return null;
    }
  }

  /** Translates {@link #pc}; null if instructions do not come from there as from memory. */
  private CodePage mapSlow(CodeCache cache) {
    if (!mmu().translate(pc, Mmu.FETCH, mode == Mode.USER)) {
      throw refusal;
    }
    Page page = bus.readable(mmu().physical & 0xFFFF_FFFFL);
    return page == null || !mmu().wholePage ? null : cache.map(pc, page);
  }

  /** An instruction that is fetched anew each time. */
  private Node aloneSlow(int address) {
    codeBase = address & PAGE;
    codeTag = Tlb.NONE;
    if (it != 0) {
      return blockSlow(uncached, address & ~PAGE);
    }
    return (thumb ? thumbDecoder : armDecoder).decode(uncached, address & ~PAGE);
  }

  /** The rest of an IT block that execution has come back to. */
  private Node blockSlow(CodeSource code, int offset) {
    return thumbDecoder.block(code, offset, it);
  }

  /** Executes an instruction of 32 bits that begins in one page and ends in another. */
  final Node crossingSlow(Node node) {
    try {
      return thumbDecoder.decode(uncached, node.at).execute(this);
    } catch (Trap trapped) {
      return trap(node);
    }
  }

  /** Instructions that come from a device, from a part of a page, or from two pages. */
  private final class Uncached extends CodeSource {
    @Override
    int word(int offset) {
      return fetchSlow(codeBase + offset, 4);
    }

    @Override
    int half(int offset) {
      return fetchSlow(codeBase + offset, 2) & 0xFFFF;
    }

    @Override
    int peek(int offset) {
      return half(offset);
    }

    @Override
    boolean has(int offset, int bytes) {
      return false;
    }

    @Override
    Node next(int offset) {
      return new Node.Elsewhere(offset, thumb ? 1 : 0);
    }

    @Override
    Node link(int offset, Node from) {
      return next(offset);
    }
  }

  @Override
  final void forgetCode() {
    codeTag = Tlb.NONE;
    attend();
  }

  @Override
  final void selectCode(int context) {
    armCode.select(context);
    thumbCode.select(context);
  }

  @Override
  final void forgetCode(int context) {
    armCode.forgetMapping(context);
    thumbCode.forgetMapping(context);
  }

  @Override
  final void forgetCodePage(int virtual) {
    armCode.forgetPage(virtual);
    thumbCode.forgetPage(virtual);
  }
}
