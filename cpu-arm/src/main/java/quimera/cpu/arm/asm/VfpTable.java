package quimera.cpu.arm.asm;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The floating-point instructions, which A32 and T32 share; {@link Forms} says how to read a line.
 * A line with {@code .F} is two: {@code Fd}, {@code Fn} and {@code Fm} are single registers for
 * .f32 and double ones for .f64, which has bit 8 set.
 *
 * <p>Datasheet: ARM Architecture Reference Manual, ARMv7-A and ARMv7-R edition (DDI 0406C), A7.5,
 * A7.6, A7.8 and the VFP encodings of A8.8.
 */
final class VfpTable {
  private VfpTable() {}

  private static final String LINES =
      """
      <vmla=0,vmls=40,vnmls=00100000,vnmla=00100040>.F Fd,Fn,Fm 0E000A00
      <vfnms=00100000,vfnma=00100040,vfma=00200000,vfms=00200040>.F Fd,Fn,Fm 0E800A00
      <vmul=0,vnmul=40,vadd=00100000,vsub=00100040>.F *Fd,Fn,Fm 0E200A00
      vdiv.F *Fd,Fn,Fm 0E800A00
      <vmov=40,vabs=C0,vneg=00010040,vsqrt=000100C0,vcmp=00040040,vcmpe=000400C0>.F Fd,Fm 0EB00A00
      <vcmp=0,vcmpe=80>.F Fd,zero 0EB50A40
      vmov.F Fd,vfp 0EB00A00
      vmov Sd,Sm 0EB00A40
      vmov Dd,Dm 0EB00B40
      <vmov=0,vmov.f32=0> Sn,rt@12 0E000A10
      <vmov=0,vmov.f32=0> rt@12,Sn 0E100A10
      vmov Dm,rt@12,rt@16 0C400B10
      vmov rt@12,rt@16,Dm 0C500B10
      vmov Sm,=S,rt@12,rt@16 0C400A10
      vmov rt@12,rt@16,Sm,=S 0C500A10
      <vmov=0,vmov.32=0> scalar/32,rt@12 0E000B10
      vmov.16 scalar/16,rt@12 0E000B30
      vmov.8 scalar/8,rt@12 0E400B10
      <vmov=0,vmov.32=0> rt@12,scalar/32 0E100B10
      <vmov.s16=0,vmov.u16=00800000> rt@12,scalar/16 0E100B30
      <vmov.s8=0,vmov.u8=00800000> rt@12,scalar/8 0E500B10
      vcvt.f64.f32 Dd,Sm 0EB70AC0
      vcvt.f32.f64 Sd,Dm 0EB70BC0
      <vcvt.f32.u32=0,vcvt.f32.s32=80> Sd,Sm 0EB80A40
      <vcvt.f64.u32=0,vcvt.f64.s32=80> Dd,Sm 0EB80B40
      <vcvtr.u32.f32=0,vcvt.u32.f32=80,vcvtr.s32.f32=00010000,vcvt.s32.f32=00010080> Sd,Sm 0EBC0A40
      <vcvtr.u32.f64=0,vcvt.u32.f64=80,vcvtr.s32.f64=00010000,vcvt.s32.f64=00010080> Sd,Dm 0EBC0B40
      <vcvt.f32.s16=0,vcvt.f32.u16=00010000> Sd,=S,fraction/16 0EBA0A40
      <vcvt.f32.s32=0,vcvt.f32.u32=00010000> Sd,=S,fraction/32 0EBA0AC0
      <vcvt.s16.f32=0,vcvt.u16.f32=00010000> Sd,=S,fraction/16 0EBE0A40
      <vcvt.s32.f32=0,vcvt.u32.f32=00010000> Sd,=S,fraction/32 0EBE0AC0
      <vcvt.f64.s16=0,vcvt.f64.u16=00010000> Dd,=S,fraction/16 0EBA0B40
      <vcvt.f64.s32=0,vcvt.f64.u32=00010000> Dd,=S,fraction/32 0EBA0BC0
      <vcvt.s16.f64=0,vcvt.u16.f64=00010000> Dd,=S,fraction/16 0EBE0B40
      <vcvt.s32.f64=0,vcvt.u32.f64=00010000> Dd,=S,fraction/32 0EBE0BC0
      <vcvtb=0,vcvtt=80>.f32.f16 Sd,Sm 0EB20A40
      <vcvtb=0,vcvtt=80>.f16.f32 Sd,Sm 0EB30A40
      <vldr=00100000,vldr.32=00100000,vstr=0,vstr.32=0> Sd,vmem 0D000A00
      <vldr=00100000,vldr.64=00100000,vstr=0,vstr.64=0> Dd,vmem 0D000B00
      <vldm=0,vldmia=0,vldmfd=0,vldm.32=0,vldmia.32=0,vldm.64=0,vldmia.64=0> base@16,flist 0C100A00
      <vstm=0,vstmia=0,vstmea=0,vstm.32=0,vstmia.32=0,vstm.64=0,vstmia.64=0> base@16,flist 0C000A00
      <vldmdb=00100000,vldmea=00100000,vstmdb=0,vstmfd=0> base@16,flist/down 0D000A00
      <vpush=0,vpush.32=0,vpush.64=0> flist/down 0D2D0A00
      <vpop=0,vpop.32=0,vpop.64=0> flist 0C3D0A00
      <vmrs=0,fmrx=0> flags@12,fpreg 0EF00A10
      <vmsr=0,fmxr=0> fpreg,rt@12 0EE00A10
      fmstat - 0EF1FA10
      """;

  static final String FLOATING =
      LINES.lines().map(VfpTable::both).collect(Collectors.joining("\n"));

  private static String both(String line) {
    if (!line.contains(".F")) {
      return placed(line);
    }
    int space = line.lastIndexOf(' ');
    int word = Integer.parseUnsignedInt(line.substring(space + 1), 16) | 0x100;
    String single = line.replace(".F", ".f32").replaceAll("F([dnm])", "S$1");
    String wide = line.substring(0, space).replace(".F", ".f64").replaceAll("F([dnm])", "D$1");
    return placed(single) + "\n" + placed(wide + " %08X".formatted(word));
  }

  /** Writes the bits of the register fields out: four bits, and one more. */
  private static String placed(String line) {
    String result = line;
    for (String role : List.of("d@12+22", "n@16+7", "m@0+5")) {
      result = result.replaceAll("\\b([SD])" + role.charAt(0) + "\\b", "$1" + role);
    }
    return result;
  }
}
