package quimera.core.cpu;

import java.util.List;
import quimera.core.bus.Memory;
import quimera.core.bus.Tlb;

/**
 * A bare processor on a test bus, which goes through one test vector after the other: {@link
 * #prepare}, registers and memory set, {@link #run}, registers and memory read. The memory is all
 * zero between two vectors.
 */
public interface CpuUnderTest {
  /** {@link #run}: no exception was raised. */
  int NONE = -1;

  /** {@link #run}: whether there was one shows in the registers only, for it was delivered. */
  int DELIVERED = -2;

  /** How far a vector runs. */
  enum Extent {
    /** One instruction; a repeated string instruction to its end. */
    INSTRUCTION,
    /** Until a halt instruction has been executed. */
    HALT,
    /** A number of instructions. */
    STEPS
  }

  /** The debugger's view, for the report on a difference. */
  CpuView view();

  /** The register that suites call so, or null if this processor has none. */
  Register register(String name);

  /** The memory behind the bus, a power of two in size. */
  Memory ram();

  /** Where in {@link #ram} an address of a vector lies; higher bits than it has are dropped. */
  default long place(long address) {
    return address;
  }

  /**
   * Puts the processor into the state from which the vectors of a section set out, whatever the
   * last one left behind.
   */
  void prepare(TestBench.Section section);

  /**
   * Runs a vector.
   *
   * @param steps for {@link Extent#STEPS}: how many instructions
   * @return the exception's number, {@link #NONE} or {@link #DELIVERED}
   */
  int run(Extent extent, long steps);

  /** Why the last run did not reach its end (no halt, a shutdown), or null. */
  String stuck();

  /** The error code of the exception that ended the last run; 0 if it has none. */
  long errorCode();

  /** The address that the exception reports (x86: CR2). */
  long faultAddress();

  /**
   * The buffers through which stores reach memory. The test empties them before a vector ({@link
   * #forgetStores}), lets them know the pages that the vector names, and finds in them afterwards
   * which pages may have been written.
   */
  List<Tlb> stores();

  /** Empties the write side of {@link #stores} and whatever else leads stores past them. */
  void forgetStores();

  /** The names of all instruction forms that the decoder knows; empty if it cannot say. */
  default List<String> forms() {
    return List.of();
  }

  /** The form, one of {@link #forms}, of the instruction at the program counter; null if none. */
  default String form() {
    return null;
  }
}
