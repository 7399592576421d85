package quimera.cpu.x86;

import quimera.cpu.x86.XmmConversions.Kind;

/**
 * Decodes the floating-point instructions of SSE and SSE2. The prefix chooses the type: none packed
 * singles, 66 packed doubles, F3 a single, F2 a double.
 */
final class SimdFloat {
  private static final int DOUBLES = 0x66;
  private static final int SINGLE = 0xF3;
  private static final int DOUBLE = 0xF2;

  private SimdFloat() {}

  /** The instruction whose opcode has been read; null if the model has none such. */
  static Node decode(Decoder d, int opcode, int prefix) {
    d.fetchModRm();
    boolean doubles = prefix == DOUBLES || prefix == DOUBLE;
    if (doubles && !d.cpu.model.has(Extension.SSE2)) {
      return null;
    }
    boolean packed = prefix == 0 || prefix == DOUBLES;
    return switch (opcode) {
      case 0x14, 0x15 -> packed ? unpack(d, opcode, doubles) : null;
      case 0x2A -> fromInteger(d, prefix);
      case 0x2C -> toInteger(d, prefix, true);
      case 0x2D -> toInteger(d, prefix, false);
      case 0x2E, 0x2F ->
          packed ? new XmmFloat.CompareFlags(!doubles, opcode == 0x2F, d.reg, d.rm) : null;
      case 0x50 ->
          packed && !d.rm.isMemory() ? new XmmFloat.Signs(!doubles, d.reg, d.rm.register) : null;
      case 0x52, 0x53 ->
          doubles ? null : new XmmFloat.Approximate(opcode == 0x52, packed, d.reg, d.rm);
      case 0x54 -> packed ? logic(d, 0xDB) : null; // as PAND
      case 0x55 -> packed ? logic(d, 0xDF) : null; // as PANDN
      case 0x56 -> packed ? logic(d, 0xEB) : null; // as POR
      case 0x57 -> packed ? logic(d, 0xEF) : null; // as PXOR
      case 0x5A -> convert(d, prefix);
      case 0x5B, 0xE6 -> convertIntegers(d, opcode, prefix);
      case 0xC2 -> {
        int predicate = d.fetch8();
        yield new XmmFloat.Compare(!doubles, packed, d.reg, d.rm, predicate);
      }
      case 0xC6 -> {
        int order = d.fetch8();
        yield shuffle(d, packed, doubles, order);
      }
      default -> arithmetic(d, opcode, prefix);
    };
  }

  private static Node shuffle(Decoder d, boolean packed, boolean doubles, int order) {
    return packed ? new XmmFloat.Shuffle(!doubles, d.reg, d.rm, order) : null;
  }

  private static Node arithmetic(Decoder d, int operation, int prefix) {
    return switch (prefix) {
      case 0 -> new XmmFloat.PackedSingle(operation, d.reg, d.rm);
      case DOUBLES -> new XmmFloat.PackedDouble(operation, d.reg, d.rm);
      case SINGLE -> new XmmFloat.ScalarSingle(operation, d.reg, d.rm);
      default -> new XmmFloat.ScalarDouble(operation, d.reg, d.rm);
    };
  }

  private static Node logic(Decoder d, int integerOpcode) {
    return new XmmInteger.Operate(PackedForms.of(integerOpcode), d.reg, d.rm);
  }

  /** UNPCKLPS and UNPCKHPS are PUNPCKLDQ and PUNPCKHDQ; of doubles PUNPCKLQDQ and PUNPCKHQDQ. */
  private static Node unpack(Decoder d, int opcode, boolean doubles) {
    boolean low = opcode == 0x14;
    PackedForms.Form form = PackedForms.of(low ? 0x62 : 0x6A);
    if (doubles) {
      form = low ? XmmInteger.LOW_QWORDS : XmmInteger.HIGH_QWORDS;
    }
    return new XmmInteger.Operate(form, d.reg, d.rm);
  }

  private static Node fromInteger(Decoder d, int prefix) {
    return switch (prefix) {
      case 0 -> new XmmConversions.FromMmx(Kind.PI_PS, d.reg, d.rm);
      case DOUBLES -> new XmmConversions.FromMmx(Kind.PI_PD, d.reg, d.rm);
      case SINGLE -> new XmmConversions.FromScalar(Kind.SI_SS, d.reg, d.rm);
      default -> new XmmConversions.FromScalar(Kind.SI_SD, d.reg, d.rm);
    };
  }

  private static Node toInteger(Decoder d, int prefix, boolean truncate) {
    return switch (prefix) {
      case 0 -> new XmmConversions.ToMmx(truncate ? Kind.T_PS_PI : Kind.PS_PI, d.reg, d.rm);
      case DOUBLES -> new XmmConversions.ToMmx(truncate ? Kind.T_PD_PI : Kind.PD_PI, d.reg, d.rm);
      case SINGLE ->
          new XmmConversions.ToGeneral(truncate ? Kind.T_SS_SI : Kind.SS_SI, d.reg, d.rm);
      default -> new XmmConversions.ToGeneral(truncate ? Kind.T_SD_SI : Kind.SD_SI, d.reg, d.rm);
    };
  }

  /** Between singles and doubles; both ways came with SSE2. */
  private static Node convert(Decoder d, int prefix) {
    if (!d.cpu.model.has(Extension.SSE2)) {
      return null;
    }
    return switch (prefix) {
      case 0 -> new XmmConversions.FromScalar(Kind.PS_PD, d.reg, d.rm);
      case DOUBLES -> new XmmConversions.Packed(Kind.PD_PS, d.reg, d.rm);
      case SINGLE -> new XmmConversions.FromScalar(Kind.SS_SD, d.reg, d.rm);
      default -> new XmmConversions.FromScalar(Kind.SD_SS, d.reg, d.rm);
    };
  }

  /** Between packed integers and packed numbers, of SSE2. */
  private static Node convertIntegers(Decoder d, int opcode, int prefix) {
    if (!d.cpu.model.has(Extension.SSE2)) {
      return null;
    }
    boolean singles = opcode == 0x5B;
    return switch (prefix) {
      case 0 -> singles ? new XmmConversions.Packed(Kind.DQ_PS, d.reg, d.rm) : null;
      case DOUBLES -> new XmmConversions.Packed(singles ? Kind.PS_DQ : Kind.T_PD_DQ, d.reg, d.rm);
      case SINGLE ->
          singles
              ? new XmmConversions.Packed(Kind.T_PS_DQ, d.reg, d.rm)
              : new XmmConversions.FromScalar(Kind.DQ_PD, d.reg, d.rm);
      default -> singles ? null : new XmmConversions.Packed(Kind.PD_DQ, d.reg, d.rm);
    };
  }
}
