package quimera.cpu.arm.asm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Advanced SIMD instructions, in the encoding of A32; {@link Forms} says how to read a line,
 * with two additions:
 *
 * <ul>
 *   <li>{@code .I8-64@20} in a mnemonic: a line for each data type of these sizes, which is 0 to 3
 *       from bit 20; I takes i, s and u for the same instruction, X is s, and u with bit 24 set, S
 *       is s, U is u, P a size without a letter. {@code %} is the size in the operands, {@code %h}
 *       half of it.
 *   <li>{@code Vd}, {@code Vn}, {@code Vm}: a line with double registers and one with quadruple
 *       ones, which have bit 6 set, or bit 24 where a scalar is an operand.
 * </ul>
 *
 * <p>Datasheet: ARM Architecture Reference Manual, ARMv7-A and ARMv7-R edition (DDI 0406C), A7.4,
 * A7.7 and A8.8.
 */
final class NeonTable {
  private NeonTable() {}

  /** A7.4.1: three registers of the same length. */
  private static final String SAME =
      """
      <vhadd=0,vrhadd=100,vhsub=200,vmax=600,vmin=610>.X8-32@20 *Vd,Vn,Vm F2000000
      <vcgt=300,vcge=310,vabd=700>.X8-32@20 *Vd,Vn,Vm F2000000
      <vclt=300,vcle=310>.X8-32@20 *Vd,Vm,Vn F2000000
      vaba.X8-32@20 Vd,Vn,Vm F2000710
      <vqadd=10,vqsub=210>.X8-64@20 *Vd,Vn,Vm F2000000
      <vshl=400,vqshl=410,vrshl=500,vqrshl=510>.X8-64@20 *Vd,Vm,Vn F2000000
      <vadd=0,vsub=01000000>.I8-64@20 *Vd,Vn,Vm F2000800
      <vceq=01000010,vmul=110>.I8-32@20 *Vd,Vn,Vm F2000800
      <vmla=0,vmls=01000000>.I8-32@20 Vd,Vn,Vm F2000900
      vtst.P8-32@20 *Vd,Vn,Vm F2000810
      vmul.p8 *Vd,Vn,Vm F3000910
      <vpmax=0,vpmin=10>.X8-32@20 *Dd,Dn,Dm F2000A00
      vpadd.I8-32@20 *Dd,Dn,Dm F2000B10
      <vqdmulh=0,vqrdmulh=01000000>.S16-32@20 *Vd,Vn,Vm F2000B00
      <vand=0,vbic=00100000,vorr=00200000,vorn=00300000,veor=01000000> *Vd,Vn,Vm F2000110
      <vbsl=00100000,vbit=00200000,vbif=00300000> *Vd,Vn,Vm F3000110
      vmov Qd,Qm@0+5+16+7 F2200150
      <vadd.f32=0,vsub.f32=00200000,vabd.f32=01200000> *Vd,Vn,Vm F2000D00
      <vmla.f32=0,vmls.f32=00200000> Vd,Vn,Vm F2000D10
      <vfma.f32=0,vfms.f32=00200000> Vd,Vn,Vm F2000C10
      vmul.f32 *Vd,Vn,Vm F3000D10
      <vcge.f32=0,vcgt.f32=00200000,vacge.f32=10,vacgt.f32=00200010> *Vd,Vn,Vm F3000E00
      <vcle.f32=0,vclt.f32=00200000,vacle.f32=10,vaclt.f32=00200010> *Vd,Vm,Vn F3000E00
      vceq.f32 *Vd,Vn,Vm F2000E00
      <vmax.f32=0,vmin.f32=00200000,vrecps.f32=10,vrsqrts.f32=00200010> *Vd,Vn,Vm F2000F00
      <vpmax.f32=200,vpmin.f32=00200200,vpadd.f32=0> *Dd,Dn,Dm F3000D00
      """;

  /** A7.4.6: two registers, and what is near them. */
  private static final String TWO =
      """
      <vrev64=0,vcls=400,vqabs=700,vqneg=780>.S8-32@18 Vd,Vm F3B00000
      vrev64.P8-32@18 Vd,Vm F3B00000
      vrev32.P8-16@18 Vd,Vm F3B00080
      vrev16.8 Vd,Vm F3B00100
      <vpaddl=0,vpadal=400>.S8-32@18 Vd,Vm F3B00200
      <vpaddl=0,vpadal=400>.U8-32@18 Vd,Vm F3B00280
      vclz.I8-32@18 Vd,Vm F3B00480
      vcnt.8 Vd,Vm F3B00500
      vmvn Vd,Vm F3B00580
      <vcgt=0,vcge=80,vcle=180,vclt=200>.S8-32@18 Vd,Vm,zero F3B10000
      vceq.I8-32@18 Vd,Vm,zero F3B10100
      <vcgt.f32=0,vcge.f32=80,vceq.f32=100,vcle.f32=180,vclt.f32=200> Vd,Vm,zero F3B90400
      <vabs=0,vneg=80>.S8-32@18 Vd,Vm F3B10300
      <vabs.f32=0,vneg.f32=80> Vd,Vm F3B90700
      vswp Vd,Vm F3B20000
      <vtrn=80,vuzp=100,vzip=180>.P8-32@18 Vd,Vm F3B20000
      vmovn.I16-64@18 Dd,Qm F3B20200
      <vqmovun=40,vqmovn=80>.S16-64@18 Dd,Qm F3B20200
      vqmovn.U16-64@18 Dd,Qm F3B202C0
      vcvt.f16.f32 Dd,Qm F3B60600
      vcvt.f32.f16 Qd,Dm F3B60700
      <vrecpe.u32=0,vrsqrte.u32=80,vrecpe.f32=100,vrsqrte.f32=180> Vd,Vm F3BB0400
      <vcvt.f32.s32=0,vcvt.f32.u32=80,vcvt.s32.f32=100,vcvt.u32.f32=180> Vd,Vm F3BB0600
      <vcvt.f32.s32=0,vcvt.f32.u32=01000000,vcvt.s32.f32=100,vcvt.u32.f32=01000100> Vd,Vm,right/32 F2800E10
      vext.8 Vd,Vn,Vm,0..15@8 F2B00000
      vext.16 Vd,Vn,Vm,0..7@9 F2B00000
      vext.32 Vd,Vn,Vm,0..3@10 F2B00000
      <vtbl=0,vtbx=40>.8 Dd,table,Dm F3B00800
      vdup.8 Vd,part/8 F3B00C00
      vdup.16 Vd,part/16 F3B00C00
      vdup.32 Vd,part/32 F3B00C00
      vdup.8 Dn,rt@12 0EC00B10
      vdup.16 Dn,rt@12 0E800B30
      vdup.32 Dn,rt@12 0E800B10
      vdup.8 Qn,rt@12 0EE00B10
      vdup.16 Qn,rt@12 0EA00B30
      vdup.32 Qn,rt@12 0EA00B10
      """;

  /** A7.4.4: shifts by a number. */
  private static final String SHIFTS =
      """
      <vshr=0,vsra=100,vrshr=200,vrsra=300>.X8-64@0 *Vd,Vm,right/% F2800010
      vsri.P8-64@0 *Vd,Vm,right/% F3800410
      <vshl=0,vsli=01000000>.P8-64@0 *Vd,Vm,left/% F2800510
      vshl.I8-64@0 *Vd,Vm,left/% F2800510
      vqshlu.S8-64@0 *Vd,Vm,left/% F3800610
      vqshl.X8-64@0 *Vd,Vm,left/% F2800710
      <vshrn=0,vrshrn=40>.I16-64@0 Dd,Qm,right/%h F2800810
      <vqshrun=0,vqrshrun=40>.S16-64@0 Dd,Qm,right/%h F3800810
      <vqshrn=0,vqrshrn=40>.X16-64@0 Dd,Qm,right/%h F2800910
      vshll.X8-32@0 Qd,Dm,longer/% F2800A10
      vshll.i8 Qd,Dm,8..8@0 F3B20300
      vshll.i16 Qd,Dm,16..16@0 F3B60300
      vshll.i32 Qd,Dm,32..32@0 F3BA0300
      vmovl.X8-8@0 Qd,Dm F2880A10
      vmovl.X16-16@0 Qd,Dm F2900A10
      vmovl.X32-32@0 Qd,Dm F2A00A10
      """;

  /** A7.4.2, A7.4.3: registers of different lengths, and parts of registers. */
  private static final String LENGTHS =
      """
      <vaddl=0,vsubl=200,vabal=500,vabdl=700,vmlal=800,vmlsl=A00,vmull=C00>.X8-32@20 Qd,Dn,Dm F2800000
      <vaddw=0,vsubw=200>.X8-32@20 *Qd,Qn,Dm F2800100
      <vaddhn=0,vsubhn=200,vraddhn=01000000,vrsubhn=01000200>.I16-64@20 Dd,Qn,Qm F2800400
      <vqdmlal=0,vqdmlsl=200,vqdmull=400>.S16-32@20 Qd,Dn,Dm F2800900
      vmull.p8 Qd,Dn,Dm F2800E00
      <vmla=0,vmls=400,vmul=800>.I16-32@20 Vd,Vn,part3/% F2800040
      <vmla.f32=0,vmls.f32=400,vmul.f32=800> Vd,Vn,part3/32 F2A00140
      <vmlal=0,vmlsl=400,vmull=800>.X16-32@20 Qd,Dn,part3/% F2800240
      <vqdmlal=0,vqdmlsl=400,vqdmull=800>.S16-32@20 Qd,Dn,part3/% F2800340
      <vqdmulh=0,vqrdmulh=100>.S16-32@20 Vd,Vn,part3/% F2800C40
      """;

  /** A7.4.5: constants. */
  private static final String CONSTANTS =
      """
      vmov.i8 Vd,packed/8 F2800010
      <vmov.i16=0,vmvn.i16=20> Vd,packed/16 F2800010
      <vmov.i32=0,vmvn.i32=20> Vd,packed/32 F2800010
      vmov.i64 Vd,packed/64 F2800030
      vmov.f32 Vd,packed/float F2800F10
      <vorr.i16=0,vbic.i16=20> Vd,packed/16 F2800110
      <vorr.i32=0,vbic.i32=20> Vd,packed/32 F2800110
      """;

  /** A7.7: loads and stores of structures. */
  private static final String MEMORY =
      """
      <vst1=0,vld1=00200000>.P8-64@6 elements/1 F4000000
      <vst2=0,vld2=00200000>.P8-32@6 elements/2 F4000000
      <vst3=0,vld3=00200000>.P8-32@6 elements/3 F4000000
      <vst4=0,vld4=00200000>.P8-32@6 elements/4 F4000000
      """;

  private static final Pattern TYPE = Pattern.compile("\\.([IXSUP])(\\d+)-(\\d+)@(\\d+)");

  /** The lines for A32; {@link #thumb} has the words of T32. */
  static final String LINES = String.join("\n", expanded());

  private static List<String> expanded() {
    List<String> lines = new ArrayList<>();
    for (String table : List.of(SAME, TWO, SHIFTS, LENGTHS, CONSTANTS, MEMORY)) {
      table.lines().map(String::strip).filter(l -> !l.isEmpty()).forEach(l -> types(l, lines));
    }
    return lines;
  }

  private static void types(String line, List<String> lines) {
    Matcher type = TYPE.matcher(line);
    if (!type.find()) {
      lengths(line, 0, lines);
      return;
    }
    int most = Integer.parseInt(type.group(3));
    int place = Integer.parseInt(type.group(4));
    int code = 0;
    boolean narrows = line.contains("Dd,Q") && place != 0;
    for (int size = Integer.parseInt(type.group(2)); size <= most; size *= 2) {
      int number = Integer.numberOfTrailingZeros(size) - (narrows ? 4 : 3);
      code = place == 0 ? 0 : number << place;
      String operands = line.replace("%h", "" + size / 2).replace("%", "" + size);
      for (String name : names(type.group(1).charAt(0))) {
        int sign = type.group(1).equals("X") && name.equals("u") ? 1 << 24 : 0;
        lengths(operands.replace(type.group(), "." + name + size), code | sign, lines);
      }
    }
  }

  private static List<String> names(char kind) {
    return switch (kind) {
      case 'I' -> List.of("i", "s", "u");
      case 'X' -> List.of("s", "u");
      case 'S' -> List.of("s");
      case 'U' -> List.of("u");
      default -> List.of("");
    };
  }

  private static void lengths(String line, int bits, List<String> lines) {
    int space = line.lastIndexOf(' ');
    int word = Integer.parseUnsignedInt(line.substring(space + 1), 16) | bits;
    String rest = line.substring(0, space);
    if (!rest.contains("Vd")) {
      lines.add(placed(rest) + " %08X".formatted(word));
      return;
    }
    int quadruple = rest.contains("part3") ? 1 << 24 : 1 << 6;
    for (String letter : List.of("D", "Q")) {
      int whole = letter.equals("Q") ? word | quadruple : word;
      String registers = rest.replaceAll("V([dnm])", letter + "$1");
      lines.add(placed(registers) + " %08X".formatted(whole));
    }
  }

  private static String placed(String line) {
    return line.replaceAll("\\b([DQ])d\\b", "$1d@12+22")
        .replaceAll("\\b([DQ])n\\b", "$1n@16+7")
        .replaceAll("\\b([DQ])m\\b(?!@)", "$1m@0+5");
  }

  /** The word of T32, whose first byte is another (ARM ARM, A7.2). */
  static int thumb(int word) {
    int first =
        switch (word >>> 24) {
          case 0xF2 -> 0xEF;
          case 0xF3 -> 0xFF;
          case 0xF4 -> 0xF9;
          default -> word >>> 24;
        };
    return word & 0xFF_FFFF | first << 24;
  }
}
