package quimera.machines.arm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import quimera.core.bus.Bytes;
import quimera.core.bus.Memory;
import quimera.core.device.Device.Reset;
import quimera.core.host.HostException;
import quimera.core.machine.Options;

class KernelBootTest {
  private static final long BASE = 0x4000_0000L;
  private static final int SIZE = 16 << 20;

  private final Memory ram = Memory.ram("ram", SIZE);
  private final Options options = new Options();

  private static byte[] zImage(int size) {
    byte[] image = new byte[size];
    Bytes.put32(image, 0x24, 0x016F2818);
    Bytes.put32(image, 0x2C, size);
    image[size - 1] = 'z';
    return image;
  }

  private KernelBoot boot(DeviceTree tree) {
    KernelBoot boot = new KernelBoot(new KernelBoot.Board(ram, BASE, 387), options, tree);
    boot.image().reset(Reset.POWER_ON);
    return boot;
  }

  private int word(long address) {
    byte[] bytes = new byte[4];
    ram.store(address - BASE, bytes, 0, 4);
    return Bytes.get32(bytes, 0);
  }

  /** The registers that the program in the boot memory ends with: r0, r1, r2 and the entry. */
  private static int[] registers(byte[] program) {
    int[] last = new int[4];
    for (int i = 0; i < 4; i++) {
      last[i] = Bytes.get32(program, program.length - 16 + 4 * i);
    }
    return last;
  }

  @Test
  void withoutATreeALinuxKernelGetsTags() {
    options.firmware.put("kernel", zImage(4096));
    options.firmware.put("initrd", new byte[100]);
    options.commandLine = "console=ttyAMA0";
    int[] registers = registers(boot(null).program(0, 0x9000_0000L));
    assertThat(registers).containsExactly(0, 387, 0x4000_0100, 0x4001_0000);
    assertThat(word(0x4001_0000L + 0x24)).isEqualTo(0x016F2818);
    long tag = registers[2];
    assertThat(word(tag + 4)).as("ATAG_CORE").isEqualTo(0x54410001);
    tag += 4L * word(tag);
    assertThat(new int[] {word(tag + 4), word(tag + 8), word(tag + 12)})
        .as("ATAG_MEM")
        .containsExactly(0x54410002, SIZE, (int) BASE);
    tag += 4L * word(tag);
    assertThat(new int[] {word(tag + 4), word(tag + 8), word(tag + 12)})
        .as("ATAG_INITRD2")
        .containsExactly(0x54420005, (int) BASE + SIZE / 2, 100);
    tag += 4L * word(tag);
    assertThat(word(tag + 4)).as("ATAG_CMDLINE").isEqualTo(0x54410009);
    assertThat(word(tag + 8)).isEqualTo(Bytes.get32("cons".getBytes(US_ASCII), 0));
    tag += 4L * word(tag);
    assertThat(word(tag)).as("ATAG_NONE").isZero();
  }

  @Test
  void theTreeIsToldMemoryCommandLineAndInitrd() {
    DeviceTree mine = new DeviceTree();
    mine.root().cells("#address-cells", 1).cells("#size-cells", 1);
    mine.root().child("memory").text("device_type", "memory").cells("reg", 0, 1);
    options.firmware.put("kernel", zImage(4096));
    options.firmware.put("initrd", new byte[5000]);
    options.firmware.put("dtb", mine.flat());
    options.commandLine = "quiet";
    int at = registers(boot(null).program(0, 0))[2];
    byte[] flat = new byte[4096];
    ram.store(at - BASE, flat, 0, flat.length);
    DeviceTree told = DeviceTree.parse(flat);
    assertThat(Bytes.get32be(told.root().child("memory").get("reg"), 0)).isEqualTo((int) BASE);
    assertThat(Bytes.get32be(told.root().child("memory").get("reg"), 4)).isEqualTo(SIZE);
    DeviceTree.Node chosen = told.root().child("chosen");
    assertThat(chosen.says("bootargs", "quiet")).isTrue();
    int start = chosen.cell("linux,initrd-start", 0);
    assertThat(chosen.cell("linux,initrd-end", 0) - start).isEqualTo(5000);
    assertThat(at).as("behind the initrd, on a page").isEqualTo(start + 8192);
  }

  @Test
  void anElfFileGoesWhereItSaysAndStartsAtItsPhysicalEntry() {
    byte[] elf = new byte[52 + 32 + 8];
    byte[] magic = {0x7F, 'E', 'L', 'F', 1, 1, 1};
    System.arraycopy(magic, 0, elf, 0, magic.length);
    Bytes.put16(elf, 16, 2);
    Bytes.put16(elf, 18, 40);
    Bytes.put32(elf, 24, 0xC000_8004);
    Bytes.put32(elf, 28, 52);
    Bytes.put16(elf, 42, 32);
    Bytes.put16(elf, 44, 1);
    int[] header = {1, 84, 0xC000_8000, 0x4000_8000, 8, 12, 5, 4};
    for (int i = 0; i < header.length; i++) {
      Bytes.put32(elf, 52 + 4 * i, header[i]);
    }
    Bytes.put32(elf, 84, 0x12345678);
    options.firmware.put("kernel", elf);
    int[] registers = registers(boot(null).program(0, 0));
    assertThat(registers[3]).isEqualTo(0x4000_8004);
    assertThat(word(0x4000_8000L)).isEqualTo(0x12345678);
  }

  @Test
  void aProgramInThePlaceOfTheTagsGetsNone() {
    byte[] elf = new byte[52 + 32];
    byte[] magic = {0x7F, 'E', 'L', 'F', 1, 1, 1};
    System.arraycopy(magic, 0, elf, 0, magic.length);
    Bytes.put16(elf, 16, 2);
    Bytes.put16(elf, 18, 40);
    Bytes.put32(elf, 24, (int) BASE);
    Bytes.put32(elf, 28, 52);
    Bytes.put16(elf, 42, 32);
    Bytes.put16(elf, 44, 1);
    int[] header = {1, 0, (int) BASE, (int) BASE, 0, 0x8000, 5, 4};
    for (int i = 0; i < header.length; i++) {
      Bytes.put32(elf, 52 + 4 * i, header[i]);
    }
    options.firmware.put("kernel", elf);
    assertThat(registers(boot(null).program(0, 0))[2]).isZero();
  }

  @Test
  void aZImageThatIsCutOffIsRefused() {
    options.firmware.put("kernel", Arrays.copyOf(zImage(4096), 4000));
    assertThatThrownBy(() -> boot(null))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("cut off");
  }

  @Test
  void whatDoesNotFitIntoMemoryIsRefused() {
    options.firmware.put("kernel", zImage(4096));
    options.firmware.put("initrd", new byte[SIZE / 2 + 1]);
    assertThatThrownBy(() -> boot(null))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("initrd")
        .hasMessageContaining("-m");
  }
}
