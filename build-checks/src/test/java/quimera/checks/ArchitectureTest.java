package quimera.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
  @TestFactory
  Stream<DynamicTest> theProductKeeps() {
    JavaClasses product = Product.classes();
    assertThat(product).hasSizeGreaterThan(50);
    return Architecture.rules().entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(product)));
  }

  /** A rule that cannot fail holds nothing: each is shown a class that breaks it. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          every class lives below a known package root             | quimera.elsewhere   | int a;
          quimera.core uses only what the arrows allow             | quimera.core.bus    | quimera.cli.Main a;
          quimera.core uses only what the arrows allow             | quimera.core.bus    | quimera.gui.Window a;
          quimera.cpu.x86 uses only what the arrows allow          | quimera.cpu.x86     | quimera.peripherals.Chip a;
          quimera.peripherals uses only what the arrows allow      | quimera.peripherals | quimera.cpu.x86.Core a;
          no cycle between packages of core                        | quimera.core.bus    | quimera.core.time.Back a;
          core depends on java.base only                           | quimera.core.bus    | java.util.logging.Logger a;
          JavaFX and game controllers only in gui                  | quimera.cli         | javafx.stage.Stage a;
          no static field that can change                          | quimera.machines    | static int a;
          no Serializable                                          | quimera.machines    | static class A implements java.io.Serializable {}
          no files and no network below the boards                 | quimera.core.state  | java.io.File a;
          no files and no network below the boards                 | quimera.peripherals | java.nio.file.Path a;
          no files and no network below the boards                 | quimera.cpu.arm     | java.net.Socket a;
          no threads below the boards                              | quimera.core.time   | Thread a;
          no threads below the boards                              | quimera.core.time   | java.util.concurrent.Executor a;
          no synchronized methods below the boards                 | quimera.core.time   | synchronized void a() {}
          no clock and no environment of the host below the boards | quimera.peripherals | long a = System.nanoTime();
          no clock and no environment of the host below the boards | quimera.peripherals | Object a = java.time.Instant.now();
          no chance without a seed below the boards                | quimera.cpu.x86     | Object a = new java.util.Random();
          """)
  void aSeededViolationIsFound(String rule, String root, String member, @TempDir Path folder) {
    JavaClasses seeded = new ClassFileImporter().importPath(Seed.compile(folder, root, member));

    assertThatThrownBy(() -> Architecture.rules().get(rule).check(seeded))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(root + ".Seeded");
  }

  @Test
  void aSeededGeneratorWithASeedIsAllowed(@TempDir Path folder) {
    JavaClasses seeded =
        new ClassFileImporter()
            .importPath(
                Seed.compile(folder, "quimera.core.time", "Object a = new java.util.Random(1);"));

    Architecture.rules().get("no chance without a seed below the boards").check(seeded);
  }

  @Test
  void hostImagesMayOpenFiles(@TempDir Path folder) {
    JavaClasses seeded =
        new ClassFileImporter()
            .importPath(Seed.compile(folder, "quimera.peripherals.image", "java.nio.file.Path a;"));

    Architecture.rules().get("no files and no network below the boards").check(seeded);
  }
}
