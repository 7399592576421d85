package quimera.cpu.arm;

/**
 * The identification registers, CRn 0 of CP15: which features software finds.
 *
 * <p>Datasheet: as {@link Cp15}, and DDI 0406C B4.1.81 to B4.1.99 for the fields. Features that are
 * not modelled are not claimed: LPAE, security, virtualization, debug, performance monitors.
 */
final class IdRegisters {
  /** PFR0, PFR1, DFR0, AFR0, MMFR0 to 3, ISAR0 to 5: CRm 1 and 2. */
  private static final int[] ARM1176 = {
    0x0000_0111, 0x0000_0001, 0x0000_0000, 0, 0x0113_0003, 0x1003_0302, 0x0122_2100, 0,
    0x0014_0011, 0x1200_2111, 0x1123_1121, 0x0110_2131, 0x0000_1141, 0, 0, 0
  };

  private static final int[] CORTEX_A15 = {
    0x0000_1131, 0x0001_0001, 0x0000_0000, 0, 0x1020_1105, 0x2000_0000, 0x0124_0000, 0x0210_2211,
    0x0210_1110, 0x1311_2111, 0x2123_2041, 0x1111_2131, 0x1001_1142, 0, 0, 0
  };

  private final ArmModel model;

  IdRegisters(ArmModel model) {
    this.model = model;
  }

  /** A register by its number as in {@link Cp15}; those without meaning read as MIDR or zero. */
  int read(int key, int cacheSelection) {
    return switch (key) {
      case 0x0001 -> cacheType();
      case 0x0002 -> 0; // TCMTR: none
      case 0x0003 -> model.version >= 6 ? 0 : model.midr; // TLBTR: unified
      case 0x0005 -> model.version >= 7 ? 0x8000_0000 | 1 << 30 : model.midr; // MPIDR: one core
      case 0x0006 -> model.version >= 7 ? 0 : model.midr; // REVIDR
      case 0x0000, 0x0004, 0x0007 -> model.midr;
      case 0x0100 -> cacheSize(cacheSelection);
      case 0x0101 -> model.version >= 7 ? 0x0A20_0023 : 0; // CLIDR: two levels
      default -> features(key);
    };
  }

  private int features(int key) {
    int index = (key >>> 4) - 1 << 3 | key & 7;
    if (model.version < 6 || key >>> 8 != 0 || index < 0 || index > 15) {
      return 0;
    }
    return (model == ArmModel.ARM1176 ? ARM1176 : CORTEX_A15)[index];
  }

  private int cacheType() {
    return model.version >= 7 ? 0x8444_C004 : 0x1DD2_0D2;
  }

  /** CCSIDR: 32 KiB of instructions, 32 KiB of data, 2 MiB of level 2. */
  private int cacheSize(int selection) {
    if (model.version < 7) {
      return 0;
    }
    return switch (selection) {
      case 0 -> 0x701F_E00A;
      case 1 -> 0x201F_E00A;
      case 2 -> 0x711F_E07A;
      default -> 0;
    };
  }
}
