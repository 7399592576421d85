package quimera.peripherals.virtio;

import java.util.Arrays;
import quimera.core.bus.Bus;
import quimera.core.host.CharPort;
import quimera.core.host.CharSink;
import quimera.core.state.StateIo;
import quimera.core.time.Scheduler;

/**
 * A console: characters out of one queue and into the other.
 *
 * <p>Datasheet: Virtual I/O Device (VIRTIO) version 1.1, section 5.3.
 *
 * <p>Deviations: one port, of a size that it does not tell; no emergency write.
 */
public final class VirtioConsole implements VirtioFunction, CharPort {
  private static final int DEVICE_ID = 3;
  private static final int RECEIVE = 0;
  private static final int TRANSMIT = 1;

  private final CharSink sink;
  private VirtioMmio transport;
  private byte[] waiting = new byte[0];

  /**
   * @param sink where characters go
   */
  public VirtioConsole(CharSink sink) {
    this.sink = sink;
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
    return 0;
  }

  @Override
  public int configuration(int offset) {
    return 0;
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
      for (byte each : chain.read()) {
        sink.send(each & 0xFF);
      }
      interrupt |= queue.give(chain, 0);
    }
    if (interrupt) {
      transport.interrupt();
    }
  }

  @Override
  public void receive(int value) {
    waiting = Arrays.copyOf(waiting, waiting.length + 1);
    waiting[waiting.length - 1] = (byte) value;
    transport.wake(RECEIVE);
  }

  private void deliver() {
    VirtQueue queue = transport.queue(RECEIVE);
    boolean interrupt = false;
    while (waiting.length != 0 && queue.hasNext()) {
      VirtQueue.Chain chain = queue.next();
      int count = Math.min(waiting.length, chain.length(true));
      chain.write(0, Arrays.copyOf(waiting, count));
      waiting = Arrays.copyOfRange(waiting, count, waiting.length);
      interrupt |= queue.give(chain, count);
    }
    if (interrupt) {
      transport.interrupt();
    }
  }

  @Override
  public void reset() {
    // What the host has sent stays for the next driver.
  }

  @Override
  public void state(StateIo io) {
    waiting = io.blob("waiting", waiting);
  }
}
