package quimera.checks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fields that change and are rightly not in a saved state, each with the reason. A field may say so
 * itself by being {@code transient}.
 */
final class NotState {
  /** {@code Class.field} or {@code Class.*}, and why. */
  static final Map<String, String> FIELDS = fields();

  private NotState() {}

  private static Map<String, String> fields() {
    Map<String, String> f = new LinkedHashMap<>();
    f.put("Alarm.heapIndex", "the place in the scheduler's heap follows from due time and order");
    f.put("OutputLine.targets", "wiring, done when the board is built");
    f.put("OutputLine.inputs", "wiring, done when the board is built");
    f.put("WiredOr.drivers", "wiring, done when the board is built");
    String cache = "a cache, dropped when a state is loaded";
    f.put("X86Cpu.code", cache);
    f.put("X86Cpu.codeEpoch", cache);
    f.put("X86Cpu.limits", cache);
    f.put("Paging.page", cache);
    f.put("Tlb.*", cache);
    f.put("X86Access.Watched.*", cache);
    f.put("X86Access.watched", cache);
    f.put("X86Access.readTags", cache);
    f.put("X86Access.writeTags", cache);
    String scratch = "lives within one instruction";
    f.put("FarTransfers.inner", scratch);
    f.put("FarTransfers.stack", scratch);
    f.put("FarTransfers.parameters", scratch);
    f.put("Interrupts.stack", scratch);
    f.put("Tasks.registers", scratch);
    f.put("Tasks.selectors", scratch);
    f.put("Paging.physical", scratch);
    f.put("Paging.value", scratch);
    f.put("Paging.writesToo", scratch);
    f.put("X86Access.refusal", scratch);
    f.put("Float80.*", scratch);
    f.put("Wide.*", scratch);
    f.put("SseFloat.*", scratch);
    String slice = "lives within one call of run";
    f.put("X86Cpu.granted", slice);
    f.put("X86Cpu.remaining", slice);
    f.put("X86Cpu.total", slice);
    String derived = "follows from registers; restored() computes it";
    f.put("DebugRegisters.onCode", derived);
    f.put("DebugRegisters.onData", derived);
    f.put("DebugRegisters.onPorts", derived);
    f.put("Segment.readEnd", derived);
    f.put("Segment.writeEnd", derived);
    f.put("X86Access.checkAlignment", derived);
    f.put("X86Access.user", derived);
    f.put("X86Cpu.codeKey", derived);
    f.put("X86Cpu.stackMask", derived);
    f.put("FloppyDrive.medium", "the host's; the state names it and holds its changed blocks");
    f.put("FloppyDrive.geometry", "follows from the medium");
    f.put("AtapiCdrom.medium", "the host's; the state names it, and a disc is never written");
    f.put("FwCfg.items", "filled when the board is built; the state's identity tells it apart");
    f.put("FwCfg.files", "filled when the board is built");
    f.put("X86Disassembler.forms", "tables, read once");
    f.put("X86Disassembler.byOpcode", "tables, read once");
    f.put("Window.base", "follows from the register that places it; restored() moves it");
    f.put("Window.reads", "follows from the register that switches it");
    f.put("Window.writes", "follows from the register that switches it");
    f.put("PciFunction.initial", "what the chip resets to; never changes");
    f.put("PciFunction.bars", "declared by the chip's constructor");
    f.put("SmbusHost.devices", "wiring, done when the board is built");
    f.put("Am79c973.prom", "burnt in when the card is made");
    f.put("Ne2000.prom", "burnt in when the card is made");
    f.put("StdVga.edid", "what the monitor says of itself; never changes");
    f.put("PciFunction.bus", "wiring, done when the board is built");
    f.put(
        "PciFunction.Bar.placement", "wiring; restored() puts the window where its register says");
    f.put("PciFunction.writable", "which bits a register has; restored() renews what a lock took");
    f.put("Ne2000.waiting", "frames that wait, saved in order as one blob");
    f.put("IdeDevice.channel", "wiring, done when the board is built");
    f.put("IdeDevice.unit", "wiring, done when the board is built");
    f.put("Ps2Keyboard.ready", "wiring, done when the board is built");
    f.put("Ps2Mouse.ready", "wiring, done when the board is built");
    f.put("InputQueue.ring", "a ring; the bytes in it are saved in order, as one blob");
    f.put("InputQueue.head", "follows from the ring, which is loaded from its start");
    f.put("InputQueue.size", "follows from the bytes");
    String wiring = "wiring, done when the board is built";
    f.put("VirtioBlock.transport", wiring);
    f.put("VirtioNet.transport", wiring);
    f.put("VirtioConsole.transport", wiring);
    f.put("VirtioBlock.configuration", "says what the medium is; never changes");
    f.put("VirtioNet.configuration", "burnt in when the card is made");
    f.put("SdCard.medium", "the host's; the state names it and holds its changed blocks");
    f.put("MemoryController.resetValues", "what the chip resets to; never changes");
    f.put("Smc91c111.address", "burnt in when the card is made");
    f.put("FrameQueue.frames", "frames that wait, saved in order as one blob");
    f.put("IntelFlash.query", "what the chip says of itself; never changes");
    f.put("RamImage.end", "filled when the board is built");
    f.put("RamImage.pieces", "filled when the board is built; files that the identity names");
    f.put("SpimProgram.pieces", "the program, which the identity names");
    f.put("SpimSystem.arguments", "the program's, given when the board is built");
    f.put("SpimLine.listener", wiring);
    f.put("SystemCalls.chance", "generators by number, saved in order as one blob");
    f.put("Window.size", "follows from the register that sizes it");
    return f;
  }
}
