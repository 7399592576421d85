package quimera.testroms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import quimera.core.host.BlockStore;
import quimera.peripherals.image.MemoryStore;

/** Guests of our own, built from {@code src/main/asm}. */
public final class TestRoms {
  /** Every image, by name. */
  public static final List<String> NAMES = List.of("lab", "triplefault", "endless", "sound");

  private TestRoms() {}

  /** The Lab as a CD that boots it. */
  public static final String LAB_DISC = "lab-cd";

  /** The bytes of an image. */
  public static byte[] image(String name) {
    if (name.equals(LAB_DISC)) {
      return LabDisc.around(image("lab"));
    }
    try (InputStream in = TestRoms.class.getResourceAsStream(name + ".img")) {
      if (in == null) {
        throw new IllegalArgumentException("there is no guest \"" + name + "\" in this build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A medium with an image; what a guest writes to it is forgotten when the run ends. */
  public static BlockStore medium(String name) {
    return new MemoryStore("Quimera " + name, image(name));
  }
}
