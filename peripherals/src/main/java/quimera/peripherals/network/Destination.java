package quimera.peripherals.network;

/** To whom a frame goes: its first six bytes (IEEE 802.3, section 3.2.3). */
public final class Destination {
  private static final int BYTES = 6;
  private static final int POLYNOMIAL = 0x04C11DB7;

  private Destination() {}

  /** Whether a frame goes to several stations. */
  public static boolean isGroup(byte[] frame) {
    return (frame[0] & 1) != 0;
  }

  /** Whether a frame goes to every station. */
  public static boolean isBroadcast(byte[] frame) {
    for (int i = 0; i < BYTES; i++) {
      if (frame[i] != (byte) 0xFF) {
        return false;
      }
    }
    return true;
  }

  /** Whether a frame goes to the station of this address, six bytes. */
  public static boolean is(byte[] frame, byte[] address) {
    return java.util.Arrays.equals(frame, 0, BYTES, address, 0, BYTES);
  }

  /** The checksum of the address, from which controllers take the bits of a multicast filter. */
  public static int checksum(byte[] frame) {
    int crc = -1;
    for (int i = 0; i < BYTES; i++) {
      for (int bit = 0; bit < 8; bit++) {
        boolean differs = (crc < 0) != ((frame[i] >> bit & 1) != 0);
        crc = crc << 1 ^ (differs ? POLYNOMIAL : 0);
      }
    }
    return crc;
  }
}
