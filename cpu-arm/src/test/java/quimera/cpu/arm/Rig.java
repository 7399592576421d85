package quimera.cpu.arm;

import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;
import quimera.core.state.StateTree;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;
import quimera.cpu.arm.asm.UalAssembler;
import quimera.isa.asm.Assembler;
import quimera.isa.asm.Chunk;
import quimera.isa.asm.Sources;

/** A processor and 16 MiB of RAM from 0 on, nothing elsewhere; programs are at 0x8000. */
final class Rig {
  static final int START = 0x8000;

  final Scheduler scheduler = new Scheduler();
  final Bus bus;
  final ArmCpu cpu;

  Rig(ArmModel model) {
    MemoryMap map = new MemoryMap("physical", Unmapped.FAULT);
    map.memory("ram", 0, Memory.ram("ram", 16 << 20));
    bus = new Bus(map, 32);
    cpu = new ArmCpu(model, bus, Clock.hertz("cpu", 1_000_000_000), scheduler);
    cpu.start(START);
  }

  /** Assembles a program in ARM state and puts it at {@link #START}. */
  Rig program(String... lines) {
    return place(START, String.join("\n", lines));
  }

  /** The same in Thumb state. */
  Rig thumbProgram(String... lines) {
    place(START, ".thumb\n" + String.join("\n", lines));
    cpu.start(START | 1);
    return this;
  }

  Rig place(int address, String source) {
    Sources.Text text = new Sources.Text("t.s", ".syntax unified\n" + source + "\n");
    int at = address;
    for (Chunk chunk :
        new Assembler(new UalAssembler(), Sources.NONE).add(text).finish().chunks()) {
      for (byte each : chunk.content()) {
        bus.write8(at++, each);
      }
    }
    return this;
  }

  Rig set(int register, int value) {
    cpu.register(register, value);
    return this;
  }

  Rig run(int instructions) {
    cpu.run(instructions);
    return this;
  }

  int get(int register) {
    return cpu.register(register);
  }

  int word(int address) {
    return bus.read32(address);
  }

  /** Another rig with this one's state. */
  Rig twin() {
    Rig other = new Rig(cpu.model);
    StateTree saved = StateTree.save(io -> io.section("cpu", cpu::state));
    byte[] memory = new byte[16 << 20];
    bus.read(0, memory, 0, memory.length);
    other.bus.write(0, memory, 0, memory.length);
    saved.load("rig", io -> io.section("cpu", other.cpu::state));
    other.cpu.restored();
    return other;
  }
}
