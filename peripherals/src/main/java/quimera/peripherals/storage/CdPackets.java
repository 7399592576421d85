package quimera.peripherals.storage;

import java.util.Arrays;
import quimera.core.state.StateIo;

/** The packet commands of a CD-ROM drive (SFF-8020i 10.8; MMC-2 for the later ones). */
final class CdPackets {
  private static final int TEST_UNIT_READY = 0x00;
  private static final int REQUEST_SENSE = 0x03;
  private static final int INQUIRY = 0x12;
  private static final int START_STOP_UNIT = 0x1B;
  private static final int PREVENT_ALLOW_REMOVAL = 0x1E;
  private static final int READ_CAPACITY = 0x25;
  private static final int READ_10 = 0x28;
  private static final int SEEK_10 = 0x2B;
  private static final int READ_SUBCHANNEL = 0x42;
  private static final int READ_TOC = 0x43;
  private static final int READ_HEADER = 0x44;
  private static final int GET_CONFIGURATION = 0x46;
  private static final int GET_EVENT_STATUS = 0x4A;
  private static final int READ_DISC_INFORMATION = 0x51;
  private static final int MODE_SELECT_10 = 0x55;
  private static final int MODE_SENSE_10 = 0x5A;
  private static final int READ_12 = 0xA8;
  private static final int SET_CD_SPEED = 0xBB;
  private static final int MECHANISM_STATUS = 0xBD;
  private static final int READ_CD = 0xBE;

  private static final int LEAD_OUT = 0xAA;

  /** Frames before the first sector: two seconds of 75. */
  private static final int PREGAP = 150;

  private static final int PAGE_ERROR_RECOVERY = 0x01;
  private static final int PAGE_CAPABILITIES = 0x2A;
  private static final int ALL_PAGES = 0x3F;

  private final AtapiCdrom drive;
  private int retries = 5;

  CdPackets(AtapiCdrom drive) {
    this.drive = drive;
  }

  void state(StateIo io) {
    retries = io.i32("retries", retries);
  }

  /** Whether it takes the time of an access. */
  boolean reads(byte code) {
    int c = code & 0xFF;
    return c == READ_10 || c == READ_12 || c == READ_CD || c == SEEK_10;
  }

  /** INQUIRY and REQUEST SENSE are answered whatever there is to say (SFF-8020i 10.4). */
  boolean reportsAttention(byte code) {
    int c = code & 0xFF;
    return c != INQUIRY && c != REQUEST_SENSE && c != GET_EVENT_STATUS && c != GET_CONFIGURATION;
  }

  void execute(byte[] p) {
    switch (p[0] & 0xFF) {
      case TEST_UNIT_READY, SEEK_10 -> {
        if (drive.ready()) {
          drive.good();
        }
      }
      case REQUEST_SENSE -> requestSense(p[4] & 0xFF);
      case INQUIRY -> inquiry(p[4] & 0xFF);
      case START_STOP_UNIT -> startStop(p[4]);
      case PREVENT_ALLOW_REMOVAL -> {
        drive.lock((p[4] & 1) != 0);
        drive.good();
      }
      case READ_CAPACITY -> readCapacity();
      case READ_10 -> read(big32(p, 2), big16(p, 7));
      case READ_12 -> read(big32(p, 2), big32(p, 6));
      case READ_CD -> readCd(p);
      case READ_SUBCHANNEL -> readSubchannel(big16(p, 7));
      case READ_TOC -> readToc(p);
      case READ_HEADER -> readHeader(p);
      case GET_CONFIGURATION -> getConfiguration(big16(p, 2), big16(p, 7));
      case GET_EVENT_STATUS -> getEventStatus(p);
      case READ_DISC_INFORMATION -> readDiscInformation(big16(p, 7));
      case MODE_SENSE_10 -> modeSense(p);
      case MODE_SELECT_10 -> drive.want(big16(p, 7));
      case SET_CD_SPEED -> drive.good();
      case MECHANISM_STATUS -> {
        clear(8);
        drive.data()[5] = 1; // slots
        drive.give(8, big16(p, 8));
      }
      default -> drive.check(AtapiCdrom.ILLEGAL_REQUEST, AtapiCdrom.INVALID_COMMAND);
    }
  }

  /** The parameters of MODE SELECT: the retries of the error recovery page are kept. */
  void given(byte[] data, int length) {
    if (length >= 12 && (data[8] & 0x3F) == PAGE_ERROR_RECOVERY) {
      retries = data[11] & 0xFF;
    }
    drive.good();
  }

  // ---------------------------------------------------------------- about the drive

  private void requestSense(int allocation) {
    clear(18);
    byte[] data = drive.data();
    int sense = drive.takeSense();
    data[0] = (byte) 0xF0;
    data[2] = (byte) (sense >> 8);
    data[7] = 10;
    data[12] = (byte) sense;
    drive.give(18, allocation);
  }

  private void inquiry(int allocation) {
    clear(36);
    byte[] data = drive.data();
    data[0] = 5; // CD-ROM
    data[1] = (byte) 0x80; // removable
    data[3] = 0x21; // ATAPI, response format 1
    data[4] = 31;
    text(8, 8, "QUIMERA");
    text(16, 16, "CD-ROM");
    text(32, 4, "1.0");
    drive.give(36, allocation);
  }

  private void startStop(int action) {
    boolean eject = (action & 3) == 2;
    if (eject && drive.locked()) {
      drive.check(
          drive.medium() == null ? AtapiCdrom.NOT_READY : AtapiCdrom.ILLEGAL_REQUEST,
          AtapiCdrom.REMOVAL_PREVENTED);
      return;
    }
    if (eject) {
      drive.eject();
    }
    drive.good();
  }

  private void getConfiguration(int first, int allocation) {
    clear(16);
    byte[] data = drive.data();
    int profile = drive.medium() == null ? 0 : 0x08; // CD-ROM
    int length = 8;
    data[7] = (byte) profile;
    if (first == 0) {
      data[10] = 3; // feature 0, the profile list: persistent and current
      data[11] = 4;
      data[13] = 0x08;
      data[14] = (byte) (profile == 0 ? 0 : 1);
      length = 16;
    }
    data[3] = (byte) (length - 4);
    drive.give(length, allocation);
  }

  private void getEventStatus(byte[] p) {
    if ((p[1] & 1) == 0) {
      drive.check(AtapiCdrom.ILLEGAL_REQUEST, AtapiCdrom.INVALID_FIELD); // polled only
      return;
    }
    clear(8);
    byte[] data = drive.data();
    boolean media = (p[4] & 0x10) != 0;
    data[1] = (byte) (media ? 6 : 2);
    data[2] = (byte) (media ? 4 : 0x80); // class 4: media; or no event of those asked for
    data[3] = 0x10; // supported classes
    if (media) {
      data[4] = (byte) drive.takeMediaEvent();
      data[5] = (byte) (drive.medium() == null ? 0 : 2);
    }
    drive.give(media ? 8 : 4, big16(p, 7));
  }

  private void modeSense(byte[] p) {
    int page = p[2] & 0x3F;
    clear(64);
    int length = 8;
    if (page == PAGE_ERROR_RECOVERY || page == ALL_PAGES) {
      length = errorRecovery(length);
    }
    if (page == PAGE_CAPABILITIES || page == ALL_PAGES) {
      length = capabilities(length);
    }
    if (length == 8) {
      drive.check(AtapiCdrom.ILLEGAL_REQUEST, AtapiCdrom.INVALID_FIELD);
      return;
    }
    byte[] data = drive.data();
    put16(0, length - 2);
    data[2] = (byte) (drive.medium() == null ? 0x70 : 0x01); // no disc; 120 mm data disc
    drive.give(length, big16(p, 7));
  }

  private int errorRecovery(int at) {
    byte[] data = drive.data();
    data[at] = PAGE_ERROR_RECOVERY;
    data[at + 1] = 6;
    data[at + 3] = (byte) retries;
    return at + 8;
  }

  /** SFF-8020i, table 83. */
  private int capabilities(int at) {
    byte[] data = drive.data();
    data[at] = PAGE_CAPABILITIES;
    data[at + 1] = 18;
    data[at + 6] = (byte) (0x29 | (drive.locked() ? 2 : 0)); // tray, can lock and eject
    put16(at + 8, 5645); // 32 times 176.4 kB/s
    put16(at + 12, AtapiCdrom.SECTOR * 32 / 1024);
    put16(at + 14, 5645);
    return at + 20;
  }

  // ---------------------------------------------------------------- about the disc

  private void readCapacity() {
    if (drive.ready()) {
      clear(8);
      put32(0, drive.sectors() - 1);
      put32(4, AtapiCdrom.SECTOR);
      drive.give(8, 8);
    }
  }

  private void read(int sector, int count) {
    if (!drive.ready()) {
      return;
    }
    if (sector < 0 || count < 0 || sector + (long) count > drive.sectors()) {
      drive.check(AtapiCdrom.ILLEGAL_REQUEST, AtapiCdrom.LBA_OUT_OF_RANGE);
    } else {
      drive.read(sector, count);
    }
  }

  /** READ CD of user data; headers and error correction are not on an image. */
  private void readCd(byte[] p) {
    int count = (p[6] & 0xFF) << 16 | big16(p, 7);
    switch (p[9] & 0xF8) {
      case 0x00 -> drive.good();
      case 0x10 -> read(big32(p, 2), count);
      default -> drive.check(AtapiCdrom.ILLEGAL_REQUEST, AtapiCdrom.INVALID_FIELD);
    }
  }

  private void readSubchannel(int allocation) {
    if (drive.ready()) {
      clear(4);
      drive.data()[1] = 0x15; // no audio to tell of
      drive.give(4, allocation);
    }
  }

  private void readHeader(byte[] p) {
    if (!drive.ready()) {
      return;
    }
    clear(8);
    drive.data()[0] = 1; // mode 1
    address(4, big32(p, 2), (p[1] & 2) != 0);
    drive.give(8, big16(p, 7));
  }

  /** One data track and the lead-out; sessions; the raw table. */
  private void readToc(byte[] p) {
    if (!drive.ready()) {
      return;
    }
    boolean msf = (p[1] & 2) != 0;
    int format = (p[2] & 0x0F) != 0 ? p[2] & 0x0F : p[9] >> 6 & 3;
    int first = p[6] & 0xFF;
    int allocation = big16(p, 7);
    switch (format) {
      case 0 -> toc(first, msf, allocation);
      case 1 -> {
        clear(12);
        put16(0, 10);
        drive.data()[2] = drive.data()[3] = 1;
        track(4, 1, 0, msf);
        drive.give(12, allocation);
      }
      case 2 -> rawToc(allocation);
      default -> drive.check(AtapiCdrom.ILLEGAL_REQUEST, AtapiCdrom.INVALID_FIELD);
    }
  }

  private void toc(int first, boolean msf, int allocation) {
    if (first > 1 && first != LEAD_OUT) {
      drive.check(AtapiCdrom.ILLEGAL_REQUEST, AtapiCdrom.INVALID_FIELD);
      return;
    }
    clear(20);
    int at = 4;
    if (first <= 1) {
      track(at, 1, 0, msf);
      at += 8;
    }
    track(at, LEAD_OUT, drive.sectors(), msf);
    at += 8;
    put16(0, at - 2);
    drive.data()[2] = drive.data()[3] = 1;
    drive.give(at, allocation);
  }

  private void track(int at, int number, int sector, boolean msf) {
    byte[] data = drive.data();
    data[at + 1] = 0x14; // data, copying not permitted
    data[at + 2] = (byte) number;
    address(at + 4, sector, msf);
  }

  private void rawToc(int allocation) {
    clear(4 + 4 * 11);
    byte[] data = drive.data();
    int[] points = {0xA0, 0xA1, 0xA2, 1};
    for (int i = 0; i < points.length; i++) {
      int at = 4 + 11 * i;
      data[at] = 1;
      data[at + 1] = 0x14;
      data[at + 3] = (byte) points[i];
      if (i < 2) {
        data[at + 8] = 1; // the first and the last track
      } else {
        frames(at + 8, i == 2 ? drive.sectors() : 0);
      }
    }
    put16(0, 2 + 4 * 11);
    data[2] = data[3] = 1;
    drive.give(4 + 4 * 11, allocation);
  }

  private void readDiscInformation(int allocation) {
    if (drive.ready()) {
      clear(34);
      byte[] data = drive.data();
      put16(0, 32);
      data[2] = 0x0E; // complete, not erasable
      data[3] = data[4] = data[5] = data[6] = 1;
      Arrays.fill(data, 16, 24, (byte) 0xFF);
      drive.give(34, allocation);
    }
  }

  // ---------------------------------------------------------------- bytes

  private void clear(int length) {
    Arrays.fill(drive.data(), 0, length, (byte) 0);
  }

  private void address(int at, int sector, boolean msf) {
    if (msf) {
      frames(at + 1, sector);
    } else {
      put32(at, sector);
    }
  }

  /** Minute, second and frame. */
  private void frames(int at, int sector) {
    int frame = sector + PREGAP;
    byte[] data = drive.data();
    data[at] = (byte) (frame / (75 * 60));
    data[at + 1] = (byte) (frame / 75 % 60);
    data[at + 2] = (byte) (frame % 75);
  }

  private void put16(int at, int value) {
    drive.data()[at] = (byte) (value >> 8);
    drive.data()[at + 1] = (byte) value;
  }

  private void put32(int at, int value) {
    put16(at, value >>> 16);
    put16(at + 2, value);
  }

  private void text(int at, int length, String text) {
    for (int i = 0; i < length; i++) {
      drive.data()[at + i] = (byte) (i < text.length() ? text.charAt(i) : ' ');
    }
  }

  private static int big16(byte[] p, int at) {
    return (p[at] & 0xFF) << 8 | p[at + 1] & 0xFF;
  }

  private static int big32(byte[] p, int at) {
    return big16(p, at) << 16 | big16(p, at + 2);
  }
}
