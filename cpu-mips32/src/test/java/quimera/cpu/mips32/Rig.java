package quimera.cpu.mips32;

import java.nio.ByteOrder;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/** A processor and 1 MiB of RAM, programs at physical 0x1000, seen through kseg0. */
final class Rig {
  static final int START = 0x8000_1000;
  static final int NOP = 0;

  final Scheduler scheduler = new Scheduler();
  final Bus bus;
  final MipsCpu cpu;

  Rig(MipsModel model, ByteOrder order) {
    MemoryMap map = new MemoryMap("physical", Unmapped.FAULT);
    map.memory("ram", 0, Memory.ram("ram", 1 << 20));
    bus = new Bus(map, 32, order);
    cpu = new MipsCpu(model, order, bus, Clock.hertz("cpu", 1_000_000_000), scheduler);
    cpu.cp0.writeStatus(0x3000_0000);
    cpu.jump(START);
  }

  Rig() {
    this(MipsModel.M24KF, ByteOrder.LITTLE_ENDIAN);
  }

  /** Puts words at the start. */
  Rig program(int... words) {
    for (int i = 0; i < words.length; i++) {
      bus.write32(0x1000 + 4 * i, words[i]);
    }
    return this;
  }

  Rig run(int instructions) {
    cpu.run(instructions);
    return this;
  }

  int code() {
    return cpu.cp0.cause() >> 2 & 31;
  }

  static int immediate(int opcode, int t, int s, int value) {
    return opcode << 26 | s << 21 | t << 16 | value & 0xFFFF;
  }

  static int addiu(int t, int s, int value) {
    return immediate(0x09, t, s, value);
  }

  static int special(int function, int d, int s, int t) {
    return s << 21 | t << 16 | d << 11 | function;
  }

  static int mtc0(int t, int register) {
    return 0x4080_0000 | t << 16 | register << 11;
  }

  static int floating(int format, int function, int d, int s, int t) {
    return 0x11 << 26 | format << 21 | t << 16 | s << 11 | d << 6 | function;
  }
}
