package quimera.core.machine;

import java.util.LinkedHashMap;
import java.util.Map;
import quimera.core.host.AudioSink;
import quimera.core.host.BlockStore;
import quimera.core.host.CharSink;
import quimera.core.host.NetworkSink;

/**
 * The user's choices for a board. A profile reads what it knows; {@link #cpu} and {@link #ramBytes}
 * are null or 0 where the user leaves it to the profile.
 */
public final class Options {
  /** CPU model, or null for the profile's own. */
  public String cpu;

  /** RAM in bytes, or 0 for the profile's own size. */
  public long ramBytes;

  /**
   * Boot order, qemu's letters: {@code a} floppy, {@code c} disk, {@code d} CD; empty for the
   * default.
   */
  public String boot = "";

  /**
   * Seconds since 1970 that the clock chip shows at power-on; the same number gives the same run.
   */
  public long rtcEpoch = 946_684_800L; // 2000-01-01

  /** Media by drive: {@code fda fdb hda hdb hdc hdd cdrom}. */
  public final Map<String, BlockStore> media = new LinkedHashMap<>();

  /** Command line of the kernel among {@link #firmware}. */
  public String commandLine = "";

  /**
   * Firmware images in place of the project's own, {@code bios vgabios}, and what is booted without
   * a medium, {@code kernel initrd dtb}.
   */
  public final Map<String, byte[]> firmware = new LinkedHashMap<>();

  /** Far ends of serial lines and consoles: {@code com1 com2 lpt1 e9}. */
  public final Map<String, CharSink> chars = new LinkedHashMap<>();

  /** Far ends of network cables: {@code net0}. */
  public final Map<String, NetworkSink> networks = new LinkedHashMap<>();

  /** Where sound goes. */
  public AudioSink audio = AudioSink.NONE;

  /** The far end of a line, or nothing. */
  public CharSink chars(String port) {
    return chars.getOrDefault(port, CharSink.NONE);
  }

  /** The far end of a network cable, or nothing. */
  public NetworkSink network(String port) {
    return networks.getOrDefault(port, NetworkSink.NONE);
  }
}
