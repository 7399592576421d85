package quimera.cpu.mips32;

import java.nio.ByteOrder;
import quimera.core.bus.Bus;
import quimera.core.bus.BusFault;
import quimera.core.bus.Page;
import quimera.core.bus.Tlb;

/**
 * The engine: decoded instructions, executed one after the other.
 *
 * <p>A {@link Node} returns its successor, and so the loop in {@link #run} is all there is to
 * running. It ends when its instructions are used up; or at a node that returns null, which has
 * jumped to a page that must be found first, has met an exception, or has set {@link #attention}.
 *
 * <p>A branch executes its delay slot as part of itself. Where that cannot be, since the loop ends
 * between the two or the slot is in another page, the state between them is that of the hardware:
 * {@link #slot} is set, {@link #pc} in the slot, {@link #next} the target.
 *
 * <p>Datasheet: MIPS32 volume II, and the encodings in volume I, appendix A.
 */
abstract class Interpreter extends MipsAccess {
  private static final int PAGE = -Page.SIZE;

  /** Instructions left to the loop, the current one included. */
  transient int remaining;

  /** Whether the instruction after a branch is executed before its target. */
  final boolean delaySlots;

  /** What the last instruction without a node has tried to write to register 0. */
  transient int discarded;

  private final transient CodeCache code;
  private final transient Decoder decoder;
  private transient CodePage codePage;

  /** The virtual address of the page that instructions come from. */
  private transient int codeBase;

  /** The same if it is {@link #codePage}; {@link Tlb#NONE} if there is no such. */
  private transient int codeTag = Tlb.NONE;

  Interpreter(MipsModel model, boolean big, boolean delaySlots, Bus bus) {
    super(model, big, bus);
    this.delaySlots = delaySlots;
    decoder = new Decoder(release2);
    code = new CodeCache(this, decoder, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  final CodeCache code() {
    return code;
  }

  /** Whether something outside has done what an exception asked for. */
  abstract boolean served(int code);

  abstract Fpu fpu();

  abstract void attend();

  abstract void waitForInterrupt();

  /** Executes {@link #remaining} instructions, or less if {@link #attention} is asked for. */
  final void execute() {
    while (remaining > 0 && !attention) {
      int exception = advance();
      if (exception != ExcCode.NONE) {
        if (!served(exception)) {
          cp0().deliver(exception, trapRefill, trapUnit, pc, slot);
        }
        remaining--;
      }
    }
  }

  /** One instruction; returns the exception that it met, undelivered, or NONE. */
  final int step() {
    remaining = 1;
    int exception = advance();
    remaining = 0;
    return exception;
  }

  /** Goes on until something must be seen to; returns the exception met, or NONE. */
  private int advance() {
    Node node = fetch(pc);
    if (node != null && slot) {
      executeSlot(node.first());
    } else if (node != null) {
      run(node);
    }
    if (!slot) {
      next = pc + 4;
    }
    int exception = trapCode;
    trapCode = ExcCode.NONE;
    return exception;
  }

  private void run(Node first) {
    Node node = first;
    do {
      node = node.execute(this);
      if (node == null) {
        if (trapCode == ExcCode.NONE) {
          remaining--;
        }
        return;
      }
    } while (--remaining > 0);
    pc = address(node);
  }

  /** A delay slot by itself, its branch executed before. */
  private void executeSlot(Node node) {
    int target = next;
    int left = remaining;
    boolean branch = node instanceof Branches.Branch;
    if (branch) {
      // Unpredictable by the manual; here its own slot is at the target, so it must stop before.
      remaining = 1;
    }
    node.execute(this);
    remaining = left;
    if (trapCode == ExcCode.NONE) {
      pc = target;
      slot = branch;
      remaining--;
    }
  }

  // Called by nodes

  /** The virtual address of a node in the current page. */
  final int address(Node node) {
    return codeBase + node.at;
  }

  /** The address of what is executed after a branch in any case; targets are relative to it. */
  final int slotAddress(Node branch) {
    return slot ? next : address(branch) + 4;
  }

  /** What follows a branch that is not taken, or a call that has returned. */
  final int afterSlot(Node branch) {
    int address = slotAddress(branch);
    return delaySlots ? address + 4 : address;
  }

  /** Ends the loop; it goes on at {@code target}. */
  final Node leaveFor(int target) {
    pc = target;
    return null;
  }

  /** Ends the loop by the exception that is noted. */
  final Node trap(Node node) {
    pc = address(node);
    return null;
  }

  /** Ends the loop by an exception. */
  final Node trap(Node node, int exception) {
    refuse(exception);
    return trap(node);
  }

  /** A node that may have met an exception, or called for attention, is done. */
  final Node done(Node node) {
    if (trapCode != ExcCode.NONE) {
      return trap(node);
    }
    return attention ? leaveFor(address(node) + 4) : node.next;
  }

  /** Executes an instruction that has no node of its own. */
  final Node rare(Node node, int word) {
    try {
      Rare.execute(this, word);
    } catch (Trap trap) {
      return trap(node);
    }
    discarded = r[0];
    r[0] = 0;
    return done(node);
  }

  /** The instruction at an address; null, with {@link #pc} set to it, if it has to be fetched. */
  final Node find(int target) {
    if ((target & (PAGE | 3)) == codeTag) {
      return codePage.at(target);
    }
    CodePage page = code.mapped(target);
    if (page == null) {
      return leaveFor(target);
    }
    enter(target, page);
    return page.at(target);
  }

  private void enter(int virtual, CodePage page) {
    codePage = page;
    codeBase = virtual & PAGE;
    codeTag = codeBase;
  }

  /** The instruction at an address; null if an exception is met. */
  private Node fetch(int address) {
    CodePage page = code.mapped(address);
    if (page == null) {
      return fetchSlow(address);
    }
    enter(address, page);
    return page.at(address);
  }

  private Node fetchSlow(int address) {
    boolean watched = cp0().watches(address);
    if (watched && cp0().watched(address, Mmu.FETCH)) {
      return null;
    }
    if ((address & 3) != 0) {
      refuse(ExcCode.ADEL, address);
      return null;
    }
    if (!mmu().translate(address, Mmu.FETCH)) {
      return null;
    }
    long physical = mmu().physical & 0xFFFF_FFFFL;
    Page page = watched ? null : bus.readable(physical);
    if (page != null) {
      enter(address, code.map(address, page));
      return codePage.at(address);
    }
    try {
      return alone(address, bus.read32(physical));
    } catch (BusFault nothing) {
      refuse(ExcCode.IBE);
      return null;
    }
  }

  /** An instruction that is fetched anew each time. */
  private Node alone(int address, int word) {
    codeBase = address & PAGE;
    codeTag = Tlb.NONE;
    Node node = decoder.decode(word);
    node.at = address & Page.SIZE - 1;
    node.next = new Node.Elsewhere(node.at + 4);
    return node;
  }
}
