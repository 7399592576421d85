package quimera.checks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import quimera.core.device.Device;
import quimera.core.state.StateIo;
import quimera.core.state.StateTree;

/**
 * Finds fields that {@link Device#state} forgets: each value of a first set of devices is changed
 * by itself; the saved state must then differ, and when it is loaded into a second set, built
 * alike, the second must have the changed value too.
 */
final class StateCompleteness {
  private StateCompleteness() {}

  /**
   * Compares two sets of devices that were built alike.
   *
   * @param left fields to leave alone, as {@code Class.field} or {@code Class.*}
   * @return what is wrong, one line a field; empty if nothing is
   */
  static List<String> check(
      Map<String, ? extends Device> first, Map<String, ? extends Device> second, Set<String> left) {
    Leaves here = Leaves.of(first, left);
    List<Leaf> there = Leaves.of(second, left).found();
    Set<String> wrong = new TreeSet<>();
    here.opaque()
        .forEach(
            f -> wrong.add(f + " can change, and only its author can say whether it is state"));
    if (!paths(here.found()).equals(paths(there))) {
      wrong.add("two machines of the same profile are not built alike");
      return new ArrayList<>(wrong);
    }
    for (Leaf leaf : here.found()) {
      String device = leaf.path().substring(0, leaf.path().indexOf('.'));
      String fault =
          fault(leaf, Map.of(device, first.get(device)), Map.of(device, second.get(device)));
      // A part of one device may be saved by another: only the whole shows then.
      if (fault != null && fault(leaf, first, second) != null) {
        wrong.add(leaf.name() + " " + fault + " (" + leaf.path() + ")");
      }
    }
    return new ArrayList<>(wrong);
  }

  /**
   * What happens to a changed value on its way through the state of these devices; null if all is
   * well.
   */
  private static String fault(
      Leaf leaf, Map<String, ? extends Device> first, Map<String, ? extends Device> second) {
    StateIo.Body firstState = all(first);
    StateIo.Body secondState = all(second);
    Object was = leaf.get();
    StateTree before = StateTree.save(firstState);
    StateTree after = before;
    for (Object other : leaf.others()) {
      if (same(before, after)) {
        leaf.set(other);
        after = StateTree.save(firstState);
      }
    }
    leaf.set(was);
    if (same(before, after)) {
      return "is not saved";
    }
    after.load("state", secondState);
    boolean loaded = same(after, StateTree.save(secondState));
    before.load("state", secondState);
    return loaded ? null : "is saved but not loaded";
  }

  private static StateIo.Body all(Map<String, ? extends Device> devices) {
    return io -> devices.forEach((name, device) -> io.section(name, device::state));
  }

  private static List<String> paths(List<Leaf> leaves) {
    return leaves.stream().map(Leaf::path).collect(Collectors.toList());
  }

  private static boolean same(StateTree a, StateTree b) {
    return Arrays.equals(a.encode(), b.encode());
  }
}
