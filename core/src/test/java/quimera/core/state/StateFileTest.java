package quimera.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StateFileTest {
  /** One field of each kind. */
  private static final class Part {
    int number = 7;
    long big = 1L << 40;
    boolean flag = true;
    String word = "mode";
    byte[] bytes = {1, 2, 3};
    int[] ints = {4, -5};
    long[] longs = {6L, Long.MIN_VALUE};
    byte[] blob = {9, 9};

    void state(StateIo io) {
      number = io.i32("number", number);
      big = io.i64("big", big);
      io.section(
          "inner",
          inner -> {
            flag = inner.bit("flag", flag);
            word = inner.text("word", word);
            inner.bytes("bytes", bytes);
            inner.ints("ints", ints);
          });
      io.longs("longs", longs);
      blob = io.blob("blob", blob);
    }
  }

  private static Part other() {
    Part part = new Part();
    part.number = 0;
    part.big = 0;
    part.flag = false;
    part.word = "";
    part.bytes = new byte[3];
    part.ints = new int[2];
    part.longs = new long[2];
    part.blob = new byte[0];
    return part;
  }

  private static String hash(Part part) {
    HashIo io = new HashIo();
    part.state(io);
    return io.hex();
  }

  @Test
  void whatIsSavedComesBackInEveryField() {
    byte[] file = StateFile.encode(StateTree.save(new Part()::state));
    Part restored = other();
    StateFile.decode(file).load("part", restored::state);
    assertThat(restored).usingRecursiveComparison().isEqualTo(new Part());
    assertThat(hash(restored)).isEqualTo(hash(new Part())).isNotEqualTo(hash(other()));
  }

  @Test
  void anAbsentFieldKeepsItsValueAndAnUnknownOneIsNamed() {
    StateTree older = StateTree.save(io -> io.i32("number", 3));
    Part part = new Part();
    older.load("part", part::state);
    assertThat(part.number).isEqualTo(3);
    assertThat(part.word).isEqualTo("mode");
    StateTree newer = StateTree.save(io -> io.section("inner", inner -> inner.bit("turbo", true)));
    assertThatThrownBy(() -> newer.load("part", part::state))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("part.inner")
        .hasMessageContaining("turbo");
  }

  @Test
  void damageIsFoundAtEveryByte() {
    byte[] file = StateFile.encode(StateTree.save(new Part()::state));
    for (int i = 0; i < file.length; i++) {
      byte[] bad = file.clone();
      bad[i] ^= 0x40;
      assertThatThrownBy(() -> StateFile.decode(bad))
          .as("byte %d", i)
          .isInstanceOf(StateException.class);
    }
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> StateFile.decode(cut))
          .as("cut to %d", length)
          .isInstanceOf(StateException.class);
    }
  }

  @Test
  void aFieldNamedTwiceIsADefectThatShowsAtOnce() {
    assertThatThrownBy(
            () ->
                StateTree.save(
                    io -> {
                      io.i32("x", 1);
                      io.i32("x", 2);
                    }))
        .hasMessageContaining("\"x\" twice");
  }
}
