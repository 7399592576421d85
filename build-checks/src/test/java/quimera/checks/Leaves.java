package quimera.checks;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Page;
import quimera.core.bus.PortSpace;
import quimera.core.host.BlockStore;
import quimera.core.line.InputLine;
import quimera.core.machine.Machine;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * Everything below some objects that can change, found by reflection: through their fields and the
 * fields of the parts that they are made of, but not into the fabric that they stand on.
 */
final class Leaves {
  /** The fabric: it has its own state, or none. */
  private static final List<Class<?>> FABRIC =
      List.of(
          Bus.class,
          Memory.class,
          MemoryMap.class,
          Page.class,
          PortSpace.class,
          BlockStore.class,
          InputLine.class,
          Machine.class,
          Clock.class,
          Scheduler.class);

  /** Of a long array, this many elements are tried, spread evenly. */
  private static final int ELEMENTS = 3;

  private final List<Leaf> found = new ArrayList<>();
  private final Set<String> opaque = new TreeSet<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> left;

  private Leaves(Set<String> left) {
    this.left = left;
  }

  /**
   * Looks below each of {@code roots}.
   *
   * @param left names of fields to leave alone, as {@code Class.field} or {@code Class.*}
   */
  static Leaves of(Map<String, ?> roots, Set<String> left) {
    Leaves leaves = new Leaves(left);
    roots.values().forEach(leaves.seen::add); // each root is looked at under its own name
    roots.forEach(leaves::look);
    return leaves;
  }

  /** What was found, in an order that is the same for objects built alike. */
  List<Leaf> found() {
    return found;
  }

  /** Fields that can change and that this walk cannot look into. */
  Set<String> opaque() {
    return opaque;
  }

  private void look(String path, Object object) {
    for (Class<?> c = object.getClass(); ours(c); c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !Modifier.isTransient(field.getModifiers())
            && !left.contains(Leaf.nameOf(field))
            && !left.contains(Leaf.nameOf(field).replaceFirst("\\.[^.]*$", ".*"))) {
          field.setAccessible(true);
          look(path + "." + field.getName(), object, field);
        }
      }
    }
  }

  private void look(String path, Object owner, Field field) {
    Class<?> type = field.getType();
    boolean isFinal = Modifier.isFinal(field.getModifiers());
    if (type.isPrimitive() || type.isEnum() || type == String.class) {
      if (!isFinal) {
        found.add(Leaf.field(path, owner, field));
      }
      return;
    }
    Object value;
    try {
      value = field.get(owner);
    } catch (IllegalAccessException e) {
      throw new AssertionError(path, e);
    }
    if (type.isArray()) {
      array(path, field, value);
      return;
    }
    if (!isFinal || value instanceof Iterable || value instanceof Map) {
      opaque.add(Leaf.nameOf(field));
    }
    if (value != null && ours(value.getClass())) {
      object(path, value);
    }
  }

  private void array(String path, Field field, Object array) {
    if (array == null) {
      opaque.add(Leaf.nameOf(field));
      return;
    }
    int length = Array.getLength(array);
    if (array.getClass().getComponentType().isPrimitive()) {
      if (seen.add(array)) {
        for (int i = 0; i < Math.min(length, ELEMENTS); i++) {
          int index = length <= ELEMENTS ? i : (int) ((long) i * (length - 1) / (ELEMENTS - 1));
          found.add(Leaf.element(path, field, array, index));
        }
      }
      return;
    }
    for (int i = 0; i < length; i++) {
      Object element = Array.get(array, i);
      if (element != null && element.getClass().isArray()) {
        array(path + "[" + i + "]", field, element);
      } else if (element != null && ours(element.getClass())) {
        object(path + "[" + i + "]", element);
      }
    }
  }

  private void object(String path, Object value) {
    boolean fabric = FABRIC.stream().anyMatch(f -> f.isInstance(value));
    boolean code = value.getClass().isHidden() || value.getClass().isEnum();
    if (!fabric && !code && seen.add(value)) {
      look(path, value);
    }
  }

  private static boolean ours(Class<?> type) {
    return type != null && type.getName().startsWith("quimera.");
  }
}
