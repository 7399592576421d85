package quimera.peripherals;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;
import quimera.core.device.Device;
import quimera.core.host.AudioSink;
import quimera.core.machine.MachineControl;
import quimera.core.state.StateTree;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;
import quimera.peripherals.debug.PowerPorts;
import quimera.peripherals.dma.DmaPair;
import quimera.peripherals.input.Kbc8042;
import quimera.peripherals.input.Ps2Device;
import quimera.peripherals.input.Ps2Keyboard;
import quimera.peripherals.input.Ps2Mouse;
import quimera.peripherals.interrupt.PicPair;
import quimera.peripherals.serial.ParallelPort;
import quimera.peripherals.serial.Uart16550;
import quimera.peripherals.sound.PcSpeaker;
import quimera.peripherals.system.A20Gate;
import quimera.peripherals.system.GamePort;
import quimera.peripherals.system.Port61;
import quimera.peripherals.system.Port92;
import quimera.peripherals.timer.Mc146818Rtc;
import quimera.peripherals.timer.Pit8254;

/** Every lasting field of every chip goes through a saved state: none is forgotten. */
class PeripheralStateTest {
  private static final MachineControl NOTHING =
      new MachineControl() {
        @Override
        public void reset() {}

        @Override
        public void powerOff() {}

        @Override
        public void exit(int code) {}
      };

  private static Bus bus() {
    MemoryMap map = new MemoryMap("dma", Unmapped.ONES);
    map.memory("ram", 0, Memory.ram("ram", 0x10000));
    return new Bus(map, 24);
  }

  private static Map<String, Function<Scheduler, Device>> parts() {
    Clock clock = Clock.hertz("clock", 1_843_200);
    Map<String, Function<Scheduler, Device>> parts = new LinkedHashMap<>();
    parts.put("PicPair", s -> new PicPair());
    parts.put("Pit8254", s -> new Pit8254(clock, s));
    parts.put("Mc146818Rtc", s -> new Mc146818Rtc(s, 946_684_800));
    parts.put("DmaPair", s -> new DmaPair(bus()));
    parts.put("Ps2Keyboard", Ps2Keyboard::new);
    parts.put("Ps2Mouse", Ps2Mouse::new);
    parts.put("Kbc8042", s -> new Kbc8042(s, NOTHING, new Ps2Keyboard(s), null));
    parts.put(
        "Uart16550", s -> new Uart16550("irq", Uart16550.Variant.NS16550A, clock, s, v -> {}));
    parts.put("ParallelPort", s -> new ParallelPort(s, v -> {}));
    parts.put("Port61", s -> new Port61(s, () -> false));
    parts.put("Port92", s -> new Port92(NOTHING));
    parts.put("A20Gate", s -> new A20Gate(bus()));
    parts.put("GamePort", GamePort::new);
    parts.put("PcSpeaker", s -> new PcSpeaker(s, AudioSink.NONE));
    parts.put("PowerPorts", s -> new PowerPorts(NOTHING));
    return parts;
  }

  @TestFactory
  Stream<DynamicTest> aScrambledPartComesBackAsItWas() {
    return parts().entrySet().stream()
        .map(part -> DynamicTest.dynamicTest(part.getKey(), () -> check(part.getValue())));
  }

  private static void check(Function<Scheduler, Device> maker) throws IllegalAccessException {
    Device scrambled = maker.apply(new Scheduler());
    new Walk(new Random(1)).visit(scrambled, scrambled.getClass().getSimpleName());
    StateTree saved = StateTree.save(scrambled::state);
    Map<String, Object> expected = new Walk(null).visit(scrambled, "part");
    Device restored = maker.apply(new Scheduler());
    saved.load("part", restored::state);
    Map<String, Object> actual = new Walk(null).visit(restored, "part");
    assertThat(actual).isNotEmpty();
    expected.forEach((field, value) -> assertThat(actual.get(field)).as(field).isEqualTo(value));
  }

  /** Reads every mutable field of a part and of what it is made of, or fills it at random. */
  private static final class Walk {
    private final Random random;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, Object> values = new LinkedHashMap<>();

    Walk(Random random) {
      this.random = random;
    }

    Map<String, Object> visit(Object object, String path) throws IllegalAccessException {
      if (!seen.add(object)) {
        return values;
      }
      for (Field field : object.getClass().getDeclaredFields()) {
        boolean otherPart = field.getType() == Ps2Device.class; // in the board's list itself
        if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic() || otherPart) {
          continue;
        }
        field.setAccessible(true);
        visit(object, field, path + "." + field.getName());
      }
      return values;
    }

    private void visit(Object object, Field field, String path) throws IllegalAccessException {
      Class<?> type = field.getType();
      boolean constant = Modifier.isFinal(field.getModifiers());
      Object value = field.get(object);
      if (type == int.class && !constant) {
        if (random != null && !path.matches(".*input\\.(head|size)")) {
          field.setInt(object, random.nextInt(8));
        }
        values.put(path, field.get(object));
      } else if (type == long.class && !constant) {
        if (random != null) {
          field.setLong(object, random.nextInt(1000));
        }
        values.put(path, field.get(object));
      } else if (type == boolean.class && !constant) {
        if (random != null) {
          field.setBoolean(object, !field.getBoolean(object));
        }
        values.put(path, field.get(object));
      } else if (type.isEnum() && !constant) {
        if (random != null) {
          field.set(object, type.getEnumConstants()[1]);
        }
        values.put(path, field.get(object));
      } else if (type.isArray() && value != null) {
        array(value, type.getComponentType(), path, constant);
      } else if (value != null && value.getClass().getName().startsWith("quimera.peripherals.")) {
        visit(value, path);
      }
    }

    private void array(Object array, Class<?> of, String path, boolean constant)
        throws IllegalAccessException {
      for (int i = 0; i < Array.getLength(array); i++) {
        if (!of.isPrimitive()) {
          Object element = Array.get(array, i);
          if (element.getClass().getName().startsWith("quimera.peripherals.")) {
            visit(element, path + "[" + i + "]");
          }
        } else if (constant) {
          if (random != null && of == byte.class) {
            Array.setByte(array, i, (byte) random.nextInt(8));
          } else if (random != null) {
            Array.setInt(array, i, random.nextInt(8));
          }
          values.put(path + "[" + i + "]", Array.get(array, i));
        }
      }
    }
  }
}
