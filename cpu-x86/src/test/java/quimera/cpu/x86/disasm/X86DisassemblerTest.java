package quimera.cpu.x86.disasm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quimera.cpu.x86.Extension;

class X86DisassemblerTest {
  private static final long AT = 0x1000;

  private final X86Disassembler i8086 = new X86Disassembler(0, List.of());
  private final X86Disassembler i80286 = new X86Disassembler(2, List.of());
  private final X86Disassembler i80386 = new X86Disassembler(3, List.of());
  private final X86Disassembler pentium = new X86Disassembler(5, List.of(Extension.FPU));
  private final X86Disassembler latest = new X86Disassembler(7, EnumSet.allOf(Extension.class));

  private static IntUnaryOperator code(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return i -> i < bytes.length ? bytes[i] & 0xFF : -1;
  }

  /** The text, for an instruction that takes all the bytes. */
  private static String text(X86Disassembler model, boolean wide, String hex) {
    X86Disassembler.Instruction all = model.at(code(hex), 0, AT, wide);
    assertThat(all.length()).as(all.text()).isEqualTo(hex.length() / 2);
    return all.text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          8b448bf0;         mov eax, dword ptr [ebx+ecx*4-0x10]
          8b0425fcffffff;   mov eax, dword ptr [0xfffffffc]
          8b048d000010c0;   mov eax, dword ptr [ecx*4+0xc0100000]
          8b041b;           mov eax, dword ptr [ebx+ebx]
          8b042d00000000;   mov eax, dword ptr [ebp*1+0x0]
          8b4500;           mov eax, dword ptr [ebp+0x0]
          8b3424;           mov esi, dword ptr [esp]
          8b8000000080;     mov eax, dword ptr [eax-0x80000000]
          6766268b4001;     mov ax, word ptr es:[bx+si+0x1]
          678b063412;       mov eax, dword ptr [0x1234]
          64a100000000;     mov eax, dword ptr fs:[0x0]
          a2efbeadde;       mov byte ptr [0xdeadbeef], al
          8d4c2404;         lea ecx, [esp+0x4]
          c605785634120a;   mov byte ptr [0x12345678], 0xa
          66c70001ff;       mov word ptr [eax], 0xff01
          """)
  void addressesAreWrittenWithSizeAndSegment(String hex, String wanted) {
    assertThat(text(pentium, true, hex)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          83c0ff;           add eax, 0xffffffff
          6683e8ff;         sub ax, 0xffff
          80c180;           add cl, 0x80
          6afe;             push 0xfffffffe
          0fafc3;           imul eax, ebx
          69c3e8030000;     imul eax, ebx, 0x3e8
          6bdb64;           imul ebx, ebx, 0x64
          f7d8;             neg eax
          f64001ff;         test byte ptr [eax+0x1], 0xff
          c1e004;           shl eax, 0x4
          d1f8;             sar eax, 1
          d3c8;             ror eax, cl
          0fa4d004;         shld eax, edx, 0x4
          0fb6c0;           movzx eax, al
          0fbf00;           movsx eax, word ptr [eax]
          0f94c0;           sete al
          0fbae01f;         bt eax, 0x1f
          f00fb10a;         lock cmpxchg dword ptr [edx], ecx
          0fc70e;           cmpxchg8b qword ptr [esi]
          0fc8;             bswap eax
          90;               nop
          91;               xchg ecx, eax
          6698;             cbw
          99;               cdq
          c8100001;         enter 0x10, 0x1
          8cd8;             mov eax, ds
          8ed8;             mov ds, eax
          8c18;             mov word ptr [eax], ds
          0fb500;           lgs eax, fword ptr [eax]
          660fb200;         lss ax, dword ptr [eax]
          """)
  void integerInstructions(String hex, String wanted) {
    assertThat(text(pentium, true, hex)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          f3a5;             rep movsd
          f2ae;             repne scasb
          f366a7;           repe cmpsw
          67f3aa;           rep addr16 stosb
          2eac;             cs lodsb
          f36e;             rep outsb
          66ab;             stosw
          f3c3;             rep ret
          6690;             data16 nop
          2e7402;           cs je 0x1005
          66e80000;         data16 call 0x1004
          """)
  void prefixesThatNoOperandShowsAreWords(String hex, String wanted) {
    assertThat(text(pentium, true, hex)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ebfe;             jmp 0x1000
          0f84fa0f0000;     je 0x2000
          e8fbffffff;       call 0x1000
          ff2500200000;     jmp dword ptr [0x2000]
          ffd0;             call eax
          ff18;             call far fword ptr [eax]
          ea785634120800;   jmp 0x8:0x12345678
          e300;             jecxz 0x1002
          67e300;           jcxz 0x1003
          cd80;             int 0x80
          66cf;             iret
          f1;               icebp
          """)
  void transfersOfControl(String hex, String wanted) {
    assertThat(text(pentium, true, hex)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          0f22c0;           mov cr0, eax
          0f2038;           mov eax, cr7
          0f21f8;           mov eax, dr7
          0f26f0;           mov tr6, eax
          0f0115e8030000;   lgdt [0x3e8]
          0f0138;           invlpg [eax]
          0f00d8;           ltr ax
          0f01e0;           smsw eax
          0f02c1;           lar eax, ecx
          63c8;             arpl ax, cx
          6218;             bound ebx, qword ptr [eax]
          0fa2;             cpuid
          0f31;             rdtsc
          """)
  void systemInstructions(String hex, String wanted) {
    assertThat(text(pentium, true, hex)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          60fe;             jo 0x1000
          c1;               ret
          c80400;           retf 0x4
          0f;               pop cs
          d0f0;             setmo al, 1
          d3f0;             setmoc ax, cl
          f1a4;             lock movsb
          ff38;             push word ptr [bx+si]
          8cf8;             mov ax, ds
          8ec8;             mov cs, ax
          d6;               salc
          c6c805;           mov al, 0x5
          d40a;             aam 0xa
          f3f7f9;           rep idiv cx
          268e1e3412;       mov ds, word ptr es:[0x1234]
          8b42fe;           mov ax, word ptr [bp+si-0x2]
          9a34120020;       call 0x2000:0x1234
          """)
  void the8086HasAliasesForWhatItDoesNotKnow(String hex, String wanted) {
    assertThat(text(i8086, false, hex)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          d8c1;             fadd st, st(1)
          dce1;             fsubr st(1), st
          dee9;             fsubp st(1), st
          ded9;             fcompp
          d900;             fld dword ptr [eax]
          db28;             fld tbyte ptr [eax]
          dd5df8;           fstp qword ptr [ebp-0x8]
          df38;             fistp qword ptr [eax]
          da20;             fisub dword ptr [eax]
          dfe0;             fnstsw ax
          d93c24;           fnstcw word ptr [esp]
          9b;               fwait
          dd30;             fnsave [eax]
          d9fe;             fsin
          dfc1;             ffreep st(1)
          dac1;             fcmovb st, st(1)
          dff1;             fcomip st, st(1)
          d908;             esc 0x9, word ptr [eax]
          """)
  void x87Instructions(String hex, String wanted) {
    assertThat(text(latest, true, hex)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          0f6ec0;           movd mm0, eax
          0f6000;           punpcklbw mm0, dword ptr [eax]
          660f6000;         punpcklbw xmm0, xmmword ptr [eax]
          660fefc1;         pxor xmm0, xmm1
          0f71d004;         psrlw mm0, 0x4
          660f73d804;       psrldq xmm0, 0x4
          0f77;             emms
          0f5800;           addps xmm0, xmmword ptr [eax]
          f30f5800;         addss xmm0, dword ptr [eax]
          f20f5800;         addsd xmm0, qword ptr [eax]
          660f50c1;         movmskpd eax, xmm1
          0f12c1;           movhlps xmm0, xmm1
          660f1200;         movlpd xmm0, qword ptr [eax]
          660fc40001;       pinsrw xmm0, word ptr [eax], 0x1
          0fc5c102;         pextrw eax, mm1, 0x2
          f20f2cc1;         cvttsd2si eax, xmm1
          f30fe600;         cvtdq2pd xmm0, qword ptr [eax]
          0fc2c101;         cmpps xmm0, xmm1, 0x1
          0fae00;           fxsave [eax]
          0faef0;           mfence
          0faef8;           sfence
          0f1800;           prefetchnta byte ptr [eax]
          f390;             pause
          0f44c1;           cmove eax, ecx
          0f34;             sysenter
          660f7ed8;         movd eax, xmm3
          f20fd6c1;         movdq2q mm0, xmm1
          """)
  void vectorInstructions(String hex, String wanted) {
    assertThat(text(latest, true, hex)).isEqualTo(wanted);
  }

  @Test
  void whatAModelDoesNotHaveIsBytes() {
    assertThat(i80386.at(code("0fa2"), 0, AT, true))
        .isEqualTo(new X86Disassembler.Instruction("db 0x0f, 0xa2", 2, false));
    assertThat(i80286.at(code("6690"), 0, AT, false).text()).isEqualTo("db 0x66");
    assertThat(pentium.at(code("0f58c1"), 0, AT, true).defined()).isFalse();
  }

  @Test
  void whatHasANameButIsNotExecutedSaysSo() {
    assertThat(i80286.at(code("0f05"), 0, AT, false))
        .isEqualTo(new X86Disassembler.Instruction("loadall", 2, false));
    assertThat(pentium.at(code("0f0b"), 0, AT, true).text()).isEqualTo("ud2");
  }

  @Test
  void bytesThatCannotBeReadEndTheInstruction() {
    assertThat(pentium.at(i -> -1, 0, AT, true))
        .isEqualTo(new X86Disassembler.Instruction("??", 1, false));
    assertThat(pentium.at(code("b80102"), 0, AT, true))
        .isEqualTo(new X86Disassembler.Instruction("db 0xb8", 1, false));
    assertThat(i8086.at(i -> 0xF0, 0, AT, false).text()).isEqualTo("db 0xf0");
  }

  @Test
  void nearTargetsWrapInTheSegmentAndAreLinear() {
    assertThat(i8086.at(code("ebfe"), 0xF0000, 0xFFF0, false).text()).isEqualTo("jmp 0xffff0");
    assertThat(i8086.at(code("e90d00"), 0xF0000, 0xFFF0, false).text()).isEqualTo("jmp 0xf0000");
  }

  @Test
  void formsHaveTheManualsNames() {
    assertThat(i80386.formOf(code("0fafc3"), true)).isEqualTo("0f af /r imul r32, r/m32");
    assertThat(i80386.formOf(code("660fafc3"), true)).isEqualTo("0f af /r imul r16, r/m16");
    assertThat(i80386.formOf(code("f381600100000000"), true)).isEqualTo("81 /4 and r/m32, imm32");
    assertThat(i80386.formOf(code("53"), true)).isEqualTo("50+r push r32");
    assertThat(i80386.formOf(code("7400"), true)).isEqualTo("74 je rel8");
    assertThat(i80386.formOf(code("0f0b"), true)).isNull();
    assertThat(latest.formOf(code("660f58c1"), true)).isEqualTo("66 0f 58 /r addpd xmm, xmm/m128");
    assertThat(latest.formOf(code("d9e8"), true)).isEqualTo("d9 e8 fld1");
    assertThat(i80286.formOf(code("d9e8"), true)).isEqualTo("d8+r /r esc imm6, r/m16");
  }

  @Test
  void everyFormIsListedOnce() {
    for (X86Disassembler model : List.of(i8086, i80286, i80386, pentium, latest)) {
      assertThat(model.forms()).doesNotHaveDuplicates();
    }
    assertThat(i80286.forms()).noneMatch(name -> name.contains("32,") || name.endsWith("eax"));
    assertThat(i80386.forms())
        .contains("e3 jcxz rel8", "e3 jecxz rel8")
        .doesNotContain("0f a2 cpuid");
    assertThat(latest.forms()).containsAll(pentium.forms());
  }

  /** No line of the tables is hidden by the ones before it. */
  @Test
  void everyFormIsTheFormOfSomeBytes() {
    assertReached(i8086, false);
    assertReached(i80286, false);
    assertReached(latest, true);
  }

  private static void assertReached(X86Disassembler model, boolean prefixed) {
    Set<String> reached = new HashSet<>();
    int[] prefixes = prefixed ? new int[] {0x3E, 0x66, 0x67, 0xF2, 0xF3} : new int[] {0x3E};
    for (int prefix : prefixes) {
      // Of memory operands one for each reg field is enough.
      for (int rest = 0; rest < 0x10000; rest += (rest & 0xFF) < 0xC0 ? 8 : 1) {
        int[] plain = {prefix, rest >> 8, rest & 0xFF, 0, 0};
        int[] extended = {prefix, 0x0F, rest >> 8, rest & 0xFF, 0};
        reached.add(model.formOf(i -> plain[i], prefixed));
        reached.add(model.formOf(i -> extended[i], prefixed));
      }
    }
    assertThat(model.forms()).isSubsetOf(reached);
  }
}
