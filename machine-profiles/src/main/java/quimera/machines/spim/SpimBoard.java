package quimera.machines.spim;

import java.util.List;
import java.util.Set;
import quimera.core.host.HostException;
import quimera.core.machine.Machine;
import quimera.core.machine.MachineProfile;
import quimera.core.machine.Options;
import quimera.isa.load.ElfImage;
import quimera.machines.boot.Digest;

/**
 * {@link SpimMachine} as a board: its console is on {@code com1}, its program an ELF file; without
 * one a small program of our own.
 */
public final class SpimBoard implements MachineProfile {
  static final String ID = "spim";
  private static final String CPU = "24Kf-le";
  private static final long RAM = 64L << 20; // of data; the other parts are what they are

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "bare MIPS32 with SPIM's memory and system calls, for programs";
  }

  @Override
  public List<String> cpus() {
    return List.of(CPU);
  }

  @Override
  public long defaultRamBytes() {
    return RAM;
  }

  @Override
  public Set<String> takes() {
    return Set.of("kernel");
  }

  @Override
  public Machine build(Options options) {
    if (options.ramBytes != 0 && options.ramBytes != RAM) {
      throw new HostException("the memory of the spim board is as SPIM has it; leave -m out");
    }
    byte[] file = options.firmware.get("kernel");
    SpimProgram program =
        file == null
            ? SpimProgram.of(SpimProgram.assemble(SpimProgram.resource("primes.s")))
            : SpimProgram.of(ElfImage.read(file, "the program"));
    SpimLine line = new SpimLine(options.chars("com1"), options.rtcEpoch * 1000);
    SpimMachine.Settings settings = new SpimMachine.Settings(false, false, true);
    SpimMachine spim = new SpimMachine(program, settings, line, List.of("program"));
    Machine machine = spim.machine();
    machine.add("line", line);
    machine.chars("com1", line);
    line.onInput(spim::inputArrived);
    machine.identity("cpu", CPU);
    machine.identity("program", file == null ? "" : Digest.of(file));
    return machine.powerOn();
  }
}
