package quimera.cpu.mips32;

import quimera.core.state.StateIo;

final class Fpu {
  private final MipsCpu cpu;

  Fpu(MipsCpu cpu) {
    this.cpu = cpu;
  }

  void reset() {}

  void select(boolean wide) {}

  boolean branches(int word) {
    throw cpu.unusable(1);
  }

  void execute(int word) {
    throw cpu.unusable(1);
  }

  void executeExtended(int word, int s, int t) {
    throw cpu.unusable(1);
  }

  void loadWord(int word, int address) {
    throw cpu.unusable(1);
  }

  void loadDouble(int word, int address) {
    throw cpu.unusable(1);
  }

  void storeWord(int word, int address) {
    throw cpu.unusable(1);
  }

  void storeDouble(int word, int address) {
    throw cpu.unusable(1);
  }

  void state(StateIo io) {}
}
