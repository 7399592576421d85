package quimera.core.cpu;

/**
 * What answers a call that a guest makes through a port with the processor's registers as arguments
 * and results, as hypervisors have it.
 */
@FunctionalInterface
public interface RegisterCall {
  /**
   * A call.
   *
   * @param registers EAX, EBX, ECX, EDX, ESI, EDI; results go back in them
   */
  void call(int[] registers);
}
