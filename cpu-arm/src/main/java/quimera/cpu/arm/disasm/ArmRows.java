package quimera.cpu.arm.disasm;

/** The ARM set but floating point (ARM ARM A5); the first line that matches counts. */
final class ArmRows {
  private ArmRows() {}

  static final String UNCONDITIONAL =
      """
      fa000000/fe000000 blx <b25>
      f5700010/fff000f0 clrex
      f5700040/fff000f0 dsb <barrier>
      f5700050/fff000f0 dmb <barrier>
      f5700060/fff000f0 isb <barrier>
      f1010000/fff1fdff setend <endian>
      f1000000/fff1fe20 cps<imod><aif><mode>
      f550f000/ff70f000 pld <mem>
      f510f000/ff70f000 pldw <mem>
      f450f000/ff70f000 pli <mem>
      f750f000/ff70f010 pld <mem>
      f710f000/ff70f010 pldw <mem>
      f650f000/ff70f010 pli <mem>
      f84d0500/fe5fffe0 srs<pu> sp<w>, #<u0.5>
      f8100a00/fe50ffff rfe<pu> <r16><w>
      fe000010/ff100010 mcr2 <coproc>
      fe100010/ff100010 mrc2 <coproc>
      fe000000/ff000010 cdp2 <coprocd>
      fc000000/fe100000 stc2<l> p<u8.4>, c<u12.4>, <memc>
      fc100000/fe100000 ldc2<l> p<u8.4>, c<u12.4>, <memc>
      """;

  static final String CONDITIONAL =
      """
      03000000/0ff00000 movw<c> <r12>, #<i16>
      03400000/0ff00000 movt<c> <r12>, #<i16>
      0320f000/0fffffff nop<c>
      0320f001/0fffffff yield<c>
      0320f002/0fffffff wfe<c>
      0320f003/0fffffff wfi<c>
      0320f004/0fffffff sev<c>
      0320f0f0/0ffffff0 dbg<c> #<u0.4>
      0320f000/0fb0f000 msr<c> <fields>, #<modv>
      012fff10/0ffffff0 bx<c> <r0>
      012fff20/0ffffff0 bxj<c> <r0>
      012fff30/0ffffff0 blx<c> <r0>
      016f0f10/0fff0ff0 clz<c> <r12>, <r0>
      01200070/0ff000f0 bkpt 0x<x16>
      01400070/0ff000f0 hvc 0x<x16>
      01600070/0ff000f0 smc<c> #<u0.4>
      0160006e/0fffffff eret<c>
      010f0000/0fbf0fff mrs<c> <r12>, <psr>
      0120f000/0fb0fff0 msr<c> <fields>, <r0>
      01000050/0ff00ff0 qadd<c> <r12>, <r0>, <r16>
      01200050/0ff00ff0 qsub<c> <r12>, <r0>, <r16>
      01400050/0ff00ff0 qdadd<c> <r12>, <r0>, <r16>
      01600050/0ff00ff0 qdsub<c> <r12>, <r0>, <r16>
      01000080/0ff00090 smla<xy><c> <r16>, <r0>, <r8>, <r12>
      01200080/0ff000b0 smlaw<y><c> <r16>, <r0>, <r8>, <r12>
      012000a0/0ff0f0b0 smulw<y><c> <r16>, <r0>, <r8>
      01400080/0ff00090 smlal<xy><c> <r12>, <r16>, <r0>, <r8>
      01600080/0ff0f090 smul<xy><c> <r16>, <r0>, <r8>
      00000090/0fe0f0f0 mul<s><c> <r16>, <r0>, <r8>
      00200090/0fe000f0 mla<s><c> <r16>, <r0>, <r8>, <r12>
      00400090/0ff000f0 umaal<c> <r12>, <r16>, <r0>, <r8>
      00600090/0ff000f0 mls<c> <r16>, <r0>, <r8>, <r12>
      00800090/0fe000f0 umull<s><c> <r12>, <r16>, <r0>, <r8>
      00a00090/0fe000f0 umlal<s><c> <r12>, <r16>, <r0>, <r8>
      00c00090/0fe000f0 smull<s><c> <r12>, <r16>, <r0>, <r8>
      00e00090/0fe000f0 smlal<s><c> <r12>, <r16>, <r0>, <r8>
      01000090/0ff00ff0 swp<c> <r12>, <r0>, [<r16>]
      01400090/0ff00ff0 swpb<c> <r12>, <r0>, [<r16>]
      01800f90/0ff00ff0 strex<c> <r12>, <r0>, [<r16>]
      01900f9f/0ff00fff ldrex<c> <r12>, [<r16>]
      01a00f90/0ff00ff0 strexd<c> <r12>, <r0>, <n0>, [<r16>]
      01b00f9f/0ff00fff ldrexd<c> <r12>, <n12>, [<r16>]
      01c00f90/0ff00ff0 strexb<c> <r12>, <r0>, [<r16>]
      01d00f9f/0ff00fff ldrexb<c> <r12>, [<r16>]
      01e00f90/0ff00ff0 strexh<c> <r12>, <r0>, [<r16>]
      01f00f9f/0ff00fff ldrexh<c> <r12>, [<r16>]
      002000b0/0f3000f0 strht<c> <r12>, <mem3>
      003000b0/0f3000f0 ldrht<c> <r12>, <mem3>
      003000d0/0f3000f0 ldrsbt<c> <r12>, <mem3>
      003000f0/0f3000f0 ldrsht<c> <r12>, <mem3>
      000000b0/0e1000f0 strh<c> <r12>, <mem3>
      001000b0/0e1000f0 ldrh<c> <r12>, <mem3>
      000000d0/0e1000f0 ldrd<c> <r12>, <n12>, <mem3>
      000000f0/0e1000f0 strd<c> <r12>, <n12>, <mem3>
      001000d0/0e1000f0 ldrsb<c> <r12>, <mem3>
      001000f0/0e1000f0 ldrsh<c> <r12>, <mem3>
      01a00000/0fe00ff0 mov<s><c> <r12>, <r0>
      01a00060/0fe00ff0 rrx<s><c> <r12>, <r0>
      01a00000/0fe00010 <shn><s><c> <r12>, <r0>, #<sha>
      01a00010/0fe00090 <shn><s><c> <r12>, <r0>, <r8>
      01e00000/0fe00010 mvn<s><c> <r12>, <sh>
      01e00010/0fe00090 mvn<s><c> <r12>, <shr>
      03a00000/0fe00000 mov<s><c> <r12>, #<mod>
      03e00000/0fe00000 mvn<s><c> <r12>, #<mod>
      01100000/0f900010 <cmp><c> <r16>, <sh>
      01100010/0f900090 <cmp><c> <r16>, <shr>
      03100000/0f900000 <cmp><c> <r16>, #<mod>
      00000000/0e000010 <op><s><c> <r12>, <r16>, <sh>
      00000010/0e000090 <op><s><c> <r12>, <r16>, <shr>
      02000000/0e000000 <op><s><c> <r12>, <r16>, #<mod>
      06000f10/0f800ff0 <par>add16<c> <r12>, <r16>, <r0>
      06000f30/0f800ff0 <par>asx<c> <r12>, <r16>, <r0>
      06000f50/0f800ff0 <par>sax<c> <r12>, <r16>, <r0>
      06000f70/0f800ff0 <par>sub16<c> <r12>, <r16>, <r0>
      06000f90/0f800ff0 <par>add8<c> <r12>, <r16>, <r0>
      06000ff0/0f800ff0 <par>sub8<c> <r12>, <r16>, <r0>
      06800010/0ff00070 pkhbt<c> <r12>, <r16>, <sh>
      06800050/0ff00070 pkhtb<c> <r12>, <r16>, <sh>
      06800fb0/0ff00ff0 sel<c> <r12>, <r16>, <r0>
      06a00f30/0ff00ff0 ssat16<c> <r12>, #<p16.4>, <r0>
      06e00f30/0ff00ff0 usat16<c> <r12>, #<u16.4>, <r0>
      06a00010/0fe00030 ssat<c> <r12>, #<p16.5>, <sh>
      06e00010/0fe00030 usat<c> <r12>, #<u16.5>, <sh>
      068f0070/0fff03f0 sxtb16<c> <r12>, <r0><ror10>
      06af0070/0fff03f0 sxtb<c> <r12>, <r0><ror10>
      06bf0070/0fff03f0 sxth<c> <r12>, <r0><ror10>
      06cf0070/0fff03f0 uxtb16<c> <r12>, <r0><ror10>
      06ef0070/0fff03f0 uxtb<c> <r12>, <r0><ror10>
      06ff0070/0fff03f0 uxth<c> <r12>, <r0><ror10>
      06800070/0ff003f0 sxtab16<c> <r12>, <r16>, <r0><ror10>
      06a00070/0ff003f0 sxtab<c> <r12>, <r16>, <r0><ror10>
      06b00070/0ff003f0 sxtah<c> <r12>, <r16>, <r0><ror10>
      06c00070/0ff003f0 uxtab16<c> <r12>, <r16>, <r0><ror10>
      06e00070/0ff003f0 uxtab<c> <r12>, <r16>, <r0><ror10>
      06f00070/0ff003f0 uxtah<c> <r12>, <r16>, <r0><ror10>
      06bf0f30/0fff0ff0 rev<c> <r12>, <r0>
      06bf0fb0/0fff0ff0 rev16<c> <r12>, <r0>
      06ff0f30/0fff0ff0 rbit<c> <r12>, <r0>
      06ff0fb0/0fff0ff0 revsh<c> <r12>, <r0>
      0700f010/0ff0f0d0 smuad<x5><c> <r16>, <r0>, <r8>
      07000010/0ff000d0 smlad<x5><c> <r16>, <r0>, <r8>, <r12>
      0700f050/0ff0f0d0 smusd<x5><c> <r16>, <r0>, <r8>
      07000050/0ff000d0 smlsd<x5><c> <r16>, <r0>, <r8>, <r12>
      0710f010/0ff0f0f0 sdiv<c> <r16>, <r0>, <r8>
      0730f010/0ff0f0f0 udiv<c> <r16>, <r0>, <r8>
      07400010/0ff000d0 smlald<x5><c> <r12>, <r16>, <r0>, <r8>
      07400050/0ff000d0 smlsld<x5><c> <r12>, <r16>, <r0>, <r8>
      0750f010/0ff0f0d0 smmul<r5><c> <r16>, <r0>, <r8>
      07500010/0ff000d0 smmla<r5><c> <r16>, <r0>, <r8>, <r12>
      075000d0/0ff000d0 smmls<r5><c> <r16>, <r0>, <r8>, <r12>
      0780f010/0ff0f0f0 usad8<c> <r16>, <r0>, <r8>
      07800010/0ff000f0 usada8<c> <r16>, <r0>, <r8>, <r12>
      07a00050/0fe00070 sbfx<c> <r12>, <r0>, #<u7.5>, #<p16.5>
      07e00050/0fe00070 ubfx<c> <r12>, <r0>, #<u7.5>, #<p16.5>
      07c0001f/0fe0007f bfc<c> <r12>, #<u7.5>, #<bfw>
      07c00010/0fe00070 bfi<c> <r12>, <r0>, #<u7.5>, #<bfw>
      07f000f0/0ff000f0 udf #<x16>
      04200000/0d700000 strt<c> <r12>, <mem>
      04300000/0d700000 ldrt<c> <r12>, <mem>
      04600000/0d700000 strbt<c> <r12>, <mem>
      04700000/0d700000 ldrbt<c> <r12>, <mem>
      052d0004/0fff0fff push<c> {<r12>}
      049d0004/0fff0fff pop<c> {<r12>}
      04000000/0c500000 str<c> <r12>, <mem>
      04100000/0c500000 ldr<c> <r12>, <mem>
      04400000/0c500000 strb<c> <r12>, <mem>
      04500000/0c500000 ldrb<c> <r12>, <mem>
      092d0000/0fff0000 push<c> <list>
      08bd0000/0fff0000 pop<c> <list>
      08000000/0e100000 stm<pum><c> <r16><w>, <list><user>
      08100000/0e100000 ldm<pum><c> <r16><w>, <list><user>
      0a000000/0f000000 b<c> <b24>
      0b000000/0f000000 bl<c> <b24>
      0f000000/0f000000 svc<c> 0x<x24>
      0c400000/0ff00000 mcrr<c> p<u8.4>, <u4.4>, <r12>, <r16>, c<u0.4>
      0c500000/0ff00000 mrrc<c> p<u8.4>, <u4.4>, <r12>, <r16>, c<u0.4>
      0e000010/0f100010 mcr<c> <coproc>
      0e100010/0f100010 mrc<c> <coproc>
      0e000000/0f000010 cdp<c> <coprocd>
      0c000000/0e100000 stc<l><c> p<u8.4>, c<u12.4>, <memc>
      0c100000/0e100000 ldc<l><c> p<u8.4>, c<u12.4>, <memc>
      """;
}
