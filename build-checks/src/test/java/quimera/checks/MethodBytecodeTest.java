package quimera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quimera.checks.MethodSizes.Size;

/**
 * HotSpot never compiles a method of more than 8000 bytes of bytecode (HugeMethodLimit): one such
 * method on an execution path makes a machine ten times slower. 7500 leaves room for a patch.
 */
class MethodBytecodeTest {
  private static final int LIMIT = 7500;
  private static final List<String> EXECUTION_PATHS =
      List.of("quimera.core.", "quimera.cpu.", "quimera.peripherals.");

  @Test
  void everyMethodOnAnExecutionPathCanBeCompiled() {
    List<Size> sizes =
        product()
            .flatMap(type -> MethodSizes.of(Product.bytes(type)).stream())
            .sorted(Comparator.comparingInt(Size::bytes).reversed())
            .toList();

    System.out.println("The five largest methods, in bytes of bytecode:");
    sizes.stream().limit(5).forEach(s -> System.out.println("  " + s.bytes() + "  " + s.name()));

    assertThat(sizes).hasSizeGreaterThan(100);
    assertThat(tooLarge(sizes)).as("methods above %d bytes of bytecode", LIMIT).isEmpty();
  }

  @Test
  void noSynchronizedBlocksOnAnExecutionPath() {
    assertThat(
            product().flatMap(type -> MethodSizes.synchronizedBlocks(Product.bytes(type)).stream()))
        .isEmpty();
  }

  @Test
  void aMethodAboveTheLimitIsFound(@TempDir Path folder) throws IOException {
    String body =
        "int a(int x) { " + "x = x * 31 + 100_000; ".repeat(1000) + "return x; } void b() {}";
    byte[] seeded = seeded(folder, "final long field = 5; " + body);

    assertThat(MethodSizes.of(seeded))
        .contains(new Size("quimera/core/bus/Seeded.a(I)I", 8002))
        .contains(new Size("quimera/core/bus/Seeded.b()V", 1));
    assertThat(tooLarge(MethodSizes.of(seeded))).hasSize(1);
  }

  @Test
  void aSynchronizedBlockIsFound(@TempDir Path folder) throws IOException {
    byte[] seeded = seeded(folder, "void a() { synchronized (this) { hashCode(); } }");

    assertThat(MethodSizes.synchronizedBlocks(seeded)).containsExactly("quimera/core/bus/Seeded.a");
  }

  private static byte[] seeded(Path folder, String members) throws IOException {
    Path classes = Seed.compile(folder, "quimera.core.bus", members);
    return Files.readAllBytes(classes.resolve("quimera/core/bus/Seeded.class"));
  }

  private static List<Size> tooLarge(List<Size> sizes) {
    return sizes.stream().filter(s -> s.bytes() > LIMIT).toList();
  }

  private static Stream<JavaClass> product() {
    return Product.classes().stream()
        .filter(type -> EXECUTION_PATHS.stream().anyMatch(type.getName()::startsWith));
  }
}
