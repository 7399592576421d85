package quimera.peripherals.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quimera.core.host.BlockStore;
import quimera.core.state.HashIo;
import quimera.core.state.StateException;
import quimera.core.state.StateTree;

class OverlayStoreTest {
  @TempDir Path folder;

  private static byte[] random(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] all(BlockStore store) {
    byte[] bytes = new byte[(int) store.size()];
    store.read(0, bytes, 0, bytes.length);
    return bytes;
  }

  @Test
  void itReadsLikeAnArrayWhateverIsWrittenWhere() {
    byte[] model = random(7, 100_000);
    OverlayStore overlay = new OverlayStore(new MemoryStore("m", model));
    Random random = new Random(8);
    for (int i = 0; i < 500; i++) {
      byte[] written = random(i, 1 + random.nextInt(9000));
      int at = random.nextInt(model.length - written.length);
      overlay.write(at, written, 0, written.length);
      System.arraycopy(written, 0, model, at, written.length);
    }
    assertThat(all(overlay)).isEqualTo(model);
    byte[] part = new byte[5000];
    overlay.read(94_321, part, 3, 4_997);
    assertThat(part[3]).isEqualTo(model[94_321]);
    assertThat(part[4_999]).isEqualTo(model[99_317]);
  }

  @Test
  void itsChangesAreStateAndItsGroundIsChecked() {
    byte[] ground = random(1, 20_000);
    OverlayStore old = new OverlayStore(new MemoryStore("m", ground));
    old.write(4_000, random(2, 600), 0, 600);
    StateTree saved = StateTree.save(old::state);

    OverlayStore fresh = new OverlayStore(new MemoryStore("m", ground));
    fresh.write(10_000, random(3, 600), 0, 600);
    saved.load("m", fresh::state);
    assertThat(all(fresh)).as("the later write is gone").isEqualTo(all(old));

    ground[5]++;
    OverlayStore other = new OverlayStore(new MemoryStore("m", ground));
    assertThatThrownBy(() -> saved.load("m", other::state))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("not as it was");
    OverlayStore shorter = new OverlayStore(new MemoryStore("m", new byte[512]));
    assertThatThrownBy(() -> saved.load("m", shorter::state))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("20000 bytes");
  }

  @Test
  void theHashFollowsTheContent() {
    OverlayStore store = new OverlayStore(new MemoryStore("m", new byte[8192]));
    String before = hash(store);
    store.write(0, new byte[] {1}, 0, 1);
    assertThat(hash(store)).isNotEqualTo(before);
  }

  private static String hash(BlockStore store) {
    HashIo io = new HashIo();
    store.state(io);
    return io.hex();
  }

  @Test
  void aRawFileMustBeAsItWasWhenAStateIsLoaded() throws Exception {
    Path path = Files.write(folder.resolve("disk.img"), random(1, 10_000));
    try (BlockStore store = DiskImages.open(path, Access.READ_WRITE)) {
      StateTree saved = StateTree.save(store::state);
      saved.load("disk", store::state);
      store.write(0, new byte[] {42, 43}, 0, 2);
      assertThatThrownBy(() -> saved.load("disk", store::state))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("'disk.img'");
    }
  }

  @Test
  void aDeviceThatLeavesItsMediumIsABug() {
    OverlayStore store = new OverlayStore(new MemoryStore("m", new byte[1024]));
    assertThatThrownBy(() -> store.read(1000, new byte[512], 0, 512))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> store.write(-1, new byte[512], 0, 512))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
