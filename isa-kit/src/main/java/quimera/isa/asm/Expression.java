package quimera.isa.asm;

import java.util.function.LongSupplier;

/** A value that may wait for labels further down. */
public sealed interface Expression {
  /** Where it stands, for complaints. */
  Position at();

  /** Its value; complains about unknown symbols. */
  long value(Symbols symbols);

  /** Whether it is known without any label's address. */
  boolean constant(Symbols symbols);

  /** Whether it is known now that the labels so far have their addresses. */
  default boolean placed(Symbols symbols) {
    return constant(symbols);
  }

  /** Its value where it is stored as a pointer: a marked label's has bit 0 set. */
  default long pointer(Symbols symbols) {
    return value(symbols);
  }

  /** A number as written. */
  record Literal(Position at, long number) implements Expression {
    @Override
    public long value(Symbols symbols) {
      return number;
    }

    @Override
    public boolean constant(Symbols symbols) {
      return true;
    }
  }

  /** A label or a symbol that was set. */
  record Symbol(Position at, String name) implements Expression {
    @Override
    public long value(Symbols symbols) {
      return symbols.value(name, at);
    }

    @Override
    public boolean constant(Symbols symbols) {
      return symbols.isConstant(name);
    }

    @Override
    public boolean placed(Symbols symbols) {
      return symbols.isConstant(name) || symbols.isLabel(name);
    }

    @Override
    public long pointer(Symbols symbols) {
      return value(symbols) | (symbols.isMarked(name) ? 1 : 0);
    }
  }

  /** The address of the statement that it stands in. */
  record Here(Position at, long address) implements Expression {
    @Override
    public long value(Symbols symbols) {
      return address;
    }

    @Override
    public boolean constant(Symbols symbols) {
      return false;
    }

    @Override
    public boolean placed(Symbols symbols) {
      return true;
    }
  }

  /** A value as a pointer: of a marked label it has bit 0 set. */
  record Pointer(Expression to) implements Expression {
    @Override
    public Position at() {
      return to.at();
    }

    @Override
    public long value(Symbols symbols) {
      return to.pointer(symbols);
    }

    @Override
    public boolean constant(Symbols symbols) {
      return to.constant(symbols);
    }

    @Override
    public boolean placed(Symbols symbols) {
      return to.placed(symbols);
    }
  }

  /** A value that an instruction set finds out by itself, when everything has its address. */
  record Later(Position at, LongSupplier supplier) implements Expression {
    @Override
    public long value(Symbols symbols) {
      return supplier.getAsLong();
    }

    @Override
    public boolean constant(Symbols symbols) {
      return false;
    }
  }

  /** A sign or a complement before a value. */
  record Unary(Position at, String operator, Expression of) implements Expression {
    @Override
    public long value(Symbols symbols) {
      long v = of.value(symbols);
      return switch (operator) {
        case "-" -> -v;
        case "~" -> ~v;
        case "!" -> v == 0 ? 1 : 0;
        default -> v;
      };
    }

    @Override
    public boolean constant(Symbols symbols) {
      return of.constant(symbols);
    }

    @Override
    public boolean placed(Symbols symbols) {
      return of.placed(symbols);
    }
  }

  /** Two values and what is between them. */
  record Binary(Position at, String operator, Expression left, Expression right)
      implements Expression {
    @Override
    public long value(Symbols symbols) {
      long a = left.value(symbols);
      long b = right.value(symbols);
      return switch (operator) {
        case "+" -> a + b;
        case "-" -> a - b;
        case "*" -> a * b;
        case "/", "%" -> {
          if (b == 0) {
            throw new SourceError(at, "division by zero in an expression");
          }
          yield operator.equals("/") ? a / b : a % b;
        }
        case "<<" -> a << b;
        case ">>" -> a >> b;
        case "&" -> a & b;
        case "|" -> a | b;
        case "^" -> a ^ b;
        case "==" -> a == b ? 1 : 0;
        case "!=" -> a != b ? 1 : 0;
        case "<" -> a < b ? 1 : 0;
        case ">" -> a > b ? 1 : 0;
        case "<=" -> a <= b ? 1 : 0;
        case ">=" -> a >= b ? 1 : 0;
        case "&&" -> a != 0 && b != 0 ? 1 : 0;
        default -> a != 0 || b != 0 ? 1 : 0;
      };
    }

    @Override
    public boolean constant(Symbols symbols) {
      return left.constant(symbols) && right.constant(symbols);
    }

    @Override
    public boolean placed(Symbols symbols) {
      return left.placed(symbols) && right.placed(symbols);
    }

    @Override
    public long pointer(Symbols symbols) {
      long mark = right.constant(symbols) ? left.pointer(symbols) ^ left.value(symbols) : 0;
      return value(symbols) | mark;
    }
  }
}
