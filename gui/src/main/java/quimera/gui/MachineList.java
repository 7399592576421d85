package quimera.gui;

import java.io.File;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import quimera.core.host.HostException;
import quimera.machines.config.MachineSpec;

/**
 * The dialog of Machine, Machines...: every machine with what it does, to be started, shown and
 * switched off. It may stay open beside the window.
 */
final class MachineList {
  private final MachineWindow window;
  private final Machines machines;
  private final Stage stage = new Stage();
  private final TableView<Entry> table;
  private final Button start;
  private final Button show;
  private final Button pause;
  private final Button off;
  private final Button another;
  private File folder;

  MachineList(MachineWindow window) {
    this.window = window;
    machines = window.machines();
    table = table();
    start = button("Start", machines::start);
    show = button("Show", window::activate);
    pause = button("Pause", MachineList::togglePause);
    off = button("Switch off", machines::switchOff);
    another = button("Another", entry -> select(machines.another(entry)));
    Button open = new Button("Open file...");
    open.setOnAction(e -> open());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox buttons = new HBox(8, start, show, pause, off, gap, another, open);
    buttons.setPadding(new Insets(8));
    BorderPane root = new BorderPane(table);
    root.setBottom(buttons);
    Scene scene = new Scene(root);
    scene.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    stage.setScene(scene);
    stage.setTitle("Quimera: machines");
    stage.initOwner(window.stage());
    table.getSelectionModel().selectedItemProperty().addListener((p, was, is) -> refresh());
  }

  private TableView<Entry> table() {
    TableView<Entry> made = new TableView<>(machines.entries());
    made.getColumns().add(column("Machine", 110, entry -> fixed(entry.name())));
    made.getColumns().add(column("Board", 300, entry -> fixed(entry.title())));
    made.getColumns().add(column("Starts with", 180, entry -> fixed(entry.start())));
    made.getColumns().add(column("State", 250, Entry::state));
    made.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
    made.setRowFactory(view -> row());
    made.setPrefSize(860, 260);
    made.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            event.consume();
            withSelected(window::activate);
          }
        });
    return made;
  }

  private static TableColumn<Entry, String> column(
      String title, double width, Function<Entry, ObservableValue<String>> text) {
    TableColumn<Entry, String> column = new TableColumn<>(title);
    column.setCellValueFactory(cell -> text.apply(cell.getValue()));
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setReorderable(false);
    return column;
  }

  private static ObservableValue<String> fixed(String text) {
    return new ReadOnlyStringWrapper(text);
  }

  /** The machine on the screen is bold. */
  private TableRow<Entry> row() {
    TableRow<Entry> row = new TableRow<>();
    row.styleProperty()
        .bind(
            Bindings.when(
                    row.itemProperty()
                        .isNotNull()
                        .and(row.itemProperty().isEqualTo(window.shown())))
                .then("-fx-font-weight: bold")
                .otherwise(""));
    row.setOnMouseClicked(
        event -> {
          if (event.getButton() == MouseButton.PRIMARY
              && event.getClickCount() == 2
              && !row.isEmpty()) {
            window.activate(row.getItem());
          }
        });
    return row;
  }

  private Button button(String title, Consumer<Entry> action) {
    Button button = new Button(title);
    button.setOnAction(e -> withSelected(action));
    return button;
  }

  private void withSelected(Consumer<Entry> action) {
    Entry entry = table.getSelectionModel().getSelectedItem();
    if (entry != null) {
      action.accept(entry);
      refresh();
    }
  }

  private static void togglePause(Entry entry) {
    if (entry.running()) {
      entry.guest().session().pause(!entry.guest().session().paused());
    }
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      stage.hide();
    }
  }

  private void select(Entry entry) {
    table.getSelectionModel().select(entry);
    table.scrollTo(entry);
  }

  /** Opens the dialog, or brings it to the front. */
  void show() {
    if (table.getSelectionModel().isEmpty()) {
      select(window.shown().get());
    }
    stage.show();
    stage.toFront();
    stage.requestFocus();
    table.requestFocus();
    refresh();
  }

  void close() {
    stage.close();
  }

  /** Offers what can be done with the selected machine. */
  void refresh() {
    Entry entry = table.getSelectionModel().getSelectedItem();
    boolean runs = entry != null && entry.running();
    start.setDisable(entry == null || entry.busy());
    show.setDisable(!runs || entry == window.shown().get());
    pause.setDisable(!runs || entry.guest().session().stopped() != null);
    pause.setText(runs && entry.guest().session().paused() ? "Resume" : "Pause");
    off.setDisable(!runs);
    another.setDisable(entry == null);
  }

  /** Adds the machine of a file. */
  private void open() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Machine or board");
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("Machines", "*.toml"));
    if (folder != null) {
      chooser.setInitialDirectory(folder);
    }
    File file = chooser.showOpenDialog(stage);
    if (file != null) {
      folder = file.getParentFile();
      add(file);
    }
  }

  void add(File file) {
    try {
      String name = file.getName();
      select(
          machines.add(
              name.endsWith(".toml") ? name.substring(0, name.length() - 5) : name,
              MachineSpec.read(file.toPath())));
    } catch (HostException e) {
      window.complain(e.getMessage());
    }
  }

  // What tests look at.

  Stage stage() {
    return stage;
  }

  TableView<Entry> entries() {
    return table;
  }
}
