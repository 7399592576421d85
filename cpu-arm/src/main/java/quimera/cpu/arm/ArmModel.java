package quimera.cpu.arm;

import java.util.Arrays;
import java.util.List;

/**
 * The members of the family, with what software can see of the difference.
 *
 * <p>Datasheet: ARM7TDMI (DDI 0210C), ARM926EJ-S (DDI 0198E), ARM1176JZF-S (DDI 0301H) and
 * Cortex-A15 (DDI 0438I) Technical Reference Manuals; VFP9-S (DDI 0238C) and VFP11 (in DDI 0301H).
 */
public enum ArmModel {
  /** ARMv4T: Thumb, no system control coprocessor. */
  ARM7TDMI("arm7tdmi", 4, 0, 0, Vfp.NONE, 0),
  /** ARMv5TEJ with the VMSA and the VFP9-S. */
  ARM926("arm926", 5, 0x4106_9265, 0x0009_0078, Vfp.V2, 0x4101_1090),
  /** ARMv6K with the VFP11. */
  ARM1176("arm1176", 6, 0x410F_B767, 0x0005_0078, Vfp.V2, 0x4101_20B5),
  /** ARMv7-A with division, VFPv4, Advanced SIMD and the generic timer; no LPAE, one core. */
  CORTEX_A15("cortex-a15", 7, 0x412F_C0F1, 0x00C5_0078, Vfp.V4_SIMD, 0x4104_30F0);

  /** Which floating-point unit a model has. */
  enum Vfp {
    /** None. */
    NONE,
    /** 16 double registers, short vectors. */
    V2,
    /** 32 double registers, fused multiply-add, half precision, Advanced SIMD. */
    V4_SIMD
  }

  private final String id;

  /** Of the architecture: 4 to 7. */
  final int version;

  /** The main ID register. */
  final int midr;

  /** The system control register after a reset. */
  final int sctlr;

  final Vfp vfp;

  /** The floating-point system ID register. */
  final int fpsid;

  ArmModel(String id, int version, int midr, int sctlr, Vfp vfp, int fpsid) {
    this.id = id;
    this.version = version;
    this.midr = midr;
    this.sctlr = sctlr;
    this.vfp = vfp;
    this.fpsid = fpsid;
  }

  /** The name, as users write it. */
  public String id() {
    return id;
  }

  /** Whether there is a system control coprocessor with an MMU. */
  boolean hasMmu() {
    return midr != 0;
  }

  /** The model of that name. */
  public static ArmModel of(String id) {
    return Arrays.stream(values())
        .filter(m -> m.id.equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no ARM model \"" + id + "\"; there are " + ids()));
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(ArmModel::id).toList();
  }
}
