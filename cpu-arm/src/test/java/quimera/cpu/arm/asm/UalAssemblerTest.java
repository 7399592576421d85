package quimera.cpu.arm.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quimera.isa.asm.Assembler;
import quimera.isa.asm.AssemblyException;
import quimera.isa.asm.Chunk;
import quimera.isa.asm.Program;
import quimera.isa.asm.Sources;

final class UalAssemblerTest {
  private static Program assemble(String source) {
    return new Assembler(new UalAssembler(), Sources.NONE)
        .add(new Sources.Text("t.s", source))
        .finish();
  }

  /** The bytes of the first section, in the order of memory. */
  private static String code(String source) {
    StringBuilder bytes = new StringBuilder();
    for (Chunk chunk : assemble(source).chunks()) {
      bytes.append(HexFormat.of().withUpperCase().formatHex(chunk.content()));
    }
    return bytes.toString();
  }

  private static String complaint(String source) {
    try {
      assemble(source);
      return "";
    } catch (AssemblyException e) {
      return e.getMessage();
    }
  }

  /**
   * Lines of instructions and their bytes, as GNU's assembler 2.40 has them: {@code as
   * -march=armv7-a+idiv+sec+virt+mp -mfpu=neon-vfpv4}, each line at a multiple of 4.
   */
  @ParameterizedTest
  @ValueSource(strings = {"a32", "t32", "vfp", "neon"})
  void instructionsAreThoseOfGnuAs(String set) throws IOException {
    List<String> differences = new ArrayList<>();
    String state = set.equals("t32") ? ".thumb\n" : "";
    int lines = 0;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                UalAssemblerTest.class.getResourceAsStream(set + ".txt"),
                StandardCharsets.US_ASCII))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] parts = line.split("\t", -1);
        String bytes;
        try {
          bytes = code(state + parts[1]);
        } catch (AssemblyException e) {
          bytes = e.getMessage();
        }
        if (!bytes.equals(parts[0])) {
          differences.add(line + "\t" + bytes);
        }
        lines++;
      }
    }

    assertThat(differences).isEmpty();
    assertThat(lines).isGreaterThan(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ldr r0, =0x12345678 | 04001FE5 78563412",
        "ldr r0, =1f\\n1: nop | 00009FE5 00F020E3 04800000",
        "b 1f\\n1: nop | FFFFFFEA 00F020E3",
        ".thumb\\nb 1f\\nnop\\n1: nop | 00E0 00BF 00BF",
        ".thumb\\nldr r0, 1f\\nnop\\n1: .word 5 | 0048 00BF 05000000",
      })
  void labelsFurtherDownAreFilledIn(String source, String bytes) {
    assertThat(code(source.replace("\\n", "\n"))).isEqualTo(bytes.replace(" ", ""));
  }

  @Test
  void aBranchIsNarrowAsFarAsItReaches() {
    assertThat(code(".thumb\nb 1f\n.space 2048\n1:").substring(0, 8)).isEqualTo("FFE30000");
    assertThat(code(".thumb\nb 1f\n.space 2050\n1:").substring(0, 8)).isEqualTo("00F001BC");
    assertThat(code(".thumb\nbeq 1f\nnop\n1:")).isEqualTo("00D000BF");
  }

  @Test
  void theLengthOfOneBranchCountsForTheOther() {
    String source = ".thumb\nb far\nb further\n.space 2046\nfar: nop\n.space 10\nfurther: nop";

    assertThat(code(source).substring(0, 16)).isEqualTo("00F001BC" + "00F005BC");
  }

  /** A random program of branches, pools and gaps; the sum is that of GNU as and ld. */
  @Test
  void lengthsAreThoseOfGnuAs() throws IOException {
    byte[] source = UalAssemblerTest.class.getResourceAsStream("lengths.s").readAllBytes();
    CRC32 sum = new CRC32();
    byte[] content =
        assemble(new String(source, StandardCharsets.US_ASCII)).chunks().get(0).content();
    sum.update(content);

    assertThat(content).hasSize(8048);
    assertThat(sum.getValue()).isEqualTo(0x5D161A68L);
  }

  @Test
  void capitalLettersMakeLabelsOfTheNamesOfArguments() {
    assertThat(code("mov a1, #1\nb A1\nA1: nop")).isEqualTo("0100A0E3" + "FFFFFFEA" + "00F020E3");
  }

  @Test
  void literalsOfTheSameValueShareAWord() {
    assertThat(code("ldr r0, =0x12345678\nldr r1, =0x12345678\n.ltorg\nnop\nldr r2, =0x12345678"))
        .isEqualTo("00009FE5" + "04101FE5" + "78563412" + "00F020E3" + "04201FE5" + "78563412");
  }

  @Test
  void thumbFunctionsHaveAnOddAddress() {
    Program program =
        assemble(".global _start\n.thumb_func\n_start: bl arm\n.arm\narm: bl _start\n.word _start");

    assertThat(program.entry()).isEqualTo(0x8001);
    assertThat(HexFormat.of().withUpperCase().formatHex(program.chunks().get(0).content()))
        .isEqualTo("00F000E8" + "FDFFFFFA" + "01800000");
  }

  @Test
  void registersHaveTheNamesOfTheSource() {
    assertThat(code("count .req r4\nmov count, #1\n.unreq count")).isEqualTo("0140A0E3");
    assertThat(complaint("count .req r4\n.unreq count\nmov count, #1"))
        .startsWith("t.s:3:5: expected a register, found 'count'");
  }

  @Test
  void macrosTakeNamedDefaultAndRemainingArguments() {
    String source =
        """
        .macro put reg, value=7
        mov \\reg, #\\value
        .endm
        .macro op name, cond, rest:vararg
        \\name\\cond \\rest
        .endm
        .macro clear n
        cmp r\\n, #0
        beq .Ldone\\@
        mov r\\n, #0
        .Ldone\\@:
        .endm
        put r1
        put r2, 9
        put value=3, reg=r4
        op add, eq, r0, r1, r2
        clear 3
        clear 4
        """;

    assertThat(code(source))
        .isEqualTo(
            "0710A0E3"
                + "0920A0E3"
                + "0340A0E3"
                + "02008100"
                + "000053E3"
                + "0000000A"
                + "0030A0E3"
                + "000054E3"
                + "0000000A"
                + "0040A0E3");
  }

  @Test
  void conditionsAndRepetitions() {
    String source =
        """
        .equ N, 2
        .if N == 1
        mov r0, #1
        .elseif N == 2
        mov r0, #2
        .else
        mov r0, #3
        .endif
        .ifdef N
        .irp x, 4, 5
        mov r\\x, #\\x
        .endr
        .endif
        """;

    assertThat(code(source)).isEqualTo("0200A0E3" + "0440A0E3" + "0550A0E3");
  }

  @Test
  void dataDoesNotAlignItself() {
    assertThat(code(".byte 1\n.hword 0x302\n.4byte 0x07060504\n.balign 4\n.fill 2, 2, 9"))
        .isEqualTo("01020304050607" + "00" + "09000900");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "mvo r0, #1 | t.s:1:1: there is no instruction 'mvo'; did you mean 'mvn'",
        "add r0, r1, #257 | t.s:1:14: the constant 257 is not 8 bits rotated by an even number;"
            + " put it into a register with ldr rd, =value",
        "ldr r0 [r1] | t.s:1:8: expected ',', found '['; write ldr rt, [rn, offset]",
        "mov r16, #1 | t.s:1:5: expected a register, found 'r16'; write mov rd, rm{, shift}",
        ".thum | t.s:1:1: there is no directive '.thum'; did you mean '.thumb'",
        "bkpteq #1 | t.s:1:1: 'bkpt' cannot be conditional",
        "msr foo, r1 | t.s:1:5: expected a status register with fields, such as cpsr_c or"
            + " apsr_nzcvq, found 'foo'; write msr cpsr_fields, rm",
      })
  void complaintsSayWhatWasExpected(String source, String complaint) {
    assertThat(complaint(source)).isEqualTo(complaint);
  }

  @Test
  void oldProcessorsHaveNoWideThumb() {
    assertThat(complaint(".cpu arm7tdmi\n.thumb\nmovw r0, #5"))
        .isEqualTo(
            "t.s:3:1: 'movw' is not in the Thumb of this processor; name a newer one with .cpu");
    assertThat(complaint(".cpu arm7tdmi\n.thumb\nb 1f\n.space 4000\n1:"))
        .startsWith("t.s:3:3: the label is too far away for a narrow instruction");
    assertThat(code(".cpu arm7tdmi\n.thumb\nsubs r0, #-4\nbl .+4\nldr r0, =5"))
        .isEqualTo("0430" + "00F000F8" + "0048" + "05000000");
  }

  @Test
  void dividedSyntaxSetsFlagsWithoutSaying() {
    assertThat(code(".syntax divided\n.thumb\nmov r0, #1\nadd r0, r1, r2\nadd r0, r8"))
        .isEqualTo("0120" + "8818" + "4044");
    assertThat(complaint(".cpu arm7tdmi\n.thumb\nmov r0, #1"))
        .isEqualTo(
            "t.s:3:1: this 'mov' sets the flags; write movs, or .syntax divided for the whole"
                + " source");
  }

  @Test
  void aNopOfAnOldProcessorIsAMove() {
    assertThat(code(".arch armv5te\nnop\n.thumb\nnop")).isEqualTo("0000A0E1C046");
    assertThat(code("nop\n.thumb\nnop")).isEqualTo("00F020E300BF");
  }

  @Test
  void aPoolOutOfReachIsExplained() {
    assertThat(complaint("ldr r0, =0x12345678\n.space 5000"))
        .isEqualTo(
            "t.s:1:10: the pool with this value is too far away;"
                + " put .ltorg nearer, where nothing is executed");
  }

  @Test
  void adrlIsTwoInstructions() {
    assertThat(code("adrl r0, .+0x1238\nadrl r1, ."))
        .isEqualTo("30008FE2" + "120C80E2" + "08104FE2" + "0000A0E1");
  }

  @Test
  void itBlocksAreChecked() {
    assertThat(complaint(".thumb\naddeq r0, r0, r1"))
        .isEqualTo(
            "t.s:2:1: a conditional Thumb instruction outside of an IT block;"
                + " put 'it eq' before it");
    assertThat(complaint(".thumb\nite eq\nmoveq r0, #1\nmoveq r0, #2"))
        .startsWith("t.s:4:1: the IT block wants the condition 'ne' here");
    assertThat(complaint(".thumb\nite eq\nbeq .\nmovne r0, #2"))
        .isEqualTo("t.s:3:1: a branch can only be the last instruction of an IT block");
    assertThat(complaint("ite eq\nmoveq r0, #1\nmovne r0, #2")).isEmpty();
  }
}
