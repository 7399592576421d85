package quimera.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import quimera.core.machine.MachineProfile;
import quimera.machines.DeviceTypes;
import quimera.machines.Profiles;
import quimera.machines.config.Sizes;

/** {@code quimera list profiles|cpus|devices}. */
@Command(name = "list", description = "Lists what there is.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  enum What {
    PROFILES,
    CPUS,
    DEVICES
  }

  @Parameters(paramLabel = "profiles|cpus|devices", description = "what to list", arity = "1")
  private What what;

  @Option(names = "--json", description = "as JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    List<Map<String, Object>> rows =
        switch (what) {
          case PROFILES -> profiles();
          case CPUS -> cpus();
          case DEVICES -> devices();
        };
    if (json) {
      spec.commandLine()
          .getOut()
          .println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows));
    } else {
      rows.forEach(row -> spec.commandLine().getOut().println(line(row)));
    }
    return ExitCode.SUCCESS.code;
  }

  private static List<Map<String, Object>> profiles() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (MachineProfile p : Profiles.all()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", p.id());
      row.put("title", p.title());
      row.put("memory", Sizes.format(p.defaultRamBytes()));
      row.put("cpus", p.cpus());
      rows.add(row);
    }
    return rows;
  }

  private static List<Map<String, Object>> cpus() {
    Map<String, List<String>> boards = new LinkedHashMap<>();
    for (MachineProfile p : Profiles.all()) {
      p.cpus().forEach(cpu -> boards.computeIfAbsent(cpu, c -> new ArrayList<>()).add(p.id()));
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    boards.forEach(
        (cpu, where) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("id", cpu);
          row.put("profiles", where);
          rows.add(row);
        });
    return rows;
  }

  private static List<Map<String, Object>> devices() {
    List<Map<String, Object>> rows = new ArrayList<>();
    DeviceTypes.all()
        .forEach(
            type -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("id", type.id());
              row.put("title", type.title());
              rows.add(row);
            });
    return rows;
  }

  private static String line(Map<String, Object> row) {
    StringBuilder line = new StringBuilder(String.format("%-12s", row.get("id")));
    row.forEach(
        (key, value) -> {
          if (!key.equals("id")) {
            line.append("  ")
                .append(
                    value instanceof List<?> list
                        ? String.join(" ", list.stream().map(Object::toString).toList())
                        : value);
          }
        });
    return line.toString();
  }
}
