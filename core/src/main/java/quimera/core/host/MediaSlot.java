package quimera.core.host;

/** A drive with a removable medium. */
public interface MediaSlot {
  /** Puts a medium in, or takes it out ({@code null}); the guest notices as with the real drive. */
  void insert(BlockStore medium);

  /** The medium that is in, or null. */
  BlockStore medium();
}
