package quimera.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import quimera.core.cpu.CpuView;
import quimera.core.host.HostException;
import quimera.core.machine.Machine;
import quimera.core.machine.Stop;

/**
 * Writes every instruction down before it is executed: how many went before, its address, and what
 * it is. The run itself is the same as without.
 */
final class Trace implements AutoCloseable {
  private final Path file;
  private final BufferedWriter out;

  /** Begins a file; what was in it is gone. */
  Trace(Path file) {
    this.file = file;
    try {
      out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new HostException("the trace cannot be written to '" + file + "'; check the path", e);
    }
  }

  /** Runs the machine as {@link Machine#run} does, an instruction at a time. */
  Stop run(Machine machine, long until, long limit) {
    try {
      Stop stop;
      do {
        line(machine);
        stop = machine.run(until, Math.min(limit, machine.instructions() + 1));
      } while (stop == Stop.INSTRUCTIONS && machine.instructions() < limit);
      return stop;
    } catch (IOException e) {
      throw new HostException("the trace '" + file + "' cannot be written: " + e.getMessage(), e);
    }
  }

  private void line(Machine machine) throws IOException {
    CpuView view = machine.cpu().view();
    long pc = view.pc();
    out.write(Long.toString(machine.instructions()));
    out.write(' ');
    String digits = Long.toHexString(pc);
    for (int i = digits.length(); i < 8; i++) {
      out.write('0');
    }
    out.write(digits);
    out.write(' ');
    out.write(view.disassemble(pc).text());
    out.newLine();
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
