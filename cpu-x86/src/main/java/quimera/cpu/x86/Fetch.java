package quimera.cpu.x86;

/** Where an indirect or far jump goes on: finds the instruction and executes it. */
final class Fetch extends Node {
  @Override
  Node execute(X86Cpu cpu) {
    Node found = cpu.code.at(eip);
    cpu.code.remember(found);
    return found.execute(cpu);
  }
}
