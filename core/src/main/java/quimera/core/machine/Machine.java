package quimera.core.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.cpu.Cpu;
import quimera.core.device.Device;
import quimera.core.host.AbsolutePointerPort;
import quimera.core.host.CharPort;
import quimera.core.host.Display;
import quimera.core.host.HostInput;
import quimera.core.host.KeyPort;
import quimera.core.host.MediaSlot;
import quimera.core.host.NetworkPort;
import quimera.core.host.PadPort;
import quimera.core.host.PointerPort;
import quimera.core.line.InputLine;
import quimera.core.line.OutputLine;
import quimera.core.state.HashIo;
import quimera.core.state.StateException;
import quimera.core.state.StateIo;
import quimera.core.state.StateTree;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * A board with its parts on one timeline, and the loop that runs it. One thread owns it.
 *
 * <p>Virtual time advances with retired instructions, one tick of the processor's clock each, by
 * what a slow bus makes it wait, and jumps to the next alarm while the processor waits. What comes
 * in from outside is applied between slices ({@link #input}); so the same inputs at the same times
 * give the same run, to the bit.
 */
public final class Machine implements MachineControl {
  private static final KeyPort NO_KEYS = (key, down) -> {};
  private static final AbsolutePointerPort NO_POINTER =
      new AbsolutePointerPort() {
        @Override
        public boolean wanted() {
          return false;
        }

        @Override
        public void at(int x, int y, int wheel, int buttons) {}
      };

  /** The one timeline. */
  public final Scheduler scheduler = new Scheduler();

  private final String profile;
  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final Map<String, Memory> memories = new LinkedHashMap<>();
  private final Map<String, BooleanSupplier> lights = new LinkedHashMap<>();
  private final Map<String, CharPort> charPorts = new LinkedHashMap<>();
  private final Map<String, NetworkPort> networks = new LinkedHashMap<>();
  private final Map<String, MediaSlot> slots = new LinkedHashMap<>();
  private final List<String> wires = new ArrayList<>();
  private final List<Clock> clocks = new ArrayList<>();
  private final List<MemoryMap> maps = new ArrayList<>();
  private final List<String> identity = new ArrayList<>();

  private PortSpace ports;
  private Cpu cpu;
  private Clock cpuClock;
  private Display display;
  private KeyPort keyboard = NO_KEYS;
  private PointerPort pointer = (dx, dy, wheel, buttons) -> {};
  private AbsolutePointerPort absolutePointer = NO_POINTER;
  private PadPort pad = (axes, buttons) -> {};
  private BooleanSupplier shutdownResets = () -> false;

  private long instructions;
  private boolean resetAsked;
  private transient boolean stopsAtReset;
  private transient boolean buttonPressed;
  private boolean powerOff;
  private boolean exited;
  private int exitCode;
  private String failure = "";
  private long sliceTick;
  private long sliceEnd;
  private final Slice slice = new Slice();

  /**
   * @param profile the profile's id, kept in saved states
   */
  public Machine(String profile) {
    this.profile = profile;
  }

  // Assembly: called by a profile, in the order that the sheet shows.

  /** Adds a part; its name is its section in a saved state. */
  public <D extends Device> D add(String name, D device) {
    if (devices.putIfAbsent(name, device) != null) {
      throw new IllegalArgumentException("two parts of this board are called '" + name + "'");
    }
    return device;
  }

  /** Adds the processor, which retires one instruction a tick of {@code clock}. */
  public <C extends Cpu> C cpu(String name, C processor, Clock clock) {
    cpu = add(name, processor);
    cpuClock = clock(clock);
    return processor;
  }

  /** Adds a memory to the state. */
  public Memory memory(Memory memory) {
    if (memories.putIfAbsent(memory.name(), memory) != null) {
      throw new IllegalArgumentException(
          "two memories of this board are called '" + memory.name() + "'");
    }
    return memory;
  }

  /** Names a clock on the sheet. */
  public Clock clock(Clock clock) {
    clocks.add(clock);
    return clock;
  }

  /** Names an address space on the sheet. */
  public MemoryMap map(MemoryMap map) {
    maps.add(map);
    return map;
  }

  /** Names the port space on the sheet. */
  public PortSpace ports(PortSpace space) {
    ports = space;
    return space;
  }

  /** Solders a wire. */
  public void wire(String from, OutputLine output, String to, InputLine input) {
    output.connect(to, input);
    wires.add(from + " -> " + to);
  }

  /** A choice that a saved state must agree with, for example {@code ram=16777216}. */
  public void identity(String name, Object value) {
    identity.add(name + "=" + value);
  }

  /** The video adapter. */
  public void display(Display adapter) {
    display = adapter;
  }

  /** The keyboard. */
  public void keyboard(KeyPort port) {
    keyboard = port;
  }

  /** Whether the board has a keyboard. */
  public boolean hasKeyboard() {
    return keyboard != NO_KEYS;
  }

  /** The mouse. */
  public void pointer(PointerPort port) {
    pointer = port;
  }

  /** The pointer that is told its place. */
  public void absolutePointer(AbsolutePointerPort port) {
    absolutePointer = port;
  }

  /** Whether the guest wants to be told where the pointer is, instead of how it moves. */
  public boolean wantsPointerPlace() {
    return absolutePointer.wanted();
  }

  /** The game port. */
  public void pad(PadPort port) {
    pad = port;
  }

  /** A network adapter's receiver. */
  public void network(String name, NetworkPort port) {
    networks.put(name, port);
  }

  /** A serial line that the host can talk into. */
  public void chars(String name, CharPort port) {
    charPorts.put(name, port);
  }

  /** A drive with a removable medium. */
  public void slot(String name, MediaSlot slot) {
    slots.put(name, slot);
  }

  /** A drive light. */
  public void light(String name, BooleanSupplier on) {
    lights.put(name, on);
  }

  /** Asked when the processor shuts itself down: whether the board answers with a reset. */
  public void onShutdown(BooleanSupplier resets) {
    shutdownResets = resets;
  }

  /** Switches the power on: every part is reset, then every part settles. */
  public Machine powerOn() {
    reset(Device.Reset.POWER_ON);
    return this;
  }

  private void reset(Device.Reset kind) {
    failure = "";
    devices.values().forEach(d -> d.reset(kind));
    devices.values().forEach(Device::settle);
  }

  // Running.

  /** A reset that the guest asks for ends {@link #run} from now on, before it is carried out. */
  public void stopAtReset() {
    stopsAtReset = true;
  }

  /**
   * Runs until something ends it.
   *
   * @param until virtual time in ns at which to return
   * @param total the number of instructions since power-on after which to return
   */
  public Stop run(long until, long total) {
    while (true) {
      scheduler.advanceTo(scheduler.now());
      if (exited) {
        return Stop.EXIT;
      }
      if (powerOff) {
        return Stop.POWER_OFF;
      }
      if (!failure.isEmpty() && !resetAsked) {
        return Stop.FAULT;
      }
      if (resetAsked || cpu.shutdown() != null && shutdownResets.getAsBoolean()) {
        if (stopsAtReset && !buttonPressed) {
          return Stop.RESET;
        }
        resetAsked = false;
        buttonPressed = false;
        reset(Device.Reset.WARM);
      }
      if (cpu.shutdown() != null) {
        return Stop.FAULT;
      }
      if (instructions >= total) {
        return Stop.INSTRUCTIONS;
      }
      long now = scheduler.now();
      if (now >= until) {
        return Stop.TIME;
      }
      long end = Math.min(until, scheduler.nextDue());
      if (!cpu.idle()) {
        runSlice(now, end, total - instructions);
      } else if (cpu.deaf()) {
        return Stop.FAULT;
      } else {
        scheduler.advanceTo(end);
      }
    }
  }

  /** Gives the processor what lies between two times, in its own ticks. */
  private void runSlice(long now, long end, long most) {
    long first = tickAtOrAfter(now);
    long budget = Math.max(1, Math.min(tickAtOrAfter(end) - first, most));
    sliceTick = first;
    sliceEnd = first + budget;
    scheduler.running(slice);
    long used;
    try {
      used = cpu.run(budget);
    } finally {
      scheduler.running(null);
    }
    instructions += used;
    scheduler.advanceTo(cpuClock.timeOf(sliceTick + used));
  }

  private long tickAtOrAfter(long time) {
    long tick = cpuClock.ticksBy(time);
    return cpuClock.timeOf(tick) < time ? tick + 1 : tick;
  }

  /** The slice that the processor is in tells the time and can be cut short. */
  private final class Slice implements Scheduler.Running {
    @Override
    public long now() {
      return cpuClock.timeOf(sliceTick + cpu.used());
    }

    @Override
    public void endBy(long time) {
      sliceEnd = Math.min(sliceEnd, tickAtOrAfter(time));
      endThere();
    }

    @Override
    public void stall(long ns) {
      sliceTick += cpuClock.ticksBy(ns);
      endThere();
    }

    private void endThere() {
      long total = sliceEnd - sliceTick;
      if (total <= cpu.used()) {
        cpu.stop();
      } else {
        cpu.limit(total);
      }
    }
  }

  /** Something comes in from outside, now; only between calls of {@link #run}. */
  public void input(HostInput input) {
    if (input instanceof HostInput.KeyPress press) {
      keyboard.key(press.key(), press.down());
    } else if (input instanceof HostInput.Pointer move) {
      pointer.move(move.dx(), move.dy(), move.wheel(), move.buttons());
    } else if (input instanceof HostInput.PointerAt place) {
      absolutePointer.at(place.x(), place.y(), place.wheel(), place.buttons());
    } else if (input instanceof HostInput.Chars chars) {
      CharPort port = charPorts.get(chars.port());
      for (byte each : chars.bytes()) {
        port.receive(each & 0xFF);
      }
    } else if (input instanceof HostInput.Frame frame) {
      NetworkPort port = networks.get(frame.port());
      if (port != null) {
        port.receive(frame.bytes());
      }
    } else if (input instanceof HostInput.Media media) {
      slots.get(media.slot()).insert(media.medium());
    } else if (input instanceof HostInput.Pad position) {
      pad.pad(position.axes(), position.buttons());
    } else if (input instanceof HostInput.ResetButton) {
      resetAsked = true;
      buttonPressed = true;
      powerOff = false;
      exited = false;
    }
  }

  @Override
  public void reset() {
    resetAsked = true;
    cpu.stop();
  }

  @Override
  public void powerOff() {
    powerOff = true;
    cpu.stop();
  }

  @Override
  public void exit(int code) {
    exited = true;
    exitCode = code;
    cpu.stop();
  }

  // Looking.

  /** The profile's id. */
  public String profile() {
    return profile;
  }

  /** The guest cannot go on, as a part of the board has found. */
  public void fail(String why) {
    failure = why;
    cpu.stop();
  }

  /** Instructions retired since power-on. */
  public long instructions() {
    return instructions;
  }

  /** The code that the guest ended the run with. */
  public int exitCode() {
    return exitCode;
  }

  /** Why the guest cannot go on, in one line, or null. */
  public String fault() {
    if (!failure.isEmpty()) {
      return failure;
    }
    return cpu.shutdown() != null
        ? cpu.shutdown()
        : cpu.idle() && cpu.deaf()
            ? "the processor halted with interrupts disabled; only a reset can wake it"
            : null;
  }

  /** The port space, or null. */
  public PortSpace ports() {
    return ports;
  }

  /** The address spaces, the processor's own first. */
  public List<MemoryMap> maps() {
    return Collections.unmodifiableList(maps);
  }

  /** The processor. */
  public Cpu cpu() {
    return cpu;
  }

  /** The video adapter, or null. */
  public Display display() {
    return display;
  }

  /** Every part by name, in the order of the sheet. */
  public Map<String, Device> devices() {
    return Collections.unmodifiableMap(devices);
  }

  /** Drives with removable media, by name. */
  public Map<String, MediaSlot> slots() {
    return Collections.unmodifiableMap(slots);
  }

  /** Drive lights, by name. */
  public Map<String, BooleanSupplier> lights() {
    return Collections.unmodifiableMap(lights);
  }

  /** The serial lines that the host can talk into. */
  public Map<String, CharPort> charPorts() {
    return Collections.unmodifiableMap(charPorts);
  }

  // State.

  private void state(StateIo io) {
    io.section("machine", this::ownState);
    memories.forEach((name, memory) -> io.section("memory." + name, memory::state));
    devices.forEach((name, device) -> io.section(name, device::state));
  }

  private void ownState(StateIo io) {
    scheduler.state(io);
    instructions = io.i64("instructions", instructions);
    resetAsked = io.bit("resetAsked", resetAsked);
    powerOff = io.bit("powerOff", powerOff);
    exited = io.bit("exited", exited);
    exitCode = io.i32("exitCode", exitCode);
    failure = io.text("failure", failure);
  }

  /** SHA-256 of the whole state, in hexadecimal: equal hashes go on equally. */
  public String hash() {
    HashIo io = new HashIo();
    state(io);
    return io.hex();
  }

  /** The whole state; only between calls of {@link #run}. */
  public StateTree save() {
    return StateTree.save(
        io -> {
          io.text("profile", profile);
          io.text("identity", String.join(" ", identity));
          io.section("state", this::state);
        });
  }

  /**
   * Takes over a saved state.
   *
   * @throws StateException if it was saved by a machine of another make; this machine must not be
   *     used any more then
   */
  public void load(StateTree tree) {
    tree.load(
        "file",
        io -> {
          same("profile", io.text("profile", ""), profile);
          same("configuration", io.text("identity", ""), String.join(" ", identity));
          io.section("state", this::state);
        });
    devices.values().forEach(Device::restored);
  }

  private static void same(String what, String stored, String here) {
    if (!stored.equals(here)) {
      throw new StateException(
          "saved with the "
              + what
              + " \""
              + stored
              + "\", but this machine has \""
              + here
              + "\"; start it with the same options");
    }
  }

  /** The board as text: clocks, windows, ports, parts and wires, for a review and for the diff. */
  public String sheet() {
    StringBuilder sheet = new StringBuilder("board " + profile + "\n");
    clocks.forEach(
        c -> sheet.append("clock  ").append(c.name()).append(' ').append(c.ratio()).append('\n'));
    for (MemoryMap map : maps) {
      map.windows()
          .forEach(
              w -> sheet.append("window ").append(map.name()).append(' ').append(w).append('\n'));
    }
    if (ports != null) {
      ports.ranges().stream()
          .sorted(java.util.Comparator.comparingInt(PortSpace.Range::base))
          .forEach(r -> sheet.append("port   ").append(r).append('\n'));
    }
    devices.forEach(
        (name, d) ->
            sheet
                .append("part   ")
                .append(name)
                .append(' ')
                .append(d.getClass().getSimpleName())
                .append('\n'));
    wires.forEach(w -> sheet.append("wire   ").append(w).append('\n'));
    return sheet.toString();
  }
}
