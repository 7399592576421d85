package quimera.core.line;

import java.util.ArrayList;
import java.util.List;
import quimera.core.state.StateIo;

/** An output pin: a level with one driver, heard by the inputs that the board connects to it. */
public final class OutputLine {
  private final String name;
  private final List<String> targets = new ArrayList<>();
  private InputLine[] inputs = new InputLine[0];
  private boolean level;

  /**
   * @param name the pin's name in the data sheet
   */
  public OutputLine(String name) {
    this.name = name;
  }

  /** The pin's name in the data sheet. */
  public String name() {
    return name;
  }

  /** Whether the wire is high now. */
  public boolean isHigh() {
    return level;
  }

  /**
   * Solders an input to this wire.
   *
   * @param target what the board's sheet calls the input, for example {@code pic.ir0}
   */
  public void connect(String target, InputLine input) {
    InputLine[] longer = java.util.Arrays.copyOf(inputs, inputs.length + 1);
    longer[inputs.length] = input;
    inputs = longer;
    targets.add(target);
  }

  /**
   * Whether anything hears this wire; a part may spare itself the alarms of a wire that nobody
   * hears.
   */
  public boolean isConnected() {
    return inputs.length != 0;
  }

  /** The names of the connected inputs, in the order in which they hear a change. */
  public List<String> targets() {
    return List.copyOf(targets);
  }

  /** Drives the wire. Setting the level that it has already is nothing. */
  public void set(boolean newLevel) {
    if (level == newLevel) {
      return;
    }
    level = newLevel;
    for (InputLine input : inputs) {
      input.changed(newLevel);
    }
  }

  /** A short high pulse. */
  public void pulse() {
    set(true);
    set(false);
  }

  /** The level is state; restoring it is silent, since every receiver restores its own latch. */
  public void state(StateIo io) {
    level = io.bit(name, level);
  }
}
