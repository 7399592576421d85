package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import quimera.cpu.x86.disasm.X86Disassembler;

/** The disassembler and the decoder agree on what an instruction is and where it ends. */
class DisassemblyTest {
  private static final int SLOT = 16;

  private final Random random = new Random(1);
  private final List<String> differences = new ArrayList<>();
  private final List<String> undecoded = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(X86Model.class)
  void everythingThatIsDecodedIsShownWithItsLength(X86Model model) {
    checkAll(model);
    assertThat(differences).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(X86Model.class)
  void nothingIsShownThatIsNotDecoded(X86Model model) {
    checkAll(model);
    assertThat(undecoded).isEmpty();
  }

  private void checkAll(X86Model model) {
    check(new TestBench(model), 0);
    if (model.is32()) {
      check(TestBench.flat(model), TestBench.CODE);
    }
  }

  private void check(TestBench bench, int eip) {
    if (eip == 0) {
      bench.cpu.segmentation.loadReal(Segment.CS, TestBench.CODE >> 4);
    }
    X86Disassembler disassembler = X86View.disassembler(bench.cpu.model);
    Decoder decoder = new Decoder(bench.cpu, bench.cpu.code);
    int[][] prefixes =
        bench.cpu.model.is32()
            ? new int[][] {{}, {0x66}, {0x67}, {0xF3}, {0xF2}, {0x66, 0x67, 0x26}}
            : new int[][] {{}, {0x26, 0xF3}};
    for (int[] prefix : prefixes) {
      for (int opcode = 0; opcode < 0x200; opcode++) {
        for (int modRm = 0; modRm < 0x100; modRm += 8) {
          place(bench, prefix, opcode, modRm | random.nextInt(8));
          compare(bench, decoder, disassembler, eip);
        }
      }
    }
  }

  private void place(TestBench bench, int[] prefix, int opcode, int modRm) {
    int at = TestBench.CODE;
    for (int i = 0; i < SLOT; i += 4) {
      bench.put32(at + i, random.nextInt());
    }
    for (int each : prefix) {
      bench.put8(at++, each);
    }
    if (opcode >= 0x100) {
      bench.put8(at++, 0x0F);
    }
    bench.put8(at++, opcode & 0xFF);
    bench.put8(at, modRm);
  }

  private void compare(TestBench bench, Decoder decoder, X86Disassembler disassembler, int eip) {
    X86Cpu cpu = bench.cpu;
    Node node = decoder.decode(eip);
    X86Disassembler.Instruction shown =
        disassembler.at(i -> bench.bus.read8(TestBench.CODE + i), 0, eip, cpu.cs.big());
    boolean defined = !(node instanceof Branches.Undefined);
    String difference = shown + " is of " + node.length + " bytes, defined: " + defined;
    if (defined && shown.defined() && shown.length() != node.length) {
      differences.add(difference);
    }
    // The 8086 does something at every opcode, and has nothing to say that it is nothing.
    if (cpu.model == X86Model.I8086) {
      return;
    }
    // Holes in the x87's map have a length without a meaning.
    if (defined && !shown.defined() && !shown.text().contains("esc ")) {
      differences.add(difference);
    }
    // LOCK is shown before what cannot be locked too.
    if (!defined && shown.defined() && !shown.text().startsWith("lock ")) {
      undecoded.add(difference);
    }
  }
}
