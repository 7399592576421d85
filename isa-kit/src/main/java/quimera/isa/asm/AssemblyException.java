package quimera.isa.asm;

import java.util.List;
import java.util.stream.Collectors;

/** A source that does not assemble, with all that was found wrong in it. */
public final class AssemblyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  /** One or more complaints, in the order of the source. */
  public AssemblyException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** The complaints, in the order of the source. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
