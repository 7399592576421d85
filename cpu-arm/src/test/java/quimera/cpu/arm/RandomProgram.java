package quimera.cpu.arm;

import java.util.Random;
import quimera.core.state.StateTree;

/**
 * A program of random instructions of one set, which overwrites itself, with exceptions of all
 * kinds and interrupts.
 */
final class RandomProgram {
  private static final int LENGTH = 600;
  private static final int DATA = 0x2_0000;
  private static final int USED = 0x3_0000;

  private static final ArmModel[] MODELS = {
    ArmModel.ARM926, ArmModel.CORTEX_A15, ArmModel.ARM7TDMI, ArmModel.CORTEX_A15
  };

  private final Random random;
  private final Rig rig;
  private long executed;

  RandomProgram(int seed, boolean thumb) {
    random = new Random(seed);
    rig = new Rig(MODELS[seed & 3]);
    // Undefined, SVC, prefetch abort, data abort, nothing, IRQ, FIQ.
    int[] vectors = {
      0xE1B0_F00E, 0xE1B0_F00E, 0xEA00_0010, 0xE25E_F004, 0xE1A0_0000, 0xE25E_F004, 0xE25E_F004
    };
    for (int i = 0; i < vectors.length; i++) {
      rig.bus.write32(4 + 4 * i, vectors[i]);
    }
    rig.bus.write32(0x54, 0xE3A0_E902); // mov lr, #START
    rig.bus.write32(0x58, 0xE1B0_F00E); // movs pc, lr
    for (int i = 0; i < LENGTH; i++) {
      rig.bus.write32(Rig.START + 4L * i, thumb ? half() | half() << 16 : word());
    }
    rig.cpu.setCpsr(Mode.SYSTEM, ArmState.I | ArmState.F | 31);
    for (int i = 0; i < 8; i++) {
      rig.set(i, random.nextInt(4) == 0 ? DATA + 4 * random.nextInt(1000) : random.nextInt());
    }
    for (int i = 8; i < 15; i++) {
      rig.set(i, random.nextInt(3) == 0 ? Rig.START + 4 * random.nextInt(LENGTH) : DATA + 4 * i);
    }
    rig.cpu.start(Rig.START + (thumb ? 1 : 0));
  }

  /** Goes on until so many instructions are executed in all. */
  void run(long instructions) {
    executed += rig.cpu.run(instructions - executed);
  }

  void interrupt(boolean level) {
    rig.cpu.irq.changed(level);
  }

  /** All that there is to see of the processor and its memory. */
  StateTree state() {
    byte[] memory = new byte[USED];
    rig.bus.read(0, memory, 0, memory.length);
    return StateTree.save(
        io -> {
          io.section("cpu", rig.cpu::state);
          io.bytes("memory", memory);
        });
  }

  private int word() {
    int condition = random.nextInt(4) == 0 ? random.nextInt(15) : 14;
    return condition << 28 | instruction();
  }

  private int instruction() {
    int d = random.nextInt(10) << 12;
    int n = random.nextInt(15) << 16;
    int twelve = random.nextInt(1 << 12);
    return switch (random.nextInt(10)) {
      case 0, 1 -> random.nextInt(64) << 20 | n | d | twelve; // data processing and what is near
      case 2 -> 0x0350_0000 | n | twelve & 0xFF; // CMP
      case 3, 4 -> 0x0A00_0000 | random.nextInt(16) - 6 & 0xFF_FFFF | bit(24);
      case 5 -> 0x0400_0000 | random.nextInt(64) << 20 | n | d | twelve & 0x3F; // LDR and STR
      case 6 -> 0x0000_0090 | random.nextInt(32) << 20 | n | d | twelve & 0x06F | bit(22);
      case 7 -> 0x0800_0000 | random.nextInt(32) << 20 | n | 1 << random.nextInt(15) | twelve;
      case 8 -> 0x0000_0010 | random.nextInt(32) << 20 | n | d | twelve & 0xE6F;
      default -> random.nextInt() & 0x0FFF_FFFF;
    };
  }

  private int bit(int number) {
    return random.nextInt(4) == 0 ? 1 << number : 0;
  }

  private int half() {
    int low = random.nextInt(64);
    return switch (random.nextInt(10)) {
      case 0 -> random.nextInt(0x2000); // shifts, ADD and SUB
      case 1 -> 0x2000 | random.nextInt(0x2000); // constants
      case 2 -> 0x4000 | random.nextInt(0x500);
      case 3 -> 0x2800 | random.nextInt(0x800); // CMP
      case 4 -> 0xD000 | random.nextInt(14) << 8 | random.nextInt(16) - 6 & 0xFF;
      case 5 -> 0xBF00 | random.nextInt(256); // IT
      case 6 -> 0x5000 | random.nextInt(0x4000); // loads and stores
      case 7 -> 0xB400 | random.nextInt(2) << 11 | random.nextInt(256); // PUSH and POP
      case 8 -> 0xE800 | random.nextInt(0x1800); // the first half of 32 bits
      default -> low < 32 ? random.nextInt(0x10000) : 0x1800 | low;
    };
  }
}
