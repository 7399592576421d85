package quimera.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import quimera.core.host.HostException;
import quimera.core.machine.MachineProfile;
import quimera.core.machine.Options;
import quimera.cpu.arm.ArmModel;
import quimera.cpu.arm.asm.UalAssembler;
import quimera.isa.asm.Assembler;
import quimera.isa.load.ElfWriter;
import quimera.machines.config.MachineSpec;

/** A program in assembly source where a machine takes an image: it is assembled on the way. */
final class SourceProgram {
  private SourceProgram() {}

  /** Puts the program in place of its source. */
  static void assemble(MachineSpec words, Options options) {
    Path source = words.firmware.get("kernel");
    if (source == null || !source.toString().toLowerCase(Locale.ROOT).endsWith(".s")) {
      return;
    }
    MachineProfile board = words.board();
    if (Arrays.stream(ArmModel.values()).noneMatch(m -> board.cpus().contains(m.id()))) {
      throw new HostException(
          source + " is assembly source, which ARM's boards take; assemble it with quimera asm");
    }
    UalAssembler isa = new UalAssembler();
    Assembler assembler = new Assembler(isa, new SourceFiles()).add(SourceFiles.read(source));
    options.firmware.put("kernel", ElfWriter.write(assembler.finish(), isa));
  }
}
