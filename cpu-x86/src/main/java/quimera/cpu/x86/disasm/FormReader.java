package quimera.cpu.x86.disasm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import quimera.cpu.x86.Extension;

/** Reads the lines of the tables that hold for a model, with their abbreviations expanded. */
final class FormReader {
  private static final List<String> CONDITIONS =
      List.of(
          "o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g");
  private static final List<String> ALU =
      List.of("add", "or", "adc", "sbb", "and", "sub", "xor", "cmp");

  /** Without the sixth, which is not the same everywhere. */
  private static final List<String> SHIFTS =
      List.of("rol", "ror", "rcl", "rcr", "shl", "shr", "", "sar");

  private static final List<String> X87 =
      List.of("add", "mul", "com", "comp", "sub", "subr", "div", "divr");

  private final int generation;
  private final Set<Extension> extensions;
  private final List<Form> forms = new ArrayList<>();

  private FormReader(int generation, Set<Extension> extensions) {
    this.generation = generation;
    this.extensions = extensions;
  }

  /** All lines of a model, in the tables' order. */
  static List<Form> read(int generation, Set<Extension> extensions) {
    FormReader reader = new FormReader(generation, extensions);
    List<String> tables =
        List.of(
            IntegerTable.ONE_BYTE,
            IntegerTable.EXTENDED,
            X87Table.ALL,
            SimdTable.INTEGERS,
            SimdTable.FLOATS);
    tables.stream().flatMap(String::lines).forEach(reader::pair);
    return List.copyOf(reader.forms);
  }

  /** Makes two lines of one for MMX and SSE2, or for PS and PD. */
  private void pair(String line) {
    if (line.startsWith("mm ")) {
      String wide = line.replace("Pq", "Vx").replace("Qq", "Wx").replace("Nq", "Ux");
      line("np" + line.substring(2));
      line("66" + wide.substring(2, wide.indexOf('@')) + "@sse2");
    } else if (line.startsWith("ps ")) {
      String pd = line.replaceFirst("ps ([VWGM])", "pd $1");
      line("np" + line.substring(2));
      line("66" + pd.substring(2, pd.indexOf('@')) + "@sse2");
    } else {
      line(line);
    }
  }

  private void line(String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    boolean real = !words.remove("!");
    String since = words.get(words.size() - 1);
    if (since.charAt(0) == '@' || since.charAt(0) == '=') {
      words.remove(since);
      if (!has(since)) {
        return;
      }
    }
    int prefix = prefix(words);
    int map = 0;
    String row = "";
    if (words.get(0).equals("0f") && Character.digit(words.get(1).charAt(0), 16) >= 0) {
      words.remove(0);
      map = Form.EXTENDED;
      row = "0f ";
    }
    String opcode = words.remove(0);
    char ext = words.get(0).charAt(0);
    String group = ext == '/' || ext == ':' ? words.remove(0) : "/0-7";
    List<String> operands = words.size() < 2 ? List.of() : List.of(words.get(1).split(","));
    int base = map + Integer.parseInt(opcode.substring(0, 2), 16);
    String name = words.get(0).replace('_', ' ');
    Form form = new Form(prefix, base, row + opcode, 0, 7, -1, name, operands, real);
    opcodes(form, opcode.length() > 2 ? opcode.charAt(3) : ' ', group);
  }

  private boolean has(String since) {
    boolean only = since.charAt(0) == '=';
    String what = since.substring(1);
    if (!Character.isDigit(what.charAt(0))) {
      return extensions.contains(Extension.valueOf(what.toUpperCase(Locale.ROOT)));
    }
    int least = Integer.parseInt(what) / 100;
    return only ? generation == least : generation >= least;
  }

  private static int prefix(List<String> words) {
    int prefix =
        switch (words.get(0)) {
          case "np" -> Form.NONE;
          case "66" -> 0x66;
          case "f2" -> 0xF2;
          case "f3" -> 0xF3;
          default -> Form.ANY;
        };
    if (prefix != Form.ANY) {
      words.remove(0);
    }
    return prefix;
  }

  /** Expands what follows a plus sign. */
  private void opcodes(Form form, char range, String group) {
    switch (range) {
      case 'r' -> {
        for (int i = 0; i < 8; i++) {
          groups(with(form, form.opcode() + i, form.row(), form.mnemonic()), group);
        }
      }
      case 'c' -> {
        for (int i = 0; i < 16; i++) {
          String name = form.mnemonic().replace("cc", CONDITIONS.get(i));
          groups(with(form, form.opcode() + i, hex(form.opcode() + i), name), group);
        }
      }
      case 'a' -> {
        for (int i = 0; i < 8; i++) {
          int opcode = form.opcode() + i * 8;
          groups(with(form, opcode, hex(opcode), ALU.get(i)), group);
        }
      }
      default -> groups(form, group);
    }
  }

  private static String hex(int opcode) {
    String digits = Integer.toHexString(opcode & 0xFF | 0x100).substring(1);
    return opcode < Form.EXTENDED ? digits : "0f " + digits;
  }

  private static Form with(Form form, int opcode, String row, String mnemonic) {
    return new Form(form.prefix(), opcode, row, 0, 7, -1, mnemonic, form.operands(), form.real());
  }

  /** Expands what follows a slash. */
  private void groups(Form form, String group) {
    if (group.charAt(0) == ':') {
      add(form, 0, 7, Integer.parseInt(group.substring(1), 16), form.mnemonic());
      return;
    }
    switch (group.charAt(1)) {
      case 'a' -> each(form, ALU, "alu");
      case 's' -> each(form, SHIFTS, "shift");
      case 'f' -> each(form, X87, "arith");
      default -> {
        int first = group.charAt(1) - '0';
        int last = group.charAt(group.length() - 1) - '0';
        add(form, first, last, -1, form.mnemonic());
      }
    }
  }

  private void each(Form form, List<String> names, String placeholder) {
    for (int i = 0; i < 8; i++) {
      if (!names.get(i).isEmpty()) {
        add(form, i, i, -1, form.mnemonic().replace(placeholder, names.get(i)));
      }
    }
  }

  private void add(Form form, int first, int last, int exact, String mnemonic) {
    forms.add(
        new Form(
            form.prefix(),
            form.opcode(),
            form.row(),
            first,
            last,
            exact,
            mnemonic,
            form.operands(),
            form.real()));
  }
}
