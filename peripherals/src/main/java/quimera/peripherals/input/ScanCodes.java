package quimera.peripherals.input;

import quimera.core.host.Key;

/**
 * What each key of the enhanced keyboard sends.
 *
 * <p>Datasheet: IBM PS/2 Hardware Interface Technical Reference, 84F8933, "Keyboards (101- and
 * 102-Key)", scan code sets 1 to 3. Set 1 is what the keyboard controller makes of set 2.
 */
final class ScanCodes {
  /** In set 2: the key sends a prefix E0. */
  static final int E0 = 0xE000;

  /** The controller's translation of a set 2 code (the index) to set 1. */
  private static final int[] TO_SET_1 = {
    0xFF, 0x43, 0x41, 0x3F, 0x3D, 0x3B, 0x3C, 0x58, 0x64, 0x44, 0x42, 0x40, 0x3E, 0x0F, 0x29,
        0x59, // 00
    0x65, 0x38, 0x2A, 0x70, 0x1D, 0x10, 0x02, 0x5A, 0x66, 0x71, 0x2C, 0x1F, 0x1E, 0x11, 0x03,
        0x5B, // 10
    0x67, 0x2E, 0x2D, 0x20, 0x12, 0x05, 0x04, 0x5C, 0x68, 0x39, 0x2F, 0x21, 0x14, 0x13, 0x06,
        0x5D, // 20
    0x69, 0x31, 0x30, 0x23, 0x22, 0x15, 0x07, 0x5E, 0x6A, 0x72, 0x32, 0x24, 0x16, 0x08, 0x09,
        0x5F, // 30
    0x6B, 0x33, 0x25, 0x17, 0x18, 0x0B, 0x0A, 0x60, 0x6C, 0x34, 0x35, 0x26, 0x27, 0x19, 0x0C,
        0x61, // 40
    0x6D, 0x73, 0x28, 0x74, 0x1A, 0x0D, 0x62, 0x6E, 0x3A, 0x36, 0x1C, 0x1B, 0x75, 0x2B, 0x63,
        0x76, // 50
    0x55, 0x56, 0x77, 0x78, 0x79, 0x7A, 0x0E, 0x7B, 0x7C, 0x4F, 0x7D, 0x4B, 0x47, 0x7E, 0x7F,
        0x6F, // 60
    0x52, 0x53, 0x50, 0x4C, 0x4D, 0x48, 0x01, 0x45, 0x57, 0x4E, 0x51, 0x4A, 0x37, 0x49, 0x46,
        0x54, // 70
  };

  private ScanCodes() {}

  /** The set 1 code for a set 2 code; bytes that are no scan code stay what they are. */
  static int translate(int set2) {
    return set2 < 0x80 ? TO_SET_1[set2] : set2 == 0x83 ? 0x41 : set2 == 0x84 ? 0x54 : set2;
  }

  /** The make code in set 2, with {@link #E0}. Print Screen and Pause have more to send. */
  static int set2(Key key) {
    return switch (key) {
      case A -> 0x1C;
      case B -> 0x32;
      case C -> 0x21;
      case D -> 0x23;
      case E -> 0x24;
      case F -> 0x2B;
      case G -> 0x34;
      case H -> 0x33;
      case I -> 0x43;
      case J -> 0x3B;
      case K -> 0x42;
      case L -> 0x4B;
      case M -> 0x3A;
      case N -> 0x31;
      case O -> 0x44;
      case P -> 0x4D;
      case Q -> 0x15;
      case R -> 0x2D;
      case S -> 0x1B;
      case T -> 0x2C;
      case U -> 0x3C;
      case V -> 0x2A;
      case W -> 0x1D;
      case X -> 0x22;
      case Y -> 0x35;
      case Z -> 0x1A;
      case DIGIT_0 -> 0x45;
      case DIGIT_1 -> 0x16;
      case DIGIT_2 -> 0x1E;
      case DIGIT_3 -> 0x26;
      case DIGIT_4 -> 0x25;
      case DIGIT_5 -> 0x2E;
      case DIGIT_6 -> 0x36;
      case DIGIT_7 -> 0x3D;
      case DIGIT_8 -> 0x3E;
      case DIGIT_9 -> 0x46;
      case ENTER -> 0x5A;
      case ESCAPE -> 0x76;
      case BACKSPACE -> 0x66;
      case TAB -> 0x0D;
      case SPACE -> 0x29;
      case MINUS -> 0x4E;
      case EQUALS -> 0x55;
      case LEFT_BRACKET -> 0x54;
      case RIGHT_BRACKET -> 0x5B;
      case BACKSLASH -> 0x5D;
      case SEMICOLON -> 0x4C;
      case QUOTE -> 0x52;
      case BACK_QUOTE -> 0x0E;
      case COMMA -> 0x41;
      case PERIOD -> 0x49;
      case SLASH -> 0x4A;
      case CAPS_LOCK -> 0x58;
      case F1 -> 0x05;
      case F2 -> 0x06;
      case F3 -> 0x04;
      case F4 -> 0x0C;
      case F5 -> 0x03;
      case F6 -> 0x0B;
      case F7 -> 0x83;
      case F8 -> 0x0A;
      case F9 -> 0x01;
      case F10 -> 0x09;
      case F11 -> 0x78;
      case F12 -> 0x07;
      case PRINT_SCREEN -> E0 | 0x7C;
      case SCROLL_LOCK -> 0x7E;
      case PAUSE -> 0x77;
      case INSERT -> E0 | 0x70;
      case HOME -> E0 | 0x6C;
      case PAGE_UP -> E0 | 0x7D;
      case DELETE -> E0 | 0x71;
      case END -> E0 | 0x69;
      case PAGE_DOWN -> E0 | 0x7A;
      case RIGHT -> E0 | 0x74;
      case LEFT -> E0 | 0x6B;
      case DOWN -> E0 | 0x72;
      case UP -> E0 | 0x75;
      case NUM_LOCK -> 0x77;
      case PAD_DIVIDE -> E0 | 0x4A;
      case PAD_MULTIPLY -> 0x7C;
      case PAD_MINUS -> 0x7B;
      case PAD_PLUS -> 0x79;
      case PAD_ENTER -> E0 | 0x5A;
      case PAD_1 -> 0x69;
      case PAD_2 -> 0x72;
      case PAD_3 -> 0x7A;
      case PAD_4 -> 0x6B;
      case PAD_5 -> 0x73;
      case PAD_6 -> 0x74;
      case PAD_7 -> 0x6C;
      case PAD_8 -> 0x75;
      case PAD_9 -> 0x7D;
      case PAD_0 -> 0x70;
      case PAD_PERIOD -> 0x71;
      case INTERNATIONAL -> 0x61;
      case MENU -> E0 | 0x2F;
      case LEFT_CTRL -> 0x14;
      case LEFT_SHIFT -> 0x12;
      case LEFT_ALT -> 0x11;
      case LEFT_META -> E0 | 0x1F;
      case RIGHT_CTRL -> E0 | 0x14;
      case RIGHT_SHIFT -> 0x59;
      case RIGHT_ALT -> E0 | 0x11;
      case RIGHT_META -> E0 | 0x27;
    };
  }

  /** The make code in set 3, one byte each. */
  static int set3(Key key) {
    return switch (key) {
      case ESCAPE -> 0x08;
      case BACKSLASH -> 0x5C;
      case CAPS_LOCK -> 0x14;
      case F1 -> 0x07;
      case F2 -> 0x0F;
      case F3 -> 0x17;
      case F4 -> 0x1F;
      case F5 -> 0x27;
      case F6 -> 0x2F;
      case F7 -> 0x37;
      case F8 -> 0x3F;
      case F9 -> 0x47;
      case F10 -> 0x4F;
      case F11 -> 0x56;
      case F12 -> 0x5E;
      case PRINT_SCREEN -> 0x57;
      case SCROLL_LOCK -> 0x5F;
      case PAUSE -> 0x62;
      case INSERT -> 0x67;
      case HOME -> 0x6E;
      case PAGE_UP -> 0x6F;
      case DELETE -> 0x64;
      case END -> 0x65;
      case PAGE_DOWN -> 0x6D;
      case RIGHT -> 0x6A;
      case LEFT -> 0x61;
      case DOWN -> 0x60;
      case UP -> 0x63;
      case NUM_LOCK -> 0x76;
      case PAD_DIVIDE -> 0x77;
      case PAD_MULTIPLY -> 0x7E;
      case PAD_MINUS -> 0x84;
      case PAD_PLUS -> 0x7C;
      case PAD_ENTER -> 0x79;
      case INTERNATIONAL -> 0x13;
      case MENU -> 0x8D;
      case LEFT_CTRL -> 0x11;
      case LEFT_ALT -> 0x19;
      case LEFT_META -> 0x8B;
      case RIGHT_CTRL -> 0x58;
      case RIGHT_ALT -> 0x39;
      case RIGHT_META -> 0x8C;
      default -> set2(key);
    };
  }

  /**
   * A key of the island between the main field and the number pad (or the pad's slash), which sends
   * shift codes around its own so that old programs take it for a number pad key.
   */
  static boolean isGrey(Key key) {
    return switch (key) {
      case INSERT, HOME, PAGE_UP, DELETE, END, PAGE_DOWN, RIGHT, LEFT, DOWN, UP -> true;
      default -> false;
    };
  }

  /** What a key does in set 3 after a reset. */
  static int set3Type(Key key) {
    return switch (key) {
      case LEFT_SHIFT, RIGHT_SHIFT, LEFT_CTRL, LEFT_ALT, CAPS_LOCK -> Ps2Keyboard.MAKE_BREAK;
      case ESCAPE, F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12 -> Ps2Keyboard.MAKE_ONLY;
      case PRINT_SCREEN, SCROLL_LOCK, PAUSE, INSERT, HOME, PAGE_UP -> Ps2Keyboard.MAKE_ONLY;
      case END, PAGE_DOWN, NUM_LOCK, RIGHT_CTRL, RIGHT_ALT -> Ps2Keyboard.MAKE_ONLY;
      case LEFT_META, RIGHT_META, MENU -> Ps2Keyboard.MAKE_ONLY;
      case PAD_DIVIDE, PAD_MULTIPLY, PAD_MINUS, PAD_ENTER, PAD_PERIOD -> Ps2Keyboard.MAKE_ONLY;
      case PAD_0, PAD_1, PAD_2, PAD_3, PAD_4, PAD_5 -> Ps2Keyboard.MAKE_ONLY;
      case PAD_6, PAD_7, PAD_8, PAD_9 -> Ps2Keyboard.MAKE_ONLY;
      default -> Ps2Keyboard.TYPEMATIC;
    };
  }
}
