package quimera.cpu.x86.disasm;

/**
 * MMX, FXSAVE, SSE and SSE2, with their mandatory prefixes (SDM volume 2, appendix A, tables A-3
 * and A-6). {@link Form} says how a line is read.
 */
final class SimdTable {
  private SimdTable() {}

  /** Integers; {@code mm} stands for a line with MMX registers and one of SSE2 with prefix 66. */
  static final String INTEGERS =
      """
      np 0f 60 punpcklbw Pq,Qd @mmx
      np 0f 61 punpcklwd Pq,Qd @mmx
      np 0f 62 punpckldq Pq,Qd @mmx
      66 0f 60 punpcklbw Vx,Wx @sse2
      66 0f 61 punpcklwd Vx,Wx @sse2
      66 0f 62 punpckldq Vx,Wx @sse2
      mm 0f 63 packsswb Pq,Qq @mmx
      mm 0f 64 pcmpgtb Pq,Qq @mmx
      mm 0f 65 pcmpgtw Pq,Qq @mmx
      mm 0f 66 pcmpgtd Pq,Qq @mmx
      mm 0f 67 packuswb Pq,Qq @mmx
      mm 0f 68 punpckhbw Pq,Qq @mmx
      mm 0f 69 punpckhwd Pq,Qq @mmx
      mm 0f 6a punpckhdq Pq,Qq @mmx
      mm 0f 6b packssdw Pq,Qq @mmx
      66 0f 6c punpcklqdq Vx,Wx @sse2
      66 0f 6d punpckhqdq Vx,Wx @sse2
      np 0f 6e movd Pq,Ed @mmx
      66 0f 6e movd Vx,Ed @sse2
      np 0f 6f movq Pq,Qq @mmx
      66 0f 6f movdqa Vx,Wx @sse2
      f3 0f 6f movdqu Vx,Wx @sse2
      np 0f 70 pshufw Pq,Qq,Ib @sse
      66 0f 70 pshufd Vx,Wx,Ib @sse2
      f2 0f 70 pshuflw Vx,Wx,Ib @sse2
      f3 0f 70 pshufhw Vx,Wx,Ib @sse2
      mm 0f 71 /2 psrlw Nq,Ib @mmx
      mm 0f 71 /4 psraw Nq,Ib @mmx
      mm 0f 71 /6 psllw Nq,Ib @mmx
      mm 0f 72 /2 psrld Nq,Ib @mmx
      mm 0f 72 /4 psrad Nq,Ib @mmx
      mm 0f 72 /6 pslld Nq,Ib @mmx
      mm 0f 73 /2 psrlq Nq,Ib @mmx
      66 0f 73 /3 psrldq Ux,Ib @sse2
      mm 0f 73 /6 psllq Nq,Ib @mmx
      66 0f 73 /7 pslldq Ux,Ib @sse2
      mm 0f 74 pcmpeqb Pq,Qq @mmx
      mm 0f 75 pcmpeqw Pq,Qq @mmx
      mm 0f 76 pcmpeqd Pq,Qq @mmx
      np 0f 77 emms @mmx
      np 0f 7e movd Ed,Pq @mmx
      66 0f 7e movd Ed,Vx @sse2
      f3 0f 7e movq Vx,Wq @sse2
      np 0f 7f movq Qq,Pq @mmx
      66 0f 7f movdqa Wx,Vx @sse2
      f3 0f 7f movdqu Wx,Vx @sse2
      np 0f c4 pinsrw Pq,Er,Ib @sse
      66 0f c4 pinsrw Vx,Er,Ib @sse2
      np 0f c5 pextrw Gd,Nq,Ib @sse
      66 0f c5 pextrw Gd,Ux,Ib @sse2
      mm 0f d1 psrlw Pq,Qq @mmx
      mm 0f d2 psrld Pq,Qq @mmx
      mm 0f d3 psrlq Pq,Qq @mmx
      mm 0f d4 paddq Pq,Qq @sse2
      mm 0f d5 pmullw Pq,Qq @mmx
      66 0f d6 movq Wq,Vx @sse2
      f2 0f d6 movdq2q Pq,Ux @sse2
      f3 0f d6 movq2dq Vx,Nq @sse2
      np 0f d7 pmovmskb Gd,Nq @sse
      66 0f d7 pmovmskb Gd,Ux @sse2
      mm 0f d8 psubusb Pq,Qq @mmx
      mm 0f d9 psubusw Pq,Qq @mmx
      mm 0f da pminub Pq,Qq @sse
      mm 0f db pand Pq,Qq @mmx
      mm 0f dc paddusb Pq,Qq @mmx
      mm 0f dd paddusw Pq,Qq @mmx
      mm 0f de pmaxub Pq,Qq @sse
      mm 0f df pandn Pq,Qq @mmx
      mm 0f e0 pavgb Pq,Qq @sse
      mm 0f e1 psraw Pq,Qq @mmx
      mm 0f e2 psrad Pq,Qq @mmx
      mm 0f e3 pavgw Pq,Qq @sse
      mm 0f e4 pmulhuw Pq,Qq @sse
      mm 0f e5 pmulhw Pq,Qq @mmx
      np 0f e7 movntq Mq,Pq @sse
      66 0f e7 movntdq Mx,Vx @sse2
      mm 0f e8 psubsb Pq,Qq @mmx
      mm 0f e9 psubsw Pq,Qq @mmx
      mm 0f ea pminsw Pq,Qq @sse
      mm 0f eb por Pq,Qq @mmx
      mm 0f ec paddsb Pq,Qq @mmx
      mm 0f ed paddsw Pq,Qq @mmx
      mm 0f ee pmaxsw Pq,Qq @sse
      mm 0f ef pxor Pq,Qq @mmx
      mm 0f f1 psllw Pq,Qq @mmx
      mm 0f f2 pslld Pq,Qq @mmx
      mm 0f f3 psllq Pq,Qq @mmx
      mm 0f f4 pmuludq Pq,Qq @sse2
      mm 0f f5 pmaddwd Pq,Qq @mmx
      mm 0f f6 psadbw Pq,Qq @sse
      np 0f f7 maskmovq Pq,Nq @sse
      66 0f f7 maskmovdqu Vx,Ux @sse2
      mm 0f f8 psubb Pq,Qq @mmx
      mm 0f f9 psubw Pq,Qq @mmx
      mm 0f fa psubd Pq,Qq @mmx
      mm 0f fb psubq Pq,Qq @sse2
      mm 0f fc paddb Pq,Qq @mmx
      mm 0f fd paddw Pq,Qq @mmx
      mm 0f fe paddd Pq,Qq @mmx
      """;

  /** Floating point; {@code ps} stands for a line with PS and one of SSE2 with PD and prefix 66. */
  static final String FLOATS =
      """
      ps 0f 10 movups Vx,Wx @sse
      f3 0f 10 movss Vx,Wd @sse
      f2 0f 10 movsd Vx,Wq @sse2
      ps 0f 11 movups Wx,Vx @sse
      f3 0f 11 movss Wd,Vx @sse
      f2 0f 11 movsd Wq,Vx @sse2
      np 0f 12 movhlps Vx,Ux @sse
      ps 0f 12 movlps Vx,Mq @sse
      ps 0f 13 movlps Mq,Vx @sse
      ps 0f 14 unpcklps Vx,Wx @sse
      ps 0f 15 unpckhps Vx,Wx @sse
      np 0f 16 movlhps Vx,Ux @sse
      ps 0f 16 movhps Vx,Mq @sse
      ps 0f 17 movhps Mq,Vx @sse
      0f 18 /0 prefetchnta Mb @sse
      0f 18 /1 prefetcht0 Mb @sse
      0f 18 /2 prefetcht1 Mb @sse
      0f 18 /3 prefetcht2 Mb @sse
      0f 18 nop Ev @cmov
      0f 19 nop Ev @cmov
      0f 1a nop Ev @cmov
      0f 1b nop Ev @cmov
      0f 1c nop Ev @cmov
      0f 1d nop Ev @cmov
      0f 1e nop Ev @cmov
      0f 1f nop Ev @cmov
      ps 0f 28 movaps Vx,Wx @sse
      ps 0f 29 movaps Wx,Vx @sse
      np 0f 2a cvtpi2ps Vx,Qq @sse
      66 0f 2a cvtpi2pd Vx,Qq @sse2
      f3 0f 2a cvtsi2ss Vx,Ed @sse
      f2 0f 2a cvtsi2sd Vx,Ed @sse2
      ps 0f 2b movntps Mx,Vx @sse
      np 0f 2c cvttps2pi Pq,Wq @sse
      66 0f 2c cvttpd2pi Pq,Wx @sse2
      f3 0f 2c cvttss2si Gd,Wd @sse
      f2 0f 2c cvttsd2si Gd,Wq @sse2
      np 0f 2d cvtps2pi Pq,Wq @sse
      66 0f 2d cvtpd2pi Pq,Wx @sse2
      f3 0f 2d cvtss2si Gd,Wd @sse
      f2 0f 2d cvtsd2si Gd,Wq @sse2
      np 0f 2e ucomiss Vx,Wd @sse
      66 0f 2e ucomisd Vx,Wq @sse2
      np 0f 2f comiss Vx,Wd @sse
      66 0f 2f comisd Vx,Wq @sse2
      ps 0f 50 movmskps Gd,Ux @sse
      ps 0f 51 sqrtps Vx,Wx @sse
      f3 0f 51 sqrtss Vx,Wd @sse
      f2 0f 51 sqrtsd Vx,Wq @sse2
      np 0f 52 rsqrtps Vx,Wx @sse
      f3 0f 52 rsqrtss Vx,Wd @sse
      np 0f 53 rcpps Vx,Wx @sse
      f3 0f 53 rcpss Vx,Wd @sse
      ps 0f 54 andps Vx,Wx @sse
      ps 0f 55 andnps Vx,Wx @sse
      ps 0f 56 orps Vx,Wx @sse
      ps 0f 57 xorps Vx,Wx @sse
      ps 0f 58 addps Vx,Wx @sse
      f3 0f 58 addss Vx,Wd @sse
      f2 0f 58 addsd Vx,Wq @sse2
      ps 0f 59 mulps Vx,Wx @sse
      f3 0f 59 mulss Vx,Wd @sse
      f2 0f 59 mulsd Vx,Wq @sse2
      np 0f 5a cvtps2pd Vx,Wq @sse2
      66 0f 5a cvtpd2ps Vx,Wx @sse2
      f3 0f 5a cvtss2sd Vx,Wd @sse2
      f2 0f 5a cvtsd2ss Vx,Wq @sse2
      np 0f 5b cvtdq2ps Vx,Wx @sse2
      66 0f 5b cvtps2dq Vx,Wx @sse2
      f3 0f 5b cvttps2dq Vx,Wx @sse2
      ps 0f 5c subps Vx,Wx @sse
      f3 0f 5c subss Vx,Wd @sse
      f2 0f 5c subsd Vx,Wq @sse2
      ps 0f 5d minps Vx,Wx @sse
      f3 0f 5d minss Vx,Wd @sse
      f2 0f 5d minsd Vx,Wq @sse2
      ps 0f 5e divps Vx,Wx @sse
      f3 0f 5e divss Vx,Wd @sse
      f2 0f 5e divsd Vx,Wq @sse2
      ps 0f 5f maxps Vx,Wx @sse
      f3 0f 5f maxss Vx,Wd @sse
      f2 0f 5f maxsd Vx,Wq @sse2
      np 0f ae /0 fxsave M @fxsr
      np 0f ae /1 fxrstor M @fxsr
      np 0f ae /2 ldmxcsr Md @sse
      np 0f ae /3 stmxcsr Md @sse
      np 0f ae :e8 lfence @sse2
      np 0f ae :f0 mfence @sse2
      np 0f ae :f8 sfence @sse
      np 0f ae /7 clflush Mb @sse2
      ps 0f c2 cmpps Vx,Wx,Ib @sse
      f3 0f c2 cmpss Vx,Wd,Ib @sse
      f2 0f c2 cmpsd Vx,Wq,Ib @sse2
      np 0f c3 movnti Md,Gd @sse2
      ps 0f c6 shufps Vx,Wx,Ib @sse
      66 0f e6 cvttpd2dq Vx,Wx @sse2
      f3 0f e6 cvtdq2pd Vx,Wq @sse2
      f2 0f e6 cvtpd2dq Vx,Wx @sse2
      """;
}
