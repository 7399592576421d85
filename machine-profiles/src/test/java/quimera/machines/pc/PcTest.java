package quimera.machines.pc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import quimera.core.host.HostInput;
import quimera.core.machine.Machine;
import quimera.core.machine.Options;

/** The PC with PCI, as a program in place of its firmware finds it. */
class PcTest {
  private final List<Integer> console = new ArrayList<>();

  private Machine running(String code) {
    byte[] rom = new byte[0x10000];
    byte[] program = HexFormat.of().parseHex(code);
    System.arraycopy(program, 0, rom, 0, program.length);
    byte[] start = {(byte) 0xEA, 0, 0, 0, (byte) 0xF0}; // JMP F000:0000
    System.arraycopy(start, 0, rom, 0xFFF0, start.length);
    Options options = new Options();
    options.firmware.put("bios", rom);
    options.chars.put("e9", console::add);
    return new Pc().build(options);
  }

  /**
   * MOV EAX, "VMXh"; MOV ECX, command; MOV EBX, argument; MOV EDX, 5658h; IN EAX, DX: the version,
   * the pointer's ID, absolute packets; then the status until it is not zero, four words, and what
   * is in AL, BH, CH and DL to the console.
   */
  private static final String ASKS_FOR_THE_POINTER =
      "66b868584d5666b90a00000066bb0000000066ba5856000066ede6e988d8e6e966b868584d5666b9"
          + "2900000066bb5245414566ba5856000066ed66b868584d5666b92900000066bb5241425366ba5856"
          + "000066ed66b868584d5666b92700000066bb0100000066ba5856000066ede6e966b868584d5666b9"
          + "2800000066bb0000000066ba5856000066ed85c074e266b868584d5666b92700000066bb04000000"
          + "66ba5856000066ede6e988f8e6e988e8e6e988d0e6e9f4";

  @Test
  void aGuestThatAsksIsToldWhereThePointerIs() {
    Machine machine = running(ASKS_FOR_THE_POINTER);
    machine.run(1_000_000, Long.MAX_VALUE);
    assertThat(console).as("version, VMXh, ID").containsExactly(0x06, 0x68, 0x4A);
    assertThat(machine.wantsPointerPlace()).isTrue();
    machine.input(new HostInput.PointerAt(0x1234, 0x5678, 3, 1));
    machine.run(2_000_000, Long.MAX_VALUE);
    assertThat(console.subList(3, console.size()))
        .as("left button, x, y, wheel")
        .containsExactly(0x20, 0x12, 0x56, 0x03);
  }

  @Test
  void withoutADriverTheGuestHasAMouse() {
    Machine machine = running("F4");
    machine.run(1_000_000, Long.MAX_VALUE);
    assertThat(machine.wantsPointerPlace()).isFalse();
  }
}
