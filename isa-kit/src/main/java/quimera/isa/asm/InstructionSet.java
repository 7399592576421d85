package quimera.isa.asm;

import java.nio.ByteOrder;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the assembler must know of an instruction set and of its traditional syntax. */
public interface InstructionSet {
  /** Where the sections of a program begin, by name; in the order of an ELF file. */
  Map<String, Integer> sections();

  /** The byte order of words. */
  ByteOrder order();

  /** What starts a comment, besides the languages' common ones. */
  char comment();

  /** The name of a program's first instruction, if the source does not choose. */
  String entry();

  /** EM_ of the ELF header. */
  int elfMachine();

  /** e_flags of the ELF header. */
  int elfFlags();

  /** Every mnemonic, for suggestions. */
  Collection<String> mnemonics();

  /** Directives of its own, for suggestions. */
  default Collection<String> directives() {
    return List.of();
  }

  /** Assembles one instruction, or what stands for several; complains if it does not know it. */
  void assemble(Token mnemonic, Statement operands, Code code);

  /** What instructions' addresses are multiples of. */
  default int alignment() {
    return 4;
  }

  /** The instruction that fills gaps between instructions, as long as their alignment. */
  default int filler() {
    return 0;
  }

  /** Whether data goes to a multiple of its size by itself. */
  default boolean alignsData() {
    return true;
  }

  /** Whether macros are GNU's: parameters are \\name in the body, and labels are seen outside. */
  default boolean gnuMacros() {
    return false;
  }

  /** A label has got its address. */
  default void labelled(String name, Code code) {}

  /** The current section ends here, or goes on at another address. */
  default void leave(Code code) {}

  /**
   * Forgets the source, but not what it has learnt of lengths; returns whether another pass over
   * the source would give another result.
   */
  default boolean again() {
    return false;
  }

  /** Executes a directive of its own; returns whether it has. */
  boolean directive(Token name, Statement operands, Code code);
}
