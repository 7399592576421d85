package quimera.peripherals;

import java.util.List;
import quimera.core.machine.DeviceType;
import quimera.core.machine.Part;
import quimera.core.machine.PartContext;
import quimera.core.machine.PartLibrary;
import quimera.peripherals.debug.DebugExit;
import quimera.peripherals.debug.PortE9;
import quimera.peripherals.interrupt.Pic8259;
import quimera.peripherals.serial.ParallelPort;
import quimera.peripherals.serial.Uart16550;
import quimera.peripherals.timer.Mc146818Rtc;
import quimera.peripherals.timer.Pit8254;

/** The chips of this library that a {@code board.toml} can place: those with a single window. */
public final class StandardParts implements PartLibrary {
  private static final long PC_TIMER_HZ = 1_193_182;
  private static final int INTERRUPT_INPUTS = 8;

  @Override
  public List<DeviceType> devices() {
    return List.of(
        new DeviceType("pic8259", "interrupt controller, Intel 8259A", StandardParts::pic),
        new DeviceType("pit8254", "three interval timers, Intel 8254", StandardParts::pit),
        new DeviceType("mc146818", "clock and CMOS RAM, Motorola MC146818", StandardParts::rtc),
        new DeviceType("uart16550", "serial line, National NS16550A", StandardParts::uart),
        new DeviceType("parallel", "printer port, Centronics", StandardParts::parallel),
        new DeviceType("port-e9", "debug console, one byte wide", StandardParts::console),
        new DeviceType("debug-exit", "ends the run with a code", StandardParts::exit));
  }

  private static Part pic(PartContext context) {
    Pic8259 pic = new Pic8259("intr");
    Part part = new Part(pic, pic, 2, 1).output(pic.intr);
    for (int n = 0; n < INTERRUPT_INPUTS; n++) {
      part.input("ir" + n, pic.irq(n));
    }
    part.ack = pic;
    return part;
  }

  private static Part pit(PartContext context) {
    Pit8254 pit = new Pit8254(context.clock(PC_TIMER_HZ), context.scheduler());
    return new Part(pit, pit, 4, 1)
        .output(pit.out0)
        .output(pit.out1)
        .output(pit.out2)
        .input("gate2", pit.gate2);
  }

  private static Part rtc(PartContext context) {
    Mc146818Rtc rtc = new Mc146818Rtc(context.scheduler(), context.rtcEpoch());
    return new Part(rtc, rtc, 2, 1).output(rtc.irq8);
  }

  private static Part uart(PartContext context) {
    Uart16550 uart = new Uart16550(context.scheduler(), context.chars());
    Part part = new Part(uart, uart, 8, 1).output(uart.irq);
    part.chars = uart;
    return part;
  }

  private static Part parallel(PartContext context) {
    ParallelPort port = new ParallelPort(context.scheduler(), context.chars());
    return new Part(port, port, 3, 1).output(port.irq);
  }

  private static Part console(PartContext context) {
    PortE9 console = new PortE9(context.chars());
    return new Part(console, console, 1, 1);
  }

  private static Part exit(PartContext context) {
    DebugExit exit = new DebugExit(context.control());
    return new Part(exit, exit, 1, 1);
  }
}
