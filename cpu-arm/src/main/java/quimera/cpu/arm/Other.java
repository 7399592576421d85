package quimera.cpu.arm;

/** An instruction that has no node of its own. */
final class Other extends Node {
  /** What executes it. */
  enum Kind {
    /** {@link ArmRest}. */
    ARM,
    /** {@link ArmRest}, upper four bits being ones. */
    ARM_UNCONDITIONAL,
    /** {@link ThumbRest}. */
    THUMB,
    /** {@link ThumbWide}. */
    THUMB_WIDE,
    /** Half of a BL or BLX on its own, before ARMv6T2. */
    THUMB_HALF,
    /** {@link Coprocessors}, for either set. */
    COPROCESSOR
  }

  private final Kind kind;
  private final int word;

  Other(Kind kind, int word) {
    this.kind = kind;
    this.word = word;
  }

  @Override
  boolean ends() {
    return true;
  }

  @Override
  Node execute(Interpreter cpu) {
    return cpu.restSlow(this, kind, word);
  }

  /** SVC. */
  static final class SupervisorCall extends Node {
    @Override
    boolean ends() {
      return true;
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.supervisorCallSlow(this);
    }
  }

  /** An instruction of 32 bits that begins in one page and ends in another. */
  static final class Crossing extends Node {
    @Override
    Node execute(Interpreter cpu) {
      return cpu.crossingSlow(this);
    }
  }
}
