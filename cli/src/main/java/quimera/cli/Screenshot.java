package quimera.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import quimera.core.host.Display;
import quimera.core.host.HostException;

/** Writes the guest's picture as a PNG. */
public final class Screenshot {
  private Screenshot() {}

  /** Writes the picture as it stands; on the machine's thread. */
  public static void save(Display display, Path file) {
    if (display == null) {
      throw new HostException("this machine has no display to take a picture of");
    }
    int width = display.width();
    int height = display.height();
    int[] argb = new int[width * height];
    display.render(argb);
    save(argb, width, height, file);
  }

  /** Writes a picture of 0xFFRRGGBB pixels. */
  public static void save(int[] argb, int width, int height, Path file) {
    System.setProperty("java.awt.headless", "true");
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, argb, 0, width);
    try {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(image, "png", png);
      WholeFile.write(file, png.toByteArray());
    } catch (IOException e) {
      throw new HostException(file + ": the picture cannot be written: " + e.getMessage(), e);
    }
  }
}
