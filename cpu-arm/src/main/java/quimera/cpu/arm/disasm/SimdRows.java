package quimera.cpu.arm.disasm;

/**
 * Advanced SIMD in its ARM encoding (ARM ARM A7.4, A7.7), but for scalars as operands and single
 * elements.
 */
final class SimdRows {
  private SimdRows() {}

  static final String TABLE =
      """
      f2b00000/ffb00010 vext.8 <v3>, #<u8.4>
      f3b00800/ffb00c50 vtbl.8 <dd>, <tlist>, <dm>
      f3b00840/ffb00c50 vtbx.8 <dd>, <tlist>, <dm>
      f3b00c00/ffb00f90 vdup.<dupsize> <vd>, <dupscalar>
      f3b00000/ffb30f90 vrev64.<m> <v2>
      f3b00080/ffb30f90 vrev32.<m> <v2>
      f3b00100/ffb30f90 vrev16.<m> <v2>
      f3b00200/ffb30f10 vpaddl.<mpu> <v2>
      f3b00400/ffb30f90 vcls.s<m> <v2>
      f3b00480/ffb30f90 vclz.i<m> <v2>
      f3b00500/ffb30f90 vcnt.8 <v2>
      f3b00580/ffb30f90 vmvn <v2>
      f3b00600/ffb30f10 vpadal.<mpu> <v2>
      f3b00700/ffb30f90 vqabs.s<m> <v2>
      f3b00780/ffb30f90 vqneg.s<m> <v2>
      f3b10000/ffb30b90 vcgt.<mf> <v2>, #0
      f3b10080/ffb30b90 vcge.<mf> <v2>, #0
      f3b10100/ffb30b90 vceq.<mi> <v2>, #0
      f3b10180/ffb30b90 vcle.<mf> <v2>, #0
      f3b10200/ffb30b90 vclt.<mf> <v2>, #0
      f3b10300/ffb30b90 vabs.<mf> <v2>
      f3b10380/ffb30b90 vneg.<mf> <v2>
      f3b20000/ffb30f90 vswp <v2>
      f3b20080/ffb30f90 vtrn.<m> <v2>
      f3b20100/ffb30f90 vuzp.<m> <v2>
      f3b20180/ffb30f90 vzip.<m> <v2>
      f3b20200/ffb30fd0 vmovn.i<mw> <dd>, <qm>
      f3b20240/ffb30fd0 vqmovun.s<mw> <dd>, <qm>
      f3b20280/ffb30fd0 vqmovn.s<mw> <dd>, <qm>
      f3b202c0/ffb30fd0 vqmovn.u<mw> <dd>, <qm>
      f3b20300/ffb30fd0 vshll.i<m> <qd>, <dm>, #<m>
      f3b60600/ffbf0fd0 vcvt.f16.f32 <dd>, <qm>
      f3b60700/ffbf0fd0 vcvt.f32.f16 <qd>, <dm>
      f3bb0400/ffbf0f90 vrecpe.u32 <v2>
      f3bb0480/ffbf0f90 vrsqrte.u32 <v2>
      f3bb0500/ffbf0f90 vrecpe.f32 <v2>
      f3bb0580/ffbf0f90 vrsqrte.f32 <v2>
      f3bb0600/ffbf0f90 vcvt.f32.s32 <v2>
      f3bb0680/ffbf0f90 vcvt.f32.u32 <v2>
      f3bb0700/ffbf0f90 vcvt.s32.f32 <v2>
      f3bb0780/ffbf0f90 vcvt.u32.f32 <v2>
      f2000000/fe800f10 vhadd.<su> <v3>
      f2000010/fe800f10 vqadd.<su> <v3>
      f2000100/fe800f10 vrhadd.<su> <v3>
      f2000110/ffb00f10 vand <v3>
      f2100110/ffb00f10 vbic <v3>
      f2200110/ffb00f10 vorr <v3>
      f2300110/ffb00f10 vorn <v3>
      f3000110/ffb00f10 veor <v3>
      f3100110/ffb00f10 vbsl <v3>
      f3200110/ffb00f10 vbit <v3>
      f3300110/ffb00f10 vbif <v3>
      f2000200/fe800f10 vhsub.<su> <v3>
      f2000210/fe800f10 vqsub.<su> <v3>
      f2000300/fe800f10 vcgt.<su> <v3>
      f2000310/fe800f10 vcge.<su> <v3>
      f2000400/fe800f10 vshl.<su> <v3s>
      f2000410/fe800f10 vqshl.<su> <v3s>
      f2000500/fe800f10 vrshl.<su> <v3s>
      f2000510/fe800f10 vqrshl.<su> <v3s>
      f2000600/fe800f10 vmax.<su> <v3>
      f2000610/fe800f10 vmin.<su> <v3>
      f2000700/fe800f10 vabd.<su> <v3>
      f2000710/fe800f10 vaba.<su> <v3>
      f2000800/ff800f10 vadd.i<z> <v3>
      f3000800/ff800f10 vsub.i<z> <v3>
      f2000810/ff800f10 vtst.<z> <v3>
      f3000810/ff800f10 vceq.i<z> <v3>
      f2000900/ff800f10 vmla.i<z> <v3>
      f3000900/ff800f10 vmls.i<z> <v3>
      f2000910/ff800f10 vmul.i<z> <v3>
      f3000910/ff800f10 vmul.p<z> <v3>
      f2000a00/fe800f10 vpmax.<su> <v3>
      f2000a10/fe800f10 vpmin.<su> <v3>
      f2000b00/ff800f10 vqdmulh.s<z> <v3>
      f3000b00/ff800f10 vqrdmulh.s<z> <v3>
      f2000b10/ff800f10 vpadd.i<z> <v3>
      f2000c10/ffa00f10 vfma.f32 <v3>
      f2200c10/ffa00f10 vfms.f32 <v3>
      f2000d00/ffa00f10 vadd.f32 <v3>
      f2200d00/ffa00f10 vsub.f32 <v3>
      f3000d00/ffa00f10 vpadd.f32 <v3>
      f3200d00/ffa00f10 vabd.f32 <v3>
      f2000d10/ffa00f10 vmla.f32 <v3>
      f2200d10/ffa00f10 vmls.f32 <v3>
      f3000d10/ffa00f10 vmul.f32 <v3>
      f2000e00/ffa00f10 vceq.f32 <v3>
      f3000e00/ffa00f10 vcge.f32 <v3>
      f3200e00/ffa00f10 vcgt.f32 <v3>
      f3000e10/ffa00f10 vacge.f32 <v3>
      f3200e10/ffa00f10 vacgt.f32 <v3>
      f2000f00/ffa00f10 vmax.f32 <v3>
      f2200f00/ffa00f10 vmin.f32 <v3>
      f3000f00/ffa00f10 vpmax.f32 <v3>
      f3200f00/ffa00f10 vpmin.f32 <v3>
      f2000f10/ffa00f10 vrecps.f32 <v3>
      f2200f10/ffa00f10 vrsqrts.f32 <v3>
      f2800000/fe800f50 vaddl.<su> <qd>, <dn>, <dm>
      f2800100/fe800f50 vaddw.<su> <qd>, <qn>, <dm>
      f2800200/fe800f50 vsubl.<su> <qd>, <dn>, <dm>
      f2800300/fe800f50 vsubw.<su> <qd>, <qn>, <dm>
      f2800400/ff800f50 vaddhn.i<zw> <dd>, <qn>, <qm>
      f3800400/ff800f50 vraddhn.i<zw> <dd>, <qn>, <qm>
      f2800500/fe800f50 vabal.<su> <qd>, <dn>, <dm>
      f2800600/ff800f50 vsubhn.i<zw> <dd>, <qn>, <qm>
      f3800600/ff800f50 vrsubhn.i<zw> <dd>, <qn>, <qm>
      f2800700/fe800f50 vabdl.<su> <qd>, <dn>, <dm>
      f2800800/fe800f50 vmlal.<su> <qd>, <dn>, <dm>
      f2800900/ff800f50 vqdmlal.<su> <qd>, <dn>, <dm>
      f2800a00/fe800f50 vmlsl.<su> <qd>, <dn>, <dm>
      f2800b00/ff800f50 vqdmlsl.<su> <qd>, <dn>, <dm>
      f2800c00/fe800f50 vmull.<su> <qd>, <dn>, <dm>
      f2800d00/ff800f50 vqdmull.<su> <qd>, <dn>, <dm>
      f2800e00/ff800f50 vmull.p<z> <qd>, <dn>, <dm>
      f2800010/feb80090 <immediate>
      f2800010/fe800f10 vshr.<ts> <v2>, #<sr>
      f2800110/fe800f10 vsra.<ts> <v2>, #<sr>
      f2800210/fe800f10 vrshr.<ts> <v2>, #<sr>
      f2800310/fe800f10 vrsra.<ts> <v2>, #<sr>
      f3800410/ff800f10 vsri.<tz> <v2>, #<sr>
      f2800510/ff800f10 vshl.i<tz> <v2>, #<sl>
      f3800510/ff800f10 vsli.<tz> <v2>, #<sl>
      f3800610/ff800f10 vqshlu.s<tz> <v2>, #<sl>
      f2800710/fe800f10 vqshl.<ts> <v2>, #<sl>
      f2800810/ff800fd0 vshrn.i<tw> <dd>, <qm>, #<sr>
      f2800850/ff800fd0 vrshrn.i<tw> <dd>, <qm>, #<sr>
      f3800810/ff800fd0 vqshrun.s<tw> <dd>, <qm>, #<sr>
      f3800850/ff800fd0 vqrshrun.s<tw> <dd>, <qm>, #<sr>
      f2800910/fe800fd0 vqshrn.<sign><tw> <dd>, <qm>, #<sr>
      f2800950/fe800fd0 vqrshrn.<sign><tw> <dd>, <qm>, #<sr>
      f2880a10/feff0fd0 vmovl.<ts> <qd>, <dm>
      f2900a10/feff0fd0 vmovl.<ts> <qd>, <dm>
      f2a00a10/feff0fd0 vmovl.<ts> <qd>, <dm>
      f2800a10/fe800fd0 vshll.<ts> <qd>, <dm>, #<sl>
      f2800e10/fe800f90 vcvt.f32.<sign>32 <v2>, #<fb>
      f2800f10/fe800f90 vcvt.<sign>32.f32 <v2>, #<fb>
      f4000700/ffb00f00 vst1.<e> {<d1>}, <mems>
      f4000a00/ffb00f00 vst1.<e> {<d2>}, <mems>
      f4000600/ffb00f00 vst1.<e> {<d3>}, <mems>
      f4000200/ffb00f00 vst1.<e> {<d4>}, <mems>
      f4000800/ffb00f00 vst2.<e> {<d2>}, <mems>
      f4000300/ffb00f00 vst2.<e> {<d4>}, <mems>
      f4000400/ffb00f00 vst3.<e> {<d3>}, <mems>
      f4000000/ffb00f00 vst4.<e> {<d4>}, <mems>
      f4200700/ffb00f00 vld1.<e> {<d1>}, <mems>
      f4200a00/ffb00f00 vld1.<e> {<d2>}, <mems>
      f4200600/ffb00f00 vld1.<e> {<d3>}, <mems>
      f4200200/ffb00f00 vld1.<e> {<d4>}, <mems>
      f4200800/ffb00f00 vld2.<e> {<d2>}, <mems>
      f4200300/ffb00f00 vld2.<e> {<d4>}, <mems>
      f4200400/ffb00f00 vld3.<e> {<d3>}, <mems>
      f4200000/ffb00f00 vld4.<e> {<d4>}, <mems>
      """;
}
