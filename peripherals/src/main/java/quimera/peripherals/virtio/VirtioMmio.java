package quimera.peripherals.virtio;

import java.util.OptionalLong;
import quimera.core.bus.Bus;
import quimera.core.bus.BusFault;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;

/**
 * A virtio device as memory-mapped registers: how a driver finds it, agrees with it on features and
 * hands it queues.
 *
 * <p>Datasheet: Virtual I/O Device (VIRTIO) version 1.1, section 4.2, with registers of version 2.
 *
 * <p>Deviations: no configuration is written; a queue is served 10 µs after it was notified.
 */
public final class VirtioMmio implements Device, BusTarget {
  /** Bytes of a device's window. */
  public static final int SIZE = 0x200;

  //                               register        access  function
  private static final int MAGIC_VALUE = 0x000; //       R
  private static final int VERSION = 0x004; //           R
  private static final int DEVICE_ID = 0x008; //         R   0: no device here
  private static final int VENDOR_ID = 0x00C; //         R
  private static final int DEVICE_FEATURES = 0x010; //   R   the word that the next selects
  private static final int DEVICE_FEATURES_SEL = 0x014; // W
  private static final int DRIVER_FEATURES = 0x020; //   W
  private static final int DRIVER_FEATURES_SEL = 0x024; // W
  private static final int QUEUE_SEL = 0x030; //         W
  private static final int QUEUE_NUM_MAX = 0x034; //     R
  private static final int QUEUE_NUM = 0x038; //         W
  private static final int QUEUE_READY = 0x044; //       R/W
  private static final int QUEUE_NOTIFY = 0x050; //      W
  private static final int INTERRUPT_STATUS = 0x060; //  R
  private static final int INTERRUPT_ACK = 0x064; //     W
  private static final int STATUS = 0x070; //            R/W
  private static final int QUEUE_DESC = 0x080; //        W   low and high, as the next two
  private static final int QUEUE_DRIVER = 0x090; //      W
  private static final int QUEUE_DEVICE = 0x0A0; //      W
  private static final int CONFIG = 0x100; //            R

  private static final int MAGIC = 0x74726976; // "virt"
  private static final int VENDOR = 0x554D4551; // by which drivers know a virtual machine
  private static final long FEATURE_VERSION_1 = 1L << 32;
  private static final int STATUS_NEEDS_RESET = 0x40;
  private static final int INTERRUPT_USED = 1;
  private static final int INTERRUPT_CONFIG = 1 << 1;
  private static final long LATENCY_NS = 10_000;

  /** The interrupt request. */
  public final OutputLine irq = new OutputLine("irq");

  private final VirtioFunction function; // or null
  private final VirtQueue[] queues;
  private final Alarm serve;
  private int deviceFeaturesSelect;
  private int driverFeaturesSelect;
  private long driverFeatures;
  private int queueSelect;
  private int interruptStatus;
  private int status;
  private int notified; // bit n: queue n

  /** A place without a device. */
  public VirtioMmio(Scheduler scheduler) {
    this(null, null, scheduler);
  }

  /** A device that reaches its queues over a bus. */
  VirtioMmio(VirtioFunction function, Bus bus, Scheduler scheduler) {
    this.function = function;
    serve = scheduler.alarm("serve", this::serve);
    queues = new VirtQueue[function == null ? 0 : function.queues()];
    for (int i = 0; i < queues.length; i++) {
      queues[i] = new VirtQueue(bus);
    }
    if (function != null) {
      function.attach(this);
    }
  }

  @Override
  public void reset(Reset kind) {
    deviceFeaturesSelect = 0;
    driverFeaturesSelect = 0;
    driverFeatures = 0;
    queueSelect = 0;
    interruptStatus = 0;
    status = 0;
    notified = 0;
    for (VirtQueue queue : queues) {
      queue.reset();
    }
    if (function != null) {
      function.reset();
    }
  }

  @Override
  public void settle() {
    serve.cancel();
    update();
  }

  VirtQueue queue(int n) {
    return queues[n];
  }

  /** Something came back through a used ring, and the driver wants to know. */
  void interrupt() {
    interruptStatus |= INTERRUPT_USED;
    update();
  }

  /** The configuration has changed. */
  void configurationChanged() {
    interruptStatus |= INTERRUPT_CONFIG;
    update();
  }

  // --- Registers -------------------------------------------------------------------------------

  @Override
  public long read(int offset, int bytes) {
    if (offset >= CONFIG) {
      long value = 0;
      for (int i = 0; i < bytes && function != null; i++) {
        value |= (long) function.configuration(offset - CONFIG + i) << 8 * i;
      }
      return value;
    }
    return value(offset) & 0xFFFFFFFFL;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(read(offset, bytes));
  }

  private int value(int offset) {
    boolean queue = queueSelect >= 0 && queueSelect < queues.length;
    return switch (offset) {
      case MAGIC_VALUE -> MAGIC;
      case VERSION -> 2;
      case DEVICE_ID -> function == null ? 0 : function.deviceId();
      case VENDOR_ID -> VENDOR;
      case DEVICE_FEATURES -> {
        long offered = function == null ? 0 : function.features() | FEATURE_VERSION_1;
        yield word(offered, deviceFeaturesSelect);
      }
      case QUEUE_NUM_MAX -> queue ? VirtQueue.MOST : 0;
      case QUEUE_READY -> queue && queues[queueSelect].ready() ? 1 : 0;
      case INTERRUPT_STATUS -> interruptStatus;
      case STATUS -> status;
      default -> 0;
    };
  }

  private static int word(long features, int select) {
    return select == 0 ? (int) features : select == 1 ? (int) (features >> 32) : 0;
  }

  @Override
  public void write(int offset, int bytes, long value) {
    int v = (int) value;
    switch (offset) {
      case DEVICE_FEATURES_SEL -> deviceFeaturesSelect = v;
      case DRIVER_FEATURES_SEL -> driverFeaturesSelect = v;
      case DRIVER_FEATURES -> {
        long word = value & 0xFFFFFFFFL;
        driverFeatures =
            driverFeaturesSelect == 0
                ? driverFeatures & 0xFFFFFFFFL << 32 | word
                : driverFeatures & 0xFFFFFFFFL | word << 32;
      }
      case QUEUE_SEL -> queueSelect = v;
      case QUEUE_NOTIFY -> wake(v);
      case INTERRUPT_ACK -> {
        interruptStatus &= ~v;
        update();
      }
      case STATUS -> setStatus(v & 0xFF);
      default -> writeQueue(offset, v);
    }
  }

  private void writeQueue(int offset, int value) {
    if (queueSelect < 0 || queueSelect >= queues.length) {
      return;
    }
    VirtQueue queue = queues[queueSelect];
    switch (offset & ~4) {
      case QUEUE_DESC -> queue.address(0, (offset & 4) != 0, value);
      case QUEUE_DRIVER -> queue.address(1, (offset & 4) != 0, value);
      case QUEUE_DEVICE -> queue.address(2, (offset & 4) != 0, value);
      default -> {
        if (offset == QUEUE_NUM) {
          queue.size(value);
        } else if (offset == QUEUE_READY) {
          queue.ready((value & 1) != 0);
        }
      }
    }
  }

  /** Writing 0 resets the device. */
  private void setStatus(int value) {
    if (value == 0) {
      reset(Reset.WARM);
      settle();
    } else {
      status = value;
    }
  }

  /** Serves a queue soon. */
  void wake(int queue) {
    if (queue >= 0 && queue < queues.length) {
      notified |= 1 << queue;
      if (!serve.isSet()) {
        serve.in(LATENCY_NS);
      }
    }
  }

  /** A queue that leads where no memory is breaks the device (section 2.1.2). */
  private void serve() {
    int now = notified;
    notified = 0;
    for (int i = 0; i < queues.length; i++) {
      if ((now >> i & 1) != 0) {
        try {
          function.notified(i);
        } catch (BusFault e) {
          status |= STATUS_NEEDS_RESET;
          configurationChanged();
        }
      }
    }
  }

  private void update() {
    irq.set(interruptStatus != 0);
  }

  @Override
  public void state(StateIo io) {
    deviceFeaturesSelect = io.i32("deviceFeaturesSelect", deviceFeaturesSelect);
    driverFeaturesSelect = io.i32("driverFeaturesSelect", driverFeaturesSelect);
    driverFeatures = io.i64("driverFeatures", driverFeatures);
    queueSelect = io.i32("queueSelect", queueSelect);
    interruptStatus = io.i32("interruptStatus", interruptStatus);
    status = io.i32("status", status);
    notified = io.i32("notified", notified);
    for (int i = 0; i < queues.length; i++) {
      io.section("queue" + i, queues[i]::state);
    }
    if (function != null) {
      io.section("function", function::state);
    }
    serve.state(io);
    irq.state(io);
  }
}
