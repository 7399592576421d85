package quimera.cpu.arm.asm;

/**
 * The T16 and T32 instructions; {@link Forms} says how to read a line. The forms of a mnemonic are
 * in the order in which GNU's assembler chooses: the narrow ones first.
 *
 * <p>Datasheet: ARM Architecture Reference Manual, ARMv7-A and ARMv7-R edition (DDI 0406C), A6 and
 * the encodings T1 to T4 of A8.8 and B9.3.
 */
final class ThumbTable {
  private ThumbTable() {}

  /** A6.2: sixteen bits. */
  static final String NARROW =
      """
      <add=0,sub=800>{i} ld@8,=0,0..255@0 3000
      <add=0,sub=800>{i} ld@8,0..255@0 3000
      <add=0,sub=200>{i} ld@0,ln@3,0..7@6 1C00
      add{i} ld@0,ln@3,lm@6 1800
      sub{i} *ld@0,ln@3,lm@6 1A00
      add{i} ld@0+3,lm@6 1800
      add hd,=0,rm@3 4400
      add hd,rm@3,=0 4400
      add hd,rm@3 4400
      add ld@8,SP,0..1020x4@0 A800
      add ld@8,PC,0..1020x4@0 A000
      <add=0,sub=80> SP,SP,0..508x4@0 B000
      <add=0,sub=80> SP,0..508x4@0 B000
      adr ld@8,near/adr A000
      mov{i} ld@8,0..255@0 2000
      mov hd,rm@3 4600
      mov{i} ld@0,lm@3 0000
      mov{i} ld@0,lm@3,shifted 0000
      mov{i} ld@0,=0,turned 4000
      <lsl=0,lsr=800,asr=1000>{i} *ld@0,lm@3,amount 0000
      mvn{i} ld@0,lm@3 43C0
      <and=0,eor=40,lsl=80,lsr=C0,asr=100,adc=140,sbc=180,ror=1C0,orr=300,bic=380>{i} ld@0,=0,lm@3 4000
      <and=0,eor=40,lsl=80,lsr=C0,asr=100,adc=140,sbc=180,ror=1C0,orr=300,bic=380>{i} ld@0,lm@3 4000
      <and=0,eor=40,adc=140,orr=300>{i} ld@0,lm@3,=0 4000
      mul{i} ld@0,ln@3,=0 4340
      mul{i} ld@0,=0,lm@3 4340
      mul{i} ld@0,lm@3 4340
      rsb{i} ld@0,ln@3,0..0@0 4240
      rsb{i} ld@0+3,0..0@0 4240
      neg{i} ld@0,ln@3 4240
      <tst=0,cmp=80,cmn=C0> ln@0,lm@3 4200
      cmp hd,rm@3 4500
      cmp ln@8,0..255@0 2800
      <sxth=0,sxtb=40,uxth=80,uxtb=C0> ld@0,lm@3,{still} B200
      <rev=0,rev16=40,revsh=C0> ld@0,lm@3 BA00
      <str=0,strh=200,strb=400,ldrsb=600,ldr=800,ldrh=A00,ldrb=C00,ldrsh=E00> lt@0,near/index 5000
      <str=0,ldr=800> lt@0,near/words 6000
      <strb=0,ldrb=800> lt@0,near/bytes 7000
      <strh=0,ldrh=800> lt@0,near/halves 8000
      <str=0,ldr=800> lt@8,near/stack 9000
      ldr lt@8,near/literal 4800
      push list/lr B400
      pop list/pc BC00
      <ldm=0,ldmia=0,ldmfd=0> POP! BC00
      <stm=0,stmia=0,stmea=0> narrow/stm C000
      <ldm=0,ldmia=0,ldmfd=0> narrow/ldm C800
      bx rm@3 4700
      blx rm@3 4780
      <cbz=0,cbnz=800> ln@0,near/zero B100
      b<eq=000,ne=100,cs=200,hs=200,cc=300,lo=300,mi=400,pl=500,vs=600,vc=700> near/condition D000
      b<hi=800,ls=900,ge=A00,lt=B00,gt=C00,le=D00> near/condition D000
      b near/branch E000
      nop - BF00
      <yield=10,wfe=20,wfi=30,sev=40> - BF00
      setend endian@3 B650
      <cpsie=0,cpsid=10> iflags@0 B660
      bkpt 0..255@0 BE00
      bkpt - BE00
      udf 0..255@0 DE00
      udf - DE00
      <svc=0,swi=0> 0..255@0 DF00
      """;

  /** Numbers below 0, where there is no wide form that takes them. */
  static final String NEGATIVE =
      """
      <sub=0,add=800>{i} ld@8,=0,minus/255@0 3000
      <sub=0,add=800>{i} ld@8,minus/255@0 3000
      <sub=0,add=200>{i} ld@0,ln@3,minus/7@6 1C00
      <sub=0,add=80> SP,SP,minus/stack@0 B000
      <sub=0,add=80> SP,minus/stack@0 B000
      """;

  /** A6.3.1, A6.3.3, A6.3.11: data processing. */
  static final String DATA =
      """
      <add=0,sub=00A00000>{s} *nd@8,nn@16,tmod F1000000
      <sub=0,add=00A00000>{s} *nd@8,nn@16,-tmod F1000000
      sub{S} PC,LR,0..255@0 F3DE8F00
      mov{S} PC,LR F3DE8F00
      eret - F3DE8F00
      <and=0,bic=00200000,orr=00400000,orn=00600000,eor=00800000>{s} *gd@8,gn@16,tmod F0000000
      <bic=0,and=00200000,orn=00400000,orr=00600000>{s} *gd@8,gn@16,~tmod F0000000
      <adc=00400000,sbc=00600000,rsb=00C00000>{s} *gd@8,gn@16,tmod F1000000
      <sbc=00400000,adc=00600000>{s} *gd@8,gn@16,~tmod F1000000
      <add=0,sub=00A00000> *nd@8,nn@16,ti12 F2000000
      <sub=0,add=00A00000> *nd@8,nn@16,-ti12 F2000000
      <addw=0,subw=00A00000> *nd@8,nn@16,ti12 F2000000
      <and=0,bic=00200000,orr=00400000,orn=00600000,eor=00800000>{s} *gd@8,gn@16,tsh EA000000
      <add=01000000,sub=01A00000>{s} *nd@8,nn@16,tsh EA000000
      <adc=01400000,sbc=01600000,rsb=01C00000>{s} *gd@8,gn@16,tsh EA000000
      neg{s} gd@8,gn@16 F1C00000
      <tst=0,teq=00800000> gn@16,tmod F0100F00
      <cmn=0,cmp=00A00000> nn@16,tmod F1100F00
      <cmp=0,cmn=00A00000> nn@16,-tmod F1100F00
      <tst=0,teq=00800000> gn@16,tsh EA100F00
      <cmn=0,cmp=00A00000> nn@16,tsh EB100F00
      <mov=0,mvn=00200000>{s} gd@8,tmod F04F0000
      <mvn=0,mov=00200000>{s} gd@8,~tmod F04F0000
      mov gd@8,ti16 F2400000
      mov{s} nd@8,tsh EA4F0000
      mov{s} gd@8,gm@16,tturned FA00F000
      mvn{s} gd@8,tsh EA6F0000
      movw gd@8,ti16 F2400000
      movt gd@8,ti16 F2C00000
      lsl{s} *gd@8,gm@0,lsl EA4F0000
      lsr{s} *gd@8,gm@0,lsr EA4F0000
      asr{s} *gd@8,gm@0,asr EA4F0000
      ror{s} *gd@8,gm@0,ror EA4F0000
      <lsl=0,lsr=00200000,asr=00400000,ror=00600000>{s} *gd@8,gn@16,gm@0 FA00F000
      rrx{s} gd@8,gm@0 EA4F0030
      adr gd@8,tadr F20F0000
      pkhbt gd@8,gn@16,gm@0,{lsl} EAC00000
      pkhtb gd@8,gn@16,gm@0,asr! EAC00020
      pkhtb gd@8,gm@0,gn@16 EAC00000
      ssat gd@8,1..32@0,gn@16,shift F3000000
      usat gd@8,0..31@0,gn@16,shift F3800000
      ssat16 gd@8,1..16@0,gn@16 F3200000
      usat16 gd@8,0..15@0,gn@16 F3A00000
      <sbfx=0,ubfx=00800000> gd@8,gn@16,tlsb,width@0 F3400000
      bfi gd@8,gn@16,tlsb,msb@0 F3600000
      bfc gd@8,tlsb,msb@0 F36F0000
      """;

  /** A6.3.12 to A6.3.17: registers only. */
  static final String REGISTERS =
      """
      <sxtah=0,uxtah=00100000,sxtab16=00200000> *gd@8,gn@16,gm@0,{turn}@4 FA00F080
      <uxtab16=00300000,sxtab=00400000,uxtab=00500000> *gd@8,gn@16,gm@0,{turn}@4 FA00F080
      <sxth=0,uxth=00100000,sxtb16=00200000> gd@8,gm@0,{turn}@4 FA0FF080
      <uxtb16=00300000,sxtb=00400000,uxtb=00500000> gd@8,gm@0,{turn}@4 FA0FF080
      <s=0,q=10,sh=20,u=40,uq=50,uh=60>add8 gd@8,gn@16,gm@0 FA80F000
      <s=0,q=10,sh=20,u=40,uq=50,uh=60>add16 gd@8,gn@16,gm@0 FA90F000
      <s=0,q=10,sh=20,u=40,uq=50,uh=60>asx gd@8,gn@16,gm@0 FAA0F000
      <s=0,q=10,sh=20,u=40,uq=50,uh=60>sub8 gd@8,gn@16,gm@0 FAC0F000
      <s=0,q=10,sh=20,u=40,uq=50,uh=60>sub16 gd@8,gn@16,gm@0 FAD0F000
      <s=0,q=10,sh=20,u=40,uq=50,uh=60>sax gd@8,gn@16,gm@0 FAE0F000
      <qadd=0,qdadd=10,qsub=20,qdsub=30> gd@8,gm@0,gn@16 FA80F080
      <rev=0,rev16=10,rbit=20,revsh=30> gd@8,gm@0+16 FA90F080
      sel gd@8,gn@16,gm@0 FAA0F080
      clz gd@8,gm@0+16 FAB0F080
      mul gd@8,gn@16,gm@0 FB00F000
      mul gd@8+0,gn@16 FB00F000
      mla gd@8,gn@16,gm@0,ga@12 FB000000
      mls gd@8,gn@16,gm@0,ga@12 FB000010
      smla<bb=0,bt=10,tb=20,tt=30> gd@8,gn@16,gm@0,ga@12 FB100000
      smul<bb=0,bt=10,tb=20,tt=30> *gd@8,gn@16,gm@0 FB10F000
      <smlad=0,smladx=10> gd@8,gn@16,gm@0,ga@12 FB200000
      <smuad=0,smuadx=10> *gd@8,gn@16,gm@0 FB20F000
      smlaw<b=0,t=10> gd@8,gn@16,gm@0,ga@12 FB300000
      smulw<b=0,t=10> *gd@8,gn@16,gm@0 FB30F000
      <smlsd=0,smlsdx=10> gd@8,gn@16,gm@0,ga@12 FB400000
      <smusd=0,smusdx=10> *gd@8,gn@16,gm@0 FB40F000
      <smmla=0,smmlar=10> gd@8,gn@16,gm@0,ga@12 FB500000
      <smmul=0,smmulr=10> *gd@8,gn@16,gm@0 FB50F000
      <smmls=0,smmlsr=10> gd@8,gn@16,gm@0,ga@12 FB600000
      usad8 gd@8,gn@16,gm@0 FB70F000
      usada8 gd@8,gn@16,gm@0,ga@12 FB700000
      <smull=0,umull=00200000,smlal=00400000,umlal=00600000> glo@12,ghi@8,gn@16,gm@0 FB800000
      umaal glo@12,ghi@8,gn@16,gm@0 FBE00060
      smlal<bb=0,bt=10,tb=20,tt=30> glo@12,ghi@8,gn@16,gm@0 FBC00080
      <smlald=0,smlaldx=10> glo@12,ghi@8,gn@16,gm@0 FBC000C0
      <smlsld=0,smlsldx=10> glo@12,ghi@8,gn@16,gm@0 FBD000C0
      <sdiv=0,udiv=00200000> *gd@8,gn@16,gm@0 FB90F0F0
      """;

  /** A6.3.5 to A6.3.10: loads and stores. */
  static final String MEMORY =
      """
      <strb=0,ldrb=00100000,strh=00200000,ldrh=00300000> gt@12,tmem F8000000
      <str=00400000,ldr=00500000> rt@12,tmem F8000000
      <ldrsb=0,ldrsh=00200000> gt@12,tmem F9100000
      <strbt=0,ldrbt=00100000,strht=00200000,ldrht=00300000> gt@12,tmem/user F8000E00
      <strt=00400000,ldrt=00500000> gt@12,tmem/user F8000E00
      <ldrsbt=0,ldrsht=00200000> gt@12,tmem/user F9100E00
      <pld=0,pldw=00200000,pli=01000000> tmem/plain F810F000
      <strd=0,ldrd=00100000> gt@12,gt@8,cmem E8400000
      <strd=0,ldrd=00100000> pair/both,cmem E8400000
      strex gd@8,gt@12,[rn/words]@16 E8400000
      ldrex gt@12,[rn/words]@16 E8500F00
      <strexb=0,strexh=10> gd@0,gt@12,[rn]@16 E8C00F40
      strexd gd@0,gt@12,gt@8,[rn]@16 E8C00070
      <ldrexb=0,ldrexh=10> gt@12,[rn]@16 E8D00F4F
      ldrexd gt@12,gt@8,[rn]@16 E8D0007F
      tbb [rn+rm] E8D0F000
      tbh [rn+rm*2] E8D0F010
      push one@12 F84D0D04
      pop one@12 F85D0B04
      push list E92D0000
      pop list E8BD0000
      <stm=0,stmia=0,stmea=0> single/up F8400000
      <ldm=0,ldmia=0,ldmfd=0> single/up F8500000
      <stmdb=0,stmfd=0> single/down F8400000
      <ldmdb=0,ldmea=0> single/down F8500000
      <stm=0,stmia=0,stmea=0> base@16,list E8800000
      <ldm=0,ldmia=0,ldmfd=0> base@16,list E8900000
      <stmdb=0,stmfd=0> base@16,list E9000000
      <ldmdb=0,ldmea=0> base@16,list E9100000
      <srsdb=0,srsfd=0,srs=01800000,srsia=01800000,srsea=01800000> SP!,0..31@0 E80DC000
      <rfedb=0,rfeea=0,rfe=01800000,rfeia=01800000,rfefd=01800000> base@16 E810C000
      """;

  /** A6.3.4: branches and control. */
  static final String CONTROL =
      """
      b<eq=0,ne=00400000,cs=00800000,hs=00800000,cc=00C00000,lo=00C00000> wide/condition F0008000
      b<mi=01000000,pl=01400000,vs=01800000,vc=01C00000,hi=02000000,ls=02400000> wide/condition F0008000
      b<ge=02800000,lt=02C00000,gt=03000000,le=03400000> wide/condition F0008000
      b wide/branch F0009000
      bl wide/call F000D000
      blx wide/exchange F000C000
      bxj gm@16 F3C08F00
      mrs gd@8,tpsr F3EF8000
      msr tfields,gn@16 F3808000
      mrs gd@8,tbanked@4 F3E08020
      msr tbanked@4,gn@16 F3808020
      nop - F3AF8000
      <yield=1,wfe=2,wfi=3,sev=4> - F3AF8000
      dbg 0..15@0 F3AF80F0
      cps 0..31@0 F3AF8100
      <cpsie=0,cpsid=200> iflags@5,{mode}@8 F3AF8400
      clrex - F3BF8F2F
      <dsb=40,dmb=50,isb=60> barrier F3BF8F00
      <dsb=4F,dmb=5F,isb=6F> - F3BF8F00
      smc 0..15@16 F7F08000
      hvc tcode F7E08000
      udf tcode F7F0A000
      """;
}
