package quimera.checks;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Classes that break a rule on purpose, to show that its check can fail. */
final class Seed {
  /** What seeds refer to, in as far as no module has a class of that name for sure. */
  private static final List<String> SCENERY =
      List.of(
          "package quimera.cli; public class Main {}",
          "package quimera.gui; public class Window {}",
          "package quimera.peripherals; public class Chip {}",
          "package quimera.cpu.x86; public class Core {}",
          "package quimera.core.bus; public class Forth {}",
          "package quimera.core.time; public class Back { quimera.core.bus.Seeded forth; }",
          "package javafx.stage; public class Stage {}");

  private Seed() {}

  /**
   * Compiles {@code package.Seeded} with one member.
   *
   * @return the folder with the class files
   */
  static Path compile(Path folder, String packageName, String member) {
    List<String> sources = new ArrayList<>(SCENERY);
    if (!packageName.equals("quimera.core.bus")) {
      sources.add("package quimera.core.bus; public class Seeded {}");
    }
    sources.add("package " + packageName + "; public class Seeded { " + member + " }");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    boolean good =
        compiler
            .getTask(
                said,
                null,
                null,
                // An empty class path: the seeds must not see the product's classes of like names.
                List.of(
                    "-d", folder.toString(), "-cp", empty(folder), "-proc:none", "--release", "17"),
                null,
                sources.stream().map(Seed::file).toList())
            .call();
    if (!good) {
      throw new IllegalStateException("a seed does not compile: " + said);
    }
    return folder;
  }

  private static String empty(Path folder) {
    try {
      return Files.createDirectories(folder.resolve("empty")).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JavaFileObject file(String source) {
    String type =
        source.replaceFirst("package ([^;]*);.*?class (\\w+).*", "$1/$2").replace('.', '/');
    return new SimpleJavaFileObject(
        URI.create("string:///" + type + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }
}
