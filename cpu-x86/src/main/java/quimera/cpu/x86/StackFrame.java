package quimera.cpu.x86;

import quimera.core.bus.Page;

/**
 * The stack as the far transfers and interrupts use it: everything is checked before anything is
 * written, and the stack pointer moves only when the caller commits it (Intel SDM volume 3, 6.14).
 *
 * <p>One is kept by each of its users and aimed at a stack before use.
 */
final class StackFrame {
  private final X86Cpu cpu;
  private final Segment target = new Segment("next stack");
  private Segment segment;
  private int pointer;
  private int mask;
  private boolean user;
  private int errorCode;

  /** The page of everything that was reserved or promised, null if that needs more care. */
  private byte[] direct;

  private int promised;

  StackFrame(X86Cpu cpu) {
    this.cpu = cpu;
  }

  /** Aims at the current stack. */
  void current() {
    aim(cpu.seg[Segment.SS], cpu.reg32(X86Cpu.ESP), cpu.cpl, 0);
  }

  /** Aims at a stack that the processor is about to switch to. */
  void other(int selector, long descriptor, int esp, int cpl) {
    Segmentation.set(target, selector, descriptor);
    aim(target, esp, cpl, Segmentation.errorCode(selector));
  }

  private void aim(Segment stack, int esp, int cpl, int code) {
    segment = stack;
    pointer = esp;
    mask = stack.big() ? -1 : 0xFFFF;
    user = cpl == 3;
    errorCode = code;
    direct = null;
  }

  /** Makes sure that {@code count} items of {@code bytes} each can be pushed. */
  void reserve(int count, int bytes) {
    int all = count * bytes;
    int bottom = pointer - all & mask;
    boolean straight = bottom + all == (pointer & mask) && segment.holds(bottom, all);
    if (straight) {
      direct = cpu.paging.writablePage(segment.base + bottom, all, user);
    }
    if (direct == null) {
      reserveSlow(count, bytes);
    }
  }

  private void reserveSlow(int count, int bytes) {
    int offset = pointer;
    for (int i = 0; i < count; i++) {
      offset = offset - bytes & mask;
      check(offset, bytes);
      if (!wraps(offset, bytes)) {
        cpu.paging.probeWrite(segment.base + offset, bytes, user);
      }
    }
  }

  /** Pushes an item for which room was reserved. */
  void push(int value, int bytes) {
    int offset = pointer - bytes & mask;
    pointer = pointer & ~mask | offset;
    if (direct != null) {
      Paging.put(direct, segment.base + offset & Page.SIZE - 1, bytes, value);
    } else {
      pushSlow(offset, value, bytes);
    }
  }

  private void pushSlow(int offset, int value, int bytes) {
    if (wraps(offset, bytes)) {
      cpu.paging.write(segment.base + offset, 1, value, user);
      cpu.paging.write(segment.base, 1, value >>> 8, user);
    } else {
      cpu.paging.write(segment.base + offset, bytes, value, user);
    }
  }

  /**
   * Between {@link #current} and {@link #peek}: spares looking each item up, if this many lie in
   * one page and one stretch. If they do not, or need not all exist, {@link #peek} finds out.
   */
  void promise(int count, int bytes) {
    int first = pointer & mask;
    int all = count * bytes;
    if ((first + all - 1 & mask) == first + all - 1 && segment.holds(first, all)) {
      direct = cpu.paging.readablePage(segment.base + first, all, user);
      promised = count;
    }
  }

  /** The item {@code index} places above the stack pointer; nothing is popped. */
  int peek(int index, int bytes) {
    int offset = pointer + index * bytes & mask;
    if (direct != null && index < promised) {
      return Paging.get(direct, segment.base + offset & Page.SIZE - 1, bytes);
    }
    return peekSlow(offset, bytes);
  }

  private int peekSlow(int offset, int bytes) {
    check(offset, bytes);
    if (wraps(offset, bytes)) {
      return cpu.paging.read(segment.base + offset, 1, user)
          | cpu.paging.read(segment.base, 1, user) << 8;
    }
    return cpu.paging.read(segment.base + offset, bytes, user);
  }

  /** Moves the pointer up over popped bytes. */
  void release(int bytes) {
    direct = null;
    pointer = pointer & ~mask | pointer + bytes & mask;
  }

  /** What ESP becomes; a 16-bit stack leaves the upper half alone. */
  int pointer() {
    return pointer;
  }

  /** On the 8086 a word at offset FFFF wraps around within its segment. */
  private boolean wraps(int offset, int bytes) {
    return cpu.model == X86Model.I8086 && (offset & 0xFFFF) + bytes > 0x10000;
  }

  private void check(int offset, int bytes) {
    if (cpu.model != X86Model.I8086 && !segment.holds(offset, bytes)) {
      throw new Fault(cpu.stackFault(), errorCode);
    }
  }
}
