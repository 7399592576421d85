package quimera.cpu.arm;

import quimera.core.bus.Bytes;
import quimera.core.bus.Page;
import quimera.core.bus.Tlb;

/**
 * Loads and stores that move their base by a constant, before the access or after it (ARM ARM
 * A8.5). The base is another register than the one that is transferred, and stays if the access
 * aborts.
 */
final class Moving {
  private static final int PAGE = -Page.SIZE;
  private static final int WITHIN = Page.SIZE - 1;

  private Moving() {}

  /**
   * A load.
   *
   * @param before whether the access is at the moved base, not the old one
   */
  static Node load(LoadStore.Kind kind, boolean before, int d, int n, int offset) {
    int distance = before ? offset : 0;
    return switch (kind) {
      case WORD -> new Ldr(d, n, distance, offset);
      case HALF -> new Ldrh(d, n, distance, offset);
      case BYTE -> new Ldrb(d, n, distance, offset);
      case SIGNED_HALF -> new Ldrsh(d, n, distance, offset);
      case SIGNED_BYTE -> new Ldrsb(d, n, distance, offset);
    };
  }

  /** A store, in the same way. */
  static Node store(LoadStore.Kind kind, boolean before, int d, int n, int offset) {
    int distance = before ? offset : 0;
    return switch (kind) {
      case WORD -> new Str(d, n, distance, offset);
      case HALF, SIGNED_HALF -> new Strh(d, n, distance, offset);
      case BYTE, SIGNED_BYTE -> new Strb(d, n, distance, offset);
    };
  }

  /** A register, and a base with its way to the access and its way on. */
  private abstract static class Access extends Node {
    final byte d;
    final byte n;
    final int distance;
    final int offset;

    Access(int d, int n, int distance, int offset) {
      this.d = (byte) d;
      this.n = (byte) n;
      this.distance = distance;
      this.offset = offset;
    }

    final Node loadSlow(Interpreter cpu, LoadStore.Kind kind, int address) {
      return moved(cpu, LoadStore.loadSlow(cpu, this, kind, d, address));
    }

    final Node storeSlow(Interpreter cpu, LoadStore.Kind kind, int address) {
      return moved(cpu, LoadStore.storeSlow(cpu, this, kind, d, address));
    }

    /** Ends an access by the slow path, which is followed by nothing if it has aborted. */
    private Node moved(Interpreter cpu, Node then) {
      if (then != null) {
        cpu.r[n] += offset;
      }
      return then;
    }
  }

  /** LDR. */
  private static final class Ldr extends Access {
    Ldr(int d, int n, int distance, int offset) {
      super(d, n, distance, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + distance;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & (PAGE | 3))) {
        r[d] = Bytes.get32(cpu.readPages[slot], address & WITHIN);
        r[n] += offset;
        return next;
      }
      return loadSlow(cpu, LoadStore.Kind.WORD, address);
    }
  }

  /** LDRH. */
  private static final class Ldrh extends Access {
    Ldrh(int d, int n, int distance, int offset) {
      super(d, n, distance, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + distance;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & (PAGE | 1))) {
        r[d] = Bytes.get16(cpu.readPages[slot], address & WITHIN);
        r[n] += offset;
        return next;
      }
      return loadSlow(cpu, LoadStore.Kind.HALF, address);
    }
  }

  /** LDRB. */
  private static final class Ldrb extends Access {
    Ldrb(int d, int n, int distance, int offset) {
      super(d, n, distance, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + distance;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & PAGE)) {
        r[d] = cpu.readPages[slot][address & WITHIN] & 0xFF;
        r[n] += offset;
        return next;
      }
      return loadSlow(cpu, LoadStore.Kind.BYTE, address);
    }
  }

  /** LDRSH. */
  private static final class Ldrsh extends Access {
    Ldrsh(int d, int n, int distance, int offset) {
      super(d, n, distance, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + distance;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & (PAGE | 1))) {
        r[d] = (short) Bytes.get16(cpu.readPages[slot], address & WITHIN);
        r[n] += offset;
        return next;
      }
      return loadSlow(cpu, LoadStore.Kind.SIGNED_HALF, address);
    }
  }

  /** LDRSB. */
  private static final class Ldrsb extends Access {
    Ldrsb(int d, int n, int distance, int offset) {
      super(d, n, distance, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + distance;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & PAGE)) {
        r[d] = cpu.readPages[slot][address & WITHIN];
        r[n] += offset;
        return next;
      }
      return loadSlow(cpu, LoadStore.Kind.SIGNED_BYTE, address);
    }
  }

  /** STR. */
  private static final class Str extends Access {
    Str(int d, int n, int distance, int offset) {
      super(d, n, distance, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + distance;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.writeTags[slot] == (address & (PAGE | 3))) {
        Bytes.put32(cpu.writePages[slot], address & WITHIN, r[d]);
        r[n] += offset;
        return next;
      }
      return storeSlow(cpu, LoadStore.Kind.WORD, address);
    }
  }

  /** STRH. */
  private static final class Strh extends Access {
    Strh(int d, int n, int distance, int offset) {
      super(d, n, distance, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + distance;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.writeTags[slot] == (address & (PAGE | 1))) {
        Bytes.put16(cpu.writePages[slot], address & WITHIN, r[d]);
        r[n] += offset;
        return next;
      }
      return storeSlow(cpu, LoadStore.Kind.HALF, address);
    }
  }

  /** STRB. */
  private static final class Strb extends Access {
    Strb(int d, int n, int distance, int offset) {
      super(d, n, distance, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + distance;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.writeTags[slot] == (address & PAGE)) {
        cpu.writePages[slot][address & WITHIN] = (byte) r[d];
        r[n] += offset;
        return next;
      }
      return storeSlow(cpu, LoadStore.Kind.BYTE, address);
    }
  }
}
