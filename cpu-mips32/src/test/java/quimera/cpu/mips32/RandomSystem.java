package quimera.cpu.mips32;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.cpu.mips32.Rig.immediate;
import static quimera.cpu.mips32.Rig.mtc0;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;
import quimera.core.machine.Machine;
import quimera.core.state.StateTree;
import quimera.core.time.Clock;

/**
 * Programs of random instructions, those of an operating system included, in memory that they
 * overwrite, with TLB refills and timer interrupts.
 */
final class RandomSystem {
  private static final int LENGTH = 1000;
  private static final int ERET = 0x4200_0018;
  private static final int LW = 0x23;
  private static final int SW = 0x2B;

  /** Registers of the program; those above are for the handlers. */
  private static final int REGISTERS = 26;

  /** The first of eight registers that hold addresses. */
  private static final int POINTERS = 16;

  private static final int MOST_RAM = 1 << 20;

  private final Random random;
  private final Machine machine = new Machine("random");
  private final Bus bus;
  private final MipsCpu cpu;

  RandomSystem(int seed) {
    random = new Random(seed);
    ByteOrder order = seed % 2 == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    MemoryMap map = machine.map(new MemoryMap("physical", Unmapped.FAULT));
    map.memory("ram", 0, machine.memory(Memory.ram("ram", MOST_RAM)));
    bus = new Bus(map, 32, order);
    Clock clock = Clock.hertz("cpu", 1_000_000_000);
    cpu =
        machine.cpu(
            "cpu", new MipsCpu(MipsModel.M24KF, order, bus, clock, machine.scheduler), clock);
    machine.powerOn();
    put(0, refill());
    put(0x180, general());
    put(0x1000, program());
    for (int i = 1; i < REGISTERS; i++) {
      cpu.r[i] = random.nextInt();
    }
    for (int i = POINTERS; i < POINTERS + 8; i++) {
      int segment = random.nextInt(4) == 0 ? 0x8000_0000 : 0;
      cpu.r[i] = segment + 0x4_0000 + random.nextInt(0x2_0000) * 4;
    }
    cpu.start(random.nextBoolean() ? 0x1000 : 0x8000_1000, 0x3000_8301);
    cpu.cp0.write(11, 0, 500);
  }

  private void put(int address, int[] words) {
    for (int i = 0; i < words.length; i++) {
      bus.write32(address + 4L * i, words[i]);
    }
  }

  private static int mfc0(int t, int register) {
    return 0x4000_0000 | t << 16 | register << 11;
  }

  /** Maps a page to the physical one of the same number, modulo the memory. */
  private static int[] refill() {
    return new int[] {
      mfc0(26, 8),
      immediate(0x0F, 27, 0, 0x0F), // lui k1, 0xf
      immediate(0x0D, 27, 27, 0xE000), // ori
      Rig.special(0x24, 26, 26, 27), // and
      26 << 16 | 27 << 11 | 6 << 6 | 2, // srl k1, k0, 6
      immediate(0x0D, 27, 27, 6),
      mtc0(27, 2),
      immediate(0x09, 27, 27, 0x40),
      mtc0(27, 3),
      0x4200_0006, // tlbwr
      ERET
    };
  }

  /** Goes on after an exception's instruction; after an interrupt, with the next one set. */
  private int[] general() {
    return new int[] {
      mfc0(26, 13),
      immediate(0x0C, 27, 26, 0x7C), // andi k1, k0, 0x7c
      immediate(0x04, 0, 27, 6), // beqz k1
      mfc0(26, 14),
      immediate(0x09, 26, 26, 8),
      mtc0(26, 14),
      ERET,
      0,
      0,
      mfc0(26, 9),
      immediate(0x09, 26, 26, 37 + random.nextInt(100)),
      mtc0(26, 11),
      mtc0(0, 13),
      ERET
    };
  }

  private int[] program() {
    int[] words = new int[LENGTH + 2];
    for (int i = 0; i < LENGTH; i++) {
      do {
        words[i] = instruction(i, i == 0 ? 0 : words[i - 1]);
      } while (i > 0 && branches(words[i - 1]) && branches(words[i]));
    }
    words[LENGTH + 1] = immediate(0x04, 0, 0, -LENGTH - 2);
    return words;
  }

  /** Whether it may not stand in a delay slot. */
  private static boolean branches(int word) {
    int opcode = word >>> 26;
    boolean likely = opcode >= 0x14 && opcode < 0x18;
    return opcode == 1 || opcode >= 4 && opcode < 8 || likely || word == ERET;
  }

  private int any() {
    return random.nextInt(REGISTERS);
  }

  private int one(int... of) {
    return of[random.nextInt(of.length)];
  }

  private int instruction(int at, int before) {
    boolean accesses = before >>> 26 == LW || before >>> 26 == SW;
    if (accesses && random.nextInt(4) != 0) {
      int displacement = before + 4 * (random.nextInt(9) - 3) & 0xFFFF;
      return before & 0xFFE0_0000 | any() << 16 | displacement;
    }
    int target = random.nextInt(LENGTH) - at - 1;
    return switch (random.nextInt(24)) {
      case 0 -> system();
      case 1, 2 -> one(system(), 0x4200_0006, 0x4200_0008, 0x4200_0001, mfc0(any(), 9));
      case 3, 4, 5 ->
          Rig.special(
              one(0x20, 0x21, 0x23, 0x24, 0x25, 0x2A, 0x2B, 0x18, 0x10, 0x0C), any(), any(), any());
      case 6, 7, 8 -> immediate(8 + random.nextInt(8), any(), any(), random.nextInt());
      case 9, 10, 11, 12 -> access(one(0x20, 0x21, LW, LW, 0x24, 0x22, 0x26, 0x30, 0x35));
      case 13, 14, 15, 16 -> access(one(0x28, 0x29, SW, SW, 0x2E, 0x2A, 0x38, 0x3D));
      case 17, 18 -> immediate(4 + random.nextInt(4), any(), any(), target);
      case 19 -> immediate(0x14 + random.nextInt(4), any(), any(), target);
      case 20 -> immediate(1, one(0, 1, 2, 3, 16, 17), any(), target);
      case 21 -> immediate(0x0F, POINTERS + random.nextInt(8), 0, random.nextInt(16));
      case 22 -> Rig.floating(17, random.nextInt(4), 2 * one(1, 2, 3), 2 * one(1, 2), 2);
      default -> 0;
    };
  }

  private int access(int opcode) {
    int displacement = random.nextInt(3) == 0 ? random.nextInt(64) : 4 * random.nextInt(16);
    return immediate(opcode, any(), POINTERS + random.nextInt(8), displacement);
  }

  private int system() {
    return one(
        mtc0(any(), 10), // EntryHi
        mtc0(any(), 0), // Index
        mtc0(any(), 2),
        mtc0(any(), 3),
        mfc0(any(), one(1, 4, 8, 9, 12, 13, 14)),
        0x4160_6000 | random.nextInt(2) << 5, // di, ei
        0x4200_0002, // tlbwi
        random.nextInt(4) == 0 ? mtc0(any(), one(11, 13, 18, 19)) : 0,
        random.nextInt(4) == 0 ? ERET : 0);
  }

  /** All that can be told about it. */
  String state() {
    byte[] ram = new byte[MOST_RAM];
    bus.read(0, ram, 0, ram.length);
    StateTree tree = StateTree.save(cpu::state);
    return Arrays.hashCode(ram) + HexFormat.of().formatHex(tree.encode());
  }

  /** Runs until so many instructions have been executed since power-on. */
  void run(int total) {
    machine.run(Long.MAX_VALUE / 2, total);
    assertThat(machine.instructions()).isEqualTo(total);
  }
}
