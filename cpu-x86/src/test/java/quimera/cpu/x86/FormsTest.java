package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Unmapped;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/** The frequent forms, written out for speed, do what the general forms do. */
class FormsTest {
  private static final int AT = 0x2000;
  private static final int ROUNDS = 200;

  private final X86Cpu fast = make();
  private final X86Cpu general = make();
  private final Random random = new Random(1);

  private static X86Cpu make() {
    MemoryMap map = new MemoryMap("physical", Unmapped.ONES);
    map.memory("ram", 0, Memory.ram("ram", 1 << 16));
    return new X86Cpu(
        X86Model.I80386,
        new Bus(map, 32),
        new PortSpace(),
        () -> 0,
        Clock.hertz("cpu", 1),
        new Scheduler());
  }

  private static Operand memory(X86Cpu cpu) {
    return new Operand(cpu.seg[Segment.DS], X86State.NONE, X86State.NONE, 0, AT, 0xFFFF);
  }

  /** An operand that is often one of the values at which something happens. */
  private int value() {
    int[] edges = {0, 1, -1, 0x7F, 0x80, 0x7FFF, 0x8000, Integer.MAX_VALUE, Integer.MIN_VALUE};
    return random.nextBoolean() ? edges[random.nextInt(edges.length)] : random.nextInt();
  }

  private void same(String what, Node quick, Node plain) {
    for (int i = 0; i < 8; i++) {
      int each = value();
      fast.r[i] = each;
      general.r[i] = each;
    }
    int stored = value();
    fast.bus.write32(AT, stored);
    general.bus.write32(AT, stored);
    int flags = random.nextInt() & X86State.ARITHMETIC;
    fast.setArithmetic(flags);
    general.setArithmetic(flags);
    quick.execute(fast);
    plain.execute(general);
    assertThat(fast.r).as(what).isEqualTo(general.r);
    assertThat(fast.bus.read32(AT)).as(what).isEqualTo(general.bus.read32(AT));
    assertThat(fast.arithmetic()).as(what).isEqualTo(general.arithmetic());
  }

  @Test
  void arithmeticAndLogic() {
    for (int round = 0; round < ROUNDS; round++) {
      for (int operation = Alu.ADD; operation <= Alu.TEST; operation++) {
        for (int bytes = 1; bytes <= 4; bytes *= 2) {
          arithmeticAndLogic(operation, bytes);
        }
      }
    }
  }

  private void arithmeticAndLogic(int operation, int bytes) {
    String what = "operation " + operation + " of " + bytes + " bytes";
    int a = random.nextInt(8);
    int b = random.nextInt(8);
    int immediate = Alu.clip(value(), bytes);
    Operand register = new Operand(a);
    same(
        what,
        Hot.aluFromRegister(operation, register, b, bytes),
        new Data.AluFromRegister(operation, register, b, bytes));
    same(
        what,
        Hot.aluImmediate(operation, register, immediate, bytes),
        new Data.AluImmediate(operation, register, immediate, bytes));
    same(
        what,
        Hot.aluFromRegister(operation, memory(fast), b, bytes),
        new Data.AluFromRegister(operation, memory(general), b, bytes));
    same(
        what,
        Hot.aluToRegister(operation, memory(fast), b, bytes),
        new Data.AluToRegister(operation, memory(general), b, bytes));
    same(
        what,
        Hot.aluImmediate(operation, memory(fast), immediate, bytes),
        new Data.AluImmediate(operation, memory(general), immediate, bytes));
  }

  @Test
  void incrementsDecrementsAndShifts() {
    for (int round = 0; round < ROUNDS; round++) {
      for (int bytes = 2; bytes <= 4; bytes *= 2) {
        Operand register = new Operand(random.nextInt(8));
        for (int operation = Data.Unary.INC; operation <= Data.Unary.DEC; operation++) {
          same(
              "unary " + operation,
              Counts.unary(operation, register, bytes),
              new Data.Unary(operation, register, bytes));
        }
        int count = 1 + random.nextInt(31);
        for (int operation = Shifts.ROL; operation <= Shifts.SAR; operation++) {
          same(
              "shift " + operation + " by " + count,
              Counts.shift(X86Model.I80386, operation, register, count, bytes),
              new Data.Shift(operation, register, count, bytes));
          same(
              "shift " + operation + " by CL",
              Counts.shift(X86Model.I80386, operation, register, -1, bytes),
              new Data.Shift(operation, register, -1, bytes));
        }
      }
    }
  }

  @Test
  void exchanges() {
    for (int round = 0; round < ROUNDS; round++) {
      for (int bytes = 1; bytes <= 4; bytes *= 2) {
        Operand a = new Operand(random.nextInt(8));
        int b = random.nextInt(8);
        same("xchg", Counts.exchange(a, b, bytes), new Data.Exchange(a, b, bytes));
      }
    }
  }

  @Test
  void moves() {
    for (int round = 0; round < ROUNDS; round++) {
      for (int bytes = 1; bytes <= 4; bytes *= 2) {
        int a = random.nextInt(8);
        Operand register = new Operand(random.nextInt(8));
        same("store", Moves.store(register, a, bytes), new Data.Store(register, a, bytes));
        same("load", Moves.load(register, a, bytes), new Data.Load(register, a, bytes));
        same(
            "store",
            Moves.store(memory(fast), a, bytes),
            new Data.Store(memory(general), a, bytes));
        same("load", Moves.load(memory(fast), a, bytes), new Data.Load(memory(general), a, bytes));
      }
    }
  }

  @Test
  void extensions() {
    for (int round = 0; round < ROUNDS; round++) {
      for (int from = 1; from <= 2; from++) {
        for (int to = 2; to <= 4; to += 2) {
          int a = random.nextInt(8);
          Operand register = new Operand(random.nextInt(8));
          boolean signed = random.nextBoolean();
          same(
              "extend",
              Moves.extend(register, a, from, to, signed),
              new Data.Extend(register, a, from, to, signed));
          same(
              "extend memory",
              Moves.extend(memory(fast), a, from, to, signed),
              new Data.Extend(memory(general), a, from, to, signed));
        }
      }
    }
  }

  @Test
  void conditionalJumps() {
    for (int condition = 0; condition < 16; condition++) {
      for (int i = 0; i < 64; i++) {
        int flags =
            i & 1 | (i & 2) << 1 | (i & 4) << 2 | (i & 8) << 3 | (i & 16) << 3 | (i & 32) << 6;
        fast.setArithmetic(flags);
        Node jump = Conditions.jump(condition, 0x10);
        Node next = new Simple(0x90, 0, 0);
        jump.next = next;
        assertThat(jump.execute(fast) != next).isEqualTo(fast.condition(condition));
      }
    }
  }
}
