package quimera.cpu.arm.disasm;

/** Coprocessors 10 and 11 (ARM ARM A7.5, A7.6, A7.8, A7.9); both sets write and encode them so. */
final class VfpRows {
  private VfpRows() {}

  static final String TABLE =
      """
      0ef1fa10/0fffffff vmrs<c> APSR_nzcv, fpscr
      0ef00a10/0ff00fff vmrs<c> <r12>, <sysreg>
      0ee00a10/0ff00fff vmsr<c> <sysreg>, <r12>
      0e000a10/0ff00f7f vmov<c> <sn>, <r12>
      0e100a10/0ff00f7f vmov<c> <r12>, <sn>
      0e000b10/0fd00f7f vmov<c>.32 <dn>[<u21.1>], <r12>
      0e000b30/0f900f3f vmov<c>.16 <dn>[<x2>], <r12>
      0e400b10/0fd00f1f vmov<c>.8 <dn>[<x3>], <r12>
      0e100b10/0fd00f7f vmov<c>.32 <r12>, <dn>[<u21.1>]
      0e100b30/0f900f3f vmov<c>.s16 <r12>, <dn>[<x2>]
      0e900b30/0f900f3f vmov<c>.u16 <r12>, <dn>[<x2>]
      0e500b10/0fd00f1f vmov<c>.s8 <r12>, <dn>[<x3>]
      0ed00b10/0fd00f1f vmov<c>.u8 <r12>, <dn>[<x3>]
      0e800b10/0fd00f7f vdup<c>.32 <dn>, <r12>
      0c400a10/0ff00fd0 vmov<c> <sm>, <sm1>, <r12>, <r16>
      0c500a10/0ff00fd0 vmov<c> <r12>, <r16>, <sm>, <sm1>
      0c400b10/0ff00fd0 vmov<c> <dm>, <r12>, <r16>
      0c500b10/0ff00fd0 vmov<c> <r12>, <r16>, <dm>
      0d2d0a00/0fbf0f00 vpush<c> <slist>
      0d2d0b00/0fbf0f01 vpush<c> <dlist>
      0cbd0a00/0fbf0f00 vpop<c> <slist>
      0cbd0b00/0fbf0f01 vpop<c> <dlist>
      0d000a00/0f300f00 vstr<c> <sd>, <memc>
      0d000b00/0f300f00 vstr<c> <dd>, <memc>
      0d100a00/0f300f00 vldr<c> <sd>, <memc>
      0d100b00/0f300f00 vldr<c> <dd>, <memc>
      0d200a00/0fb00f00 vstmdb<c> <r16><w>, <slist>
      0d200b00/0fb00f01 vstmdb<c> <r16><w>, <dlist>
      0d300a00/0fb00f00 vldmdb<c> <r16><w>, <slist>
      0d300b00/0fb00f01 vldmdb<c> <r16><w>, <dlist>
      0c800a00/0f900f00 vstmia<c> <r16><w>, <slist>
      0c800b00/0f900f01 vstmia<c> <r16><w>, <dlist>
      0c900a00/0f900f00 vldmia<c> <r16><w>, <slist>
      0c900b00/0f900f01 vldmia<c> <r16><w>, <dlist>
      0e000a00/0fb00e50 vmla<c>.<fp> <vd>, <vn>, <vm>
      0e000a40/0fb00e50 vmls<c>.<fp> <vd>, <vn>, <vm>
      0e100a40/0fb00e50 vnmla<c>.<fp> <vd>, <vn>, <vm>
      0e100a00/0fb00e50 vnmls<c>.<fp> <vd>, <vn>, <vm>
      0e200a00/0fb00e50 vmul<c>.<fp> <vd>, <vn>, <vm>
      0e200a40/0fb00e50 vnmul<c>.<fp> <vd>, <vn>, <vm>
      0e300a00/0fb00e50 vadd<c>.<fp> <vd>, <vn>, <vm>
      0e300a40/0fb00e50 vsub<c>.<fp> <vd>, <vn>, <vm>
      0e800a00/0fb00e50 vdiv<c>.<fp> <vd>, <vn>, <vm>
      0e900a40/0fb00e50 vfnma<c>.<fp> <vd>, <vn>, <vm>
      0e900a00/0fb00e50 vfnms<c>.<fp> <vd>, <vn>, <vm>
      0ea00a00/0fb00e50 vfma<c>.<fp> <vd>, <vn>, <vm>
      0ea00a40/0fb00e50 vfms<c>.<fp> <vd>, <vn>, <vm>
      0eb00a00/0fb00ef0 vmov<c>.<fp> <vd>, #<fpimm>
      0eb00a40/0fbf0ed0 vmov<c>.<fp> <vd>, <vm>
      0eb00ac0/0fbf0ed0 vabs<c>.<fp> <vd>, <vm>
      0eb10a40/0fbf0ed0 vneg<c>.<fp> <vd>, <vm>
      0eb10ac0/0fbf0ed0 vsqrt<c>.<fp> <vd>, <vm>
      0eb20a40/0fbf0fd0 vcvtb<c>.f32.f16 <sd>, <sm>
      0eb20ac0/0fbf0fd0 vcvtt<c>.f32.f16 <sd>, <sm>
      0eb30a40/0fbf0fd0 vcvtb<c>.f16.f32 <sd>, <sm>
      0eb30ac0/0fbf0fd0 vcvtt<c>.f16.f32 <sd>, <sm>
      0eb40a40/0fbf0ed0 vcmp<c>.<fp> <vd>, <vm>
      0eb40ac0/0fbf0ed0 vcmpe<c>.<fp> <vd>, <vm>
      0eb50a40/0fbf0eff vcmp<c>.<fp> <vd>, #0.0
      0eb50ac0/0fbf0eff vcmpe<c>.<fp> <vd>, #0.0
      0eb70ac0/0fbf0fd0 vcvt<c>.f64.f32 <dd>, <sm>
      0eb70bc0/0fbf0fd0 vcvt<c>.f32.f64 <sd>, <dm>
      0eb80a40/0fbf0ed0 vcvt<c>.<fp>.u32 <vd>, <sm>
      0eb80ac0/0fbf0ed0 vcvt<c>.<fp>.s32 <vd>, <sm>
      0ebc0a40/0fbf0ed0 vcvtr<c>.u32.<fp> <sd>, <vm>
      0ebc0ac0/0fbf0ed0 vcvt<c>.u32.<fp> <sd>, <vm>
      0ebd0a40/0fbf0ed0 vcvtr<c>.s32.<fp> <sd>, <vm>
      0ebd0ac0/0fbf0ed0 vcvt<c>.s32.<fp> <sd>, <vm>
      0eba0a40/0fbe0e50 vcvt<c>.<fp>.<fixed> <vd>, <vd>, #<fbits>
      0ebe0a40/0fbe0e50 vcvt<c>.<fixed>.<fp> <vd>, <vd>, #<fbits>
      """;
}
