package quimera.gui;

import java.nio.IntBuffer;
import javafx.geometry.Point2D;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;

/** The guest's screen: one image as large as the pane, filled pixel by pixel. */
final class ScreenView extends Pane {
  private final ImageView view = new ImageView();
  private PixelBuffer<IntBuffer> pixels;
  private int[] buffer = new int[0];
  private int bufferWidth;
  private int bufferHeight;
  private FrameSource.Frame frame;
  private boolean tube;

  ScreenView() {
    setStyle("-fx-background-color: black");
    setMinSize(160, 100);
    setPrefSize(720, 400);
    getChildren().add(view);
    setFocusTraversable(true);
    widthProperty().addListener((property, was, is) -> repaint());
    heightProperty().addListener((property, was, is) -> repaint());
  }

  /** Whether the picture takes the shape of a 4:3 tube instead of whole factors. */
  void setTube(boolean on) {
    tube = on;
    repaint();
  }

  /** Shows a new picture. */
  void show(FrameSource.Frame next) {
    frame = next;
    repaint();
  }

  /** The picture that is shown, as the guest has drawn it, or null. */
  FrameSource.Frame frame() {
    return frame;
  }

  /** Whether the picture at its natural size fits into the pane. */
  boolean holds(int wide, int high) {
    return getWidth() >= wide && getHeight() >= high;
  }

  /** What the pane shows: its pixels, row by row; for tests. */
  int[] shownPixels() {
    return buffer.clone();
  }

  /** A point of the pane as a place in the picture, 0-1 each way; null beside it. */
  Point2D toPicture(Point2D point) {
    if (frame == null || getWidth() <= 0) {
      return null;
    }
    Scaler.Placement at = placement();
    double scale = bufferWidth / getWidth();
    double x = (point.getX() * scale - at.x()) / at.width();
    double y = (point.getY() * scale - at.y()) / at.height();
    return x >= 0 && x < 1 && y >= 0 && y < 1 ? new Point2D(x, y) : null;
  }

  /** Where in the pane the picture stands. */
  Scaler.Placement placement() {
    return Scaler.place(frame.width(), frame.height(), bufferWidth, bufferHeight, tube);
  }

  private void repaint() {
    double scale =
        getScene() == null || getScene().getWindow() == null
            ? 1
            : getScene().getWindow().getOutputScaleX();
    int width = (int) Math.round(getWidth() * scale);
    int height = (int) Math.round(getHeight() * scale);
    if (frame == null || width < 1 || height < 1) {
      return;
    }
    if (pixels == null || width != bufferWidth || height != bufferHeight) {
      bufferWidth = width;
      bufferHeight = height;
      buffer = new int[width * height];
      pixels =
          new PixelBuffer<>(
              width, height, IntBuffer.wrap(buffer), PixelFormat.getIntArgbPreInstance());
      view.setImage(new WritableImage(pixels));
      view.setSmooth(false);
      view.setFitWidth(getWidth());
      view.setFitHeight(getHeight());
    }
    Scaler.draw(frame.argb(), frame.width(), frame.height(), buffer, width, height, placement());
    pixels.updateBuffer(all -> null);
  }
}
