package quimera.cli;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import quimera.core.host.HostException;
import quimera.core.machine.MachineProfile;
import quimera.core.machine.Options;
import quimera.cpu.arm.ArmModel;
import quimera.cpu.arm.asm.UalAssembler;
import quimera.cpu.mips32.asm.MipsAssembler;
import quimera.isa.asm.Assembler;
import quimera.isa.asm.InstructionSet;
import quimera.isa.load.ElfWriter;
import quimera.machines.config.MachineSpec;
import quimera.machines.spim.SpimProgram;

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
    if (board.id().equals("spim")) {
      MipsAssembler isa = new MipsAssembler(ByteOrder.LITTLE_ENDIAN, true, false);
      Assembler assembler = new Assembler(isa, new SourceFiles()).add(SpimProgram.surroundings());
      put(assembler.add(SourceFiles.read(source)), isa, options);
    } else if (Arrays.stream(ArmModel.values()).anyMatch(m -> board.cpus().contains(m.id()))) {
      UalAssembler isa = new UalAssembler();
      put(new Assembler(isa, new SourceFiles()).add(SourceFiles.read(source)), isa, options);
    } else {
      throw new HostException(
          source + " is assembly source, which spim and ARM's boards take; try quimera asm");
    }
  }

  private static void put(Assembler assembler, InstructionSet isa, Options options) {
    options.firmware.put("kernel", ElfWriter.write(assembler.finish(), isa));
  }
}
