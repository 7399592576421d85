package quimera.cpu.mips32;

import quimera.core.bus.Page;

/** Branches and jumps. */
final class Branches {
  private Branches() {}

  /** What has a delay slot, and executes it before it goes where it goes. */
  abstract static class Branch extends Node {
    /** The delay slot, if it can be executed as part of this; found when first executed. */
    Node slot;

    @Override
    final boolean fitsSlot() {
      return false;
    }

    /** Goes to an address, after the delay slot. */
    final Node go(Interpreter cpu, int target) {
      if (slot == null || cpu.remaining <= 1) {
        return goSlow(cpu, target);
      }
      cpu.remaining--;
      if (!(slot instanceof Node.Nop) && slot.execute(cpu) == null) {
        return leftInSlot(cpu, target);
      }
      return cpu.find(target);
    }

    /** The delay slot has ended the loop. */
    final Node leftInSlot(Interpreter cpu, int target) {
      if (cpu.trapCode == ExcCode.NONE) {
        cpu.pc = target;
      } else {
        cpu.next = target;
        cpu.slot = true;
      }
      return null;
    }

    /** Goes to an address, where the delay slot is not known yet or not to be executed now. */
    final Node goSlow(Interpreter cpu, int target) {
      if (!cpu.delaySlots) {
        return cpu.find(target);
      }
      if (slot == null && !cpu.slot) {
        Node found = next.decoded();
        if (found != null && found.fitsSlot()) {
          slot = found.first();
          return go(cpu, target);
        }
      }
      cpu.pc = cpu.address(this) + 4;
      cpu.next = target;
      cpu.slot = true;
      return null;
    }
  }

  /** J, JAL. */
  static final class Jump extends Branch {
    private final int index;
    private final boolean link;

    Jump(int index, boolean link) {
      this.index = index;
      this.link = link;
    }

    @Override
    Node execute(Interpreter cpu) {
      int target = cpu.slotAddress(this) & 0xF000_0000 | index;
      if (link) {
        cpu.r[31] = cpu.afterSlot(this);
      }
      return go(cpu, target);
    }
  }

  /** JR. */
  static final class JumpRegister extends Branch {
    private final int s;

    JumpRegister(int word) {
      s = word >>> 21 & 31;
    }

    @Override
    Node execute(Interpreter cpu) {
      return go(cpu, cpu.r[s]);
    }
  }

  /** JALR. */
  static final class CallRegister extends Branch {
    private final int d;
    private final int s;

    CallRegister(int word) {
      d = word >>> 11 & 31;
      s = word >>> 21 & 31;
    }

    @Override
    Node execute(Interpreter cpu) {
      int target = cpu.r[s];
      if (d != 0) {
        cpu.r[d] = cpu.afterSlot(this);
      }
      return go(cpu, target);
    }
  }

  /** A branch on a condition, with a target that is mostly in the same page. */
  abstract static class Conditional extends Branch {
    private final int displacement;

    /** The target, if it is in this page; found when first taken. */
    private Node taken;

    /**
     * @param word the instruction, which has the distance of the target in its low half
     */
    Conditional(int word) {
      displacement = (short) word << 2;
    }

    /** Goes one way or the other, after the delay slot. */
    final Node fork(Interpreter cpu, boolean takes) {
      Node slot = this.slot;
      if (slot == null || cpu.remaining <= 1) {
        return goSlow(cpu, takes ? target(cpu) : cpu.afterSlot(this));
      }
      cpu.remaining--;
      if (!(slot instanceof Node.Nop) && slot.execute(cpu) == null) {
        return leftInSlot(cpu, takes ? target(cpu) : cpu.afterSlot(this));
      }
      return takes ? taken != null ? taken : takeSlow(cpu) : slot.next;
    }

    /**
     * Branch likely: the delay slot is executed only on the way to the target. In a delay slot
     * itself, which is unpredictable by the manual, it is a branch like any other.
     */
    final Node forkLikely(Interpreter cpu, boolean takes) {
      return takes || cpu.slot ? fork(cpu, takes) : cpu.find(cpu.afterSlot(this));
    }

    private int target(Interpreter cpu) {
      return cpu.slotAddress(this) + displacement;
    }

    private Node takeSlow(Interpreter cpu) {
      Node found = cpu.find(target(cpu));
      if ((at + 4 + displacement & -Page.SIZE) == 0) {
        taken = found;
      }
      return found;
    }
  }

  /** BEQ. */
  static final class Equal extends Conditional {
    private final int s;
    private final int t;

    Equal(int word) {
      super(word);
      s = word >>> 21 & 31;
      t = word >>> 16 & 31;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      return fork(cpu, r[s] == r[t]);
    }
  }

  /** BNE. */
  static final class NotEqual extends Conditional {
    private final int s;
    private final int t;

    NotEqual(int word) {
      super(word);
      s = word >>> 21 & 31;
      t = word >>> 16 & 31;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      return fork(cpu, r[s] != r[t]);
    }
  }

  /**
   * BNE to itself that counts a register down in its delay slot: a loop that passes time, as in the
   * udelay of operating systems. All of its turns that fit are done at once.
   */
  static final class Delay extends Conditional {
    private final int s;

    /** A register that must hold 1, since it is what SUBU subtracts; 0 if ADDIU does. */
    private final int one;

    Delay(int word, int slot) {
      super(word);
      s = word >>> 21 & 31;
      one = slot >>> 26 == 0 ? slot >>> 16 & 31 : 0;
    }

    /** Whether a branch and what is in its slot may be such a loop. */
    static boolean is(int word, int slot) {
      int s = word >>> 21 & 31;
      int bnez = 0x05 << 26 | s << 21 | 0xFFFF;
      int addiu = 0x09 << 26 | s << 21 | s << 16 | 0xFFFF;
      int subu = s << 21 | slot & 31 << 16 | s << 11 | 0x23;
      boolean another = (slot >>> 16 & 31) != s && (slot >>> 16 & 31) != 0;
      return s != 0 && word == bnez && (slot == addiu || slot == subu && another);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      if (slot != null && (one == 0 || r[one] == 1)) {
        long left = r[s] & 0xFFFF_FFFFL;
        int turns = (int) Math.min(left, cpu.remaining - 1 >> 1);
        r[s] -= turns;
        cpu.remaining -= 2 * turns;
      }
      return fork(cpu, r[s] != 0);
    }
  }

  /** BLEZ. */
  static final class NotPositive extends Conditional {
    private final int s;

    NotPositive(int word) {
      super(word);
      s = word >>> 21 & 31;
    }

    @Override
    Node execute(Interpreter cpu) {
      return fork(cpu, cpu.r[s] <= 0);
    }
  }

  /** BGTZ. */
  static final class Positive extends Conditional {
    private final int s;

    Positive(int word) {
      super(word);
      s = word >>> 21 & 31;
    }

    @Override
    Node execute(Interpreter cpu) {
      return fork(cpu, cpu.r[s] > 0);
    }
  }

  /** BLTZ, BGEZ, and with a link BLTZAL, BGEZAL. */
  static final class Sign extends Conditional {
    private final int s;
    private final boolean negative;
    private final boolean link;

    Sign(int word) {
      super(word);
      s = word >>> 21 & 31;
      negative = (word & 1 << 16) == 0;
      link = (word & 1 << 20) != 0;
    }

    @Override
    Node execute(Interpreter cpu) {
      boolean takes = cpu.r[s] < 0 == negative;
      if (link) {
        cpu.r[31] = cpu.afterSlot(this);
      }
      return fork(cpu, takes);
    }
  }

  /** BEQL, BNEL, BLEZL, BGTZL. */
  static final class Likely extends Conditional {
    private final int condition;
    private final int s;
    private final int t;

    Likely(int word) {
      super(word);
      condition = word >>> 26 & 3;
      s = word >>> 21 & 31;
      t = word >>> 16 & 31;
    }

    @Override
    Node execute(Interpreter cpu) {
      int a = cpu.r[s];
      return forkLikely(
          cpu,
          switch (condition) {
            case 0 -> a == cpu.r[t];
            case 1 -> a != cpu.r[t];
            case 2 -> a <= 0;
            default -> a > 0;
          });
    }
  }

  /** BLTZL, BGEZL, BLTZALL, BGEZALL. */
  static final class SignLikely extends Conditional {
    private final int s;
    private final boolean negative;
    private final boolean link;

    SignLikely(int word) {
      super(word);
      s = word >>> 21 & 31;
      negative = (word & 1 << 16) == 0;
      link = (word & 1 << 20) != 0;
    }

    @Override
    Node execute(Interpreter cpu) {
      boolean takes = cpu.r[s] < 0 == negative;
      if (link) {
        cpu.r[31] = cpu.afterSlot(this);
      }
      return forkLikely(cpu, takes);
    }
  }

  /** BC1F, BC1T, BC1FL, BC1TL. */
  static final class OnFpu extends Conditional {
    private final int word;

    OnFpu(int word) {
      super(word);
      this.word = word;
    }

    @Override
    Node execute(Interpreter cpu) {
      if (!cpu.cp0().fpuUsable()) {
        cpu.unusable(1);
        return cpu.trap(this);
      }
      boolean takes = cpu.fpu().branches(word);
      return (word & 1 << 17) == 0 ? fork(cpu, takes) : forkLikely(cpu, takes);
    }
  }
}
