package quimera.cli.net;

import java.util.Arrays;

/** The network's DHCP server (RFC 2131, options of RFC 2132): one address, always the same. */
final class Dhcp {
  static final int SERVER_PORT = 67;
  static final int CLIENT_PORT = 68;

  private static final int OPTIONS = 240;
  private static final int COOKIE = 0x63825363;
  private static final int LEASE = 86_400; // s

  private static final int DISCOVER = 1;
  private static final int OFFER = 2;
  private static final int REQUEST = 3;
  private static final int ACK = 5;
  private static final int NAK = 6;
  private static final int INFORM = 8;

  private Dhcp() {}

  /** The answer to a client's message, or null. */
  static byte[] answer(byte[] request) {
    if (request.length < OPTIONS + 3
        || request[0] != 1
        || Packet.u32(request, OPTIONS - 4) != COOKIE) {
      return null;
    }
    int wanted = option(request, 50) == null ? 0 : Packet.u32(option(request, 50), 0);
    byte[] type = option(request, 53);
    int kind =
        switch (type == null ? 0 : type[0]) {
          case DISCOVER -> OFFER;
          case REQUEST -> wanted == 0 || wanted == UserNetwork.GUEST ? ACK : NAK;
          case INFORM -> ACK;
          default -> 0;
        };
    return kind == 0 ? null : reply(request, kind);
  }

  private static byte[] reply(byte[] request, int kind) {
    byte[] reply = new byte[300];
    reply[0] = 2;
    System.arraycopy(request, 1, reply, 1, 2); // hardware
    System.arraycopy(request, 4, reply, 4, 4); // transaction
    System.arraycopy(request, 10, reply, 10, 6); // flags, the client's address
    System.arraycopy(request, 28, reply, 28, 16);
    if (kind != NAK) {
      Packet.put32(reply, 16, UserNetwork.GUEST);
      Packet.put32(reply, 20, UserNetwork.GATEWAY);
    }
    Packet.put32(reply, OPTIONS - 4, COOKIE);
    int at = option(reply, OPTIONS, 53, new byte[] {(byte) kind});
    at = option(reply, at, 54, number(UserNetwork.GATEWAY));
    if (kind != NAK) {
      at = option(reply, at, 51, number(LEASE));
      at = option(reply, at, 1, number(UserNetwork.MASK));
      at = option(reply, at, 3, number(UserNetwork.GATEWAY));
      at = option(reply, at, 6, number(UserNetwork.NAMES));
    }
    reply[at] = (byte) 0xFF;
    return reply;
  }

  private static byte[] number(int value) {
    byte[] bytes = new byte[4];
    Packet.put32(bytes, 0, value);
    return bytes;
  }

  private static int option(byte[] message, int at, int code, byte[] value) {
    message[at] = (byte) code;
    message[at + 1] = (byte) value.length;
    System.arraycopy(value, 0, message, at + 2, value.length);
    return at + 2 + value.length;
  }

  /** An option's bytes, or null. */
  private static byte[] option(byte[] message, int code) {
    int at = OPTIONS;
    while (at < message.length && message[at] != (byte) 0xFF) {
      if (message[at] == 0) {
        at++;
        continue;
      }
      if (at + 2 > message.length || at + 2 + Packet.u8(message, at + 1) > message.length) {
        return null;
      }
      if (Packet.u8(message, at) == code) {
        return Arrays.copyOfRange(message, at + 2, at + 2 + Packet.u8(message, at + 1));
      }
      at += 2 + Packet.u8(message, at + 1);
    }
    return null;
  }
}
