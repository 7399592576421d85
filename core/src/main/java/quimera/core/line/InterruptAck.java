package quimera.core.line;

/**
 * The interrupt-acknowledge cycle of a processor that pulls its vector (x86 INTA): the controller
 * moves the request into service and names the vector.
 */
@FunctionalInterface
public interface InterruptAck {
  /** The vector of the interrupt taken, 0-255. */
  int acknowledge();
}
