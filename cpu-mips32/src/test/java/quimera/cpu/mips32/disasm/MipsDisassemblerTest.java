package quimera.cpu.mips32.disasm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MipsDisassemblerTest {
  private final MipsDisassembler plain =
      new MipsDisassembler(MipsDisassembler.Names.NUMERIC, false);
  private final MipsDisassembler friendly = new MipsDisassembler(MipsDisassembler.Names.ABI, true);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8fbf0014|lw $31, 20($29)",
        "00851021|addu $2, $4, $5",
        "1000ffff|beq $0, $0, 0x1000",
        "7c820b80|ext $2, $4, 14, 2",
        "46022101|sub.s $f4, $f4, $f2",
        "40026001|mfc0 $2, $12, 1",
        "42000018|eret",
        "fc000000|.word 0xfc000000",
      })
  void writesTheManualsForm(String word, String text) {
    assertThat(plain.disassemble(Integer.parseUnsignedInt(word, 16), 0x1000)).isEqualTo(text);
  }

  @Test
  void writesPseudoInstructionsWhereAssemblersHaveThem() {
    assertThat(friendly.disassemble(0, 0)).isEqualTo("nop");
    assertThat(friendly.disassemble(0x0080_1025, 0)).isEqualTo("move $v0, $a0");
    assertThat(friendly.disassemble(0x2402_FFFF, 0)).isEqualTo("li $v0, -1");
    assertThat(friendly.disassemble(0x1000_FFFF, 0x1000)).isEqualTo("b 0x1000");
  }

  @Test
  void everyWordHasAText() {
    for (int opcode = 0; opcode < 64; opcode++) {
      for (int low = 0; low < 64; low++) {
        for (int field = 0; field < 32; field++) {
          int word = opcode << 26 | field << 21 | field << 16 | low;
          assertThat(plain.disassemble(word, 0)).isNotEmpty();
        }
      }
    }
  }
}
