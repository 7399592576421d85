package quimera.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import quimera.cli.net.UserNetwork;
import quimera.core.host.BlockStore;
import quimera.core.host.CharSink;
import quimera.core.host.HostInput;
import quimera.core.host.MediaSlot;
import quimera.core.machine.MachineProfile;
import quimera.core.machine.Options;
import quimera.machines.config.MachineSpec;
import quimera.testroms.TestRoms;

/**
 * A machine that is ready to run: put together from words, with its session and the ends of the
 * host that it holds. Several may run in one process. Whoever makes one closes it, once its session
 * has ended; Ctrl-C ends the session.
 */
public final class Instance implements AutoCloseable {
  /**
   * What the host gives a machine beside what its words say.
   *
   * @param serial opens the far end of COM1
   * @param listener hears what the guest says on COM1 as well
   * @param sound whether what it plays is heard
   * @param recording the WAV file that takes what it plays, or null
   * @param network makes the network that its cable leads to, or gives null
   * @param realtime whether virtual time is held back to the wall clock's pace
   * @param instructionLimit the number of instructions since power-on at which to end
   */
  record Host(
      Supplier<SerialLine> serial,
      CharSink listener,
      boolean sound,
      Path recording,
      Supplier<UserNetwork> network,
      boolean realtime,
      long instructionLimit) {}

  private final MachineSpec words;
  private final Host host;
  private final Thread hook = new Thread(this::interrupted, "cleanup");
  private final List<Runnable> owned = new ArrayList<>();
  private final SerialScreen serialScreen = new SerialScreen(this::answer);
  private SpeakerOutput speaker;
  private Session session;
  private volatile boolean terminal;
  private volatile boolean closed;

  Instance(MachineSpec words, Host host) {
    this.words = words;
    this.host = host;
    Options options = words.options();
    options.media.values().forEach(image -> owned.add(image::close));
    try {
      SourceProgram.assemble(words, options);
      assemble(options);
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (RuntimeException | OutOfMemoryError e) {
      release();
      throw e;
    }
  }

  /**
   * A further machine in a window. The terminal's input stays with the machine of the command line.
   */
  public static Instance of(MachineSpec words) {
    return further(words, () -> null);
  }

  /** Makes the same machine once more, switched on afresh; this one must be closed by then. */
  public Supplier<Instance> recipe() {
    MachineSpec sameWords = words;
    Supplier<UserNetwork> sameNetwork = host.network;
    return () -> further(sameWords, sameNetwork); // which keeps no machine in memory
  }

  private static Instance further(MachineSpec words, Supplier<UserNetwork> network) {
    return new Instance(
        words,
        new Host(
            () -> furtherSerial(words), CharSink.NONE, true, null, network, true, Long.MAX_VALUE));
  }

  private static SerialLine furtherSerial(MachineSpec words) {
    if (words.serial == null) {
      return SerialLine.open("none");
    }
    return words.serial.equals("stdio") ? SerialLine.toStdout() : SerialLine.open(words.serial);
  }

  private void assemble(Options options) {
    MachineProfile board = words.board();
    SerialLine serial = host.serial.get();
    owned.add(serial::close);
    options.chars.put(
        "com1",
        value -> {
          host.listener.send(value);
          serialScreen.send(value);
          serial.send(value);
        });
    if (options.media.isEmpty() && !options.firmware.containsKey("kernel")) {
      board.embedded().forEach((drive, image) -> options.media.put(drive, TestRoms.medium(image)));
    }
    List<SoundMixer.Output> heard = soundOutputs();
    SoundMixer mixer = heard.isEmpty() ? null : new SoundMixer(heard);
    if (mixer != null) {
      options.audio = mixer;
    }
    UserNetwork network = host.network.get();
    if (network != null) {
      owned.add(network::close);
      options.networks.put("net0", network);
    }
    session = new Session(board.build(options), host.realtime, host.instructionLimit);
    if (mixer != null) {
      session.observe(mixer);
    }
    serial.listen(session, "com1");
    if (network != null) {
      network.start(frame -> session.post(new HostInput.Frame("net0", frame)));
    }
  }

  private List<SoundMixer.Output> soundOutputs() {
    List<SoundMixer.Output> outputs = new ArrayList<>();
    speaker = host.sound ? SpeakerOutput.open() : null;
    if (speaker != null) {
      owned.add(speaker::close);
      outputs.add(speaker);
    }
    if (host.recording != null) {
      WavFile recording = new WavFile(host.recording);
      owned.add(recording::close);
      outputs.add(recording);
    }
    return outputs;
  }

  /** What it was made from. */
  public MachineSpec words() {
    return words;
  }

  /** Its session. */
  public Session session() {
    return session;
  }

  /** Whether what it plays is heard. */
  public void audible(boolean on) {
    if (speaker != null) {
      speaker.audible(on);
    }
  }

  /** What a terminal at the far end of COM1 shows. */
  public SerialScreen serialScreen() {
    return serialScreen;
  }

  /** Whether somebody uses that terminal, so that it answers what the guest asks it. */
  public void terminal(boolean used) {
    terminal = used;
  }

  private void answer(byte[] bytes) {
    if (terminal) {
      session.post(new HostInput.Chars("com1", bytes));
    }
  }

  /** Takes something into care that is closed with it. */
  void own(Runnable close) {
    owned.add(close);
  }

  /** Ctrl-C: lets the machine finish its slice, so that no write is cut in two. */
  private void interrupted() {
    session.end(Session.Outcome.of(ExitCode.FAILED, "interrupted"));
    for (int i = 0; i < 200 && !closed; i++) {
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    release();
    // What a user has put in meanwhile.
    session.machine().slots().values().stream()
        .map(MediaSlot::medium)
        .filter(Objects::nonNull)
        .forEach(BlockStore::close);
    closed = true;
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook runs and waits for us.
    }
  }

  /** Gives the ends back, the last one first. */
  private void release() {
    for (int i = owned.size() - 1; i >= 0; i--) {
      owned.get(i).run();
    }
  }
}
