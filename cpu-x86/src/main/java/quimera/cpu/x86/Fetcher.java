package quimera.cpu.x86;

import quimera.core.bus.Page;

/**
 * Reads an instruction's bytes: prefixes, immediates and the addressing forms of ModRM and SIB (SDM
 * volume 2, chapter 2).
 */
abstract class Fetcher {
  /** The longest instruction of the later models; longer ones are never kept. */
  static final int LONGEST = 15;

  private static final int[] BASE16 = {
    X86State.EBX, X86State.EBX, X86State.EBP, X86State.EBP,
    X86State.ESI, X86State.EDI, X86State.EBP, X86State.EBX
  };
  private static final int[] INDEX16 = {
    X86State.ESI, X86State.EDI, X86State.ESI, X86State.EDI,
    X86State.NONE, X86State.NONE, X86State.NONE, X86State.NONE
  };

  final X86Cpu cpu;
  final boolean is8086;
  private final CodeCache cache;

  /** Offset in CS of the instruction and of the byte after those read. */
  int start;

  int at;
  int length;

  // Prefixes.
  int operandBytes;
  int addressMask;
  Segment override;
  int repeat;
  boolean lock;

  // ModRM, and its fields.
  int modRm;
  int mode;
  int reg;
  Operand rm;

  private byte[] bytes;
  private int bytesPage;

  Fetcher(X86Cpu cpu, CodeCache cache) {
    this.cpu = cpu;
    this.cache = cache;
    is8086 = cpu.model == X86Model.I8086;
  }

  final void begin(int eip) {
    start = eip;
    at = eip;
    length = 0;
    bytesPage = 1;
    boolean wide = cpu.cs.big();
    operandBytes = wide ? 4 : 2;
    addressMask = wide ? -1 : 0xFFFF;
    override = null;
    repeat = 0;
    lock = false;
    rm = null;
  }

  final int fetch8() {
    if (is8086) {
      at &= 0xFFFF;
    } else if (length == cpu.model.longest || Integer.compareUnsigned(at, cpu.cs.limit) > 0) {
      throw new Fault(Vector.GP, 0);
    }
    int linear = cpu.cs.base + at;
    at++;
    length++;
    if (bytesPage != (linear & -Page.SIZE)) {
      CodePage page = cache.pageAt(linear);
      if (page == null) {
        int physical = cpu.paging.translate(linear, false, cpu.user);
        return cpu.bus.read8(physical & 0xFFFFFFFFL);
      }
      bytes = page.page.bytes;
      bytesPage = linear & -Page.SIZE;
    }
    return bytes[linear & Page.SIZE - 1] & 0xFF;
  }

  final int fetch16() {
    int low = fetch8();
    return low | fetch8() << 8;
  }

  final int fetch32() {
    int low = fetch16();
    return low | fetch16() << 16;
  }

  /** An immediate of this size, zero-extended. */
  final int fetch(int size) {
    return switch (size) {
      case 1 -> fetch8();
      case 2 -> fetch16();
      default -> fetch32();
    };
  }

  /** Reads ModRM with all that belongs to it. */
  final void fetchModRm() {
    modRm = fetch8();
    mode = modRm >> 6;
    reg = modRm >> 3 & 7;
    int low = modRm & 7;
    if (mode == 3) {
      rm = new Operand(low);
    } else if (addressMask == -1) {
      address32(low);
    } else {
      address16(low);
    }
  }

  private void address16(int low) {
    if (mode == 0 && low == 6) {
      rm = memory(X86State.NONE, X86State.NONE, 0, fetch16());
      return;
    }
    rm = memory(BASE16[low], INDEX16[low], 0, displacement(2));
  }

  private void address32(int low) {
    if (low == 4) {
      int sib = fetch8();
      int base = sib & 7;
      int index = sib >> 3 & 7;
      boolean none = base == 5 && mode == 0;
      int displacement = none ? fetch32() : displacement(4);
      rm =
          memory(
              none ? X86State.NONE : base,
              index == 4 ? X86State.NONE : index,
              index == 4 ? 0 : sib >> 6,
              displacement);
    } else if (mode == 0 && low == 5) {
      rm = memory(X86State.NONE, X86State.NONE, 0, fetch32());
    } else {
      rm = memory(low, X86State.NONE, 0, displacement(4));
    }
  }

  private int displacement(int wide) {
    return switch (mode) {
      case 0 -> 0;
      case 1 -> (byte) fetch8();
      default -> wide == 2 ? (short) fetch16() : fetch32();
    };
  }

  private Operand memory(int base, int index, int scale, int displacement) {
    boolean stack = base == X86State.EBP || base == X86State.ESP;
    Segment segment = override != null ? override : stack ? cpu.ss : cpu.seg[Segment.DS];
    return new Operand(segment, base, index, scale, displacement, addressMask);
  }

  /** A place in memory whose offset is in the instruction (A0 to A3). */
  final Operand direct() {
    int offset = addressMask == -1 ? fetch32() : fetch16();
    return new Operand(dataSegment(), X86State.NONE, X86State.NONE, 0, offset, addressMask);
  }

  /** DS unless overridden. */
  final Segment dataSegment() {
    return override != null ? override : cpu.seg[Segment.DS];
  }
}
