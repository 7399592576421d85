package quimera.cpu.mips32.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quimera.isa.asm.Assembler;
import quimera.isa.asm.AssemblyException;
import quimera.isa.asm.Chunk;
import quimera.isa.asm.Program;
import quimera.isa.asm.Sources;

final class MipsAssemblerTest {
  private static Program assemble(String source, boolean pseudo, boolean delaySlots) {
    return new Assembler(
            new MipsAssembler(ByteOrder.LITTLE_ENDIAN, pseudo, delaySlots), Sources.NONE)
        .add(new Sources.Text("t.s", source))
        .finish();
  }

  private static List<Integer> words(Program program, String section) {
    List<Integer> words = new ArrayList<>();
    for (Chunk chunk : program.chunks()) {
      if (chunk.section().equals(section)) {
        ByteBuffer bytes = ByteBuffer.wrap(chunk.content()).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.remaining() >= 4) {
          words.add(bytes.getInt());
        }
      }
    }
    return words;
  }

  private static List<Integer> code(String source) {
    return words(assemble(source, true, false), ".text");
  }

  private static String complaint(String source) {
    try {
      code(source);
      return "";
    } catch (AssemblyException e) {
      return e.getMessage();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "add $t0, $t1, $t2 | 012A4020",
        "addiu $sp, $sp, -8 | 27BDFFF8",
        "sll $4, $5, 31 | 000527C0",
        "lw $ra, 20($sp) | 8FBF0014",
        "sb $zero, ($a0) | A0800000",
        "jr $ra | 03E00008",
        "jalr $t9 | 0320F809",
        "lui $gp, 0x1001 | 3C1C1001",
        "mul $v0, $a0, $a1 | 70851002",
        "clz $v0, $a0 | 70821020",
        "ext $v0, $a0, 4, 8 | 7C823900",
        "ins $v0, $a0, 4, 8 | 7C825904",
        "seb $v0, $a0 | 7C041420",
        "rotr $v0, $a0, 3 | 002410C2",
        "mfc0 $k0, $13 | 401A6800",
        "mtc0 $t0, $12, 1 | 40886001",
        "eret | 42000018",
        "add.s $f12, $f2, $f4 | 46041300",
        "c.lt.d $f2, $f4 | 4624103C",
        "c.eq.s 3, $f2, $f4 | 46041332",
        "cvt.d.w $f0, $f2 | 46801021",
        "mtc1 $t0, $f6 | 44883000",
        "ldc1 $f4, 8($a0) | D4840008",
        "madd $a0, $a1 | 70850000",
        "movf $v0, $a0, 2 | 00881001",
        "tge $a0, $a1 | 00850030",
        "teqi $a0, -1 | 048CFFFF",
        "break 7 | 000001CD",
        "sync | 0000000F",
        "rdhwr $v1, $29 | 7C03E83B",
        "cache 1, 0($a0) | BC810000"
      })
  void machineInstructionsAreEncodedAsTheManualHasThem(String source, String word) {
    assertThat(code(source)).containsExactly(Integer.parseUnsignedInt(word, 16));
  }

  @Test
  void aBranchCountsFromTheInstructionAfterIt() {
    assertThat(code("l: nop\nbeq $a0, $a1, l\nbne $a0, $a1, m\nnop\nm: nop"))
        .element(1)
        .isEqualTo(0x1085FFFE);
    assertThat(code("bne $a0, $a1, m\nnop\nm: nop")).element(0).isEqualTo(0x14850001);
  }

  @Test
  void numbersAreLoadedInTheFewestInstructions() {
    assertThat(code("li $t0, 65535")).containsExactly(0x3408FFFF);
    assertThat(code("li $t0, -1")).containsExactly(0x2408FFFF);
    assertThat(code("li $t0, 0x12340000")).containsExactly(0x3C081234);
    assertThat(code("li $t0, 0x12345678")).containsExactly(0x3C011234, 0x34285678);
  }

  @Test
  void anAddressBelowItsUpperHalfIsReachedWithACarry() {
    assertThat(code(".data\n.space 0x8000\nx: .word 1\n.text\nlw $t0, x"))
        .containsExactly(0x3C011002, 0x8C288000);
  }

  @Test
  void aBranchInsideAPseudoInstructionHasASlotWhereTheMachineHasOne() {
    String source = "div $t0, $t1, $t2";

    assertThat(code(source)).hasSize(4).element(0).isEqualTo(0x15400001);
    assertThat(words(assemble(source, true, true), ".text")).hasSize(5).startsWith(0x15400002, 0);
  }

  @Test
  void bareMachinesHaveNoPseudoInstructions() {
    assertThatThrownBy(() -> assemble("move $t0, $t1", false, true))
        .hasMessage("t.s:1:1: 'move' is a pseudo-instruction, which --bare excludes");
  }

  @Test
  void complaintsNamePlaceExpectationAndWay() {
    assertThat(complaint("nop\n lw $t0, 4($f1)"))
        .isEqualTo(
            "t.s:2:12: expected a register, found '$f1'; write lw register, offset(register)");
    assertThat(complaint("addiuu $t0, $t1, 1"))
        .isEqualTo("t.s:1:1: there is no instruction 'addiuu'; did you mean 'addiu'");
    assertThat(complaint("j elsewhere"))
        .isEqualTo(
            "t.s:1:3: the label 'elsewhere' is not defined; write 'elsewhere:' where it should be");
  }

  @Test
  void everyPseudoInstructionStandsForInstructionsThatExist() {
    for (List<Form> forms : Tables.forms().values()) {
      for (Form form : forms) {
        if (form.body() != null) {
          assertThat(code("here: " + example(form))).as(form.shown()).isNotEmpty();
        }
      }
    }
  }

  private static String example(Form form) {
    StringBuilder text = new StringBuilder(form.mnemonic());
    for (Operand operand : form.operands()) {
      text.append(text.length() == form.mnemonic().length() ? " " : ", ");
      text.append(
          switch (operand) {
            case RD -> "$t0";
            case RS, RT -> "$t1";
            case FS, FT, FD -> "$f2";
            case LABEL -> "here";
            case ANY -> "3";
            case HIGH -> "0x50000";
            case I16_BASE -> "4($t1)";
            case ANY_BASE -> "0x12345($t1)";
            default -> "5";
          });
    }
    return text.toString();
  }
}
