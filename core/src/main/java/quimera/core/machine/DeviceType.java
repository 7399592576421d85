package quimera.core.machine;

import java.util.function.Function;

/**
 * A kind of device that a {@code board.toml} can place.
 *
 * @param id the word in the file, for example {@code uart16550}
 * @param title one line for a list
 * @param maker makes one
 */
public record DeviceType(String id, String title, Function<PartContext, Part> maker) {
  /** Makes one for a board. */
  public Part make(PartContext context) {
    return maker.apply(context);
  }
}
