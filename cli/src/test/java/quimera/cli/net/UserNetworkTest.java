package quimera.cli.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quimera.core.host.HostException;

/** What a guest meets on its network: every frame here is one that a guest would send. */
class UserNetworkTest {
  private static final byte[] STATION = {0x52, 0x54, 0, 0x12, 0x34, 0x56};
  private static final int GUEST_PORT = 40000;

  private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
  private UserNetwork network;

  private void open(List<String> allowed, List<String> forwarded, Path tftp) {
    network = new UserNetwork(Grants.of(allowed, forwarded, tftp));
    network.start(arrived::add);
  }

  @AfterEach
  void closeNetwork() {
    if (network != null) {
      network.close();
    }
  }

  private void send(byte[] frame) {
    System.arraycopy(STATION, 0, frame, 6, 6);
    network.send(frame);
  }

  private byte[] next() throws InterruptedException {
    byte[] frame = arrived.poll(10, TimeUnit.SECONDS);
    assertThat(frame).as("an answer").isNotNull();
    return frame;
  }

  /** The payload of the next UDP datagram. */
  private byte[] nextUdp() throws InterruptedException {
    byte[] datagram = Packet.datagram(next());
    return Arrays.copyOfRange(datagram, 28, datagram.length);
  }

  @Test
  void theGatewayAnswersArpAndEcho() throws InterruptedException {
    open(List.of(), List.of(), null);
    byte[] arp = new byte[42];
    Packet.put16(arp, 12, Packet.TYPE_ARP);
    Packet.put16(arp, 20, 1);
    System.arraycopy(STATION, 0, arp, 22, 6);
    Packet.put32(arp, 28, UserNetwork.GUEST);
    Packet.put32(arp, 38, UserNetwork.GATEWAY);
    send(arp);
    byte[] reply = next();
    assertThat(Arrays.copyOf(reply, 6)).containsExactly(STATION);
    assertThat(Packet.u16(reply, 20)).as("a reply").isEqualTo(2);
    assertThat(Packet.u32(reply, 28)).isEqualTo(UserNetwork.GATEWAY);
    byte[] echo = {8, 0, 0, 0, 0x12, 0x34, 0, 1, 'p', 'i', 'n', 'g'};
    Packet.put16(echo, 2, Packet.checksum(echo, 0, echo.length, 0));
    send(Packet.ip(Packet.ICMP, UserNetwork.GUEST, UserNetwork.GATEWAY, echo));
    byte[] pong = Packet.datagram(next());
    assertThat(pong[20]).as("echo reply").isZero();
    assertThat(Packet.checksum(pong, 20, pong.length - 20, 0)).isZero();
    assertThat(Packet.u16(pong, 24)).isEqualTo(0x1234);
  }

  @Test
  void dhcpOffersAndConfirmsTheAddress() throws InterruptedException {
    open(List.of(), List.of(), null);
    for (int type : new int[] {1, 3}) {
      byte[] request = new byte[244];
      request[0] = 1;
      Packet.put32(request, 4, 0xCAFE);
      Packet.put32(request, 236, 0x63825363);
      request[240] = 53;
      request[241] = 1;
      request[242] = (byte) type;
      request[243] = (byte) 0xFF;
      send(Packet.udp(0, 68, -1, 67, request));
      byte[] reply = nextUdp();
      assertThat(Packet.u32(reply, 4)).as("transaction").isEqualTo(0xCAFE);
      assertThat(Packet.u32(reply, 16)).isEqualTo(UserNetwork.GUEST);
      assertThat(reply[242]).as("offer, acknowledgement").isEqualTo((byte) (type == 1 ? 2 : 5));
    }
  }

  @Test
  void namesThatWereNotGrantedDoNotExist() throws InterruptedException {
    open(List.of(), List.of(), null);
    assertThat(lookUp("gateway")).isEqualTo(0);
    assertThat(lookUp("example")).isEqualTo(3);
  }

  private int lookUp(String name) throws InterruptedException {
    byte[] query = new byte[12 + name.length() + 6];
    query[5] = 1;
    query[12] = (byte) name.length();
    System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, query, 13, name.length());
    query[13 + name.length() + 2] = 1;
    query[13 + name.length() + 4] = 1;
    send(Packet.udp(UserNetwork.GUEST, GUEST_PORT, UserNetwork.NAMES, 53, query));
    return nextUdp()[3] & 15;
  }

  @Test
  void tftpReadsFilesOfItsFolderAndNoOthers(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    byte[] content = new byte[700];
    Arrays.fill(content, (byte) 'x');
    Files.write(shared.resolve("boot.img"), content);
    Files.writeString(folder.resolve("secret"), "no");
    open(List.of(), List.of(), shared);
    byte[] first = tftp("\0\1boot.img\0octet\0");
    assertThat(first).startsWith(0, 3, 0, 1).hasSize(516);
    assertThat(tftp("\0\4\0\1")).startsWith(0, 3, 0, 2).hasSize(4 + 188);
    assertThat(tftp("\0\1../secret\0octet\0")).startsWith(0, 5, 0, 1);
    assertThat(tftp("\0\2boot.img\0octet\0")).as("writing").startsWith(0, 5, 0, 2);
  }

  private byte[] tftp(String message) throws InterruptedException {
    send(
        Packet.udp(
            UserNetwork.GUEST,
            GUEST_PORT,
            UserNetwork.GATEWAY,
            69,
            message.getBytes(StandardCharsets.ISO_8859_1)));
    return nextUdp();
  }

  // TCP, as a guest speaks it.

  private void segment(int port, int sequence, int acknowledged, int flags, String data) {
    send(
        Packet.tcp(
            UserNetwork.GUEST,
            GUEST_PORT,
            UserNetwork.GATEWAY,
            port,
            sequence,
            acknowledged,
            flags,
            8192,
            data.getBytes(StandardCharsets.US_ASCII)));
  }

  private static int flags(byte[] datagram) {
    return datagram[33] & 0x3F;
  }

  @Test
  void aGrantedServerIsReachedAndReadToTheEnd() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] page = "x".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    int port = server.getAddress().getPort();
    try {
      open(List.of("127.0.0.1:" + port), List.of(), null);
      segment(port, 1000, 0, TcpConnection.SYN, "");
      byte[] reply = Packet.datagram(next());
      assertThat(flags(reply)).isEqualTo(TcpConnection.SYN | TcpConnection.ACK);
      assertThat(Packet.u32(reply, 28)).isEqualTo(1001);
      int expected = Packet.u32(reply, 24) + 1;
      String request = "GET / HTTP/1.0\r\n\r\n";
      segment(port, 1001, expected, TcpConnection.ACK | TcpConnection.PSH, request);
      StringBuilder text = new StringBuilder();
      while (true) {
        byte[] got = Packet.datagram(next());
        int data = 20 + 4 * (Packet.u8(got, 32) >> 4);
        if (Packet.u32(got, 24) == expected && got.length > data) {
          text.append(new String(got, data, got.length - data, StandardCharsets.US_ASCII));
          expected += got.length - data;
        }
        segment(port, 1001 + request.length(), expected, TcpConnection.ACK, "");
        if ((flags(got) & TcpConnection.FIN) != 0) {
          break;
        }
      }
      assertThat(text).startsWith("HTTP/1.1 200").endsWith("xxx").hasSizeGreaterThan(20_000);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatWasNotGrantedIsRefused() throws InterruptedException {
    open(List.of("127.0.0.1:1"), List.of(), null);
    segment(2, 1000, 0, TcpConnection.SYN, "");
    byte[] reply = Packet.datagram(next());
    assertThat(flags(reply) & TcpConnection.RST).isNotZero();
    send(Packet.udp(UserNetwork.GUEST, GUEST_PORT, UserNetwork.GATEWAY, 2, new byte[] {1}));
    byte[] unreachable = Packet.datagram(next());
    assertThat(unreachable[20]).isEqualTo((byte) 3);
    assertThat(unreachable[21]).as("port").isEqualTo((byte) 3);
  }

  @Test
  void aForwardedPortLeadsToTheGuest() throws Exception {
    int port;
    try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
      port = free.getLocalPort();
    }
    open(List.of(), List.of("tcp:" + port + ":80"), null);
    try (Socket visitor = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] syn = Packet.datagram(next());
      assertThat(flags(syn)).isEqualTo(TcpConnection.SYN);
      assertThat(Packet.u16(syn, 22)).as("the guest's port").isEqualTo(80);
      int far = Packet.u16(syn, 20);
      int theirs = Packet.u32(syn, 24) + 1;
      guestSays(far, 500, theirs, TcpConnection.SYN | TcpConnection.ACK, "");
      assertThat(flags(Packet.datagram(next()))).isEqualTo(TcpConnection.ACK);
      guestSays(far, 501, theirs, TcpConnection.ACK | TcpConnection.PSH, "hello");
      byte[] got = visitor.getInputStream().readNBytes(5);
      assertThat(new String(got, StandardCharsets.US_ASCII)).isEqualTo("hello");
    }
  }

  private void guestSays(int port, int sequence, int acknowledged, int flags, String data) {
    send(
        Packet.tcp(
            UserNetwork.GUEST,
            80,
            UserNetwork.GATEWAY,
            port,
            sequence,
            acknowledged,
            flags,
            8192,
            data.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void wordsThatAreNotUnderstoodAreRefused() {
    assertThatThrownBy(() -> Grants.of(List.of("somewhere"), List.of(), null))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("HOST:PORT");
    assertThatThrownBy(() -> Grants.of(List.of("a:99999"), List.of(), null))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("65535");
    assertThatThrownBy(() -> Grants.of(List.of(), List.of("udp:1:2"), null))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("tcp:HOSTPORT:GUESTPORT");
    assertThatThrownBy(() -> Grants.of(List.of(), List.of(), Path.of("no-such-folder")))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("no-such-folder");
  }
}
