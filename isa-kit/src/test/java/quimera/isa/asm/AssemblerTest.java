package quimera.isa.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Directives, expressions and macros, with an instruction set of one instruction. */
final class AssemblerTest {
  private static Program assemble(String source, Sources sources) {
    return new Assembler(new OneInstruction(), sources)
        .add(new Sources.Text("t.s", source))
        .finish();
  }

  private static byte[] data(String source) {
    return data(source, Sources.NONE);
  }

  private static byte[] data(String source, Sources sources) {
    return assemble(".data\n" + source, sources).chunks().get(0).content();
  }

  private static String complaint(String source) {
    try {
      assemble(source, Sources.NONE);
      return "";
    } catch (AssemblyException e) {
      return e.getMessage();
    }
  }

  @Test
  void dataAlignsItselfAndTakesItsLabelsAlong() {
    Program program = assemble(".data\n.byte 1\nw: .word 2\n.text", Sources.NONE);

    assertThat(program.symbols().labels()).containsEntry("w", 0x1004L);
    assertThat(program.chunks().get(0).content()).containsExactly(1, 0, 0, 0, 2, 0, 0, 0);
  }

  @Test
  void alignZeroSwitchesAlignmentOff() {
    assertThat(data(".align 0\n.byte 1\n.half 0x302")).containsExactly(1, 2, 3);
  }

  @Test
  void expressionsKnowTheirPrecedence() {
    assertThat(data(".byte 1+2*3, (1+2)*3, 7 & 3 | 8, 1 << 4 >> 2, -7 / 2, ~0, 10 % 4"))
        .containsExactly(7, 9, 11, 4, -3, -1, 2);
  }

  @Test
  void aSignAfterWhiteSpaceBeginsAnotherOperand() {
    assertThat(data(".byte 4 -5 6-1")).containsExactly(4, -5, 5);
  }

  @Test
  void valuesAreRepeatedAfterAColon() {
    assertThat(data(".byte 7:3, 1")).containsExactly(7, 7, 7, 1);
  }

  @Test
  void labelsMayComeLater() {
    assertThat(data(".byte end - start\nstart: .byte 1, 2\nend: .byte 0"))
        .containsExactly(2, 1, 2, 0);
  }

  @Test
  void stringsHaveEscapes() {
    assertThat(data(".asciiz \"a\\n\\x41\\101\\\"\"")).containsExactly('a', 10, 65, 65, '"', 0);
  }

  @Test
  void macrosTakeArgumentsAndHaveLabelsOfTheirOwn() {
    String source =
        """
        .macro twice(%a, %b)
        here: .byte %a, %b, here - start
        .end_macro
        start: twice(1, 2)
        twice(3, 4)
        """;

    assertThat(data(source)).containsExactly(1, 2, 0, 3, 4, 3);
  }

  @Test
  void equivalentsRepetitionsAndConditions() {
    assertThat(
            data(
                ".eqv N 2\n.rept N\n.byte N+1\n.endr\n.if N == 3\n.byte 9\n.else\n.byte 8\n.endif"))
        .containsExactly(3, 3, 8);
  }

  @Test
  void laterBranchesOfAConditionCount() {
    String source =
        ".eqv N 2\n.if N == 1\n.byte 1\n.elseif N == 2\n.byte 2\n.else\n.byte 3\n.endif";

    assertThat(data(source)).containsExactly(2);
    assertThat(data(".set M, 1\n.ifdef M\n.byte 1\n.endif\n.ifndef M\n.byte 2\n.endif"))
        .containsExactly(1);
    assertThat(data(".ifc a, b\n.byte 1\n.endif\n.ifnc a, b\n.byte 2\n.endif")).containsExactly(2);
  }

  @Test
  void linesAreRepeatedForEachOfSeveralValues() {
    assertThat(data(".irp x, 3, 4+1\n.byte \\x\n.endr")).containsExactly(3, 5);
  }

  @Test
  void orgAndFillMakeRoom() {
    assertThat(data(".byte 1\n.org 3\n.byte 2\n.fill 2, 1, 7\n.zero 1"))
        .containsExactly(1, 0, 0, 2, 7, 7, 0);
    assertThat(complaint(".data\n.word 1\n.org 2"))
        .isEqualTo("t.s:3:6: .org goes forward only; 4 bytes are before it");
  }

  @Test
  void thePointIsTheAddressOfTheStatement() {
    assertThat(data(".align 0\nx: .byte 1, 2\n.byte . - x")).containsExactly(1, 2, 2);
  }

  @Test
  void sectionsOfOtherNamesGoWhereTheirFlagsSay() {
    Program program =
        assemble(".section .vectors, \"ax\"\nput 1\n.section .mine, \"aw\"\n.byte 1", Sources.NONE);

    assertThat(program.chunks()).extracting(Chunk::section).containsExactly(".text", ".data");
  }

  @Test
  void filesAreIncluded() {
    Sources sources =
        (name, from) -> name.equals("x.s") ? new Sources.Text("x.s", ".byte 5\n") : null;

    assertThat(data(".include \"x.s\"\n.byte 6", sources)).containsExactly(5, 6);
    assertThat(complaint(".include \"y.s\""))
        .isEqualTo(
            "t.s:1:10: there is no file \"y.s\" to include;"
                + " names are relative to the including file");
  }

  @Test
  void numberedLabelsMayBeRepeated() {
    assertThat(data("1: .byte 1b - 1f\n1: .byte 0")).containsExactly(-1, 0);
  }

  @Test
  void complaintsComeInTheOrderOfTheSource() {
    assertThat(complaint(".word nowhere\n.wrod 1\n.byte 300").lines())
        .containsExactly(
            "t.s:1:7: the label 'nowhere' is not defined; write 'nowhere:' where it should be",
            "t.s:2:1: there is no directive '.wrod'; did you mean '.word'",
            "t.s:3:7: the value 300 does not fit into 8 bits");
  }

  @Test
  void aMacroThatUsesItselfIsFoundOut() {
    assertThat(complaint(".macro m\nm\n.end_macro\nm")).contains("nest too deeply");
  }

  /** An instruction set whose only instruction is a word of data. */
  private static final class OneInstruction implements InstructionSet {
    @Override
    public Map<String, Integer> sections() {
      return Map.of(".text", 0x100, ".data", 0x1000);
    }

    @Override
    public ByteOrder order() {
      return ByteOrder.LITTLE_ENDIAN;
    }

    @Override
    public char comment() {
      return '#';
    }

    @Override
    public String entry() {
      return "start";
    }

    @Override
    public int elfMachine() {
      return 0;
    }

    @Override
    public int elfFlags() {
      return 0;
    }

    @Override
    public Collection<String> mnemonics() {
      return List.of("put");
    }

    @Override
    public void assemble(Token mnemonic, Statement operands, Code code) {
      code.word(
          mnemonic.text().getBytes(StandardCharsets.US_ASCII).length,
          operands.expression(),
          (word, value, address, at) -> word + (int) value);
    }

    @Override
    public boolean directive(Token name, Statement operands, Code code) {
      return false;
    }
  }
}
