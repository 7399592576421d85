package quimera.cli.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A TFTP server that only reads, within one folder (RFC 1350, options {@code blksize} of RFC 2348
 * and {@code tsize} of RFC 2349).
 */
final class Tftp {
  static final int PORT = 69;

  private static final int READ = 1;
  private static final int WRITE = 2;
  private static final int DATA = 3;
  private static final int ACK = 4;
  private static final int ERROR = 5;
  private static final int OPTIONS = 6;

  private static final int NOT_FOUND = 1;
  private static final int DENIED = 2;
  private static final int ILLEGAL = 4;

  private static final int BLOCK = 512;
  private static final int LARGEST_BLOCK = 1428;
  private static final long LARGEST_FILE = 65_534L * BLOCK;

  private final Path folder;
  private final Map<Integer, Transfer> transfers = new HashMap<>();

  private record Transfer(byte[] content, int block) {}

  /**
   * @param folder whose files are given out; null for none
   */
  Tftp(Path folder) {
    this.folder = folder;
  }

  /**
   * The answer to a client's message, or null.
   *
   * @param port of the client, by which its transfer is known
   */
  byte[] answer(int port, byte[] message) {
    if (message.length < 4) {
      return null;
    }
    return switch (Packet.u16(message, 0)) {
      case READ -> open(port, message);
      case WRITE -> error(DENIED, "this server only reads");
      case ACK -> next(port, Packet.u16(message, 2));
      case ERROR -> {
        transfers.remove(port);
        yield null;
      }
      default -> error(ILLEGAL, "unknown operation");
    };
  }

  private byte[] open(int port, byte[] message) {
    String[] words =
        new String(message, 2, message.length - 2, StandardCharsets.US_ASCII).split("\0", -1);
    byte[] content = read(words[0]);
    if (content == null) {
      return error(NOT_FOUND, "no such file");
    }
    int block = BLOCK;
    StringBuilder agreed = new StringBuilder();
    for (int i = 2; i + 1 < words.length; i += 2) {
      String option = words[i].toLowerCase(Locale.ROOT);
      if (option.equals("blksize") && words[i + 1].matches("[0-9]{1,5}")) {
        int wanted = Integer.parseInt(words[i + 1]);
        if (wanted < BLOCK) {
          continue; // declined: long files would not fit into 65,535 blocks
        }
        block = Math.min(LARGEST_BLOCK, wanted);
        agreed.append("blksize\0").append(block).append('\0');
      } else if (option.equals("tsize")) {
        agreed.append("tsize\0").append(content.length).append('\0');
      }
    }
    transfers.put(port, new Transfer(content, block));
    if (agreed.length() == 0) {
      return next(port, 0);
    }
    byte[] options = agreed.toString().getBytes(StandardCharsets.US_ASCII);
    byte[] reply = new byte[2 + options.length];
    Packet.put16(reply, 0, OPTIONS);
    System.arraycopy(options, 0, reply, 2, options.length);
    return reply;
  }

  /** The file's bytes if the name stays in the folder; null if there is no such file. */
  private byte[] read(String name) {
    if (folder == null) {
      return null;
    }
    try {
      Path root = folder.toRealPath();
      Path file = root.resolve(name.replaceFirst("^[/\\\\]+", "")).toRealPath();
      return file.startsWith(root) && Files.isRegularFile(file) && Files.size(file) <= LARGEST_FILE
          ? Files.readAllBytes(file)
          : null;
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  /** The block after the one that was acknowledged; a file has 65,535 blocks at the most. */
  private byte[] next(int port, int acknowledged) {
    Transfer transfer = transfers.get(port);
    if (transfer == null) {
      return error(ILLEGAL, "no transfer is open");
    }
    long last = transfer.content.length / transfer.block; // the first that is not full
    int block = acknowledged + 1;
    if (block > last + 1) {
      transfers.remove(port);
      return null;
    }
    int from = (block - 1) * transfer.block;
    byte[] data =
        Arrays.copyOfRange(
            transfer.content, from, Math.min(transfer.content.length, from + transfer.block));
    byte[] reply = new byte[4 + data.length];
    Packet.put16(reply, 0, DATA);
    Packet.put16(reply, 2, block);
    System.arraycopy(data, 0, reply, 4, data.length);
    return reply;
  }

  private static byte[] error(int code, String text) {
    byte[] words = text.getBytes(StandardCharsets.US_ASCII);
    byte[] reply = new byte[5 + words.length];
    Packet.put16(reply, 0, ERROR);
    Packet.put16(reply, 2, code);
    System.arraycopy(words, 0, reply, 4, words.length);
    return reply;
  }
}
