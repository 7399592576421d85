package quimera.cpu.arm;

import quimera.core.bus.Bytes;
import quimera.core.bus.Page;
import quimera.core.bus.Tlb;

/**
 * Loads and stores of one register (ARM ARM A8.8.62 ff.). One comparison with the software TLB's
 * tag, which fails on misaligned addresses as well, then the bytes; everything else is the slow
 * path of {@link ArmAccess}.
 */
final class LoadStore {
  private static final int PAGE = -Page.SIZE;
  private static final int WITHIN = Page.SIZE - 1;

  private LoadStore() {}

  /** What is transferred. */
  enum Kind {
    WORD,
    HALF,
    BYTE,
    SIGNED_HALF,
    SIGNED_BYTE
  }

  /** A load that has not found its page, or is misaligned. */
  static Node loadSlow(Interpreter cpu, Node node, Kind kind, int d, int address) {
    int value =
        switch (kind) {
          case WORD -> cpu.readUnalignedSlow(address, 4);
          case HALF -> cpu.readUnalignedSlow(address, 2);
          case BYTE -> cpu.readSlow(address, 1);
          case SIGNED_HALF -> signedHalfSlow(cpu, address);
          case SIGNED_BYTE -> (byte) cpu.readSlow(address, 1);
        };
    if (cpu.trap != ArmException.NONE) {
      return cpu.trap(node);
    }
    cpu.r[d] = value;
    return node.next;
  }

  /** ARM7 takes a signed byte from an odd address. */
  private static int signedHalfSlow(Interpreter cpu, int address) {
    return !cpu.v5 && (address & 1) != 0
        ? (byte) cpu.readSlow(address, 1)
        : (short) cpu.readUnalignedSlow(address, 2);
  }

  static Node storeSlow(Interpreter cpu, Node node, Kind kind, int d, int address) {
    int value = cpu.r[d];
    switch (kind) {
      case WORD -> cpu.writeUnalignedSlow(address, 4, value);
      case HALF, SIGNED_HALF -> cpu.writeUnalignedSlow(address, 2, value);
      case BYTE, SIGNED_BYTE -> cpu.writeSlow(address, 1, value);
    }
    return cpu.trap != ArmException.NONE ? cpu.trap(node) : node.next;
  }

  /** A load at a base and a constant. */
  static Node load(Kind kind, int d, int n, int offset) {
    return switch (kind) {
      case WORD -> new Ldr(d, n, offset);
      case HALF -> new Ldrh(d, n, offset);
      case BYTE -> new Ldrb(d, n, offset);
      case SIGNED_HALF -> new Ldrsh(d, n, offset);
      case SIGNED_BYTE -> new Ldrsb(d, n, offset);
    };
  }

  /** A store at a base and a constant. */
  static Node store(Kind kind, int d, int n, int offset) {
    return switch (kind) {
      case WORD -> new Str(d, n, offset);
      case HALF, SIGNED_HALF -> new Strh(d, n, offset);
      case BYTE, SIGNED_BYTE -> new Strb(d, n, offset);
    };
  }

  /** A load at the sum of a base and a shifted register. */
  static Node load(Kind kind, int d, int n, Shift m) {
    return switch (kind) {
      case WORD -> new LdrIndexed(d, n, m);
      case HALF -> new LdrhIndexed(d, n, m);
      case BYTE -> new LdrbIndexed(d, n, m);
      case SIGNED_HALF -> new LdrshIndexed(d, n, m);
      case SIGNED_BYTE -> new LdrsbIndexed(d, n, m);
    };
  }

  /** A store at the sum of a base and a shifted register. */
  static Node store(Kind kind, int d, int n, Shift m) {
    return switch (kind) {
      case WORD -> new StrIndexed(d, n, m);
      case HALF, SIGNED_HALF -> new StrhIndexed(d, n, m);
      case BYTE, SIGNED_BYTE -> new StrbIndexed(d, n, m);
    };
  }

  /** At a base and a constant. */
  private abstract static class Offset extends Node {
    final byte d;
    final byte n;
    final int offset;

    Offset(int d, int n, int offset) {
      this.d = (byte) d;
      this.n = (byte) n;
      this.offset = offset;
    }
  }

  /** At the sum of a base and a shifted register. */
  private abstract static class Indexed extends Node {
    final byte d;
    final byte n;
    private final byte m;
    private final byte rotation;
    private final int mask;

    Indexed(int d, int n, Shift m) {
      this.d = (byte) d;
      this.n = (byte) n;
      this.m = (byte) m.register();
      rotation = (byte) m.rotation();
      mask = m.mask();
    }

    final int address(int[] r) {
      return r[n] + (Integer.rotateRight(r[m], rotation) & mask);
    }
  }

  /** LDR. */
  private static final class Ldr extends Offset {
    Ldr(int d, int n, int offset) {
      super(d, n, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + offset;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & (PAGE | 3))) {
        r[d] = Bytes.get32(cpu.readPages[slot], address & WITHIN);
        return next;
      }
      return loadSlow(cpu, this, Kind.WORD, d, address);
    }
  }

  /** LDRH. */
  private static final class Ldrh extends Offset {
    Ldrh(int d, int n, int offset) {
      super(d, n, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + offset;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & (PAGE | 1))) {
        r[d] = Bytes.get16(cpu.readPages[slot], address & WITHIN);
        return next;
      }
      return loadSlow(cpu, this, Kind.HALF, d, address);
    }
  }

  /** LDRB. */
  private static final class Ldrb extends Offset {
    Ldrb(int d, int n, int offset) {
      super(d, n, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + offset;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & PAGE)) {
        r[d] = cpu.readPages[slot][address & WITHIN] & 0xFF;
        return next;
      }
      return loadSlow(cpu, this, Kind.BYTE, d, address);
    }
  }

  /** LDRSH. */
  private static final class Ldrsh extends Offset {
    Ldrsh(int d, int n, int offset) {
      super(d, n, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + offset;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & (PAGE | 1))) {
        r[d] = (short) Bytes.get16(cpu.readPages[slot], address & WITHIN);
        return next;
      }
      return loadSlow(cpu, this, Kind.SIGNED_HALF, d, address);
    }
  }

  /** LDRSB. */
  private static final class Ldrsb extends Offset {
    Ldrsb(int d, int n, int offset) {
      super(d, n, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + offset;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & PAGE)) {
        r[d] = cpu.readPages[slot][address & WITHIN];
        return next;
      }
      return loadSlow(cpu, this, Kind.SIGNED_BYTE, d, address);
    }
  }

  /** STR. */
  private static final class Str extends Offset {
    Str(int d, int n, int offset) {
      super(d, n, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + offset;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.writeTags[slot] == (address & (PAGE | 3))) {
        Bytes.put32(cpu.writePages[slot], address & WITHIN, r[d]);
        return next;
      }
      return storeSlow(cpu, this, Kind.WORD, d, address);
    }
  }

  /** STRH. */
  private static final class Strh extends Offset {
    Strh(int d, int n, int offset) {
      super(d, n, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + offset;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.writeTags[slot] == (address & (PAGE | 1))) {
        Bytes.put16(cpu.writePages[slot], address & WITHIN, r[d]);
        return next;
      }
      return storeSlow(cpu, this, Kind.HALF, d, address);
    }
  }

  /** STRB. */
  private static final class Strb extends Offset {
    Strb(int d, int n, int offset) {
      super(d, n, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[n] + offset;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.writeTags[slot] == (address & PAGE)) {
        cpu.writePages[slot][address & WITHIN] = (byte) r[d];
        return next;
      }
      return storeSlow(cpu, this, Kind.BYTE, d, address);
    }
  }

  /** LDR with a shifted register. */
  private static final class LdrIndexed extends Indexed {
    LdrIndexed(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = address(r);
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & (PAGE | 3))) {
        r[d] = Bytes.get32(cpu.readPages[slot], address & WITHIN);
        return next;
      }
      return loadSlow(cpu, this, Kind.WORD, d, address);
    }
  }

  /** LDRH with a shifted register. */
  private static final class LdrhIndexed extends Indexed {
    LdrhIndexed(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = address(r);
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & (PAGE | 1))) {
        r[d] = Bytes.get16(cpu.readPages[slot], address & WITHIN);
        return next;
      }
      return loadSlow(cpu, this, Kind.HALF, d, address);
    }
  }

  /** LDRB with a shifted register. */
  private static final class LdrbIndexed extends Indexed {
    LdrbIndexed(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = address(r);
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & PAGE)) {
        r[d] = cpu.readPages[slot][address & WITHIN] & 0xFF;
        return next;
      }
      return loadSlow(cpu, this, Kind.BYTE, d, address);
    }
  }

  /** LDRSH with a shifted register. */
  private static final class LdrshIndexed extends Indexed {
    LdrshIndexed(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = address(r);
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & (PAGE | 1))) {
        r[d] = (short) Bytes.get16(cpu.readPages[slot], address & WITHIN);
        return next;
      }
      return loadSlow(cpu, this, Kind.SIGNED_HALF, d, address);
    }
  }

  /** LDRSB with a shifted register. */
  private static final class LdrsbIndexed extends Indexed {
    LdrsbIndexed(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = address(r);
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & PAGE)) {
        r[d] = cpu.readPages[slot][address & WITHIN];
        return next;
      }
      return loadSlow(cpu, this, Kind.SIGNED_BYTE, d, address);
    }
  }

  /** STR with a shifted register. */
  private static final class StrIndexed extends Indexed {
    StrIndexed(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = address(r);
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.writeTags[slot] == (address & (PAGE | 3))) {
        Bytes.put32(cpu.writePages[slot], address & WITHIN, r[d]);
        return next;
      }
      return storeSlow(cpu, this, Kind.WORD, d, address);
    }
  }

  /** STRH with a shifted register. */
  private static final class StrhIndexed extends Indexed {
    StrhIndexed(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = address(r);
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.writeTags[slot] == (address & (PAGE | 1))) {
        Bytes.put16(cpu.writePages[slot], address & WITHIN, r[d]);
        return next;
      }
      return storeSlow(cpu, this, Kind.HALF, d, address);
    }
  }

  /** STRB with a shifted register. */
  private static final class StrbIndexed extends Indexed {
    StrbIndexed(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = address(r);
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.writeTags[slot] == (address & PAGE)) {
        cpu.writePages[slot][address & WITHIN] = (byte) r[d];
        return next;
      }
      return storeSlow(cpu, this, Kind.BYTE, d, address);
    }
  }

  /** LDR of a literal, so far from the start of the page. */
  static final class Literal extends Node {
    private final byte d;
    private final int offset;

    Literal(int d, int offset) {
      this.d = (byte) d;
      this.offset = offset;
    }

    @Override
    Node execute(Interpreter cpu) {
      int address = cpu.address(this) - at + offset;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & (PAGE | 3))) {
        cpu.r[d] = Bytes.get32(cpu.readPages[slot], address & WITHIN);
        return next;
      }
      return loadSlow(cpu, this, Kind.WORD, d, address);
    }
  }
}
