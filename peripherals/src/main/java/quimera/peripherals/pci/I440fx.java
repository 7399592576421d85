package quimera.peripherals.pci;

import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Window;

/**
 * The host bridge of the 440FX chip set: it decides for every address below 1 MB whether DRAM or
 * PCI answers.
 *
 * <p>Datasheet: Intel 82441FX PMC, 290549-001, section 3.2. Modelled are the programmable attribute
 * maps and SMRAM; the timing registers keep what is written.
 *
 * <p>Deviations: DRAM rows are as large as the board's memory, whatever DRB says; no memory holes
 * (FDHC); the processor has no system management mode, so SMRAM is only seen while D_OPEN is set.
 */
public final class I440fx extends PciFunction {
  private static final int PMCCFG = 0x50;
  private static final int PAM0 = 0x59;
  private static final int DRB = 0x60;
  private static final int FDHC = 0x68;
  private static final int SMRAM = 0x72;
  private static final int ERRCMD = 0x90;
  private static final int TRC = 0x93;

  private static final int READ_ENABLE = 1;
  private static final int WRITE_ENABLE = 2;

  private static final int D_OPEN = 0x40;
  private static final int D_CLOSED = 0x20;
  private static final int D_LOCK = 0x10;
  private static final int GLOBAL_ENABLE = 0x08;

  private static final int ABOVE = 1; // over ROM and video memory
  private static final long SMRAM_BASE = 0xA0000;
  private static final long SMRAM_SIZE = 0x20000;
  private static final long SEGMENT = 0x4000;

  /** Twelve segments of 16 KiB from C0000h, then the 64 KiB from F0000h. */
  private final Window[] shadow = new Window[13];

  private final Window smram;

  /** The bridge between {@code map} and this DRAM. */
  public I440fx(MemoryMap map, Memory dram) {
    super(0x8086, 0x1237, 0x060000, 2);
    for (int i = 0; i < shadow.length; i++) {
      long base = 0xC0000 + i * SEGMENT;
      long size = i == 12 ? 0x10000 : SEGMENT;
      shadow[i] = map.memory(String.format("shadow-%05x", base), base, size, dram, base, ABOVE);
    }
    smram = map.memory("smram", SMRAM_BASE, SMRAM_SIZE, dram, SMRAM_BASE, ABOVE);
    preset(COMMAND, 2, 0x0006); // memory and mastering are always on
    writable(COMMAND, 2, 0x0140);
    preset(STATUS, 2, 0x0280);
    preset(SMRAM, 1, 0x02);
    writable(PMCCFG, 2, 0x7FFF);
    writable(0x52, 2, 0xFFFF); // DETURBO, DBC
    writable(0x57, 2, 0xFFFF); // DRAMC, DRAMT
    for (int i = 0; i < 7; i++) {
      writable(PAM0 + i, 1, i == 0 ? 0x30 : 0x33);
    }
    writable(DRB, 4, -1);
    writable(DRB + 4, 4, -1);
    writable(FDHC, 1, 0xC0);
    writable(0x70, 2, 0xFFFF); // MTT, CLT
    writable(SMRAM, 1, 0x78);
    writable(ERRCMD, 1, 0xFF);
    writable(TRC, 1, 0x0F);
    rows(dram.size());
  }

  /** DRB holds the top of each row, in 8 MiB; a board fills row 0 first, up to 256 MiB a row. */
  private void rows(long bytes) {
    long top = 0;
    for (int row = 0; row < 8; row++) {
      top = Math.min(bytes, top + (256L << 20));
      preset(DRB + row, 1, (int) Math.min(top >> 23, 0xFF));
    }
  }

  /** A board maker's identity in the subsystem registers. */
  public I440fx on(int vendor, int id) {
    subsystem(vendor, id);
    return this;
  }

  @Override
  protected void configured(int offset, int bytes) {
    if (offset <= SMRAM && offset + bytes > PAM0) {
      for (int i = 0; i < 12; i++) {
        attribute(shadow[i], get(PAM0 + 1 + i / 2, 1) >> 4 * (i & 1));
      }
      attribute(shadow[12], get(PAM0, 1) >> 4);
      smram();
    }
  }

  private static void attribute(Window window, int bits) {
    window.enable((bits & READ_ENABLE) != 0, (bits & WRITE_ENABLE) != 0);
  }

  /** Section 3.2.21: D_LCK holds the register, with D_OPEN off, until reset. */
  private void smram() {
    int value = get(SMRAM, 1);
    boolean locked = (value & D_LOCK) != 0;
    if (locked) {
      value &= ~D_OPEN;
      config[SMRAM] = (byte) value;
    }
    writable(SMRAM, 1, locked ? D_CLOSED : D_OPEN | D_CLOSED | D_LOCK | GLOBAL_ENABLE);
    smram.enable((value & GLOBAL_ENABLE) != 0 && (value & D_OPEN) != 0);
  }
}
