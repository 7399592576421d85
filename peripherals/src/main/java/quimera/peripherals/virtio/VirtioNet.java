package quimera.peripherals.virtio;

import java.util.Arrays;
import quimera.core.bus.Bus;
import quimera.core.host.NetworkPort;
import quimera.core.host.NetworkSink;
import quimera.core.state.StateIo;
import quimera.core.time.Scheduler;
import quimera.peripherals.network.FrameQueue;

/**
 * A network card.
 *
 * <p>Datasheet: Virtual I/O Device (VIRTIO) version 1.1, section 5.1.
 *
 * <p>Deviations: no checksums, no segmentation, no control queue, one pair of queues: none is
 * offered; the cable is always plugged in.
 */
public final class VirtioNet implements VirtioFunction, NetworkPort {
  private static final int DEVICE_ID = 1;
  private static final long FEATURE_MAC = 1L << 5;
  private static final long FEATURE_STATUS = 1L << 16;
  private static final int LINK_UP = 1;
  private static final int HEADER = 12;
  private static final int RECEIVE = 0;
  private static final int TRANSMIT = 1;

  private final byte[] configuration;
  private final NetworkSink cable;
  private VirtioMmio transport;
  private final FrameQueue waiting = new FrameQueue();

  /**
   * @param address the station's
   * @param cable where frames go
   */
  public VirtioNet(byte[] address, NetworkSink cable) {
    configuration = Arrays.copyOf(address, 8);
    configuration[6] = LINK_UP;
    this.cable = cable;
  }

  /** The registers for it. */
  public VirtioMmio registers(Bus bus, Scheduler scheduler) {
    return new VirtioMmio(this, bus, scheduler);
  }

  @Override
  public void attach(VirtioMmio to) {
    transport = to;
  }

  @Override
  public int deviceId() {
    return DEVICE_ID;
  }

  @Override
  public int queues() {
    return 2;
  }

  @Override
  public long features() {
    return FEATURE_MAC | FEATURE_STATUS;
  }

  @Override
  public int configuration(int offset) {
    return offset < configuration.length ? configuration[offset] & 0xFF : 0;
  }

  @Override
  public void notified(int n) {
    if (n == RECEIVE) {
      deliver();
    } else if (n == TRANSMIT) {
      transmit();
    }
  }

  private void transmit() {
    VirtQueue queue = transport.queue(TRANSMIT);
    boolean interrupt = false;
    while (queue.hasNext()) {
      VirtQueue.Chain chain = queue.next();
      byte[] frame = chain.read();
      if (frame.length > HEADER) {
        cable.send(Arrays.copyOfRange(frame, HEADER, frame.length));
      }
      interrupt |= queue.give(chain, 0);
    }
    if (interrupt) {
      transport.interrupt();
    }
  }

  @Override
  public void receive(byte[] frame) {
    if (transport.queue(RECEIVE).ready() && waiting.add(frame)) {
      transport.wake(RECEIVE);
    }
  }

  /** Frames go into the buffers that the driver has left, one each. */
  private void deliver() {
    VirtQueue queue = transport.queue(RECEIVE);
    boolean interrupt = false;
    while (waiting.peek() != null && queue.hasNext()) {
      byte[] frame = waiting.poll();
      VirtQueue.Chain chain = queue.next();
      byte[] bytes = new byte[HEADER + frame.length];
      bytes[10] = 1; // the frame is in one buffer
      System.arraycopy(frame, 0, bytes, HEADER, frame.length);
      boolean fits = chain.length(true) >= bytes.length;
      if (fits) {
        chain.write(0, bytes);
      }
      interrupt |= queue.give(chain, fits ? bytes.length : 0);
    }
    if (interrupt) {
      transport.interrupt();
    }
  }

  @Override
  public void reset() {
    waiting.clear();
  }

  @Override
  public void state(StateIo io) {
    waiting.state(io);
  }
}
