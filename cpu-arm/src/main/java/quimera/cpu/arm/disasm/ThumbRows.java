package quimera.cpu.arm.disasm;

/** The Thumb set (ARM ARM A6); the first line that matches counts. */
final class ThumbRows {
  private ThumbRows() {}

  /** Instructions of 16 bits. */
  static final String NARROW =
      """
      0000/ffc0 mov<S> <q0>, <q3>
      0000/f800 lsl<S><c> <q0>, <q3>, #<u6.5>
      0800/f800 lsr<S><c> <q0>, <q3>, #<z6.5>
      1000/f800 asr<S><c> <q0>, <q3>, #<z6.5>
      1800/fe00 add<S><c> <q0>, <q3>, <q6>
      1a00/fe00 sub<S><c> <q0>, <q3>, <q6>
      1c00/fe00 add<S><c> <q0>, <q3>, #<u6.3>
      1e00/fe00 sub<S><c> <q0>, <q3>, #<u6.3>
      2000/f800 mov<S><c> <q8>, #<u0.8>
      2800/f800 cmp<c> <q8>, #<u0.8>
      3000/f800 add<S><c> <q8>, #<u0.8>
      3800/f800 sub<S><c> <q8>, #<u0.8>
      4000/ffc0 and<S><c> <q0>, <q3>
      4040/ffc0 eor<S><c> <q0>, <q3>
      4080/ffc0 lsl<S><c> <q0>, <q3>
      40c0/ffc0 lsr<S><c> <q0>, <q3>
      4100/ffc0 asr<S><c> <q0>, <q3>
      4140/ffc0 adc<S><c> <q0>, <q3>
      4180/ffc0 sbc<S><c> <q0>, <q3>
      41c0/ffc0 ror<S><c> <q0>, <q3>
      4200/ffc0 tst<c> <q0>, <q3>
      4240/ffc0 rsb<S><c> <q0>, <q3>, #0
      4280/ffc0 cmp<c> <q0>, <q3>
      42c0/ffc0 cmn<c> <q0>, <q3>
      4300/ffc0 orr<S><c> <q0>, <q3>
      4340/ffc0 mul<S><c> <q0>, <q3>, <q0>
      4380/ffc0 bic<S><c> <q0>, <q3>
      43c0/ffc0 mvn<S><c> <q0>, <q3>
      4400/ff00 add<c> <h0>, <h3>
      4500/ff00 cmp<c> <h0>, <h3>
      4600/ff00 mov<c> <h0>, <h3>
      4700/ff87 bx<c> <h3>
      4780/ff87 blx<c> <h3>
      4800/f800 ldr<c> <q8>, <literal>
      5000/fe00 str<c> <q0>, [<q3>, <q6>]
      5200/fe00 strh<c> <q0>, [<q3>, <q6>]
      5400/fe00 strb<c> <q0>, [<q3>, <q6>]
      5600/fe00 ldrsb<c> <q0>, [<q3>, <q6>]
      5800/fe00 ldr<c> <q0>, [<q3>, <q6>]
      5a00/fe00 ldrh<c> <q0>, [<q3>, <q6>]
      5c00/fe00 ldrb<c> <q0>, [<q3>, <q6>]
      5e00/fe00 ldrsh<c> <q0>, [<q3>, <q6>]
      6000/f800 str<c> <q0>, [<q3>, #<u6.5*4>]
      6800/f800 ldr<c> <q0>, [<q3>, #<u6.5*4>]
      7000/f800 strb<c> <q0>, [<q3>, #<u6.5>]
      7800/f800 ldrb<c> <q0>, [<q3>, #<u6.5>]
      8000/f800 strh<c> <q0>, [<q3>, #<u6.5*2>]
      8800/f800 ldrh<c> <q0>, [<q3>, #<u6.5*2>]
      9000/f800 str<c> <q8>, [sp, #<u0.8*4>]
      9800/f800 ldr<c> <q8>, [sp, #<u0.8*4>]
      a000/f800 adr<c> <q8>, <near>
      a800/f800 add<c> <q8>, sp, #<u0.8*4>
      b000/ff80 add<c> sp, #<u0.7*4>
      b080/ff80 sub<c> sp, #<u0.7*4>
      b100/fd00 cbz <q0>, <cb>
      b900/fd00 cbnz <q0>, <cb>
      b200/ffc0 sxth<c> <q0>, <q3>
      b240/ffc0 sxtb<c> <q0>, <q3>
      b280/ffc0 uxth<c> <q0>, <q3>
      b2c0/ffc0 uxtb<c> <q0>, <q3>
      b400/fe00 push<c> <pushlist>
      bc00/fe00 pop<c> <poplist>
      b650/fff7 setend <tendian>
      b660/ffe8 cps<timod> <taif>
      ba00/ffc0 rev<c> <q0>, <q3>
      ba40/ffc0 rev16<c> <q0>, <q3>
      bac0/ffc0 revsh<c> <q0>, <q3>
      be00/ff00 bkpt 0x<y8>
      bf00/ffff nop<c>
      bf10/ffff yield<c>
      bf20/ffff wfe<c>
      bf30/ffff wfi<c>
      bf40/ffff sev<c>
      bf00/ff00 it<it>
      c000/f800 stmia<c> <q8>!, <lowlist>
      c800/f800 ldmia<c> <q8><lowback>, <lowlist>
      de00/ff00 udf #<u0.8>
      df00/ff00 svc<c> 0x<y8>
      d000/f000 b<cond8> <b8>
      e000/f800 b<c> <b11>
      """;

  /** Instructions of 32 bits. */
  static final String WIDE =
      """
      f000d000/f800d000 bl<c> <b24t>
      f000c000/f800d001 blx<c> <b24x>
      f0009000/f800d000 b<c>.w <b24t>
      f3af8000/ffffffff nop<c>.w
      f3af8001/ffffffff yield<c>.w
      f3af8002/ffffffff wfe<c>.w
      f3af8003/ffffffff wfi<c>.w
      f3af8004/ffffffff sev<c>.w
      f3af80f0/fffffff0 dbg<c> #<u0.4>
      f3af8000/fffff800 cps<wimod><waif><wmode>
      f3bf8f2f/ffffffff clrex<c>
      f3bf8f40/fffffff0 dsb<c> <barrier>
      f3bf8f50/fffffff0 dmb<c> <barrier>
      f3bf8f60/fffffff0 isb<c> <barrier>
      f3808000/ffe0f0ff msr<c> <wfields>, <r16>
      f3ef8000/ffeff0ff mrs<c> <r8>, <wpsr>
      f3c08f00/fff0ffff bxj<c> <r16>
      f3de8f00/ffffff00 subs<c> pc, lr, #<u0.8>
      f7f08000/fff0f000 smc<c> #<u16.4>
      f7f0a000/fff0f000 udf<c>.w #<u0.8>
      f0008000/f800d000 b<cond22>.w <b20>
      e8d0f000/fff0fff0 tbb<c> [<r16>, <r0>]
      e8d0f010/fff0fff0 tbh<c> [<r16>, <r0>, lsl #1]
      e8c00f40/fff00ff0 strexb<c> <r0>, <r12>, [<r16>]
      e8c00f50/fff00ff0 strexh<c> <r0>, <r12>, [<r16>]
      e8c00070/fff000f0 strexd<c> <r0>, <r12>, <r8>, [<r16>]
      e8d00f4f/fff00fff ldrexb<c> <r12>, [<r16>]
      e8d00f5f/fff00fff ldrexh<c> <r12>, [<r16>]
      e8d0007f/fff000ff ldrexd<c> <r12>, <r8>, [<r16>]
      e8400000/fff00000 strex<c> <r8>, <r12>, <memx>
      e8500f00/fff00f00 ldrex<c> <r12>, <memx>
      e8600000/ff700000 strd<c> <r12>, <r8>, <memd>
      e8700000/ff700000 ldrd<c> <r12>, <r8>, <memd>
      e9400000/ff500000 strd<c> <r12>, <r8>, <memd>
      e9500000/ff500000 ldrd<c> <r12>, <r8>, <memd>
      e80dc000/ffdfffe0 srsdb<c> sp<w>, #<u0.5>
      e98dc000/ffdfffe0 srsia<c> sp<w>, #<u0.5>
      e810c000/ffd0ffff rfedb<c> <r16><w>
      e990c000/ffd0ffff rfeia<c> <r16><w>
      e92d0000/ffff0000 stmdb<c> <r16><w>, <list>
      e8bd0000/ffff0000 ldmia<c>.w <r16><w>, <list>
      e8800000/ffd00000 stmia<c>.w <r16><w>, <list>
      e8900000/ffd00000 ldmia<c>.w <r16><w>, <list>
      e9000000/ffd00000 stmdb<c> <r16><w>, <list>
      e9100000/ffd00000 ldmdb<c> <r16><w>, <list>
      ea100f00/fff08f00 tst<c>.w <r16>, <tsh>
      ea900f00/fff08f00 teq<c> <r16>, <tsh>
      eb100f00/fff08f00 cmn<c>.w <r16>, <tsh>
      ebb00f00/fff08f00 cmp<c>.w <r16>, <tsh>
      ea4f0000/ffeff0f0 mov<s><c>.w <r8>, <r0>
      ea4f0030/ffeff0f0 rrx<s><c> <r8>, <r0>
      ea4f0000/ffef8000 mov<s><c>.w <r8>, <tsh>
      ea6f0000/ffef8000 mvn<s><c>.w <r8>, <tsh>
      eac00000/fff08020 pkhbt<c> <r8>, <r16>, <tsh>
      eac00020/fff08020 pkhtb<c> <r8>, <r16>, <tsh>
      ea000000/fe008000 <top><s><c>.w <r8>, <r16>, <tsh>
      f0100f00/fbf08f00 tst<c>.w <r16>, #<tmod>
      f0900f00/fbf08f00 teq<c> <r16>, #<tmod>
      f1100f00/fbf08f00 cmn<c>.w <r16>, #<tmod>
      f1b00f00/fbf08f00 cmp<c>.w <r16>, #<tmod>
      f04f0000/fbef8000 mov<s><c>.w <r8>, #<tmod>
      f06f0000/fbef8000 mvn<s><c> <r8>, #<tmod>
      f0000000/fa008000 <top><s><c>.w <r8>, <r16>, #<tmod>
      f20f0000/fbff8000 addw<c> <r8>, pc, #<t12>
      f2af0000/fbff8000 subw<c> <r8>, pc, #<t12>
      f2000000/fbf08000 addw<c> <r8>, <r16>, #<t12>
      f2a00000/fbf08000 subw<c> <r8>, <r16>, #<t12>
      f2400000/fbf08000 movw<c> <r8>, #<t16>
      f2c00000/fbf08000 movt<c> <r8>, #<t16>
      f3200000/fff0f0c0 ssat16<c> <r8>, #<p0.4>, <r16>
      f3a00000/fff0f0c0 usat16<c> <r8>, #<u0.4>, <r16>
      f3000000/ffd08020 ssat<c> <r8>, #<p0.5>, <r16><tsat>
      f3800000/ffd08020 usat<c> <r8>, #<u0.5>, <r16><tsat>
      f3400000/fff08020 sbfx<c> <r8>, <r16>, #<timm5>, #<p0.5>
      f3c00000/fff08020 ubfx<c> <r8>, <r16>, #<timm5>, #<p0.5>
      f36f0000/ffff8020 bfc<c> <r8>, #<timm5>, #<tbfw>
      f3600000/fff08020 bfi<c> <r8>, <r16>, #<timm5>, #<tbfw>
      f810f000/ff70f000 pld<c> <memt>
      f830f000/ff70f000 pldw<c> <memt>
      f910f000/ff70f000 pli<c> <memt>
      f84d0d04/ffff0fff push<c>.w {<r12>}
      f85d0b04/ffff0fff pop<c>.w {<r12>}
      f8000e00/ffd00f00 str<tsize>t<c> <r12>, <memt>
      f8100e00/ffd00f00 ldr<tsize>t<c> <r12>, <memt>
      f9100e00/ffd00f00 ldrs<tsize>t<c> <r12>, <memt>
      f8000000/ff900000 str<tsize><c>.w <r12>, <memt>
      f8800000/ff900000 str<tsize><c>.w <r12>, <memt>
      f8100000/ff100000 ldr<tsize><c>.w <r12>, <memt>
      f9100000/ff100000 ldrs<tsize><c>.w <r12>, <memt>
      fa00f000/ff80f0f0 <tsh2><s><c>.w <r8>, <r16>, <r0>
      fa0ff080/fffff0c0 sxth<c>.w <r8>, <r0><ror4>
      fa1ff080/fffff0c0 uxth<c>.w <r8>, <r0><ror4>
      fa2ff080/fffff0c0 sxtb16<c> <r8>, <r0><ror4>
      fa3ff080/fffff0c0 uxtb16<c> <r8>, <r0><ror4>
      fa4ff080/fffff0c0 sxtb<c>.w <r8>, <r0><ror4>
      fa5ff080/fffff0c0 uxtb<c>.w <r8>, <r0><ror4>
      fa00f080/fff0f0c0 sxtah<c> <r8>, <r16>, <r0><ror4>
      fa10f080/fff0f0c0 uxtah<c> <r8>, <r16>, <r0><ror4>
      fa20f080/fff0f0c0 sxtab16<c> <r8>, <r16>, <r0><ror4>
      fa30f080/fff0f0c0 uxtab16<c> <r8>, <r16>, <r0><ror4>
      fa40f080/fff0f0c0 sxtab<c> <r8>, <r16>, <r0><ror4>
      fa50f080/fff0f0c0 uxtab<c> <r8>, <r16>, <r0><ror4>
      fa80f080/fff0f0f0 qadd<c> <r8>, <r0>, <r16>
      fa80f090/fff0f0f0 qdadd<c> <r8>, <r0>, <r16>
      fa80f0a0/fff0f0f0 qsub<c> <r8>, <r0>, <r16>
      fa80f0b0/fff0f0f0 qdsub<c> <r8>, <r0>, <r16>
      fa90f080/fff0f0f0 rev<c>.w <r8>, <r0>
      fa90f090/fff0f0f0 rev16<c>.w <r8>, <r0>
      fa90f0a0/fff0f0f0 rbit<c> <r8>, <r0>
      fa90f0b0/fff0f0f0 revsh<c>.w <r8>, <r0>
      faa0f080/fff0f0f0 sel<c> <r8>, <r16>, <r0>
      fab0f080/fff0f0f0 clz<c> <r8>, <r0>
      fa80f000/fff0f080 <tpar>add8<c> <r8>, <r16>, <r0>
      fa90f000/fff0f080 <tpar>add16<c> <r8>, <r16>, <r0>
      faa0f000/fff0f080 <tpar>asx<c> <r8>, <r16>, <r0>
      fac0f000/fff0f080 <tpar>sub8<c> <r8>, <r16>, <r0>
      fad0f000/fff0f080 <tpar>sub16<c> <r8>, <r16>, <r0>
      fae0f000/fff0f080 <tpar>sax<c> <r8>, <r16>, <r0>
      fb00f000/fff0f0f0 mul<c>.w <r8>, <r16>, <r0>
      fb000000/fff000f0 mla<c> <r8>, <r16>, <r0>, <r12>
      fb000010/fff000f0 mls<c> <r8>, <r16>, <r0>, <r12>
      fb10f000/fff0f0c0 smul<txy><c> <r8>, <r16>, <r0>
      fb100000/fff000c0 smla<txy><c> <r8>, <r16>, <r0>, <r12>
      fb20f000/fff0f0e0 smuad<x4><c> <r8>, <r16>, <r0>
      fb200000/fff000e0 smlad<x4><c> <r8>, <r16>, <r0>, <r12>
      fb30f000/fff0f0e0 smulw<ty><c> <r8>, <r16>, <r0>
      fb300000/fff000e0 smlaw<ty><c> <r8>, <r16>, <r0>, <r12>
      fb40f000/fff0f0e0 smusd<x4><c> <r8>, <r16>, <r0>
      fb400000/fff000e0 smlsd<x4><c> <r8>, <r16>, <r0>, <r12>
      fb50f000/fff0f0e0 smmul<r4><c> <r8>, <r16>, <r0>
      fb500000/fff000e0 smmla<r4><c> <r8>, <r16>, <r0>, <r12>
      fb600000/fff000e0 smmls<r4><c> <r8>, <r16>, <r0>, <r12>
      fb70f000/fff0f0f0 usad8<c> <r8>, <r16>, <r0>
      fb700000/fff000f0 usada8<c> <r8>, <r16>, <r0>, <r12>
      fb800000/fff000f0 smull<c> <r12>, <r8>, <r16>, <r0>
      fb90f0f0/fff0f0f0 sdiv<c> <r8>, <r16>, <r0>
      fba00000/fff000f0 umull<c> <r12>, <r8>, <r16>, <r0>
      fbb0f0f0/fff0f0f0 udiv<c> <r8>, <r16>, <r0>
      fbc00000/fff000f0 smlal<c> <r12>, <r8>, <r16>, <r0>
      fbc00080/fff000c0 smlal<txy><c> <r12>, <r8>, <r16>, <r0>
      fbc000c0/fff000e0 smlald<x4><c> <r12>, <r8>, <r16>, <r0>
      fbd000c0/fff000e0 smlsld<x4><c> <r12>, <r8>, <r16>, <r0>
      fbe00000/fff000f0 umlal<c> <r12>, <r8>, <r16>, <r0>
      fbe00060/fff000f0 umaal<c> <r12>, <r8>, <r16>, <r0>
      ec400000/fff00000 mcrr<c> p<u8.4>, <u4.4>, <r12>, <r16>, c<u0.4>
      ec500000/fff00000 mrrc<c> p<u8.4>, <u4.4>, <r12>, <r16>, c<u0.4>
      ee000010/ff100010 mcr<c> <coproc>
      ee100010/ff100010 mrc<c> <coproc>
      ee000000/ff000010 cdp<c> <coprocd>
      ec000000/fe100000 stc<l><c> p<u8.4>, c<u12.4>, <memc>
      ec100000/fe100000 ldc<l><c> p<u8.4>, c<u12.4>, <memc>
      fe000010/ff100010 mcr2<c> <coproc>
      fe100010/ff100010 mrc2<c> <coproc>
      """;
}
