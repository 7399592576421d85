package quimera.checks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of the house: docs/architecture.md says why. */
final class Architecture {
  /** Everything that must behave the same on every host and in every run. */
  static final String[] DETERMINISTIC = {
    "quimera.core..", "quimera.isa..", "quimera.cpu..", "quimera.peripherals.."
  };

  /** Host files behind {@code BlockStore}: the one place below the boards that opens files. */
  static final String HOST_IMAGES = "quimera.peripherals.image..";

  /** Streams over memory, and the exceptions that go with them; state files are made of these. */
  private static final Set<String> MEMORY_STREAMS =
      Set.of(
          "java.io.ByteArrayInputStream",
          "java.io.ByteArrayOutputStream",
          "java.io.DataInputStream",
          "java.io.DataOutputStream",
          "java.io.EOFException",
          "java.io.IOException",
          "java.io.InputStream",
          "java.io.OutputStream",
          "java.io.UncheckedIOException");

  /** Which package roots each root may use, besides its own and those of libraries. */
  static final Map<String, List<String>> ARROWS = arrows();

  private Architecture() {}

  private static Map<String, List<String>> arrows() {
    Map<String, List<String>> uses = new LinkedHashMap<>();
    uses.put("quimera.core", List.of());
    uses.put("quimera.isa", List.of("quimera.core"));
    List<String> cpus = List.of("quimera.cpu.x86", "quimera.cpu.mips32", "quimera.cpu.arm");
    cpus.forEach(cpu -> uses.put(cpu, List.of("quimera.core", "quimera.isa")));
    uses.put("quimera.peripherals", List.of("quimera.core"));
    uses.put("quimera.roms", List.of());
    List<String> board = new ArrayList<>(cpus);
    board.addAll(List.of("quimera.core", "quimera.isa", "quimera.peripherals", "quimera.roms"));
    uses.put("quimera.machines", List.copyOf(board));
    board.add("quimera.machines");
    uses.put("quimera.testroms", List.copyOf(board));
    board.add("quimera.testroms");
    uses.put("quimera.cli", List.copyOf(board));
    board.add("quimera.cli");
    uses.put("quimera.gui", List.copyOf(board));
    return uses;
  }

  /** Every rule by its name. */
  static Map<String, ArchRule> rules() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put(
        "every class lives below a known package root",
        classes().should().resideInAnyPackage(below(ARROWS.keySet())));
    ARROWS.forEach(
        (root, used) -> {
          List<String> allowed = new ArrayList<>(used);
          allowed.add(root);
          rules.put(
              root + " uses only what the arrows allow",
              noClasses()
                  .that()
                  .resideInAPackage(root + "..")
                  .should()
                  .dependOnClassesThat(
                      resideInAnyPackage("quimera..")
                          .and(DescribedPredicate.not(resideInAnyPackage(below(allowed)))))
                  .allowEmptyShould(true));
        });
    rules.put(
        "no cycle between modules", slices().matching("quimera.(*)..").should().beFreeOfCycles());
    rules.put(
        "no cycle between packages of core",
        slices().matching("quimera.core.(*)..").should().beFreeOfCycles().allowEmptyShould(true));
    rules.put(
        "core depends on java.base only",
        classes()
            .that()
            .resideInAPackage("quimera.core..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("quimera..").or(JAVA_BASE)));
    rules.put(
        "JavaFX and game controllers only in gui",
        noClasses()
            .that()
            .resideOutsideOfPackage("quimera.gui..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "net.java.games.."));
    hostRules(rules);
    rules.put(
        "no static field that can change",
        fields().that().areStatic().should().beFinal().allowEmptyShould(true));
    rules.put(
        "no Serializable",
        noClasses()
            .that()
            .areNotAssignableTo(Throwable.class)
            .and()
            .areNotEnums()
            .and(
                DescribedPredicate.not(
                    DescribedPredicate.describe("enum bodies", Architecture::isEnumBody)))
            .should()
            .beAssignableTo(Serializable.class));
    return rules;
  }

  /** What would let the host's files, threads, clocks and chance into a machine. */
  private static void hostRules(Map<String, ArchRule> rules) {
    rules.put(
        "no files and no network below the boards",
        noClasses()
            .that()
            .resideInAnyPackage(DETERMINISTIC)
            .and()
            .resideOutsideOfPackage(HOST_IMAGES)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..")
                    .or(
                        describe(
                            "are java.io beyond streams over memory",
                            type ->
                                baseType(type).getPackageName().equals("java.io")
                                    && !MEMORY_STREAMS.contains(baseType(type).getName())
                                    && !baseType(type).getName().equals("java.io.Serializable")))));
    rules.put(
        "no threads below the boards",
        noClasses()
            .that()
            .resideInAnyPackage(DETERMINISTIC)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("java.util.concurrent..")
                    .or(
                        describe(
                            "are threads",
                            type ->
                                type.isAssignableTo(Thread.class)
                                    || type.isAssignableTo(ThreadLocal.class)
                                    || type.isAssignableTo(java.util.Timer.class)))));
    rules.put(
        "no synchronized methods below the boards",
        methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(DETERMINISTIC)
            .should()
            .notHaveModifier(JavaModifier.SYNCHRONIZED)
            .allowEmptyShould(true));
    rules.put(
        "no clock and no environment of the host below the boards",
        noClasses()
            .that()
            .resideInAnyPackage(DETERMINISTIC)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethodWhere(
                describe(
                    "java.time's now()",
                    call ->
                        call.getTargetOwner().getPackageName().startsWith("java.time")
                            && (call.getName().equals("now")
                                || call.getName().startsWith("system")))));
    rules.put(
        "no chance without a seed below the boards",
        noClasses()
            .that()
            .resideInAnyPackage(DETERMINISTIC)
            .should()
            .callConstructor(java.util.Random.class)
            .orShould()
            .callConstructor(java.util.SplittableRandom.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID")
            .orShould()
            .callMethod(System.class, "identityHashCode", Object.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.security.SecureRandom.class));
  }

  private static final DescribedPredicate<JavaClass> JAVA_BASE =
      describe(
          "are primitive or in java.base",
          type ->
              baseType(type).isPrimitive()
                  || Object.class
                      .getModule()
                      .getPackages()
                      .contains(baseType(type).getPackageName()));

  private static JavaClass baseType(JavaClass type) {
    return type.getBaseComponentType();
  }

  private static boolean isEnumBody(JavaClass type) {
    return type.getRawSuperclass().map(JavaClass::isEnum).orElse(false);
  }

  private static String[] below(Iterable<String> roots) {
    List<String> patterns = new ArrayList<>();
    roots.forEach(root -> patterns.add(root + ".."));
    return patterns.toArray(String[]::new);
  }
}
