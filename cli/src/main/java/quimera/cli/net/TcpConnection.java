package quimera.cli.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * One TCP connection of the guest, carried on by a socket of the host: this end speaks TCP to the
 * guest (RFC 793) under the address that the guest believes to talk to.
 *
 * <p>There is one path without reordering between the two, so what comes out of order is a
 * repetition, and congestion control is not needed; what is not acknowledged within a second is
 * sent again.
 */
final class TcpConnection {
  static final int FIN = 0x01;
  static final int SYN = 0x02;
  static final int RST = 0x04;
  static final int PSH = 0x08;
  static final int ACK = 0x10;

  /** Bytes of data in a frame of 1514. */
  static final int MSS = 1460;

  private static final int BUFFER = 64 << 10;
  private static final long PATIENCE = 1_000_000_000L; // ns before something is sent again
  private static final int MOST_REPEATS = 12;

  /** How far the connection is. */
  private enum Phase {
    /** The guest has asked; the host's socket is being connected. */
    CONNECTING,
    /** This end has sent its SYN and waits for the guest's acknowledgement. */
    OPENING,
    OPEN,
    CLOSED
  }

  private final UserNetwork network;
  private final SocketChannel socket;
  private final SelectionKey key;
  private final int peer; // the address that the guest talks to
  private final int peerPort;
  private final int guestPort;
  private final boolean fromGuest;

  private Phase phase;
  private int sendNext;
  private int sendUnacknowledged;
  private int receiveNext;
  private int guestWindow = MSS;
  private boolean guestDone; // its FIN has come
  private boolean hostDone; // the socket has no more to say
  private boolean finSent;
  private long lastProgress;
  private int repeats;

  /** Data for the guest from {@link #sendUnacknowledged} on. */
  private final byte[] outgoing = new byte[BUFFER];

  private int outgoingLength;
  private final ByteBuffer incoming = ByteBuffer.allocate(BUFFER); // data for the socket

  /**
   * @param peer address that the guest sees
   * @param guestSequence of the guest's SYN, if the guest has begun
   */
  TcpConnection(
      UserNetwork network,
      Selector selector,
      SocketChannel socket,
      int peer,
      int peerPort,
      int guestPort,
      boolean fromGuest,
      int guestSequence)
      throws IOException {
    this.network = network;
    this.socket = socket;
    this.peer = peer;
    this.peerPort = peerPort;
    this.guestPort = guestPort;
    this.fromGuest = fromGuest;
    sendNext = sendUnacknowledged = network.initialSequence();
    lastProgress = System.nanoTime();
    if (fromGuest) {
      receiveNext = guestSequence + 1;
      phase = Phase.CONNECTING;
      key = socket.register(selector, SelectionKey.OP_CONNECT, this);
    } else {
      phase = Phase.OPENING;
      key = socket.register(selector, 0, this);
      send(SYN, new byte[0]);
      sendNext++;
    }
  }

  boolean closed() {
    return phase == Phase.CLOSED;
  }

  // From the host's socket.

  /** The socket can do what its key waits for. */
  void ready() {
    try {
      if (phase == Phase.CONNECTING) {
        socket.finishConnect();
        opens();
        return;
      }
      if (key.isValid() && key.isReadable()) {
        read();
      }
      if (phase != Phase.CLOSED && key.isValid() && key.isWritable()) {
        write();
      }
    } catch (IOException e) {
      abort();
    }
  }

  private void opens() {
    phase = Phase.OPENING;
    send(SYN | ACK, new byte[0]);
    sendNext++;
    lastProgress = System.nanoTime();
    interests();
  }

  private void read() throws IOException {
    ByteBuffer room = ByteBuffer.wrap(outgoing, outgoingLength, BUFFER - outgoingLength);
    int n = socket.read(room);
    if (n < 0) {
      hostDone = true;
    } else {
      outgoingLength += n;
    }
    push();
  }

  private void write() throws IOException {
    incoming.flip();
    socket.write(incoming);
    boolean all = !incoming.hasRemaining();
    incoming.compact();
    if (all && guestDone) {
      socket.shutdownOutput();
    }
    acknowledge(); // the window has opened
    interests();
    finishIfDone();
  }

  private void interests() {
    if (!key.isValid()) {
      return;
    }
    int wanted = 0;
    if (phase == Phase.OPEN && !hostDone && outgoingLength < BUFFER) {
      wanted |= SelectionKey.OP_READ;
    }
    if (phase == Phase.OPEN && incoming.position() > 0) {
      wanted |= SelectionKey.OP_WRITE;
    }
    key.interestOps(wanted);
  }

  // From the guest.

  /** A segment of the guest: an IP datagram, checked, whose TCP header begins at {@code tcp}. */
  void segment(byte[] datagram, int tcp) {
    int flags = Packet.u8(datagram, tcp + 13);
    int sequence = Packet.u32(datagram, tcp + 4);
    if ((flags & RST) != 0) {
      close();
      return;
    }
    if (phase == Phase.CONNECTING) {
      return; // its SYN again
    }
    if (phase == Phase.OPENING && !fromGuest && (flags & (SYN | ACK)) == (SYN | ACK)) {
      receiveNext = sequence + 1;
    }
    guestWindow = Packet.u16(datagram, tcp + 14);
    if ((flags & ACK) != 0) {
      acknowledged(Packet.u32(datagram, tcp + 8));
    }
    if (phase != Phase.OPEN) {
      return;
    }
    int data = tcp + 4 * (Packet.u8(datagram, tcp + 12) >> 4);
    take(sequence, Arrays.copyOfRange(datagram, Math.min(data, datagram.length), datagram.length));
    if ((flags & FIN) != 0 && !guestDone && sequence + datagram.length - data == receiveNext) {
      receiveNext++;
      guestDone = true;
      acknowledge();
      if (incoming.position() == 0) {
        shutdownOutput();
      }
    }
    push();
    finishIfDone();
  }

  private void acknowledged(int upTo) {
    int by = upTo - sendUnacknowledged;
    if (by <= 0 || by > sendNext - sendUnacknowledged) {
      return;
    }
    lastProgress = System.nanoTime();
    repeats = 0;
    sendUnacknowledged = upTo;
    if (phase == Phase.OPENING) {
      phase = Phase.OPEN;
      by--; // the SYN
      if (!fromGuest) {
        acknowledge();
      }
    }
    int data = Math.min(by, outgoingLength);
    System.arraycopy(outgoing, data, outgoing, 0, outgoingLength - data);
    outgoingLength -= data;
    interests();
  }

  /** Takes what of the data is new and has room; answers what is a repetition. */
  private void take(int sequence, byte[] data) {
    if (data.length == 0) {
      return;
    }
    int known = receiveNext - sequence;
    if (known >= 0 && known < data.length) {
      int fresh = Math.min(data.length - known, incoming.remaining());
      incoming.put(data, known, fresh);
      receiveNext += fresh;
    }
    try {
      write();
    } catch (IOException e) {
      abort();
    }
  }

  private void shutdownOutput() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      abort();
    }
  }

  // To the guest.

  /** Sends what the guest's window has room for, and the FIN behind the last of it. */
  private void push() {
    if (phase != Phase.OPEN) {
      return;
    }
    int inFlight = sendNext - sendUnacknowledged - (finSent ? 1 : 0);
    while (!finSent && inFlight < outgoingLength && inFlight < guestWindow) {
      int length = Math.min(Math.min(MSS, outgoingLength - inFlight), guestWindow - inFlight);
      send(ACK | PSH, Arrays.copyOfRange(outgoing, inFlight, inFlight + length));
      sendNext += length;
      inFlight += length;
    }
    if (hostDone && !finSent && inFlight == outgoingLength) {
      send(ACK | FIN, new byte[0]);
      sendNext++;
      finSent = true;
    }
    interests();
  }

  private void acknowledge() {
    if (phase == Phase.OPEN) {
      send(ACK, new byte[0]);
    }
  }

  private void send(int flags, byte[] data) {
    int sequence = sendNext;
    network.toGuest(
        Packet.tcp(
            peer,
            peerPort,
            UserNetwork.GUEST,
            guestPort,
            sequence,
            (flags & ACK) != 0 ? receiveNext : 0,
            flags,
            Math.min(incoming.remaining(), 0xFFFF),
            data));
  }

  /** Time passes: what was not acknowledged is sent again. */
  void tick(long now) {
    boolean owing = phase == Phase.OPENING || sendNext != sendUnacknowledged;
    boolean shut = phase == Phase.OPEN && outgoingLength > 0 && guestWindow == 0;
    if (phase == Phase.CONNECTING || !(owing || shut) || now - lastProgress < PATIENCE) {
      return;
    }
    if (++repeats > MOST_REPEATS) {
      abort();
      return;
    }
    lastProgress = now;
    sendNext = sendUnacknowledged;
    finSent = false;
    if (phase == Phase.OPENING) {
      send(fromGuest ? SYN | ACK : SYN, new byte[0]);
      sendNext++;
    } else if (shut) {
      send(ACK | PSH, Arrays.copyOf(outgoing, 1)); // asks for the window
      sendNext++;
    } else {
      push();
    }
  }

  // Ends.

  private void finishIfDone() {
    boolean allHeard = finSent && sendUnacknowledged == sendNext;
    if (allHeard && guestDone && incoming.position() == 0) {
      close();
    }
  }

  /** Breaks the connection off on both sides. */
  void abort() {
    if (phase != Phase.CLOSED) {
      send(RST | ACK, new byte[0]);
      close();
    }
  }

  private void close() {
    phase = Phase.CLOSED;
    key.cancel();
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
