package quimera.cli.net;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import quimera.core.host.HostException;

/**
 * What a guest may reach, and who may reach the guest: nothing but what the user has named.
 *
 * @param doors places that the guest may connect to
 * @param internet whether it may connect to any public address
 * @param forwards ports of the host's loopback that lead to the guest
 * @param tftp folder that the TFTP server reads from, or null
 */
public record Grants(List<Door> doors, boolean internet, List<Forward> forwards, Path tftp) {
  /** A host, as the user wrote it, and a port. */
  record Door(String host, int port) {
    boolean loopback() {
      return host.equals("127.0.0.1") || host.equals("localhost");
    }
  }

  /** A port of the host that leads to a port of the guest. */
  record Forward(int hostPort, int guestPort) {}

  /**
   * Reads the words of the command line.
   *
   * @param allowed {@code HOST:PORT} or {@code internet}
   * @param forwarded {@code tcp:HOSTPORT:GUESTPORT}
   */
  public static Grants of(List<String> allowed, List<String> forwarded, Path tftp) {
    List<Door> doors = new ArrayList<>();
    boolean internet = false;
    for (String words : allowed) {
      if (words.equals("internet")) {
        internet = true;
      } else {
        doors.add(door(words));
      }
    }
    List<Forward> forwards = new ArrayList<>();
    for (String words : forwarded) {
      String[] parts = words.split(":", -1);
      if (parts.length != 3 || !parts[0].equals("tcp")) {
        throw new HostException(
            "port forward \"" + words + "\" is not understood; write tcp:HOSTPORT:GUESTPORT");
      }
      forwards.add(new Forward(port(words, parts[1]), port(words, parts[2])));
    }
    if (tftp != null && !java.nio.file.Files.isDirectory(tftp)) {
      throw new HostException("tftp " + tftp + " is no folder; name one that exists");
    }
    return new Grants(doors, internet, forwards, tftp);
  }

  private static Door door(String words) {
    int colon = words.lastIndexOf(':');
    if (colon < 1) {
      throw new HostException(
          "network grant \"" + words + "\" is not understood; write HOST:PORT or internet");
    }
    return new Door(words.substring(0, colon), port(words, words.substring(colon + 1)));
  }

  private static int port(String words, String number) {
    if (number.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(number);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    }
    throw new HostException("\"" + number + "\" in \"" + words + "\" is no port; use 1 to 65535");
  }
}
