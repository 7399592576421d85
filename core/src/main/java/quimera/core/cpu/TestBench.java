package quimera.core.cpu;

import java.util.List;

/**
 * Puts the processors of one family to single-instruction test vectors; found through {@code
 * ServiceLoader}. With one such class a processor core takes part in the conformance suites.
 */
public interface TestBench {
  /** The family, a user's word: {@code x86}, {@code mips32}, {@code arm}. */
  String family();

  /** The architecture words in suite headers that this bench knows, for example {@code 80286}. */
  List<String> architectures();

  /** Every model that can be tested, the oldest first. */
  List<String> models();

  /** The model that a section of vectors runs on unless the user names another. */
  String defaultModel(Section section);

  /** Why a model does not have what a section tests ("no SSE"), or null if it does. */
  String lacks(String model, Section section);

  /** A processor of this model on a bus with nothing but RAM; several threads may ask at a time. */
  CpuUnderTest socket(String model, Section section);

  /**
   * What the vectors of a section have in common.
   *
   * @param architecture the suite's word, for example {@code x86-32}
   * @param group the part of it, for example {@code sse2}; empty if the suite has no groups
   * @param category what the section is about, for example an opcode form
   * @param bigEndian the byte order of the memory
   */
  record Section(String architecture, String group, String category, boolean bigEndian) {}
}
