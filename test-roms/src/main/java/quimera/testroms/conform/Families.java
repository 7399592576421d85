package quimera.testroms.conform;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import quimera.core.cpu.TestBench;
import quimera.core.host.HostException;
import quimera.machines.config.Nearest;

/** The processor families of this build, and the architecture words that suites may bear. */
final class Families {
  /** Words of suites by family, whether or not this build has a core for them. */
  private static final List<String> WORDS =
      List.of(
          "x86",
          "8086",
          "80286",
          "x86-32",
          "mips32",
          "r3000",
          "mips32r2",
          "arm",
          "arm7tdmi",
          "arm7tdmi-early",
          "armv4t",
          "armv5te",
          "armv6",
          "armv7",
          "armv7+vfpv4",
          "thumb1",
          "thumb2",
          "vfp");

  private final List<TestBench> benches =
      ServiceLoader.load(TestBench.class).stream().map(ServiceLoader.Provider::get).toList();

  /** The bench that knows an architecture word, or null. */
  TestBench bench(String architecture) {
    return benches.stream()
        .filter(b -> b.architectures().contains(architecture))
        .findFirst()
        .orElse(null);
  }

  /** Whether a suite of this architecture is among those that the user's word names. */
  boolean belongs(String architecture, String word) {
    TestBench bench = bench(architecture);
    String family = bench != null ? bench.family() : family(architecture);
    return word == null || word.equals(architecture) || word.equals(family);
  }

  private static String family(String architecture) {
    if (architecture.matches("(arm|thumb|vfp).*")) {
      return "arm";
    }
    if (architecture.startsWith("mips") || architecture.equals("r3000")) {
      return "mips32";
    }
    return architecture.matches("x86.*|80[1-4]?8[68]") ? "x86" : architecture;
  }

  private List<String> words() {
    List<String> words = new ArrayList<>(WORDS);
    benches.forEach(b -> words.addAll(b.architectures()));
    return words;
  }

  /** Checks the user's words; the exception says what is wrong with them. */
  void check(ConformPlan plan) {
    List<String> words = words();
    if (plan.arch != null && !words.contains(plan.arch)) {
      throw new IllegalArgumentException(
          "there is no architecture \"" + plan.arch + "\"" + Nearest.hint(plan.arch, words));
    }
    List<String> models = benches.stream().flatMap(b -> b.models().stream()).toList();
    if (plan.model != null && !models.contains(plan.model)) {
      throw new IllegalArgumentException(
          "there is no CPU model \"" + plan.model + "\"" + Nearest.hint(plan.model, models));
    }
  }

  /** Where a section of vectors runs, or why it does not. */
  Placement place(TestBench.Section section, String wantedModel) {
    TestBench bench = bench(section.architecture());
    if (bench == null) {
      return new Placement(null, "", "no core for " + section.architecture() + " in this build");
    }
    String model = wantedModel != null ? wantedModel : bench.defaultModel(section);
    if (!bench.models().contains(model)) {
      return new Placement(bench, "", "model " + model + " is not of family " + bench.family());
    }
    String lack = bench.lacks(model, section);
    return new Placement(bench, model, lack == null ? null : "model " + model + " has " + lack);
  }

  /** Why a ROM does not run, or null. */
  String skip(RomSuite rom, String wantedModel) {
    List<String> words = words();
    if (!words.contains(rom.arch)) {
      throw new HostException(
          "there is no architecture \"" + rom.arch + "\"" + Nearest.hint(rom.arch, words));
    }
    TestBench bench =
        benches.stream()
            .filter(b -> b.family().equals(rom.arch) || b.architectures().contains(rom.arch))
            .findFirst()
            .orElse(null);
    if (bench == null) {
      return "no core for " + rom.arch + " in this build";
    }
    return wantedModel != null && !bench.models().contains(wantedModel)
        ? "model " + wantedModel + " is not of family " + bench.family()
        : null;
  }

  /**
   * @param skip why it does not run, or null
   */
  record Placement(TestBench bench, String model, String skip) {}
}
