package quimera.peripherals.image;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Packs test images. */
final class Archives {
  private Archives() {}

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  static byte[] xz(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(1))) {
      xz.write(plain);
    }
    return out.toByteArray();
  }

  static byte[] zstd(byte[] plain) {
    return Zstd.compress(plain);
  }

  static byte[] zip(byte[] plain, String... names) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        if (!name.endsWith("/")) {
          zip.write(plain);
        }
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  static byte[] sevenZip(Path folder, byte[] plain, String... names) throws IOException {
    Path archive = folder.resolve("made.7z");
    try (SevenZOutputFile out = new SevenZOutputFile(archive.toFile())) {
      for (String name : names) {
        var entry = new org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry();
        entry.setName(name);
        out.putArchiveEntry(entry);
        out.write(plain);
        out.closeArchiveEntry();
      }
    }
    return Files.readAllBytes(archive);
  }
}
