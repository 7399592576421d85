package quimera.peripherals.sound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quimera.peripherals.sound.CreativeAdpcm.Coding;

class CreativeAdpcmTest {
  private final CreativeAdpcm adpcm = new CreativeAdpcm();

  private int[] decode(Coding coding, int... packed) {
    int[] samples = new int[packed.length * coding.samples];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = adpcm.decode(coding, packed[i / coding.samples], i % coding.samples);
    }
    return samples;
  }

  @Test
  void fourBitsAreASignAndASizeOfSeven() {
    adpcm.reference(0x80);
    // +3; +7 and larger steps; 2*1+1; -(2*7+1) and larger; 2*(2*1+1)
    assertThat(decode(Coding.FOUR_BITS, 0x37, 0x1F, 0x10))
        .containsExactly(0x83, 0x8A, 0x8D, 0x7E, 0x84, 0x86);
  }

  @Test
  void zeroShrinksTheStepAgain() {
    adpcm.reference(0x80);
    decode(Coding.FOUR_BITS, 0x77); // +7, +15
    // +2 (half a step of 4), +1 (of 2), 0: the smallest step
    assertThat(decode(Coding.FOUR_BITS, 0x00, 0x00)).containsExactly(0x98, 0x99, 0x99, 0x99);
  }

  @Test
  void aByteOfThreeBitCodesLacksTheLastBit() {
    adpcm.reference(0x40);
    // 011 001 01(0): +3 and larger, 2*1+1, 2*2+1
    assertThat(decode(Coding.THREE_BITS, 0b011_001_01)).containsExactly(0x43, 0x46, 0x4B);
    adpcm.reference(0x40);
    // 111 101 10(0): -3, -(2*1+1), -(2*0+1)
    assertThat(decode(Coding.THREE_BITS, 0b111_101_10)).containsExactly(0x3D, 0x3A, 0x39);
  }

  @Test
  void twoBitsAreASignAndOneSize() {
    adpcm.reference(0x80);
    // +1, larger; +3, larger; -(4*1+2) and larger; 8/2
    assertThat(decode(Coding.TWO_BITS, 0b01_01_11_00)).containsExactly(0x81, 0x84, 0x7E, 0x82);
  }

  @Test
  void samplesStopAtTheEndsOfTheirRange() {
    adpcm.reference(0xFE);
    assertThat(decode(Coding.FOUR_BITS, 0x77)).containsExactly(0xFF, 0xFF);
    adpcm.reference(1);
    assertThat(decode(Coding.FOUR_BITS, 0xFF)).containsExactly(0, 0);
  }
}
