package quimera.cli.net;

import java.util.Arrays;

/**
 * An Ethernet frame with an IPv4 datagram in it: where its fields are, and how one is made (RFC
 * 791, 768, 793, 1071).
 */
final class Packet {
  static final int ETHERNET = 14;
  static final int IP = 20;
  static final int UDP = 8;
  static final int TCP = 20;

  static final int TYPE_IP = 0x0800;
  static final int TYPE_ARP = 0x0806;

  static final int ICMP = 1;
  static final int PROTOCOL_TCP = 6;
  static final int PROTOCOL_UDP = 17;

  private static final int TIME_TO_LIVE = 64;
  private static final int FRAGMENT = 0x3FFF; // "more fragments" and the offset

  private Packet() {}

  static int u8(byte[] b, int at) {
    return b[at] & 0xFF;
  }

  static int u16(byte[] b, int at) {
    return u8(b, at) << 8 | u8(b, at + 1);
  }

  static int u32(byte[] b, int at) {
    return u16(b, at) << 16 | u16(b, at + 2);
  }

  static void put16(byte[] b, int at, int value) {
    b[at] = (byte) (value >> 8);
    b[at + 1] = (byte) value;
  }

  static void put32(byte[] b, int at, int value) {
    put16(b, at, value >>> 16);
    put16(b, at + 2, value);
  }

  /** An address as a number: {@code address(10, 0, 2, 2)}. */
  static int address(int a, int b, int c, int d) {
    return a << 24 | b << 16 | c << 8 | d;
  }

  static String text(int address) {
    return (address >>> 24)
        + "."
        + (address >> 16 & 0xFF)
        + "."
        + (address >> 8 & 0xFF)
        + "."
        + (address & 0xFF);
  }

  /**
   * The datagram of a frame, checked: version, lengths, header checksum, not a fragment.
   *
   * @return its bytes from the IP header on, cut to its length; null if it is not sound
   */
  static byte[] datagram(byte[] frame) {
    if (frame.length < ETHERNET + IP || u16(frame, 12) != TYPE_IP) {
      return null;
    }
    int header = 4 * (u8(frame, ETHERNET) & 15);
    int total = u16(frame, ETHERNET + 2);
    boolean sound =
        u8(frame, ETHERNET) >> 4 == 4
            && header >= IP
            && total >= header
            && ETHERNET + total <= frame.length
            && (u16(frame, ETHERNET + 6) & FRAGMENT) == 0
            && checksum(frame, ETHERNET, header, 0) == 0;
    return sound ? Arrays.copyOfRange(frame, ETHERNET, ETHERNET + total) : null;
  }

  /** Bytes of the IP header. */
  static int header(byte[] datagram) {
    return 4 * (u8(datagram, 0) & 15);
  }

  /** The one's complement of the one's complement sum, as checksums are. */
  static int checksum(byte[] b, int from, int length, int start) {
    long sum = start & 0xFFFFFFFFL;
    for (int i = 0; i + 1 < length; i += 2) {
      sum += u16(b, from + i);
    }
    if ((length & 1) != 0) {
      sum += u8(b, from + length - 1) << 8;
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xFFFF) + (sum >> 16);
    }
    return (int) ~sum & 0xFFFF;
  }

  /** An IP datagram with this payload behind an empty Ethernet header. */
  static byte[] ip(int protocol, int from, int to, byte[] payload) {
    byte[] frame = new byte[ETHERNET + IP + payload.length];
    put16(frame, 12, TYPE_IP);
    frame[ETHERNET] = 0x45;
    put16(frame, ETHERNET + 2, IP + payload.length);
    frame[ETHERNET + 8] = TIME_TO_LIVE;
    frame[ETHERNET + 9] = (byte) protocol;
    put32(frame, ETHERNET + 12, from);
    put32(frame, ETHERNET + 16, to);
    put16(frame, ETHERNET + 10, checksum(frame, ETHERNET, IP, 0));
    System.arraycopy(payload, 0, frame, ETHERNET + IP, payload.length);
    return frame;
  }

  /** The checksum of a UDP or TCP segment with its pseudo header. */
  static int segmentChecksum(int protocol, int from, int to, byte[] segment) {
    int pseudo =
        (from >>> 16) + (from & 0xFFFF) + (to >>> 16) + (to & 0xFFFF) + protocol + segment.length;
    return checksum(segment, 0, segment.length, pseudo);
  }

  static byte[] udp(int from, int fromPort, int to, int toPort, byte[] data) {
    byte[] segment = new byte[UDP + data.length];
    put16(segment, 0, fromPort);
    put16(segment, 2, toPort);
    put16(segment, 4, segment.length);
    System.arraycopy(data, 0, segment, UDP, data.length);
    int sum = segmentChecksum(PROTOCOL_UDP, from, to, segment);
    put16(segment, 6, sum == 0 ? 0xFFFF : sum);
    return ip(PROTOCOL_UDP, from, to, segment);
  }

  /**
   * A TCP segment.
   *
   * @param flags FIN 1, SYN 2, RST 4, PSH 8, ACK 16
   */
  static byte[] tcp(
      int from,
      int fromPort,
      int to,
      int toPort,
      int sequence,
      int acknowledged,
      int flags,
      int window,
      byte[] data) {
    int options = (flags & TcpConnection.SYN) != 0 ? 4 : 0;
    byte[] segment = new byte[TCP + options + data.length];
    put16(segment, 0, fromPort);
    put16(segment, 2, toPort);
    put32(segment, 4, sequence);
    put32(segment, 8, acknowledged);
    segment[12] = (byte) ((TCP + options) / 4 << 4);
    segment[13] = (byte) flags;
    put16(segment, 14, window);
    if (options != 0) {
      put16(segment, TCP, 0x0204); // maximum segment size
      put16(segment, TCP + 2, TcpConnection.MSS);
    }
    System.arraycopy(data, 0, segment, TCP + options, data.length);
    put16(segment, 16, segmentChecksum(PROTOCOL_TCP, from, to, segment));
    return ip(PROTOCOL_TCP, from, to, segment);
  }
}
