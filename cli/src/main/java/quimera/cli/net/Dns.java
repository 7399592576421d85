package quimera.cli.net;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The network's name server (RFC 1035): it answers questions for addresses of names that the guest
 * may reach, by asking the host's resolver, and denies that any other name exists.
 */
final class Dns {
  static final int PORT = 53;

  private static final int HEADER = 12;
  private static final int TYPE_A = 1;
  private static final int CLASS_IN = 1;
  private static final int NO_SUCH_NAME = 3;
  private static final int NOT_IMPLEMENTED = 4;
  private static final int LIFE = 60; // s

  private Dns() {}

  /**
   * The answer to a query, or null if it is none.
   *
   * @param resolver addresses of a name; empty for one that there is not
   */
  static byte[] answer(byte[] query, Function<String, List<Integer>> resolver) {
    if (query.length < HEADER + 5 || (query[2] & 0x80) != 0 || Packet.u16(query, 4) != 1) {
      return null;
    }
    StringBuilder name = new StringBuilder();
    int at = HEADER;
    while (query[at] != 0) {
      int length = Packet.u8(query, at);
      if (length > 63 || at + 1 + length + 5 > query.length) {
        return null;
      }
      name.append(name.length() == 0 ? "" : ".")
          .append(new String(query, at + 1, length, StandardCharsets.US_ASCII));
      at += 1 + length;
    }
    int end = at + 5;
    if ((query[2] & 0x78) != 0 || Packet.u16(query, at + 3) != CLASS_IN) {
      return reply(query, end, NOT_IMPLEMENTED, List.of());
    }
    List<Integer> addresses = resolver.apply(name.toString().toLowerCase(Locale.ROOT));
    return addresses.isEmpty()
        ? reply(query, end, NO_SUCH_NAME, addresses)
        : reply(query, end, 0, Packet.u16(query, at + 1) == TYPE_A ? addresses : List.of());
  }

  private static byte[] reply(byte[] query, int end, int code, List<Integer> addresses) {
    byte[] reply = Arrays.copyOf(query, end + 16 * addresses.size());
    reply[2] =
        (byte) (0x80 | query[2] & 0x79); // a response; opcode and "recursion desired" as asked
    reply[3] = (byte) (0x80 | code);
    Packet.put16(reply, 6, addresses.size());
    Packet.put32(reply, 8, 0);
    int at = end;
    for (int address : addresses) {
      Packet.put16(reply, at, 0xC000 | HEADER); // the name, as in the question
      Packet.put16(reply, at + 2, TYPE_A);
      Packet.put16(reply, at + 4, CLASS_IN);
      Packet.put32(reply, at + 6, LIFE);
      Packet.put16(reply, at + 10, 4);
      Packet.put32(reply, at + 12, address);
      at += 16;
    }
    return reply;
  }
}
