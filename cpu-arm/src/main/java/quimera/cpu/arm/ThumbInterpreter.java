package quimera.cpu.arm;

import quimera.core.bus.Bus;

/** The engine for Thumb instructions. */
abstract class ThumbInterpreter extends ArmInterpreter {
  ThumbInterpreter(ArmModel model, Bus bus) {
    super(model, bus);
  }

  final void thumb() {
    r[15] = pc + 4;
    start = pc;
    sizeShift = 1;
    throw undefined();
  }

  final int thumbLength(int at) {
    return 2;
  }
}
