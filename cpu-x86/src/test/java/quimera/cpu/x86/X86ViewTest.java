package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quimera.core.cpu.CpuView;

class X86ViewTest {
  @Test
  void codeIsShownInTheSizeOfCs() {
    TestBench wide = TestBench.flat(X86Model.I80386);
    wide.code(TestBench.CODE, "b8785634120fafc3");
    CpuView view = wide.cpu.view();
    assertThat(view.disassemble(TestBench.CODE))
        .isEqualTo(new CpuView.Line("mov eax, 0x12345678", 5));
    assertThat(view.disassemble(TestBench.CODE + 5).text()).isEqualTo("imul eax, ebx");

    TestBench narrow = new TestBench(X86Model.I80386);
    narrow.code(TestBench.CODE, "b87856");
    assertThat(narrow.cpu.view().disassemble(TestBench.CODE))
        .isEqualTo(new CpuView.Line("mov ax, 0x5678", 3));
  }

  @Test
  void targetsAreLinearAndWrapInTheSegment() {
    TestBench bench = new TestBench(X86Model.I8086);
    bench.cpu.segmentation.loadReal(Segment.CS, 0x1000);
    bench.code(0x1FFF0, "e91d00eb00");
    CpuView view = bench.cpu.view();
    assertThat(view.disassemble(0x1FFF0).text()).isEqualTo("jmp 0x10010");
    assertThat(view.disassemble(0x1FFF3).text()).isEqualTo("jmp 0x1fff5");
    // Not code of this CS: a segment of its own.
    bench.code(0x30000, "eb10");
    assertThat(view.disassemble(0x30000).text()).isEqualTo("jmp 0x30012");
  }

  @Test
  void whatIsNotMappedCannotBeRead() {
    TestBench bench = TestBench.flat(X86Model.I80386);
    bench.put32(0x4000, 0x5000 | 7);
    bench.put32(0x5000 + 4 * (TestBench.CODE >> 12), TestBench.CODE | 7);
    bench.code(TestBench.CODE, "90");
    bench.cpu.cr3 = 0x4000;
    bench.cpu.control.write(0, bench.cpu.cr0 | ControlRegisters.CR0_PG);
    CpuView view = bench.cpu.view();
    assertThat(view.disassemble(TestBench.CODE).text()).isEqualTo("nop");
    assertThat(view.disassemble(0x7000)).isEqualTo(new CpuView.Line("??", 1));
  }
}
