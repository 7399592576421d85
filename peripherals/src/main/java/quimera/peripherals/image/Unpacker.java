package quimera.peripherals.image;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.XZInputStream;
import quimera.core.host.HostException;

/** Unpacks a compressed image into memory, within limits that a hostile archive cannot pass. */
final class Unpacker {
  /** The largest image that is unpacked; more than any floppy, CD or small disk. */
  static final long LIMIT = 2L << 30;

  /** What a decoder may use for its dictionary. */
  private static final int DECODER_KIB = 256 << 10;

  private final Path path;
  private final Packing packing;
  private final long limit;

  Unpacker(Path path, Packing packing, long limit) {
    this.path = path;
    this.packing = packing;
    this.limit = limit;
  }

  MemoryStore unpack() {
    try {
      return switch (packing) {
        case GZIP, XZ, ZSTD -> stream();
        case ZIP, ZIP_EMPTY -> zip();
        case SEVEN_ZIP -> sevenZip();
      };
    } catch (HostException e) {
      throw e;
    } catch (IOException e) {
      throw damaged(Failures.reason(e), e);
    } catch (RuntimeException e) {
      // What a decoder throws at nonsense that it did not expect.
      throw damaged(e.getClass().getSimpleName(), e);
    } catch (OutOfMemoryError e) {
      throw tooLargeForMemory();
    }
  }

  private MemoryStore stream() throws IOException {
    try (InputStream packed = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        InputStream plain = plain(packed)) {
      return fill(plain);
    }
  }

  private InputStream plain(InputStream packed) throws IOException {
    return switch (packing) {
      case GZIP ->
          GzipCompressorInputStream.builder()
              .setInputStream(packed)
              .setDecompressConcatenated(true)
              .get();
      case XZ -> new XZInputStream(packed, DECODER_KIB);
      default -> new ZstdInputStream(packed);
    };
  }

  private MemoryStore zip() throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(path);
        ZipFile zip = ZipFile.builder().setSeekableByteChannel(channel).get()) {
      List<ZipArchiveEntry> files = new ArrayList<>();
      for (ZipArchiveEntry entry : java.util.Collections.list(zip.getEntries())) {
        if (!entry.isDirectory()) {
          files.add(entry);
        }
      }
      ZipArchiveEntry only = files.get(only(files.stream().map(ZipArchiveEntry::getName).toList()));
      if (!zip.canReadEntryData(only)) {
        throw new HostException(
            "'"
                + path
                + "' is encrypted or packed in an unusual way; unpack it and give the image");
      }
      try (CheckedInputStream plain =
          new CheckedInputStream(zip.getInputStream(only), new CRC32())) {
        MemoryStore store = fill(plain);
        if (plain.getChecksum().getValue() != only.getCrc()) {
          throw new IOException("wrong checksum");
        }
        return store;
      }
    }
  }

  private MemoryStore sevenZip() throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(path);
        SevenZFile archive =
            SevenZFile.builder()
                .setSeekableByteChannel(channel)
                .setMaxMemoryLimitKiB(DECODER_KIB)
                .get()) {
      List<SevenZArchiveEntry> files = new ArrayList<>();
      for (SevenZArchiveEntry entry : archive.getEntries()) {
        if (!entry.isDirectory()) {
          files.add(entry);
        }
      }
      List<String> names = files.stream().map(entry -> String.valueOf(entry.getName())).toList();
      try (InputStream plain = archive.getInputStream(files.get(only(names)))) {
        return fill(plain);
      }
    }
  }

  /** The index of the archive's one file. */
  private int only(List<String> names) {
    if (names.isEmpty()) {
      throw new HostException("archive '" + path + "' holds no file; give one with a disk image");
    }
    if (names.size() > 1) {
      throw new HostException(
          "archive '"
              + path
              + "' holds "
              + names.size()
              + " files ("
              + String.join(", ", names.subList(0, Math.min(3, names.size())))
              + (names.size() > 3 ? ", ..." : "")
              + "); unpack it and give one of them");
    }
    return 0;
  }

  private MemoryStore fill(InputStream plain) throws IOException {
    MemoryStore store = new MemoryStore(path.getFileName().toString());
    long memory = Runtime.getRuntime().maxMemory() / 2;
    byte[] chunk = new byte[MemoryStore.chunk()];
    while (true) {
      int length = plain.readNBytes(chunk, 0, chunk.length);
      memory -= store.append(chunk, length);
      if (store.size() > limit) {
        throw new HostException(
            "'"
                + path
                + "' unpacks to more than "
                + (limit >> 20)
                + " MiB; unpack it and give the raw image");
      }
      if (memory < 0) {
        throw tooLargeForMemory();
      }
      if (length < chunk.length) {
        break;
      }
    }
    if (store.size() == 0) {
      throw new HostException("archive '" + path + "' holds an empty file, not a disk image");
    }
    return store;
  }

  private HostException damaged(String reason, Exception e) {
    return new HostException(
        "the "
            + packing.suffix
            + " archive '"
            + path
            + "' is damaged or cut short ("
            + reason
            + "); fetch it again",
        e);
  }

  private HostException tooLargeForMemory() {
    return new HostException(
        "'" + path + "' unpacks to more than memory holds; unpack it and give the raw image");
  }
}
