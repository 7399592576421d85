package quimera.core.host;

/** Something the user can put right: a file, an option, an image. The message is one clear line. */
public final class HostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and what to do
   */
  public HostException(String message) {
    super(message);
  }

  /**
   * @param message what is wrong and what to do
   * @param cause the host's own complaint
   */
  public HostException(String message, Throwable cause) {
    super(message, cause);
  }
}
