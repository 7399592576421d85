package quimera.core.host;

/** A guest's keyboard, from the side of the fingers. */
@FunctionalInterface
public interface KeyPort {
  /** A key goes down or up. */
  void key(Key key, boolean down);
}
