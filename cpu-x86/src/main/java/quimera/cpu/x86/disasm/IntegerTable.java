package quimera.cpu.x86.disasm;

/**
 * The integer and system instructions: the one-byte map and the map after 0F (SDM volume 2,
 * appendix A, tables; what the 8086 makes of the holes is the silicon's). {@link
 * Form} says how a line is read.
 */
final class IntegerTable {
  private IntegerTable() {}

  static final String ONE_BYTE =
      """
      00+a alu Eb,Gb
      01+a alu Ev,Gv
      02+a alu Gb,Eb
      03+a alu Gv,Ev
      04+a alu al,Ib
      05+a alu eAX,Iz
      06 push es
      07 pop es
      0e push cs
      0f pop cs =86
      16 push ss
      17 pop ss
      1e push ds
      1f pop ds
      27 daa
      2f das
      37 aaa
      3f aas
      40+r inc Zv
      48+r dec Zv
      50+r push Zv
      58+r pop Zv
      60+c jcc Jb =86
      60 pusha|pushad @286
      61 popa|popad @286
      62 bound Gv,Ma @286
      63 arpl Ew,Gw @286
      68 push Iz @286
      69 imul Gv,Ev,Iz @286
      6a push Is @286
      6b imul Gv,Ev,Is @286
      6c insb @286
      6d insw|insd @286
      6e outsb @286
      6f outsw|outsd @286
      70+c jcc Jb
      80 /a alu Eb,Ib
      81 /a alu Ev,Iz
      82 /a alu Eb,Ib
      83 /a alu Ev,Is
      84 test Eb,Gb
      85 test Ev,Gv
      86 xchg Eb,Gb
      87 xchg Ev,Gv
      88 mov Eb,Gb
      89 mov Ev,Gv
      8a mov Gb,Eb
      8b mov Gv,Ev
      8c /0-3 mov Eu,Sw
      8c /4-5 mov Eu,Sw @386
      8c /4-7 mov Eu,Sw =86
      8d lea Gv,Ev =86
      8d lea Gv,M @286
      8e /0 mov Sw,Eu
      8e /1 mov Sw,Eu =86
      8e /2-3 mov Sw,Eu
      8e /4-5 mov Sw,Eu @386
      8e /4-7 mov Sw,Eu =86
      8f /0 pop Ev
      8f /1-7 pop Ev =86
      f3 90 pause @sse2
      90 nop
      90+r xchg Zv,eAX
      98 cbw|cwde
      99 cwd|cdq
      9a call Ap
      9b fwait
      9c pushf|pushfd
      9d popf|popfd
      9e sahf
      9f lahf
      a0 mov al,Ob
      a1 mov eAX,Ov
      a2 mov Ob,al
      a3 mov Ov,eAX
      a4 movsb
      a5 movsw|movsd
      a6 cmpsb
      a7 cmpsw|cmpsd
      a8 test al,Ib
      a9 test eAX,Iz
      aa stosb
      ab stosw|stosd
      ac lodsb
      ad lodsw|lodsd
      ae scasb
      af scasw|scasd
      b0+r mov Zb,Ib
      b8+r mov Zv,Iz
      c0 ret Iw =86
      c1 ret =86
      c0 /s shift Eb,Ib @286
      c0 /6 sal Eb,Ib @286
      c1 /s shift Ev,Ib @286
      c1 /6 sal Ev,Ib @286
      c2 ret Iw
      c3 ret
      c4 les Gv,Mp
      c5 lds Gv,Mp
      c6 /0 mov Eb,Ib
      c6 /1-7 mov Eb,Ib =86
      c7 /0 mov Ev,Iz
      c7 /1-7 mov Ev,Iz =86
      c8 retf Iw =86
      c9 retf =86
      c8 enter Iw,Ib @286
      c9 leave @286
      ca retf Iw
      cb retf
      cc int3
      cd int Ib
      ce into
      cf iret|iretd
      d0 /6 setmo Eb,1 =86
      d1 /6 setmo Ev,1 =86
      d2 /6 setmoc Eb,cl =86
      d3 /6 setmoc Ev,cl =86
      d0 /s shift Eb,1
      d0 /6 sal Eb,1 @286
      d1 /s shift Ev,1
      d1 /6 sal Ev,1 @286
      d2 /s shift Eb,cl
      d2 /6 sal Eb,cl @286
      d3 /s shift Ev,cl
      d3 /6 sal Ev,cl @286
      d4 aam Ib
      d5 aad Ib
      d6 salc
      d7 xlat
      e0 loopne Jb
      e1 loope Jb
      e2 loop Jb
      e3 jcxz^jecxz Jb
      e4 in al,Ib
      e5 in eAX,Ib
      e6 out Ib,al
      e7 out Ib,eAX
      e8 call Jz
      e9 jmp Jz
      ea jmp Ap
      eb jmp Jb
      ec in al,dx
      ed in eAX,dx
      ee out dx,al
      ef out dx,eAX
      f1 icebp @386
      f4 hlt
      f5 cmc
      f6 /0-1 test Eb,Ib
      f7 /0-1 test Ev,Iz
      f6 /2 not Eb
      f7 /2 not Ev
      f6 /3 neg Eb
      f7 /3 neg Ev
      f6 /4 mul Eb
      f7 /4 mul Ev
      f6 /5 imul Eb
      f7 /5 imul Ev
      f6 /6 div Eb
      f7 /6 div Ev
      f6 /7 idiv Eb
      f7 /7 idiv Ev
      f8 clc
      f9 stc
      fa cli
      fb sti
      fc cld
      fd std
      fe /0 inc Eb
      fe /1 dec Eb
      ff /0 inc Ev
      ff /1 dec Ev
      ff /2 call Ev
      ff /3 call_far Mp
      ff /4 jmp Ev
      ff /5 jmp_far Mp
      ff /6 push Ev
      ff /7 push Ev =86
      """;

  static final String EXTENDED =
      """
      0f 00 /0 sldt Eu @286
      0f 00 /1 str Eu @286
      0f 00 /2 lldt Ew @286
      0f 00 /3 ltr Ew @286
      0f 00 /4 verr Ew @286
      0f 00 /5 verw Ew @286
      0f 01 /0 sgdt Ms @286
      0f 01 /1 sidt Ms @286
      0f 01 /2 lgdt Ms @286
      0f 01 /3 lidt Ms @286
      0f 01 /4 smsw Eu @286
      0f 01 /6 lmsw Ew @286
      0f 01 /7 invlpg M @486
      0f 02 lar Gv,Eu @286
      0f 03 lsl Gv,Eu @286
      0f 05 loadall =286 !
      0f 06 clts @286
      0f 07 loadall =386 !
      0f 08 invd @486
      0f 09 wbinvd @486
      0f 0b ud2 @286 !
      0f 20 mov Rd,Cd @386
      0f 21 mov Rd,Dd @386
      0f 22 mov Cd,Rd @386
      0f 23 mov Dd,Rd @386
      0f 24 mov Rd,Td @386
      0f 26 mov Td,Rd @386
      0f 30 wrmsr @586
      0f 31 rdtsc @586
      0f 32 rdmsr @586
      0f 33 rdpmc @mmx
      0f 34 sysenter @sep
      0f 35 sysexit @sep
      0f 40+c cmovcc Gv,Ev @cmov
      0f 80+c jcc Jz @386
      0f 90+c setcc Eb @386
      0f a0 push fs @386
      0f a1 pop fs @386
      0f a2 cpuid @586
      0f a3 bt Ev,Gv @386
      0f a4 shld Ev,Gv,Ib @386
      0f a5 shld Ev,Gv,cl @386
      0f a8 push gs @386
      0f a9 pop gs @386
      0f aa rsm @586 !
      0f ab bts Ev,Gv @386
      0f ac shrd Ev,Gv,Ib @386
      0f ad shrd Ev,Gv,cl @386
      0f af imul Gv,Ev @386
      0f b0 cmpxchg Eb,Gb @486
      0f b1 cmpxchg Ev,Gv @486
      0f b2 lss Gv,Mp @386
      0f b3 btr Ev,Gv @386
      0f b4 lfs Gv,Mp @386
      0f b5 lgs Gv,Mp @386
      0f b6 movzx Gv,Eb @386
      0f b7 movzx Gv,Ew @386
      0f ba /4 bt Ev,Ib @386
      0f ba /5 bts Ev,Ib @386
      0f ba /6 btr Ev,Ib @386
      0f ba /7 btc Ev,Ib @386
      0f bb btc Ev,Gv @386
      0f bc bsf Gv,Ev @386
      0f bd bsr Gv,Ev @386
      0f be movsx Gv,Eb @386
      0f bf movsx Gv,Ew @386
      0f c0 xadd Eb,Gb @486
      0f c1 xadd Ev,Gv @486
      0f c7 /1 cmpxchg8b Mq @586
      0f c8+r bswap Zv @486
      """;
}
