package quimera.cli.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import quimera.core.host.HostException;
import quimera.core.host.NetworkSink;

/**
 * The network 10.0.2.0/24 that a guest finds itself in: a gateway at .2 that is also DHCP and TFTP
 * server, a name server at .3, the guest at .15 (the addresses that QEMU's user network has).
 *
 * <p>It runs on a thread of its own. Outward it opens sockets as any program does, for what {@link
 * Grants} names and for nothing else; 10.0.2.2 is the host's loopback.
 */
public final class UserNetwork implements NetworkSink, AutoCloseable {
  static final int GATEWAY = Packet.address(10, 0, 2, 2);
  static final int NAMES = Packet.address(10, 0, 2, 3);
  static final int GUEST = Packet.address(10, 0, 2, 15);
  static final int MASK = Packet.address(255, 255, 255, 0);

  /** The gateway's station address, locally administered. */
  private static final byte[] STATION = {0x52, 0x55, 10, 0, 2, 2};

  private static final byte[] EVERYBODY = {-1, -1, -1, -1, -1, -1};
  private static final int BROADCAST = -1;
  private static final int LONGEST_DATAGRAM = 1472;
  private static final int MOST_FLOWS = 256;
  private static final int FIRST_FORWARD_PORT = 49152;
  private static final long TICK = 200; // ms

  private final Grants grants;
  private final Tftp tftp;
  private final Selector selector;
  private final Queue<byte[]> fromGuest = new ConcurrentLinkedQueue<>();
  private final Map<String, TcpConnection> connections = new HashMap<>();
  private final Map<String, Flow> flows = new HashMap<>();
  private byte[] guestStation = EVERYBODY;
  private Consumer<byte[]> guest = frame -> {};
  private Thread thread;
  private int sequence = 1;
  private int forwardPort = FIRST_FORWARD_PORT;
  private volatile boolean ending;

  /** A UDP conversation: one socket for each port of the guest and far end. */
  private record Flow(DatagramChannel socket, int peer, int peerPort, int guestPort) {}

  /** A port of the host that leads to the guest. */
  private record Listener(ServerSocketChannel socket, int guestPort) {}

  /**
   * A network with these doors; ports that lead to the guest are opened now, on the loopback only.
   *
   * @throws HostException if a port cannot be opened
   */
  public UserNetwork(Grants grants) {
    this.grants = grants;
    tftp = new Tftp(grants.tftp());
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new HostException("no network can be opened: " + e.getMessage(), e);
    }
    for (Grants.Forward forward : grants.forwards()) {
      listen(forward);
    }
  }

  private void listen(Grants.Forward forward) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), forward.hostPort()));
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT, new Listener(server, forward.guestPort()));
    } catch (IOException e) {
      close();
      throw new HostException(
          "port "
              + forward.hostPort()
              + " cannot be forwarded: "
              + e.getMessage()
              + "; is it in use?",
          e);
    }
  }

  /** Begins to work; {@code receiver} takes frames for the guest, from another thread. */
  public void start(Consumer<byte[]> receiver) {
    guest = receiver;
    thread = new Thread(this::loop, "network");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void send(byte[] frame) {
    fromGuest.add(frame);
    selector.wakeup();
  }

  @Override
  public void close() {
    ending = true;
    selector.wakeup();
    try {
      if (thread != null) {
        thread.join(2000);
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      // The process gives the sockets back.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    while (!ending) {
      try {
        selector.select(TICK);
      } catch (IOException e) {
        return;
      }
      for (SelectionKey key : selector.selectedKeys()) {
        ready(key);
      }
      selector.selectedKeys().clear();
      for (byte[] frame = fromGuest.poll(); frame != null; frame = fromGuest.poll()) {
        frame(frame);
      }
      long now = System.nanoTime();
      connections.values().forEach(connection -> connection.tick(now));
      connections.values().removeIf(TcpConnection::closed);
    }
  }

  private void ready(SelectionKey key) {
    if (!key.isValid()) {
      return;
    }
    if (key.attachment() instanceof TcpConnection connection) {
      connection.ready();
    } else if (key.attachment() instanceof Flow flow) {
      receive(flow);
    } else if (key.attachment() instanceof Listener listener) {
      accept(listener);
    }
  }

  int initialSequence() {
    return sequence += 64_000;
  }

  // Frames.

  /** Sends an IP datagram to the guest; its Ethernet header is filled in here. */
  void toGuest(byte[] frame) {
    System.arraycopy(guestStation, 0, frame, 0, 6);
    System.arraycopy(STATION, 0, frame, 6, 6);
    guest.accept(frame);
  }

  private void frame(byte[] frame) {
    if (frame.length < Packet.ETHERNET) {
      return;
    }
    guestStation = Arrays.copyOfRange(frame, 6, 12);
    if (Packet.u16(frame, 12) == Packet.TYPE_ARP) {
      arp(frame);
      return;
    }
    byte[] datagram = Packet.datagram(frame);
    if (datagram == null) {
      return;
    }
    switch (Packet.u8(datagram, 9)) {
      case Packet.ICMP -> icmp(datagram);
      case Packet.PROTOCOL_UDP -> udp(datagram);
      case Packet.PROTOCOL_TCP -> tcp(datagram);
      default -> {
        // Nothing else is spoken here.
      }
    }
  }

  /** ARP (RFC 826): every address of the network but the guest's own is this station. */
  private void arp(byte[] frame) {
    int at = Packet.ETHERNET;
    if (frame.length < at + 28 || Packet.u16(frame, at + 6) != 1) {
      return;
    }
    int wanted = Packet.u32(frame, at + 24);
    if (wanted != GATEWAY && wanted != NAMES) {
      return;
    }
    byte[] reply = Arrays.copyOf(frame, at + 28);
    Packet.put16(reply, at + 6, 2);
    System.arraycopy(frame, at + 8, reply, at + 18, 10); // sender becomes target
    System.arraycopy(STATION, 0, reply, at + 8, 6);
    Packet.put32(reply, at + 14, wanted);
    toGuest(reply);
  }

  /** Echo of the two hosts that are here (RFC 792). */
  private void icmp(byte[] datagram) {
    int at = Packet.header(datagram);
    int to = Packet.u32(datagram, 16);
    if (datagram.length < at + 8 || datagram[at] != 8 || to != GATEWAY && to != NAMES) {
      return;
    }
    byte[] reply = Arrays.copyOfRange(datagram, at, datagram.length);
    reply[0] = 0;
    Packet.put16(reply, 2, 0);
    Packet.put16(reply, 2, Packet.checksum(reply, 0, reply.length, 0));
    toGuest(Packet.ip(Packet.ICMP, to, Packet.u32(datagram, 12), reply));
  }

  /** "Port unreachable", with the beginning of what caused it. */
  private void unreachable(byte[] datagram) {
    byte[] message = new byte[8 + Math.min(datagram.length, Packet.header(datagram) + 8)];
    message[0] = 3;
    message[1] = 3;
    System.arraycopy(datagram, 0, message, 8, message.length - 8);
    Packet.put16(message, 2, Packet.checksum(message, 0, message.length, 0));
    toGuest(Packet.ip(Packet.ICMP, Packet.u32(datagram, 16), Packet.u32(datagram, 12), message));
  }

  // What may be reached.

  /** Where on the host's side an address and port of the guest's view lead; null if nowhere. */
  private InetSocketAddress door(int address, int port) {
    for (Grants.Door door : grants.doors()) {
      if (door.port() != port) {
        continue;
      }
      if (door.loopback() ? address == GATEWAY : resolve(door.host()).contains(address)) {
        return address == GATEWAY
            ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
            : host(address, port);
      }
    }
    InetSocketAddress far = host(address, port);
    return grants.internet() && isPublic(far.getAddress()) ? far : null;
  }

  private static InetSocketAddress host(int address, int port) {
    byte[] bytes = new byte[4];
    Packet.put32(bytes, 0, address);
    try {
      return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean isPublic(InetAddress address) {
    return !address.isLoopbackAddress()
        && !address.isAnyLocalAddress()
        && !address.isLinkLocalAddress()
        && !address.isSiteLocalAddress()
        && !address.isMulticastAddress();
  }

  private static List<Integer> resolve(String name) {
    try {
      return Stream.of(InetAddress.getAllByName(name))
          .filter(Inet4Address.class::isInstance)
          .map(address -> Packet.u32(address.getAddress(), 0))
          .sorted(Comparator.naturalOrder())
          .toList();
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  private List<Integer> names(String name) {
    if (name.equals("gateway")) {
      return List.of(GATEWAY);
    }
    boolean granted = grants.doors().stream().anyMatch(door -> door.host().equals(name));
    return grants.internet() || granted ? resolve(name) : List.of();
  }

  // UDP.

  private void udp(byte[] datagram) {
    int at = Packet.header(datagram);
    if (datagram.length < at + Packet.UDP || Packet.u16(datagram, at + 4) > datagram.length - at) {
      return;
    }
    int from = Packet.u32(datagram, 12);
    int fromPort = Packet.u16(datagram, at);
    int to = Packet.u32(datagram, 16);
    int port = Packet.u16(datagram, at + 2);
    byte[] data = Arrays.copyOfRange(datagram, at + Packet.UDP, at + Packet.u16(datagram, at + 4));
    if (port == Dhcp.SERVER_PORT && (to == BROADCAST || to == GATEWAY)) {
      byte[] answer = Dhcp.answer(data);
      if (answer != null) {
        toGuest(Packet.udp(GATEWAY, port, BROADCAST, Dhcp.CLIENT_PORT, answer));
      }
    } else if (port == Dns.PORT && to == NAMES) {
      answer(to, port, from, fromPort, Dns.answer(data, this::names));
    } else if (port == Tftp.PORT && to == GATEWAY) {
      answer(to, port, from, fromPort, tftp.answer(fromPort, data));
    } else {
      flow(datagram, to, port, fromPort, data);
    }
  }

  private void answer(int from, int fromPort, int to, int toPort, byte[] data) {
    if (data != null) {
      toGuest(Packet.udp(from, fromPort, to, toPort, data));
    }
  }

  private void flow(byte[] datagram, int to, int port, int guestPort, byte[] data) {
    InetSocketAddress far = door(to, port);
    if (far == null) {
      unreachable(datagram);
      return;
    }
    String name = guestPort + ">" + Packet.text(to) + ":" + port;
    try {
      Flow flow = flows.get(name);
      if (flow == null) {
        if (flows.size() >= MOST_FLOWS) {
          forgetFlows();
        }
        DatagramChannel socket = DatagramChannel.open();
        socket.configureBlocking(false);
        socket.connect(far);
        flow = new Flow(socket, to, port, guestPort);
        socket.register(selector, SelectionKey.OP_READ, flow);
        flows.put(name, flow);
      }
      flow.socket.write(ByteBuffer.wrap(data));
    } catch (IOException e) {
      unreachable(datagram);
    }
  }

  private void forgetFlows() throws IOException {
    for (Flow flow : flows.values()) {
      flow.socket.close();
    }
    flows.clear();
  }

  private void receive(Flow flow) {
    ByteBuffer data = ByteBuffer.allocate(LONGEST_DATAGRAM);
    try {
      while (flow.socket.read(data) > 0) {
        byte[] bytes = new byte[data.flip().remaining()];
        data.get(bytes);
        toGuest(Packet.udp(flow.peer, flow.peerPort, GUEST, flow.guestPort, bytes));
        data.clear();
      }
    } catch (IOException e) {
      // The far end refused; a datagram is lost, as datagrams are.
    }
  }

  // TCP.

  private void tcp(byte[] datagram) {
    int at = Packet.header(datagram);
    int from = Packet.u32(datagram, 12);
    int to = Packet.u32(datagram, 16);
    if (datagram.length < at + Packet.TCP
        || Packet.segmentChecksum(
                Packet.PROTOCOL_TCP, from, to, Arrays.copyOfRange(datagram, at, datagram.length))
            != 0) {
      return;
    }
    int guestPort = Packet.u16(datagram, at);
    int port = Packet.u16(datagram, at + 2);
    String name = guestPort + ">" + Packet.text(to) + ":" + port;
    TcpConnection connection = connections.get(name);
    int flags = Packet.u8(datagram, at + 13);
    if (connection != null && !connection.closed()) {
      connection.segment(datagram, at);
    } else if ((flags & (TcpConnection.SYN | TcpConnection.ACK)) == TcpConnection.SYN) {
      connect(name, datagram, at);
    } else if ((flags & TcpConnection.RST) == 0) {
      refuse(datagram, at);
    }
  }

  private void connect(String name, byte[] datagram, int at) {
    int to = Packet.u32(datagram, 16);
    int port = Packet.u16(datagram, at + 2);
    InetSocketAddress far = door(to, port);
    if (far == null || connections.size() >= MOST_FLOWS) {
      refuse(datagram, at);
      return;
    }
    try {
      SocketChannel socket = SocketChannel.open();
      socket.configureBlocking(false);
      TcpConnection connection =
          new TcpConnection(
              this,
              selector,
              socket,
              to,
              port,
              Packet.u16(datagram, at),
              true,
              Packet.u32(datagram, at + 4));
      connections.put(name, connection);
      if (socket.connect(far)) {
        connection.ready();
      }
    } catch (IOException e) {
      refuse(datagram, at);
    }
  }

  private void refuse(byte[] datagram, int at) {
    int sequence = Packet.u32(datagram, at + 4);
    boolean syn = (Packet.u8(datagram, at + 13) & TcpConnection.SYN) != 0;
    toGuest(
        Packet.tcp(
            Packet.u32(datagram, 16),
            Packet.u16(datagram, at + 2),
            Packet.u32(datagram, 12),
            Packet.u16(datagram, at),
            Packet.u32(datagram, at + 8),
            sequence + (syn ? 1 : 0),
            TcpConnection.RST | TcpConnection.ACK,
            0,
            new byte[0]));
  }

  private void accept(Listener listener) {
    try {
      SocketChannel socket = listener.socket.accept();
      if (socket == null) {
        return;
      }
      socket.configureBlocking(false);
      int port = forwardPort++;
      forwardPort = forwardPort > 65535 ? FIRST_FORWARD_PORT : forwardPort;
      TcpConnection connection =
          new TcpConnection(this, selector, socket, GATEWAY, port, listener.guestPort, false, 0);
      connections.put(listener.guestPort + ">" + Packet.text(GATEWAY) + ":" + port, connection);
    } catch (IOException e) {
      // The visitor has gone again.
    }
  }
}
