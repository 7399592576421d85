package quimera.machines.arm;

import quimera.machines.arm.DeviceTree.Node;
import quimera.peripherals.arm.GicV2;
import quimera.peripherals.arm.Pl011;
import quimera.peripherals.virtio.VirtioMmio;

/**
 * The device tree of {@link ArmVirt}.
 *
 * <p>Bindings: Linux, Documentation/devicetree/bindings, one a {@code compatible}.
 */
final class ArmVirtTree {
  private static final int GIC = 1; // phandles
  private static final int CLOCK = 2;
  private static final int PINS = 3;

  private static final int SPI = 0; // first cell of an interrupt
  private static final int PPI = 1;
  private static final int LEVEL_HIGH = 4;
  private static final int FIRST_CPU = 1 << 8;
  private static final int SECURE_TIMER_PPI = 13;
  private static final int HYPERVISOR_TIMER_PPI = 10;

  private ArmVirtTree() {}

  static DeviceTree of(long ramBase, long ramBytes, String cpu, int virtioDevices) {
    DeviceTree tree = new DeviceTree();
    Node root = tree.root();
    root.text("compatible", "linux,dummy-virt").text("model", "linux,dummy-virt");
    root.cells("#address-cells", 2).cells("#size-cells", 2).cells("interrupt-parent", GIC);
    root.child("chosen").text("stdout-path", "/pl011@9000000");
    root.child("memory@" + Long.toHexString(ramBase))
        .text("device_type", "memory")
        .cells("reg", 0, ramBase, 0, ramBytes);
    Node cpus = root.child("cpus").cells("#address-cells", 1).cells("#size-cells", 0);
    cpus.child("cpu@0").text("device_type", "cpu").text("compatible", "arm," + cpu).cells("reg", 0);
    interrupts(root);
    root.child("apb-pclk")
        .text("compatible", "fixed-clock")
        .cells("#clock-cells", 0)
        .cells("clock-frequency", 24_000_000)
        .text("clock-output-names", "clk24mhz")
        .cells("phandle", CLOCK);
    primeCell(root, "pl011", ArmVirt.UART, ArmVirt.UART_SPI)
        .cells("clocks", CLOCK, CLOCK)
        .text("clock-names", "uartclk", "apb_pclk");
    primeCell(root, "pl031", ArmVirt.RTC, ArmVirt.RTC_SPI);
    primeCell(root, "pl061", ArmVirt.GPIO, ArmVirt.GPIO_SPI)
        .cells("gpio-controller")
        .cells("#gpio-cells", 2)
        .cells("interrupt-controller")
        .cells("#interrupt-cells", 2)
        .cells("phandle", PINS);
    root.child("gpio-poweroff")
        .text("compatible", "gpio-poweroff")
        .cells("gpios", PINS, ArmVirt.POWER_OFF_PIN, 0);
    root.child("gpio-restart")
        .text("compatible", "gpio-restart")
        .cells("gpios", PINS, ArmVirt.RESTART_PIN, 0);
    root.child("flash@0")
        .text("compatible", "cfi-flash")
        .cells("reg", 0, 0, 0, 0x400_0000, 0, 0x400_0000, 0, 0x400_0000)
        .cells("bank-width", 4);
    for (int n = 0; n < virtioDevices; n++) {
      long base = ArmVirt.VIRTIO + (long) n * VirtioMmio.SIZE;
      root.child("virtio_mmio@" + Long.toHexString(base))
          .text("compatible", "virtio,mmio")
          .cells("reg", 0, base, 0, VirtioMmio.SIZE)
          .cells("interrupts", SPI, ArmVirt.VIRTIO_SPI + n, LEVEL_HIGH)
          .cells("dma-coherent");
    }
    return tree;
  }

  private static void interrupts(Node root) {
    root.child("intc@8000000")
        .text("compatible", "arm,cortex-a15-gic")
        .cells("interrupt-controller")
        .cells("#interrupt-cells", 3)
        .cells("#address-cells", 0)
        .cells("reg", 0, ArmVirt.GIC_DISTRIBUTOR, 0, GicV2.SIZE, 0, ArmVirt.GIC_CPU, 0, GicV2.SIZE)
        .cells("phandle", GIC);
    int flags = LEVEL_HIGH | FIRST_CPU;
    root.child("timer")
        .text("compatible", "arm,armv7-timer")
        .cells("always-on")
        .cells(
            "interrupts",
            PPI,
            SECURE_TIMER_PPI,
            flags,
            PPI,
            ArmVirt.PHYSICAL_TIMER_PPI,
            flags,
            PPI,
            ArmVirt.VIRTUAL_TIMER_PPI,
            flags,
            PPI,
            HYPERVISOR_TIMER_PPI,
            flags);
  }

  private static Node primeCell(Node root, String part, long base, int spi) {
    return root.child(part + "@" + Long.toHexString(base))
        .text("compatible", "arm," + part, "arm,primecell")
        .cells("reg", 0, base, 0, Pl011.SIZE)
        .cells("interrupts", SPI, spi, LEVEL_HIGH)
        .cells("clocks", CLOCK)
        .text("clock-names", "apb_pclk");
  }
}
