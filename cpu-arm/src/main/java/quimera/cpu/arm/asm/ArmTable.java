package quimera.cpu.arm.asm;

/**
 * The A32 instructions; {@link Forms} says how to read a line.
 *
 * <p>Datasheet: ARM Architecture Reference Manual, ARMv7-A and ARMv7-R edition (DDI 0406C), A5 and
 * the encodings A1 and A2 of A8.8 and B9.3.
 */
final class ArmTable {
  private ArmTable() {}

  /** A5.2: data processing, multiplication, status, and what shares their space. */
  static final String DATA =
      """
      <and=0,eor=00200000,sub=00400000,rsb=00600000,add=00800000,adc=00A00000>{s} *rd@12,rn@16,sh 00000000
      <sbc=00C00000,rsc=00E00000,orr=01800000,bic=01C00000>{s} *rd@12,rn@16,sh 00000000
      <and=0,eor=00200000,sub=00400000,rsb=00600000,add=00800000,adc=00A00000>{s} *rd@12,rn@16,mod 02000000
      <sbc=00C00000,rsc=00E00000,orr=01800000,bic=01C00000>{s} *rd@12,rn@16,mod 02000000
      <add=00400000,sub=00800000>{s} *rd@12,rn@16,-mod 02000000
      <and=01C00000,bic=0,adc=00C00000,sbc=00A00000>{s} *rd@12,rn@16,~mod 02000000
      <tst=01100000,teq=01300000,cmp=01500000,cmn=01700000> rn@16,sh 00000000
      <tst=01100000,teq=01300000,cmp=01500000,cmn=01700000> rn@16,mod 02000000
      <cmp=01700000,cmn=01500000> rn@16,-mod 02000000
      <mov=01A00000,mvn=01E00000>{s} rd@12,sh 00000000
      <mov=01A00000,mvn=01E00000>{s} rd@12,mod 02000000
      <mov=01E00000,mvn=01A00000>{s} rd@12,~mod 02000000
      mov rd@12,i16 03000000
      movw rd@12,i16 03000000
      movt rd@12,i16 03400000
      lsl{s} *rd@12,rm@0,lsl 01A00000
      lsr{s} *rd@12,rm@0,lsr 01A00000
      asr{s} *rd@12,rm@0,asr 01A00000
      ror{s} *rd@12,rm@0,ror 01A00000
      <lsl=0,lsr=20,asr=40,ror=60>{s} *rd@12,rm@0,rs@8 01A00010
      rrx{s} rd@12,rm@0 01A00060
      neg{s} rd@12,rn@16 02600000
      adr rd@12,adr 020F0000
      mul{s} nd@16,nm@0,ns@8 00000090
      mul{s} nd@16+8,nm@0 00000090
      mla{s} nd@16,nm@0,ns@8,na@12 00200090
      umaal nlo@12,nhi@16,nm@0,ns@8 00400090
      mls nd@16,nm@0,ns@8,na@12 00600090
      <umull=0,umlal=00200000,smull=00400000,smlal=00600000>{s} nlo@12,nhi@16,nm@0,ns@8 00800090
      smla<bb=0,tb=20,bt=40,tt=60> nd@16,nm@0,ns@8,nn@12 01000080
      smlaw<b=0,t=40> nd@16,nm@0,ns@8,nn@12 01200080
      smulw<b=0,t=40> *nd@16,nm@0,ns@8 012000A0
      smlal<bb=0,tb=20,bt=40,tt=60> nlo@12,nhi@16,nm@0,ns@8 01400080
      smul<bb=0,tb=20,bt=40,tt=60> *nd@16,nm@0,ns@8 01600080
      <qadd=0,qsub=00200000,qdadd=00400000,qdsub=00600000> nd@12,nm@0,nn@16 01000050
      clz nd@12,nm@0 016F0F10
      mrs rd@12,psr 010F0000
      msr fields,rm@0 0120F000
      msr fields,mod 0320F000
      mrs rd@12,banked@8 01000200
      msr banked@8,rm@0 0120F200
      bx rm@0 012FFF10
      bxj rm@0 012FFF20
      blx rm@0 012FFF30
      bkpt code E1200070
      bkpt - E1200070
      hvc code E1400070
      smc 0..15@0 01600070
      swp<=0,b=00400000> rt@12,rm@0,[rn]@16 01000090
      ldrex<=0,b=00400000,h=00600000> rt@12,[rn]@16 01900F9F
      ldrexd pair@12,[rn]@16 01B00F9F
      strex<=0,b=00400000,h=00600000> rd@12,rm@0,[rn]@16 01800F90
      strexd rd@12,pair@0,[rn]@16 01A00F90
      nop - 0320F000
      <yield=1,wfe=2,wfi=3,sev=4> - 0320F000
      dbg 0..15@0 0320F0F0
      """;

  /** A5.3, A5.5, A8.8: loads, stores and branches. */
  static final String MEMORY =
      """
      <str=0,strb=00400000,ldr=00100000,ldrb=00500000> rt@12,mem 04000000
      <strt=0,strbt=00400000,ldrt=00100000,ldrbt=00500000> rt@12,mem/post 04200000
      <strh=B0,ldrh=001000B0,ldrsb=001000D0,ldrsh=001000F0> rt@12,mem3 00000000
      <ldrd=D0,strd=F0> pair@12,mem3 00000000
      <strht=B0,ldrht=001000B0,ldrsbt=001000D0,ldrsht=001000F0> rt@12,mem3/post 00200000
      <pldw=0,pld=00400000> mem/plain F410F000
      pli mem/fetch F450F000
      ldm<=00800000,ia=00800000,fd=00800000,ib=01800000,ed=01800000> base@16,list 08100000
      ldm<da=0,fa=0,db=01000000,ea=01000000> base@16,list 08100000
      stm<=00800000,ia=00800000,ea=00800000,ib=01800000,fa=01800000> base@16,list 08000000
      stm<da=0,ed=0,db=01000000,fd=01000000> base@16,list 08000000
      push one@12 052D0004
      pop one@12 049D0004
      push list 092D0000
      pop list 08BD0000
      srs<=00800000,ia=00800000,ea=00800000,ib=01800000,fa=01800000> SP!,0..31@0 F84D0500
      srs<da=0,ed=0,db=01000000,fd=01000000> SP!,0..31@0 F84D0500
      rfe<=00800000,ia=00800000,fd=00800000,ib=01800000,ed=01800000> base@16 F8100A00
      rfe<da=0,fa=0,db=01000000,ea=01000000> base@16 F8100A00
      <b=0,bl=01000000> label24 0A000000
      blx label25 FA000000
      <svc=0,swi=0> 0..16777215@0 0F000000
      """;

  /** A5.4: media instructions. */
  static final String MEDIA =
      """
      <s=00100000,q=00200000,sh=00300000,u=00500000,uq=00600000,uh=00700000>add16 nd@12,nn@16,nm@0 06000F10
      <s=00100000,q=00200000,sh=00300000,u=00500000,uq=00600000,uh=00700000>asx nd@12,nn@16,nm@0 06000F30
      <s=00100000,q=00200000,sh=00300000,u=00500000,uq=00600000,uh=00700000>sax nd@12,nn@16,nm@0 06000F50
      <s=00100000,q=00200000,sh=00300000,u=00500000,uq=00600000,uh=00700000>sub16 nd@12,nn@16,nm@0 06000F70
      <s=00100000,q=00200000,sh=00300000,u=00500000,uq=00600000,uh=00700000>add8 nd@12,nn@16,nm@0 06000F90
      <s=00100000,q=00200000,sh=00300000,u=00500000,uq=00600000,uh=00700000>sub8 nd@12,nn@16,nm@0 06000FF0
      sel nd@12,nn@16,nm@0 06800FB0
      pkhbt nd@12,nn@16,nm@0,{lsl} 06800010
      pkhtb nd@12,nn@16,nm@0,asr! 06800050
      pkhtb nd@12,nm@0,nn@16 06800010
      ssat nd@12,1..32@16,nn@0,shift 06A00010
      usat nd@12,0..31@16,nn@0,shift 06E00010
      ssat16 nd@12,1..16@16,nn@0 06A00F30
      usat16 nd@12,0..15@16,nn@0 06E00F30
      <sxtab16=0,sxtab=00200000,sxtah=00300000> *nd@12,nn@16,nm@0,{turn}@10 06800070
      <uxtab16=0,uxtab=00200000,uxtah=00300000> *nd@12,nn@16,nm@0,{turn}@10 06C00070
      <sxtb16=0,sxtb=00200000,sxth=00300000> nd@12,nm@0,{turn}@10 068F0070
      <uxtb16=0,uxtb=00200000,uxth=00300000> nd@12,nm@0,{turn}@10 06CF0070
      <rev=0,rev16=80,revsh=00400080,rbit=00400000> nd@12,nm@0 06BF0F30
      usad8 nd@16,nm@0,ns@8 0780F010
      usada8 nd@16,nm@0,ns@8,na@12 07800010
      <smlad=0,smladx=20,smlsd=40,smlsdx=60> nd@16,nm@0,ns@8,na@12 07000010
      <smuad=0,smuadx=20,smusd=40,smusdx=60> *nd@16,nm@0,ns@8 0700F010
      <smlald=0,smlaldx=20,smlsld=40,smlsldx=60> nlo@12,nhi@16,nm@0,ns@8 07400010
      <smmla=0,smmlar=20,smmls=C0,smmlsr=E0> nd@16,nm@0,ns@8,na@12 07500010
      <smmul=0,smmulr=20> *nd@16,nm@0,ns@8 0750F010
      <sdiv=0,udiv=00200000> *nd@16,nn@0,nm@8 0710F010
      bfc nd@12,0..31@7,msb@16 07C0001F
      bfi nd@12,nn@0,0..31@7,msb@16 07C00010
      <sbfx=0,ubfx=00400000> nd@12,nn@0,0..31@7,width@16 07A00050
      udf code E7F000F0
      udf - E7F000F0
      """;

  /** A5.7: unconditional instructions. */
  static final String UNCONDITIONAL =
      """
      cps 0..31@0 F1020000
      <cpsie=0,cpsid=00040000> iflags@6,{mode}@17 F1080000
      setend endian@9 F1010000
      clrex - F57FF01F
      <dsb=40,dmb=50,isb=60> barrier F57FF000
      <dsb=4F,dmb=5F,isb=6F> - F57FF000
      """;

  /** A5.6, A6.3.18: coprocessors, the same in A32 and T32. */
  static final String COPROCESSOR =
      """
      mcr p@8,0..7@21,flags@12,c@16,c@0,{opc2}@5 0E000010
      mrc p@8,0..7@21,flags@12,c@16,c@0,{opc2}@5 0E100010
      mcr2 p@8,0..7@21,flags@12,c@16,c@0,{opc2}@5 FE000010
      mrc2 p@8,0..7@21,flags@12,c@16,c@0,{opc2}@5 FE100010
      cdp p@8,0..15@20,c@12,c@16,c@0,{opc2}@5 0E000000
      cdp2 p@8,0..15@20,c@12,c@16,c@0,{opc2}@5 FE000000
      <mcrr=0,mrrc=00100000> p@8,0..15@4,rt@12,rt@16,c@0 0C400000
      <mcrr2=0,mrrc2=00100000> p@8,0..15@4,rt@12,rt@16,c@0 FC400000
      <stc=0,ldc=00100000,stcl=00400000,ldcl=00500000> p@8,c@12,cmem 0C000000
      <stc2=0,ldc2=00100000,stc2l=00400000,ldc2l=00500000> p@8,c@12,cmem FC000000
      """;
}
