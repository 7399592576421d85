package quimera.cpu.mips32.asm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every instruction with its operands and encoding, and every pseudo-instruction with what it
 * stands for.
 *
 * <p>A line of {@link #MACHINE} is mnemonic, operands, the word without its operands; {@code .F} is
 * a floating-point format, S and D. In {@link #PSEUDO} a line that begins in the first column is
 * such a heading, the indented ones below are what it stands for: {@code %1} is the first operand,
 * and an operand {@code any(rs)} counts as two. {@link Operand} explains the operands.
 *
 * <p>Datasheet: MIPS32 volume II (MD00086), the encoding of each instruction; the
 * pseudo-instructions are those of SPIM (Patterson and Hennessy, appendix A.10) and MARS.
 */
final class Tables {
  private static final String MACHINE =
      """
      sll rd,rt,sa 00000000
      srl rd,rt,sa 00000002
      rotr rd,rt,sa 00200002
      sra rd,rt,sa 00000003
      sllv rd,rt,rs 00000004
      srlv rd,rt,rs 00000006
      rotrv rd,rt,rs 00000046
      srav rd,rt,rs 00000007
      jr rs 00000008
      jalr rd,rs 00000009
      jalr rs 0000F809
      movz rd,rs,rt 0000000A
      movn rd,rs,rt 0000000B
      movf rd,rs,cc 00000001
      movt rd,rs,cc 00010001
      movf rd,rs 00000001
      movt rd,rs 00010001
      syscall - 0000000C
      syscall code 0000000C
      break - 0000000D
      break code 0000000D
      sync - 0000000F
      mfhi rd 00000010
      mthi rs 00000011
      mflo rd 00000012
      mtlo rs 00000013
      mult rs,rt 00000018
      multu rs,rt 00000019
      div rs,rt 0000001A
      divu rs,rt 0000001B
      add rd,rs,rt 00000020
      addu rd,rs,rt 00000021
      sub rd,rs,rt 00000022
      subu rd,rs,rt 00000023
      and rd,rs,rt 00000024
      or rd,rs,rt 00000025
      xor rd,rs,rt 00000026
      nor rd,rs,rt 00000027
      slt rd,rs,rt 0000002A
      sltu rd,rs,rt 0000002B
      tge rs,rt 00000030
      tgeu rs,rt 00000031
      tlt rs,rt 00000032
      tltu rs,rt 00000033
      teq rs,rt 00000034
      tne rs,rt 00000036
      bltz rs,label 04000000
      bgez rs,label 04010000
      bltzl rs,label 04020000
      bgezl rs,label 04030000
      tgei rs,i16 04080000
      tgeiu rs,i16 04090000
      tlti rs,i16 040A0000
      tltiu rs,i16 040B0000
      teqi rs,i16 040C0000
      tnei rs,i16 040E0000
      bltzal rs,label 04100000
      bgezal rs,label 04110000
      bltzall rs,label 04120000
      bgezall rs,label 04130000
      synci i16(rs) 041F0000
      j target 08000000
      jal target 0C000000
      beq rs,rt,label 10000000
      bne rs,rt,label 14000000
      blez rs,label 18000000
      bgtz rs,label 1C000000
      beql rs,rt,label 50000000
      bnel rs,rt,label 54000000
      blezl rs,label 58000000
      bgtzl rs,label 5C000000
      addi rt,rs,i16 20000000
      addiu rt,rs,i16 24000000
      slti rt,rs,i16 28000000
      sltiu rt,rs,i16 2C000000
      andi rt,rs,u16 30000000
      ori rt,rs,u16 34000000
      xori rt,rs,u16 38000000
      lui rt,u16 3C000000
      mfc0 rt,c0 40000000
      mfc0 rt,c0,sel 40000000
      mtc0 rt,c0 40800000
      mtc0 rt,c0,sel 40800000
      di - 41606000
      di rt 41606000
      ei - 41606020
      ei rt 41606020
      tlbr - 42000001
      tlbwi - 42000002
      tlbwr - 42000006
      tlbp - 42000008
      eret - 42000018
      wait - 42000020
      madd rs,rt 70000000
      maddu rs,rt 70000001
      mul rd,rs,rt 70000002
      msub rs,rt 70000004
      msubu rs,rt 70000005
      clz rdt,rs 70000020
      clo rdt,rs 70000021
      ext rt,rs,low,width 7C000000
      ins rt,rs,low,high 7C000004
      wsbh rd,rt 7C0000A0
      seb rd,rt 7C000420
      seh rd,rt 7C000620
      rdhwr rt,c0 7C00003B
      lb rt,i16(rs) 80000000
      lh rt,i16(rs) 84000000
      lwl rt,i16(rs) 88000000
      lw rt,i16(rs) 8C000000
      lbu rt,i16(rs) 90000000
      lhu rt,i16(rs) 94000000
      lwr rt,i16(rs) 98000000
      sb rt,i16(rs) A0000000
      sh rt,i16(rs) A4000000
      swl rt,i16(rs) A8000000
      sw rt,i16(rs) AC000000
      swr rt,i16(rs) B8000000
      cache hint,i16(rs) BC000000
      ll rt,i16(rs) C0000000
      lwc1 ft,i16(rs) C4000000
      pref hint,i16(rs) CC000000
      ldc1 ft,i16(rs) D4000000
      sc rt,i16(rs) E0000000
      swc1 ft,i16(rs) E4000000
      sdc1 ft,i16(rs) F4000000
      mfc1 rt,fs 44000000
      cfc1 rt,c0 44400000
      mfhc1 rt,fs 44600000
      mtc1 rt,fs 44800000
      ctc1 rt,c0 44C00000
      mthc1 rt,fs 44E00000
      bc1f label 45000000
      bc1t label 45010000
      bc1f cc,label 45000000
      bc1t cc,label 45010000
      bc1fl label 45020000
      bc1tl label 45030000
      add.F fd,fs,ft 44000000
      sub.F fd,fs,ft 44000001
      mul.F fd,fs,ft 44000002
      div.F fd,fs,ft 44000003
      sqrt.F fd,fs 44000004
      abs.F fd,fs 44000005
      mov.F fd,fs 44000006
      neg.F fd,fs 44000007
      round.w.F fd,fs 4400000C
      trunc.w.F fd,fs 4400000D
      ceil.w.F fd,fs 4400000E
      floor.w.F fd,fs 4400000F
      movf.F fd,fs,cc 44000011
      movt.F fd,fs,cc 44010011
      movf.F fd,fs 44000011
      movt.F fd,fs 44010011
      movz.F fd,fs,rt 44000012
      movn.F fd,fs,rt 44000013
      recip.F fd,fs 44000015
      rsqrt.F fd,fs 44000016
      cvt.w.F fd,fs 44000024
      cvt.s.d fd,fs 46200020
      cvt.s.w fd,fs 46800020
      cvt.d.s fd,fs 46000021
      cvt.d.w fd,fs 46800021
      """;

  private static final String[] CONDITIONS = {
    "f", "un", "eq", "ueq", "olt", "ult", "ole", "ule", "sf", "ngle", "seq", "ngl", "lt", "nge",
    "le", "ngt"
  };

  private static final String PSEUDO =
      """
      nop -
        sll $0,$0,0
      ssnop -
        sll $0,$0,1
      move rd,rs
        addu %1,$0,%2
      not rd,rs
        nor %1,%2,$0
      neg rd,rs
        sub %1,$0,%2
      negu rd,rs
        subu %1,$0,%2
      abs rd,rs
        sra $at,%2,31
        xor %1,$at,%2
        subu %1,%1,$at
      b label
        beq $0,$0,%1
      bal label
        bgezal $0,%1
      beqz rs,label
        beq %1,$0,%2
      bnez rs,label
        bne %1,$0,%2
      li rd,u16
        ori %1,$0,%2
      li rd,i16
        addiu %1,$0,%2
      li rd,high16
        lui %1,%upper(%2)
      li rd,any
        lui $at,%upper(%2)
        ori %1,$at,%lower(%2)
      la rd,i16(rs)
        addiu %1,%3,%2
      la rd,any(rs)
        lui $at,%upper(%2)
        ori $at,$at,%lower(%2)
        addu %1,$at,%3
      la rd,any
        lui $at,%upper(%2)
        ori %1,$at,%lower(%2)
      mul rd,rs,any
        li $at,%3
        mul %1,%2,$at
      mulo rd,rs,rt
        mult %2,%3
        mfhi $at
        mflo %1
        sra %1,%1,31
        beq $at,%1,.skip
        slot
        break 0
        mflo %1
      mulo rd,rs,any
        li $at,%3
        mult %2,$at
        mfhi $at
        mflo %1
        sra %1,%1,31
        beq $at,%1,.skip
        slot
        break 0
        mflo %1
      mulou rd,rs,rt
        multu %2,%3
        mfhi $at
        beq $at,$0,.skip
        slot
        break 0
        mflo %1
      mulu rd,rs,rt
        multu %2,%3
        mflo %1
      div rd,rs,rt
        bne %3,$0,.skip
        slot
        break 0
        div %2,%3
        mflo %1
      div rd,rs,any
        li $at,%3
        div %2,$at
        mflo %1
      divu rd,rs,rt
        bne %3,$0,.skip
        slot
        break 0
        divu %2,%3
        mflo %1
      divu rd,rs,any
        li $at,%3
        divu %2,$at
        mflo %1
      rem rd,rs,rt
        bne %3,$0,.skip
        slot
        break 0
        div %2,%3
        mfhi %1
      rem rd,rs,any
        li $at,%3
        div %2,$at
        mfhi %1
      remu rd,rs,rt
        bne %3,$0,.skip
        slot
        break 0
        divu %2,%3
        mfhi %1
      remu rd,rs,any
        li $at,%3
        divu %2,$at
        mfhi %1
      addi rd,rs,any
        li $at,%3
        add %1,%2,$at
      addiu rd,rs,any
        li $at,%3
        addu %1,%2,$at
      slti rd,rs,any
        li $at,%3
        slt %1,%2,$at
      sltiu rd,rs,any
        li $at,%3
        sltu %1,%2,$at
      andi rd,rs,any
        li $at,%3
        and %1,%2,$at
      ori rd,rs,any
        li $at,%3
        or %1,%2,$at
      xori rd,rs,any
        li $at,%3
        xor %1,%2,$at
      add rd,rs,i16
        addi %1,%2,%3
      add rd,rs,any
        li $at,%3
        add %1,%2,$at
      addu rd,rs,i16
        addiu %1,%2,%3
      addu rd,rs,any
        li $at,%3
        addu %1,%2,$at
      sub rd,rs,any
        li $at,%3
        sub %1,%2,$at
      subi rd,rs,any
        li $at,%3
        sub %1,%2,$at
      subu rd,rs,any
        li $at,%3
        subu %1,%2,$at
      subiu rd,rs,any
        li $at,%3
        subu %1,%2,$at
      and rd,rs,u16
        andi %1,%2,%3
      and rd,rs,any
        li $at,%3
        and %1,%2,$at
      or rd,rs,u16
        ori %1,%2,%3
      or rd,rs,any
        li $at,%3
        or %1,%2,$at
      xor rd,rs,u16
        xori %1,%2,%3
      xor rd,rs,any
        li $at,%3
        xor %1,%2,$at
      nor rd,rs,any
        li $at,%3
        nor %1,%2,$at
      slt rd,rs,any
        slti %1,%2,%3
      sltu rd,rs,any
        sltiu %1,%2,%3
      sll rd,rt,rs
        sllv %1,%2,%3
      srl rd,rt,rs
        srlv %1,%2,%3
      sra rd,rt,rs
        srav %1,%2,%3
      rol rd,rs,rt
        subu $at,$0,%3
        srlv $at,%2,$at
        sllv %1,%2,%3
        or %1,%1,$at
      rol rd,rs,any
        srl $at,%2,(-(%3))&31
        sll %1,%2,(%3)&31
        or %1,%1,$at
      ror rd,rs,rt
        subu $at,$0,%3
        sllv $at,%2,$at
        srlv %1,%2,%3
        or %1,%1,$at
      ror rd,rs,any
        sll $at,%2,(-(%3))&31
        srl %1,%2,(%3)&31
        or %1,%1,$at
      seq rd,rs,rt
        subu %1,%2,%3
        sltiu %1,%1,1
      sne rd,rs,rt
        subu %1,%2,%3
        sltu %1,$0,%1
      sge rd,rs,rt
        slt %1,%2,%3
        xori %1,%1,1
      sgeu rd,rs,rt
        sltu %1,%2,%3
        xori %1,%1,1
      sgt rd,rs,rt
        slt %1,%3,%2
      sgtu rd,rs,rt
        sltu %1,%3,%2
      sle rd,rs,rt
        slt %1,%3,%2
        xori %1,%1,1
      sleu rd,rs,rt
        sltu %1,%3,%2
        xori %1,%1,1
      beq rs,any,label
        li $at,%2
        beq %1,$at,%3
      bne rs,any,label
        li $at,%2
        bne %1,$at,%3
      blt rs,rt,label
        slt $at,%1,%2
        bne $at,$0,%3
      blt rs,any,label
        slti $at,%1,%2
        bne $at,$0,%3
      bltu rs,rt,label
        sltu $at,%1,%2
        bne $at,$0,%3
      bltu rs,any,label
        sltiu $at,%1,%2
        bne $at,$0,%3
      bge rs,rt,label
        slt $at,%1,%2
        beq $at,$0,%3
      bge rs,any,label
        slti $at,%1,%2
        beq $at,$0,%3
      bgeu rs,rt,label
        sltu $at,%1,%2
        beq $at,$0,%3
      bgeu rs,any,label
        sltiu $at,%1,%2
        beq $at,$0,%3
      bgt rs,rt,label
        slt $at,%2,%1
        bne $at,$0,%3
      bgt rs,any,label
        li $at,%2
        slt $at,$at,%1
        bne $at,$0,%3
      bgtu rs,rt,label
        sltu $at,%2,%1
        bne $at,$0,%3
      bgtu rs,any,label
        li $at,%2
        sltu $at,$at,%1
        bne $at,$0,%3
      ble rs,rt,label
        slt $at,%2,%1
        beq $at,$0,%3
      ble rs,any,label
        li $at,%2
        slt $at,$at,%1
        beq $at,$0,%3
      bleu rs,rt,label
        sltu $at,%2,%1
        beq $at,$0,%3
      bleu rs,any,label
        li $at,%2
        sltu $at,$at,%1
        beq $at,$0,%3
      j rs
        jr %1
      jal rs
        jalr %1
      jal rd,rs
        jalr %1,%2
      ulh rd,i16(rs)
        lb $at,%2+.hi8(%3)
        lbu %1,%2+.lo8(%3)
        sll $at,$at,8
        or %1,%1,$at
      ulhu rd,i16(rs)
        lbu $at,%2+.hi8(%3)
        lbu %1,%2+.lo8(%3)
        sll $at,$at,8
        or %1,%1,$at
      ush rd,i16(rs)
        sb %1,%2+.lo8(%3)
        srl $at,%1,8
        sb $at,%2+.hi8(%3)
      ulw rd,i16(rs)
        lwl %1,%2+.left(%3)
        lwr %1,%2+.right(%3)
      usw rd,i16(rs)
        swl %1,%2+.left(%3)
        swr %1,%2+.right(%3)
      ulw rd,any
        la $at,%2
        ulw %1,0($at)
      usw rd,any
        la $at,%2
        usw %1,0($at)
      ld rd,i16(rs)
        lw %1,%2(%3)
        lw %1n,%2+4(%3)
      ld rd,any
        lw %1,%2
        lw %1n,%2+4
      sd rd,i16(rs)
        sw %1,%2(%3)
        sw %1n,%2+4(%3)
      sd rd,any
        sw %1,%2
        sw %1n,%2+4
      mfc1.d rd,fs
        mfc1 %1,%2
        mfc1 %1n,%2n
      mtc1.d rd,fs
        mtc1 %1,%2
        mtc1 %1n,%2n
      """;

  private Tables() {}

  /** All forms by mnemonic, the more special ones first. */
  static Map<String, List<Form>> forms() {
    Map<String, List<Form>> forms = new LinkedHashMap<>();
    MACHINE.lines().forEach(line -> machine(forms, line.split(" ", -1)));
    for (int i = 0; i < CONDITIONS.length; i++) {
      for (int format = 0; format < 2; format++) {
        String name = "c." + CONDITIONS[i] + (format == 0 ? ".s" : ".d");
        int word = 0x4600_0030 | format << 21 | i;
        add(forms, Form.machine(name, "fs,ft", word));
        add(forms, Form.machine(name, "cc8,fs,ft", word));
      }
    }
    alias(forms, "l.s", "lwc1");
    alias(forms, "s.s", "swc1");
    alias(forms, "l.d", "ldc1");
    alias(forms, "s.d", "sdc1");
    pseudo(forms);
    addressing(forms);
    shorter(forms);
    return forms;
  }

  private static void add(Map<String, List<Form>> forms, Form form) {
    forms.computeIfAbsent(form.mnemonic(), k -> new ArrayList<>()).add(form);
  }

  private static void alias(Map<String, List<Form>> forms, String alias, String of) {
    for (Form form : forms.get(of)) {
      add(forms, form.named(alias));
    }
  }

  private static void machine(Map<String, List<Form>> forms, String[] words) {
    int word = Integer.parseUnsignedInt(words[2], 16);
    if (words[0].endsWith(".F")) {
      String stem = words[0].substring(0, words[0].length() - 1);
      add(forms, Form.machine(stem + "s", words[1], word | 16 << 21));
      add(forms, Form.machine(stem + "d", words[1], word | 17 << 21));
    } else {
      add(forms, Form.machine(words[0], words[1], word));
    }
  }

  private static void pseudo(Map<String, List<Form>> forms) {
    String[] heading = null;
    StringBuilder body = new StringBuilder();
    for (String line : PSEUDO.split("\n", -1)) {
      if (line.startsWith(" ")) {
        body.append(line.trim()).append('\n');
        continue;
      }
      if (heading != null) {
        add(forms, Form.pseudo(heading[0], heading[1], body.toString()));
      }
      body.setLength(0);
      heading = line.isEmpty() ? null : line.split(" ", -1);
    }
  }

  /** Loads and stores of any address: by label, and by label plus register. */
  private static void addressing(Map<String, List<Form>> forms) {
    String names =
        "lb lbu lh lhu lw lwl lwr ll sb sh sw swl swr sc lwc1 ldc1 swc1 sdc1" + " l.s l.d s.s s.d";
    for (String name : names.split(" ", -1)) {
      String register = forms.get(name).get(0).operands().get(0).word();
      add(
          forms,
          Form.pseudo(
              name,
              register + ",any(rs)",
              "lui $at,%hi(%2)\naddu $at,$at,%3\n" + name + " %1,%lo(%2)($at)\n"));
      add(
          forms,
          Form.pseudo(name, register + ",any", "lui $at,%hi(%2)\n" + name + " %1,%lo(%2)($at)\n"));
    }
  }

  /** An operation on two operands stores into the first: add $t0,$t1 is add $t0,$t0,$t1. */
  private static void shorter(Map<String, List<Form>> forms) {
    String names =
        "add addu sub subu and or xor nor slt sltu addi addiu andi ori xori mul sll srl"
            + " sra rem remu rol ror";
    for (String name : names.split(" ", -1)) {
      String body = name + " %1,%1,%2\n";
      if (!name.endsWith("i") && !name.endsWith("iu")) {
        add(forms, Form.pseudo(name, "rd,rs", body));
      }
      add(forms, Form.pseudo(name, "rd,any", body));
    }
    for (String name : "seq sne sge sgeu sgt sgtu sle sleu mulou mulu".split(" ", -1)) {
      add(forms, Form.pseudo(name, "rd,rs,any", "li $at,%3\n" + name + " %1,%2,$at\n"));
    }
  }
}
