package quimera.cpu.x86;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import quimera.core.cpu.CpuUnderTest;
import quimera.core.cpu.TestBench;

/**
 * Puts the models of this family to test vectors: those of the 8086 and the 80286 in real mode, and
 * {@code x86-32}, flat 32-bit protected mode at privilege level 3.
 */
public final class X86TestBench implements TestBench {
  private static final String FLAT = "x86-32";

  // CPUID leaf 1, EDX (SDM volume 2, CPUID).
  private static final int FPU = 1;
  private static final int CMOV = 1 << 15;
  private static final int MMX = 1 << 23;
  private static final int SSE = 1 << 25;
  private static final int SSE2 = 1 << 26;

  private final Map<X86Model, Integer> features = new EnumMap<>(X86Model.class);

  @Override
  public String family() {
    return "x86";
  }

  @Override
  public List<String> architectures() {
    return List.of("8086", "80286", FLAT);
  }

  @Override
  public List<String> models() {
    return Arrays.stream(X86Model.values()).map(X86Model::id).toList();
  }

  @Override
  public String defaultModel(Section section) {
    return switch (section.architecture()) {
      case "8086" -> X86Model.I8086.id();
      case "80286" -> X86Model.I80286.id();
      default -> models().get(models().size() - 1);
    };
  }

  @Override
  public String lacks(String id, Section section) {
    X86Model model = X86Model.of(id);
    if (!section.architecture().equals(FLAT)) {
      return null;
    }
    if (!model.is32()) {
      return "no 32-bit mode";
    }
    return switch (section.group()) {
      case "x87" ->
          conditional(section) ? without(model, CMOV, "CMOV") : without(model, FPU, "x87");
      case "mmx" -> without(model, MMX, "MMX");
      case "sse" -> without(model, SSE, "SSE");
      case "sse2" -> without(model, SSE2, "SSE2");
      default -> conditional(section) ? without(model, CMOV, "CMOV") : null;
    };
  }

  /** CMOVcc, FCMOVcc and FCOMI came together with the Pentium Pro (SDM volume 1, 8.3.3). */
  private static boolean conditional(Section section) {
    String category = section.category();
    return category.startsWith("cmov")
        || category.startsWith("fcmov")
        || category.startsWith("fcomi")
        || category.startsWith("fucomi");
  }

  private String without(X86Model model, int feature, String name) {
    int has = features.computeIfAbsent(model, m -> new X86UnderTest(m).features());
    return (has & feature) == 0 ? "no " + name : null;
  }

  @Override
  public CpuUnderTest socket(String id, Section section) {
    return new X86UnderTest(X86Model.of(id));
  }
}
