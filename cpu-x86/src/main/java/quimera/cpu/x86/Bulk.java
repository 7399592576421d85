package quimera.cpu.x86;

import quimera.core.bus.Bytes;
import quimera.core.bus.Page;
import quimera.core.bus.Tlb;

/**
 * Many iterations of REP MOVS and REP STOS at once: within one page on each side, where the
 * translation buffers allow plain access, and no more than the run's budget has left.
 */
final class Bulk {
  /** Below this the set-up does not pay. */
  private static final int LEAST = 4;

  private Bulk() {}

  /** How many elements fit before the page, the offset's wrap, the segment and the budget end. */
  private static int most(
      X86Cpu cpu, Segment segment, int offset, int end, int count, int bytes, int mask) {
    int linear = segment.base + offset;
    long page = (long) Page.SIZE - (linear & Page.SIZE - 1);
    long inSegment = (end - Integer.MIN_VALUE & 0xFFFFFFFFL) - (offset & 0xFFFFFFFFL);
    long wrap = (mask & 0xFFFFFFFFL) + 1 - (offset & 0xFFFFFFFFL);
    long room = Math.min(page, Math.min(inSegment, wrap));
    long budget = Math.min(cpu.remaining, count & 0xFFFFFFFFL);
    return (int) Math.max(0, Math.min(room / bytes, budget));
  }

  /** REP MOVS upwards; returns the number of elements moved. */
  static int copy(X86Cpu cpu, Segment source, int from, int to, int count, int bytes, int mask) {
    Segment target = cpu.seg[Segment.ES];
    int elements = most(cpu, source, from, source.readEnd, count, bytes, mask);
    elements = most(cpu, target, to, target.writeEnd, elements, bytes, mask);
    if (elements < LEAST) {
      return 0;
    }
    int fromLinear = source.base + from;
    int toLinear = target.base + to;
    int fromSlot = fromLinear >>> Page.SHIFT & Tlb.MASK;
    int toSlot = toLinear >>> Page.SHIFT & Tlb.MASK;
    if (cpu.readTags[fromSlot] != (fromLinear & -Page.SIZE)
        || cpu.writeTags[toSlot] != (toLinear & -Page.SIZE)) {
      return 0;
    }
    byte[] read = cpu.readPages[fromSlot];
    byte[] written = cpu.writePages[toSlot];
    int a = fromLinear & Page.SIZE - 1;
    int b = toLinear & Page.SIZE - 1;
    int length = elements * bytes;
    if (read == written && b > a && b < a + length) {
      // The copy would read what it has written: only as far as the two do not meet.
      elements = (b - a) / bytes;
      length = elements * bytes;
    }
    System.arraycopy(read, a, written, b, length);
    return elements;
  }

  /** REP STOS upwards; returns the number of elements stored. */
  static int fill(X86Cpu cpu, int to, int count, int bytes, int mask) {
    Segment target = cpu.seg[Segment.ES];
    int elements = most(cpu, target, to, target.writeEnd, count, bytes, mask);
    int linear = target.base + to;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    if (elements < LEAST || cpu.writeTags[slot] != (linear & -Page.SIZE)) {
      return 0;
    }
    byte[] page = cpu.writePages[slot];
    int start = linear & Page.SIZE - 1;
    int end = start + elements * bytes;
    int value = cpu.r[X86State.EAX];
    switch (bytes) {
      case 1 -> java.util.Arrays.fill(page, start, end, (byte) value);
      case 2 -> {
        for (int i = start; i < end; i += 2) {
          Bytes.put16(page, i, value);
        }
      }
      default -> {
        for (int i = start; i < end; i += 4) {
          Bytes.put32(page, i, value);
        }
      }
    }
    return elements;
  }

  /** REP SCAS upwards, up to the element that ends it; returns the number of elements compared. */
  static int scan(X86Cpu cpu, int at, int count, int bytes, int mask, boolean whileEqual) {
    Segment target = cpu.seg[Segment.ES];
    int elements = most(cpu, target, at, target.readEnd, count, bytes, mask);
    int linear = target.base + at;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    if (elements < LEAST || cpu.readTags[slot] != (linear & -Page.SIZE)) {
      return 0;
    }
    byte[] page = cpu.readPages[slot];
    int start = linear & Page.SIZE - 1;
    int wanted = cpu.reg(X86State.EAX, bytes);
    int done = 0;
    int value;
    do {
      value = element(page, start + done * bytes, bytes);
      done++;
    } while (done < elements && (value == wanted) == whileEqual);
    Alu.compute(cpu, Alu.CMP, wanted, value, bytes);
    return done;
  }

  /** REP CMPS upwards, up to the pair that ends it; returns the number of pairs compared. */
  static int compare(
      X86Cpu cpu, Strings.StringNode node, int from, int to, int count, boolean whileEqual) {
    Segment source = node.source;
    Segment target = cpu.seg[Segment.ES];
    int bytes = node.bytes;
    int elements = most(cpu, source, from, source.readEnd, count, bytes, node.mask);
    elements = most(cpu, target, to, target.readEnd, elements, bytes, node.mask);
    int fromLinear = source.base + from;
    int toLinear = target.base + to;
    int fromSlot = fromLinear >>> Page.SHIFT & Tlb.MASK;
    int toSlot = toLinear >>> Page.SHIFT & Tlb.MASK;
    if (elements < LEAST
        || cpu.readTags[fromSlot] != (fromLinear & -Page.SIZE)
        || cpu.readTags[toSlot] != (toLinear & -Page.SIZE)) {
      return 0;
    }
    byte[] first = cpu.readPages[fromSlot];
    byte[] second = cpu.readPages[toSlot];
    int done = 0;
    int a;
    int b;
    do {
      a = element(first, (fromLinear & Page.SIZE - 1) + done * bytes, bytes);
      b = element(second, (toLinear & Page.SIZE - 1) + done * bytes, bytes);
      done++;
    } while (done < elements && (a == b) == whileEqual);
    Alu.compute(cpu, Alu.CMP, a, b, bytes);
    return done;
  }

  private static int element(byte[] page, int at, int bytes) {
    return switch (bytes) {
      case 1 -> page[at] & 0xFF;
      case 2 -> Bytes.get16(page, at);
      default -> Bytes.get32(page, at);
    };
  }
}
