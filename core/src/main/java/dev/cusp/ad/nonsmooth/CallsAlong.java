package dev.cusp.ad.nonsmooth;

import dev.cusp.emit.Interpreter;
import dev.cusp.ir.MathClasses;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Calls of methods that were not built in, with arguments that may vary along the ray. */
final class CallsAlong {
  private static final List<Object> NOTHING = List.of();

  private final Interpreter plain;
  private final Memory memory;
  private boolean stops;

  CallsAlong(Interpreter plain, Memory memory) {
    this.plain = plain;
    this.memory = memory;
  }

  /** Whether a derivative was stopped. */
  boolean stops() {
    return stops;
  }

  List<Object> call(Stmt stmt, Op.Call op, List<Object> x) {
    String owner = op.owner().descriptorString();
    Object known =
        switch (owner) {
          case "Ljava/lang/Double;", "Ljava/lang/Float;", "Ljava/lang/Number;" -> boxed(op, x);
          case "Ljava/util/Objects;", "Ljava/lang/Object;" ->
              x.getFirst() == null ? null : object(op, x.getFirst());
          case "Ldev/cusp/Cusp;" -> cusp(op, x);
          case "Ldev/cusp/rules/Surrogate;" -> surrogate(x);
          case "Ldev/cusp/rules/Masked;" -> varies(x) ? x.getFirst() : null;
          case "Ldev/cusp/rules/Stable;" -> op.name().equals("like") ? x.getFirst() : null;
          default -> MathClasses.contain(op.owner()) ? math(op, x) : null;
        };
    if (known != null) {
      return List.of(known);
    }
    return switch (owner) {
      case "Ljava/io/PrintStream;" -> NOTHING; // what the program prints it prints once
      case "Ldev/cusp/runtime/Guard;" -> guard(stmt, x);
      case "Ljava/lang/String;", "Ljava/lang/StringBuilder;" -> described(stmt, x);
      default -> op.name().equals("toString") ? described(stmt, x) : real(stmt, op, x);
    };
  }

  /** What any object has: no need to hand it over. */
  private static Object object(Op.Call op, Object x) {
    return switch (op.name()) {
      case "requireNonNull" -> x;
      case "getClass" -> Memory.typeOf(x);
      default -> null;
    };
  }

  private static boolean varies(List<Object> x) {
    return x.stream().anyMatch(Germ.class::isInstance);
  }

  private static Object math(Op.Call op, List<Object> x) {
    if (!varies(x)) {
      return null;
    }
    String to = op.type().returnType().descriptorString();
    if (op.name().equals("round")) {
      return Conversions.round((Germ) x.getFirst(), to);
    }
    Germ r = GermMath.call(op.name(), x.toArray());
    return r == null || !to.equals("F") ? r : r.toFloat();
  }

  private static Object boxed(Op.Call op, List<Object> x) {
    if (!varies(x)) {
      return null;
    }
    Object test = x.size() == 1 ? Conversions.test(op.name(), (Germ) x.getFirst()) : null;
    return switch (op.name()) {
      case "valueOf", "doubleValue" -> x.getFirst();
      case "floatValue" -> Conversions.convert((Germ) x.getFirst(), "F");
      case "intValue" -> Conversions.convert((Germ) x.getFirst(), "I");
      case "longValue" -> Conversions.convert((Germ) x.getFirst(), "J");
      case "sum", "max", "min" -> math(op, x);
      case "compare", "compareTo" -> order(Germ.of(x.get(0)), Germ.of(x.get(1)));
      default -> test;
    };
  }

  /** As {@link Double#compare}: a NaN is the largest. */
  private static int order(Germ a, Germ b) {
    boolean last = a.value().isNaN();
    return last || b.value().isNaN()
        ? Boolean.compare(last, b.value().isNaN())
        : Germ.compare(a, b);
  }

  private Object cusp(Op.Call op, List<Object> x) {
    if (op.name().equals("stopGradient") && x.getFirst() instanceof Germ g) {
      return stopped(g);
    }
    return null;
  }

  /** What is stopped is a constant: the number it is where the ray begins. */
  private Germ stopped(Germ g) {
    if (!g.value().isFaulty() && g.value().order() > 0) {
      return Germ.of(g.value().limit());
    }
    stops = true;
    return g.withoutDots();
  }

  /** The value and, along the ray, the change of what stands for it. */
  private static Object surrogate(List<Object> x) {
    if (!varies(x)) {
      return null;
    }
    Germ value = Germ.of(x.get(0)).withoutDots();
    Germ surrogate = Germ.of(x.get(1));
    Germ here = Germ.of(surrogate.value().limit());
    return Germ.sum(value, Germ.difference(surrogate, here));
  }

  private List<Object> guard(Stmt stmt, List<Object> x) {
    boolean fits = x.getFirst() == null || x.get(1) == Memory.typeOf(x.getFirst());
    return fits ? NOTHING : plain.run(stmt, x);
  }

  /** A call whose arguments are only looked at: numbers that vary are passed as their limits. */
  List<Object> described(Stmt stmt, List<Object> x) {
    List<Object> limits = new ArrayList<>();
    for (Object arg : x) {
      boolean number = arg instanceof Germ g && !g.value().isFaulty() && g.value().order() > 0;
      limits.add(number ? ((Germ) arg).value().limit() : arg instanceof Germ ? Double.NaN : arg);
    }
    return real(stmt, null, limits);
  }

  private List<Object> real(Stmt stmt, Op.Call op, List<Object> x) {
    Map<Object, Object> made = new IdentityHashMap<>();
    List<Object> args = new ArrayList<>();
    try {
      for (Object arg : x) {
        args.add(memory.real(arg, made));
      }
    } catch (Unresolved reason) {
      String name = op == null ? "this" : op.owner().displayName() + "." + op.name();
      throw new Unresolved(name + " is given " + reason.getMessage() + " and cannot be followed");
    }
    List<Object> results = plain.run(stmt, args);
    memory.update(made);
    return stmt.results().isEmpty()
        ? NOTHING
        : Collections.singletonList(memory.mirror(results.getFirst(), null));
  }
}
