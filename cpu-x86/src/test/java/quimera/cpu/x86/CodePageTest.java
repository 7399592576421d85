package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quimera.core.bus.Memory;
import quimera.core.bus.Page;

class CodePageTest {
  private final CodePage page = new CodePage(Memory.ram("ram", Page.SIZE).page(0));

  private Node instruction(int offset, int length, int key) {
    Node node = new Simple(0x90, 0, 0);
    node.eip = offset;
    node.length = length;
    node.key = key;
    page.add(offset, node);
    return node;
  }

  @Test
  void aWriteTakesOutWhatHasAByteThere() {
    Node before = instruction(100, 3, 0);
    Node hit = instruction(103, 4, 0);
    Node after = instruction(107, 1, 0);
    assertThat(page.invalidate(105, 106)).isTrue();
    assertThat(hit.key).isEqualTo(Node.DEAD);
    assertThat(page.find(103, 103, 0)).isNull();
    assertThat(page.find(100, 100, 0)).isSameAs(before);
    assertThat(page.find(107, 107, 0)).isSameAs(after);
  }

  @Test
  void aWriteBetweenInstructionsTakesOutNone() {
    instruction(60, 2, 0);
    instruction(70, 2, 0);
    assertThat(page.invalidate(62, 69)).isFalse();
  }

  @Test
  void theLongestInstructionIsFoundFromItsLastByte() {
    instruction(64 - 14, 15, 0);
    assertThat(page.invalidate(65, 65)).isFalse();
    assertThat(page.invalidate(64, 64)).isTrue();
  }

  @Test
  void aLongWriteReachesEveryGranule() {
    for (int at = 0; at < Page.SIZE; at += 64) {
      instruction(at + 63, 1, 0);
    }
    assertThat(page.invalidate(63, Page.SIZE - 1)).isTrue();
    assertThat(page.occupied(-1L)).isZero();
  }

  @Test
  void allVariantsOfAPlaceGo() {
    Node wide = instruction(10, 5, 1);
    Node narrow = instruction(10, 3, 2);
    assertThat(page.invalidate(14, 14)).isTrue();
    assertThat(page.find(10, 10, 1)).isNull();
    assertThat(page.find(10, 10, 2)).isSameAs(narrow);
    assertThat(page.invalidate(11, 11)).isTrue();
    assertThat(page.find(10, 10, 2)).isNull();
    assertThat(wide.key).isEqualTo(Node.DEAD);
  }

  @Test
  void aGranuleIsOccupiedWhileAnInstructionHasAByteInIt() {
    Node across = instruction(126, 4, 0);
    Node within = instruction(140, 1, 0);
    assertThat(page.occupied(-1L)).isEqualTo(1 << 1 | 1 << 2);
    page.remove(across);
    assertThat(page.occupied(-1L)).isEqualTo(1 << 2);
    assertThat(page.occupied(1 << 1)).isZero();
    page.remove(within);
    assertThat(page.occupied(-1L)).isZero();
  }
}
