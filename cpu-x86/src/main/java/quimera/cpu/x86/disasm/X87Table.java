package quimera.cpu.x86.disasm;

/**
 * The coprocessor's instructions, D8 to DF (SDM volume 2, appendix A, tables ), with the
 * 8087's own and the aliases that Intel never documented. {@link Form} says how a line is read.
 */
final class X87Table {
  private X87Table() {}

  static final String ALL =
      """
      d8 /f farith Md
      d8 /0 fadd st,Fi
      d8 /1 fmul st,Fi
      d8 /2 fcom Fi
      d8 /3 fcomp Fi
      d8 /4 fsub st,Fi
      d8 /5 fsubr st,Fi
      d8 /6 fdiv st,Fi
      d8 /7 fdivr st,Fi
      d9 /0 fld Md
      d9 /2 fst Md
      d9 /3 fstp Md
      d9 /4 fldenv M
      d9 /5 fldcw Mw
      d9 /6 fnstenv M
      d9 /7 fnstcw Mw
      d9 /0 fld Fi
      d9 /1 fxch Fi
      d9 :d0 fnop
      d9 /3 fstp1 Fi
      d9 :e0 fchs
      d9 :e1 fabs
      d9 :e4 ftst
      d9 :e5 fxam
      d9 :e8 fld1
      d9 :e9 fldl2t
      d9 :ea fldl2e
      d9 :eb fldpi
      d9 :ec fldlg2
      d9 :ed fldln2
      d9 :ee fldz
      d9 :f0 f2xm1
      d9 :f1 fyl2x
      d9 :f2 fptan
      d9 :f3 fpatan
      d9 :f4 fxtract
      d9 :f5 fprem1 @386
      d9 :f6 fdecstp
      d9 :f7 fincstp
      d9 :f8 fprem
      d9 :f9 fyl2xp1
      d9 :fa fsqrt
      d9 :fb fsincos @386
      d9 :fc frndint
      d9 :fd fscale
      d9 :fe fsin @386
      d9 :ff fcos @386
      da /f fiarith Md
      da /0 fcmovb st,Fi @cmov
      da /1 fcmove st,Fi @cmov
      da /2 fcmovbe st,Fi @cmov
      da /3 fcmovu st,Fi @cmov
      da :e9 fucompp @386
      db /0 fild Md
      db /2 fist Md
      db /3 fistp Md
      db /5 fld Mt
      db /7 fstp Mt
      db /0 fcmovnb st,Fi @cmov
      db /1 fcmovne st,Fi @cmov
      db /2 fcmovnbe st,Fi @cmov
      db /3 fcmovnu st,Fi @cmov
      db :e0 fneni
      db :e1 fndisi
      db :e2 fnclex
      db :e3 fninit
      db :e4 fnsetpm @286
      db /5 fucomi st,Fi @cmov
      db /6 fcomi st,Fi @cmov
      dc /f farith Mq
      dc /0 fadd Fi,st
      dc /1 fmul Fi,st
      dc /2 fcom2 Fi
      dc /3 fcomp3 Fi
      dc /4 fsubr Fi,st
      dc /5 fsub Fi,st
      dc /6 fdivr Fi,st
      dc /7 fdiv Fi,st
      dd /0 fld Mq
      dd /2 fst Mq
      dd /3 fstp Mq
      dd /4 frstor M
      dd /6 fnsave M
      dd /7 fnstsw Mw
      dd /0 ffree Fi
      dd /1 fxch4 Fi
      dd /2 fst Fi
      dd /3 fstp Fi
      dd /4 fucom Fi @386
      dd /5 fucomp Fi @386
      de /f fiarith Mw
      de /0 faddp Fi,st
      de /1 fmulp Fi,st
      de /2 fcomp5 Fi
      de :d9 fcompp
      de /4 fsubrp Fi,st
      de /5 fsubp Fi,st
      de /6 fdivrp Fi,st
      de /7 fdivp Fi,st
      df /0 fild Mw
      df /2 fist Mw
      df /3 fistp Mw
      df /4 fbld Mt
      df /5 fild Mq
      df /6 fbstp Mt
      df /7 fistp Mq
      df /0 ffreep Fi
      df /1 fxch7 Fi
      df /2 fstp8 Fi
      df /3 fstp9 Fi
      df :e0 fnstsw ax @286
      df /5 fucomip st,Fi @cmov
      df /6 fcomip st,Fi @cmov
      d8+r esc Fo,Ew !
      """;
}
