package quimera.core.time;

import java.util.Arrays;
import quimera.core.state.StateIo;

/**
 * The machine's one timeline: signed 64-bit nanoseconds since power-on, and the alarms on it.
 *
 * <p>Equal times ring in the order in which they were set. While a processor runs, {@link #now} is
 * exact to the instruction: the slice's start plus what the processor has used.
 */
public final class Scheduler {
  /** Tells how far a running processor is. */
  public interface Running {
    /** The time of the instruction that runs now, in ns. */
    long now();

    /** An alarm was set for {@code time}: end the slice there if it would go further. */
    void endBy(long time);

    /** The instruction that runs now takes this much longer, in ns. */
    void stall(long ns);
  }

  private long time;
  private long nextOrder;
  private Running running;
  private Alarm[] heap = new Alarm[32];
  private int size;

  /** Makes an alarm; call it in a part's constructor. */
  public Alarm alarm(String name, Runnable action) {
    return new Alarm(name, this, action);
  }

  /** Nanoseconds since power-on. */
  public long now() {
    return running == null ? time : running.now();
  }

  /** When the next alarm rings, or {@link Long#MAX_VALUE}. */
  public long nextDue() {
    return size == 0 ? Alarm.NEVER : heap[0].due;
  }

  /** While {@code cpu} runs a slice, it tells the time; null when it has ended. */
  public void running(Running cpu) {
    running = cpu;
  }

  /** The processor waits for a slow bus: what comes after the current instruction comes later. */
  public void stall(long ns) {
    if (running != null) {
      running.stall(ns);
    }
  }

  /** Moves the time to {@code to}, ringing what is due on the way, each at its own time. */
  public void advanceTo(long to) {
    while (size > 0 && heap[0].due <= to) {
      Alarm first = heap[0];
      time = Math.max(time, first.due);
      remove(first);
      first.due = Alarm.NEVER;
      first.action.run();
    }
    time = Math.max(time, to);
  }

  void set(Alarm alarm, long due) {
    if (alarm.heapIndex >= 0) {
      remove(alarm);
    }
    alarm.due = due;
    alarm.order = nextOrder++;
    insert(alarm);
    if (running != null && heap[0] == alarm) {
      running.endBy(due);
    }
  }

  void cancel(Alarm alarm) {
    if (alarm.heapIndex >= 0) {
      remove(alarm);
    }
    alarm.due = Alarm.NEVER;
  }

  void restore(Alarm alarm, long due, long order) {
    cancel(alarm);
    alarm.order = order;
    if (due != Alarm.NEVER) {
      alarm.due = due;
      insert(alarm);
    }
  }

  /** The time and the counter that orders equals; each alarm's own setting is its owner's state. */
  public void state(StateIo io) {
    time = io.i64("time", time);
    nextOrder = io.i64("nextOrder", nextOrder);
  }

  // A binary heap by (due, order); each alarm knows its place, so that cancelling is cheap.

  private void insert(Alarm alarm) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    heap[size] = alarm;
    alarm.heapIndex = size;
    up(size++);
  }

  private void remove(Alarm alarm) {
    int hole = alarm.heapIndex;
    alarm.heapIndex = -1;
    Alarm last = heap[--size];
    heap[size] = null;
    if (last != alarm) {
      heap[hole] = last;
      last.heapIndex = hole;
      up(hole);
      down(last.heapIndex);
    }
  }

  private void up(int index) {
    int i = index;
    while (i > 0 && before(heap[i], heap[(i - 1) / 2])) {
      swap(i, (i - 1) / 2);
      i = (i - 1) / 2;
    }
  }

  private void down(int index) {
    int i = index;
    while (true) {
      int child = 2 * i + 1;
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (child >= size || !before(heap[child], heap[i])) {
        return;
      }
      swap(i, child);
      i = child;
    }
  }

  private void swap(int a, int b) {
    Alarm was = heap[a];
    heap[a] = heap[b];
    heap[b] = was;
    heap[a].heapIndex = a;
    heap[b].heapIndex = b;
  }

  private static boolean before(Alarm a, Alarm b) {
    return a.due != b.due ? a.due < b.due : a.order < b.order;
  }
}
