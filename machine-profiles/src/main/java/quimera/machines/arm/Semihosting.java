package quimera.machines.arm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import quimera.core.bus.Bus;
import quimera.core.device.Device;
import quimera.core.host.CharPort;
import quimera.core.host.CharSink;
import quimera.core.machine.MachineControl;
import quimera.core.state.StateIo;
import quimera.core.time.Scheduler;
import quimera.cpu.arm.ArmCpu;
import quimera.peripherals.serial.InputQueue;

/**
 * A debugger's services for a program that has no operating system: text out and in, the time, and
 * an end with a code.
 *
 * <p>Specification: Semihosting for AArch32 and AArch64, 2.0, ARM IHI 0100: a trap instruction with
 * the operation in r0, its parameter or the address of several in r1, and the result in r0.
 *
 * <p>Deviations: there are no files but the console, {@code :tt}, and no command line.
 */
final class Semihosting implements Device, ArmCpu.Services, CharPort {
  private static final int SYS_OPEN = 0x01;
  private static final int SYS_CLOSE = 0x02;
  private static final int SYS_WRITEC = 0x03;
  private static final int SYS_WRITE0 = 0x04;
  private static final int SYS_WRITE = 0x05;
  private static final int SYS_READ = 0x06;
  private static final int SYS_READC = 0x07;
  private static final int SYS_ISERROR = 0x08;
  private static final int SYS_ISTTY = 0x09;
  private static final int SYS_FLEN = 0x0C;
  private static final int SYS_CLOCK = 0x10;
  private static final int SYS_TIME = 0x11;
  private static final int SYS_ERRNO = 0x13;
  private static final int SYS_GET_CMDLINE = 0x15;
  private static final int SYS_HEAPINFO = 0x16;
  private static final int SYS_EXIT = 0x18;
  private static final int SYS_EXIT_EXTENDED = 0x20;
  private static final int SYS_ELAPSED = 0x30;
  private static final int SYS_TICKFREQ = 0x31;

  // The instructions that mean a call, in A32 and T32.
  private static final int SVC_A32 = 0xEF123456;
  private static final int BKPT_A32 = 0xE1200A7B;
  private static final int HLT_A32 = 0xE10F0070;
  private static final int SVC_T32 = 0xDFAB;
  private static final int BKPT_T32 = 0xBEAB;
  private static final int HLT_T32 = 0xBABC;

  private static final int APPLICATION_EXIT = 0x20026; // ADP_Stopped_ApplicationExit
  private static final int NO_ENTRY = 2; // errno ENOENT
  private static final int BAD_HANDLE = 9; // EBADF
  private static final long NS_PER_CENTISECOND = 10_000_000;
  private static final long SECOND = 1_000_000_000;

  private final ArmCpu processor;
  private final int start;
  private final Bus bus;
  private final Scheduler scheduler;
  private final MachineControl machine;
  private final CharSink console;
  private final long epoch;
  private final long heap;
  private final long heapEnd;

  private final InputQueue input = new InputQueue();
  private int errno;

  /**
   * A debugger at this processor.
   *
   * @param start where it starts the processor after a reset
   * @param heap first byte of memory that a program may take
   * @param heapEnd the byte after the last, where its stack may begin
   */
  Semihosting(
      ArmCpu processor,
      long start,
      Bus bus,
      Scheduler scheduler,
      MachineControl machine,
      CharSink console,
      long epoch,
      long heap,
      long heapEnd) {
    this.processor = processor;
    this.start = (int) start;
    this.bus = bus;
    this.scheduler = scheduler;
    this.machine = machine;
    this.console = console;
    this.epoch = epoch;
    this.heap = heap;
    this.heapEnd = heapEnd;
  }

  @Override
  public void reset(Reset kind) {
    errno = 0;
  }

  @Override
  public void settle() {
    processor.start(start);
  }

  @Override
  public void receive(int value) {
    input.add(value);
  }

  // --- The trap --------------------------------------------------------------------------------

  @Override
  public boolean serve(ArmCpu cpu, int vector) {
    boolean thumb = cpu.view().mode().equals("thumb");
    int at = cpu.register(15);
    int instruction = word(cpu, at & ~3) >>> 8 * (at & 2);
    instruction = thumb ? instruction & 0xFFFF : instruction;
    boolean call =
        thumb
            ? instruction == SVC_T32 || instruction == BKPT_T32 || instruction == HLT_T32
            : instruction == SVC_A32 || instruction == BKPT_A32 || instruction == HLT_A32;
    if (!call) {
      return false;
    }
    int operation = cpu.register(0);
    if (operation == SYS_READC && input.isEmpty()) {
      cpu.register(15, at - (thumb ? 2 : 4)); // asks again until there is something
      return true;
    }
    cpu.register(0, call(cpu, operation, cpu.register(1)));
    return true;
  }

  private int call(ArmCpu cpu, int operation, int parameter) {
    return switch (operation) {
      case SYS_OPEN -> open(cpu, parameter);
      case SYS_CLOSE -> 0;
      case SYS_WRITEC -> {
        console.send(octet(cpu, parameter));
        yield operation;
      }
      case SYS_WRITE0 -> {
        for (int at = parameter; octet(cpu, at) != 0; at++) {
          console.send(octet(cpu, at));
        }
        yield operation;
      }
      case SYS_WRITE -> write(cpu, parameter);
      case SYS_READ -> read(cpu, parameter);
      case SYS_READC -> input.take();
      case SYS_ISERROR -> word(cpu, parameter) < 0 ? 1 : 0;
      case SYS_ISTTY -> 1;
      case SYS_FLEN -> 0;
      case SYS_CLOCK -> (int) (scheduler.now() / NS_PER_CENTISECOND);
      case SYS_TIME -> (int) (epoch + scheduler.now() / SECOND);
      case SYS_ERRNO -> errno;
      case SYS_GET_CMDLINE -> fail(NO_ENTRY);
      case SYS_HEAPINFO -> heapInfo(cpu, word(cpu, parameter));
      case SYS_EXIT -> {
        machine.exit(parameter == APPLICATION_EXIT ? 0 : 1);
        yield 0;
      }
      case SYS_EXIT_EXTENDED -> {
        boolean application = word(cpu, parameter) == APPLICATION_EXIT;
        machine.exit(application ? word(cpu, parameter + 4) : 1);
        yield 0;
      }
      case SYS_ELAPSED -> {
        long now = scheduler.now();
        store(cpu, parameter, (int) now);
        store(cpu, parameter + 4, (int) (now >> 32));
        yield 0;
      }
      case SYS_TICKFREQ -> (int) SECOND;
      default -> fail(NO_ENTRY);
    };
  }

  private int fail(int error) {
    errno = error;
    return -1;
  }

  /** Modes 0 to 3 read, all others write: handles 1 and 2 of the console. */
  private int open(ArmCpu cpu, int parameters) {
    int length = word(cpu, parameters + 8);
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    for (int i = 0; i < Math.min(length, 16); i++) {
      name.write(octet(cpu, word(cpu, parameters) + i));
    }
    if (!name.toString(StandardCharsets.ISO_8859_1).equals(":tt")) {
      return fail(NO_ENTRY);
    }
    return word(cpu, parameters + 4) < 4 ? 1 : 2;
  }

  /** The result is what was not written. */
  private int write(ArmCpu cpu, int parameters) {
    int length = word(cpu, parameters + 8);
    if (word(cpu, parameters) < 1) {
      errno = BAD_HANDLE;
      return length;
    }
    int from = word(cpu, parameters + 4);
    for (int i = 0; i < length; i++) {
      console.send(octet(cpu, from + i));
    }
    return 0;
  }

  /** The result is what was not read; what has come so far is all there is. */
  private int read(ArmCpu cpu, int parameters) {
    int to = word(cpu, parameters + 4);
    int left = word(cpu, parameters + 8);
    while (left > 0 && !input.isEmpty()) {
      OptionalLong physical = cpu.view().physical(to++ & 0xFFFFFFFFL);
      int value = input.take();
      physical.ifPresent(address -> bus.write8(address, value));
      left--;
    }
    return left;
  }

  /** Heap's base and limit, stack's base and limit: both grow into what lies between. */
  private int heapInfo(ArmCpu cpu, int block) {
    long[] values = {heap, heapEnd, heapEnd, heap};
    for (int i = 0; i < values.length; i++) {
      store(cpu, block + 4 * i, (int) values[i]);
    }
    return 0;
  }

  // --- The program's memory, as it sees it -----------------------------------------------------

  private int octet(ArmCpu cpu, int address) {
    OptionalLong physical = cpu.view().physical(address & 0xFFFFFFFFL);
    return physical.isPresent() ? (int) bus.peek(physical.getAsLong(), 1).orElse(0) & 0xFF : 0;
  }

  private int word(ArmCpu cpu, int address) {
    int value = 0;
    for (int i = 3; i >= 0; i--) {
      value = value << 8 | octet(cpu, address + i);
    }
    return value;
  }

  private void store(ArmCpu cpu, int address, int value) {
    cpu.view().physical(address & 0xFFFFFFFFL).ifPresent(physical -> bus.write32(physical, value));
  }

  @Override
  public void state(StateIo io) {
    input.state(io);
    errno = io.i32("errno", errno);
  }
}
