package quimera.machines.pc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import quimera.core.bus.Bus;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;
import quimera.core.host.HostException;
import quimera.peripherals.system.FwCfg;

class KernelBootTest {
  private static final long RAM = 16 << 20;

  private final FwCfg config = new FwCfg(new Bus(new MemoryMap("none", Unmapped.ONES), 32));

  /** A bzImage of protocol 2.06: 4 sectors of set-up code and 1000 bytes of kernel. */
  private static ByteBuffer bzImage() {
    ByteBuffer image = ByteBuffer.allocate(5 * 512 + 1000).order(ByteOrder.LITTLE_ENDIAN);
    image.put(0x1F1, (byte) 4);
    image.putShort(0x1FE, (short) 0xAA55);
    image.putInt(0x202, 0x53726448);
    image.putShort(0x206, (short) 0x206);
    image.put(0x211, (byte) 1);
    image.putInt(0x22C, 0x37FFFFFF);
    image.putInt(0x238, 20);
    image.put(5 * 512, (byte) 0x77);
    return image;
  }

  private void offer(ByteBuffer kernel, byte[] initrd, String line) {
    byte[] image = new byte[kernel.capacity()];
    kernel.get(0, image);
    KernelBoot.offer(config, image, initrd, line, RAM);
  }

  private int number(int item) {
    return bytes(item, 4).getInt(0);
  }

  private ByteBuffer bytes(int item, int length) {
    config.ports.write(0, 2, item);
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < length; i++) {
      bytes.put(i, (byte) config.ports.read(1, 1));
    }
    return bytes;
  }

  @Test
  void theKernelGoesToOneMegabyteAndItsSetUpCodeBelow() {
    offer(bzImage(), null, "quiet");
    assertThat(number(KernelBoot.KERNEL[0])).isEqualTo(0x100000);
    assertThat(number(KernelBoot.KERNEL[1])).isEqualTo(1000);
    assertThat(bytes(KernelBoot.KERNEL[2], 1).get(0)).isEqualTo((byte) 0x77);
    assertThat(number(KernelBoot.SETUP[1])).isEqualTo(5 * 512);
    assertThat(number(KernelBoot.ENTRY)).as("no Multiboot").isZero();
  }

  @Test
  void theHeaderSaysWhereTheCommandLineAndTheInitrdAre() {
    offer(bzImage(), new byte[5000], "quiet");
    ByteBuffer header = bytes(KernelBoot.SETUP[2], 0x240);
    assertThat(header.getInt(0x228)).isEqualTo(number(KernelBoot.COMMAND_LINE[0]));
    assertThat(header.getInt(0x218)).isEqualTo(number(KernelBoot.INITRD[0]));
    assertThat(header.getInt(0x21C)).isEqualTo(5000);
    assertThat(header.getInt(0x218) % 4096).isZero();
    assertThat(header.getInt(0x218) + 5000).isLessThan((int) RAM);
    assertThat(header.get(0x210)).as("a loader without a number").isEqualTo((byte) 0xFF);
  }

  @Test
  void aLineThatTheKernelCannotTakeIsRefused() {
    assertThatThrownBy(() -> offer(bzImage(), null, "x".repeat(21)))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("20 bytes");
  }

  @Test
  void whatIsNoKernelOrTooLargeIsRefused() {
    assertThatThrownBy(() -> offer(ByteBuffer.allocate(9000), null, ""))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("neither");
    assertThatThrownBy(() -> offer(ByteBuffer.allocate(10), null, ""))
        .isInstanceOf(HostException.class);
    assertThatThrownBy(() -> offer(bzImage(), new byte[(int) RAM], ""))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("-m");
    ByteBuffer cut = bzImage().put(0x1F1, (byte) 60);
    assertThatThrownBy(() -> offer(cut, null, ""))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("cut off");
  }

  /** A Multiboot ELF with one segment at 2 MiB, entered in its middle. */
  private static ByteBuffer multibootElf() {
    ByteBuffer elf = ByteBuffer.allocate(0x200).order(ByteOrder.LITTLE_ENDIAN);
    elf.putInt(0, 0x464C457F).put(4, (byte) 1).put(5, (byte) 1);
    elf.putInt(24, 0x200010).putInt(28, 52);
    elf.putShort(42, (short) 32).putShort(44, (short) 1);
    elf.putInt(52, 1).putInt(56, 0x100).putInt(64, 0x200000);
    elf.putInt(68, 0x100).putInt(72, 0x300);
    elf.putInt(0x100, 0x1BADB002).putInt(0x104, 3).putInt(0x108, -0x1BADB005);
    return elf;
  }

  @Test
  void aMultibootKernelIsFoundByItsHeader() {
    offer(multibootElf(), new byte[10], "debug");
    assertThat(number(KernelBoot.KERNEL[0])).isEqualTo(0x200000);
    assertThat(number(KernelBoot.KERNEL[1])).as("with its bss").isEqualTo(0x300);
    assertThat(number(KernelBoot.ENTRY)).isEqualTo(0x200010);
    int info = number(KernelBoot.INITRD[0]);
    ByteBuffer structure = bytes(KernelBoot.INITRD[2], number(KernelBoot.INITRD[1]));
    assertThat(structure.getInt(0) & 0x4D).as("memory, line, modules, map").isEqualTo(0x4D);
    assertThat(structure.getInt(8)).isEqualTo(15 << 10);
    int line = structure.getInt(16) - info;
    assertThat(structure.get(line)).isEqualTo((byte) 'd');
    int modules = structure.getInt(24) - info;
    assertThat(structure.getInt(modules) % 4096).isZero();
    assertThat(structure.getInt(modules + 4) - structure.getInt(modules)).isEqualTo(10);
  }

  @Test
  void aMultibootKernelThatIsCutOffIsRefused() {
    ByteBuffer elf = multibootElf().putInt(68, 0x1000);
    assertThatThrownBy(() -> offer(elf, null, ""))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("cut off");
    ByteBuffer unknown = multibootElf().putInt(0x104, 0x8003).putInt(0x108, -0x1BAE3005);
    assertThatThrownBy(() -> offer(unknown, null, ""))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("8003");
  }
}
