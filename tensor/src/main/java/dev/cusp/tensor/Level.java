package dev.cusp.tensor;

import dev.cusp.Program;
import dev.cusp.ad.Compiled;
import dev.cusp.ad.DerivativeException;
import dev.cusp.ad.ForwardMode;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A program that is called on tensors, or one that computes its tangent, the tangent of that, and
 * so on; one object for each.
 */
final class Level {
  /** What a parameter or a result is: of numbers of a type, an array of so many axes. */
  record Kind(DType type, int rank) {
    static Kind of(Class<?> declared, String what) {
      int rank = 0;
      Class<?> element = declared;
      for (; element.isArray(); element = element.componentType()) {
        rank++;
      }
      for (DType type : DType.values()) {
        if (!type.isHalf() && type.array(0).getClass().componentType() == element) {
          return new Kind(type, rank);
        }
      }
      throw new IllegalArgumentException(
          "%s is %s; a program that is called on tensors takes and gives numbers and arrays of numbers"
              .formatted(what, declared.getTypeName()));
    }
  }

  private final Method method;
  private final List<Object> captured;
  private final Compiled compiled;
  private final List<Kind> kinds;
  private final Kind result;
  private final Map<Set<Integer>, Optional<Level>> tangents = new ConcurrentHashMap<>();

  private Level(
      Method method, List<Object> captured, Compiled compiled, List<Kind> kinds, Kind result) {
    this.method = method;
    this.captured = captured;
    this.compiled = compiled;
    this.kinds = kinds;
    this.result = result;
  }

  static Level of(Program program) {
    Method method = program.method();
    List<Object> captured = program.captured();
    List<Class<?>> types = program.compiled().signature().types();
    List<Kind> kinds = new ArrayList<>();
    for (int i = captured.size(); i < types.size(); i++) {
      String what = "argument %d of %s".formatted(i - captured.size(), method.getName());
      kinds.add(Kind.of(types.get(i), what));
    }
    Class<?> declared =
        java.lang.invoke.MethodType.methodType(method.getReturnType()).unwrap().returnType();
    Kind result = Kind.of(declared, "the result of " + method.getName());
    return new Level(method, captured, program.compiled(), kinds, result);
  }

  Method method() {
    return method;
  }

  List<Object> captured() {
    return captured;
  }

  /** What the parameters are that are given. */
  List<Kind> kinds() {
    return kinds;
  }

  Kind result() {
    return result;
  }

  /** The parameters of real numbers. */
  Set<Integer> real() {
    Set<Integer> real = new TreeSet<>();
    for (int i = 0; i < kinds.size(); i++) {
      if (kinds.get(i).type().isFloating()) {
        real.add(i);
      }
    }
    return real;
  }

  void check(Shape shape, Tensor... xs) {
    if (shape.rank() != result.rank()) {
      throw new ShapeException(
          "call: %s gives an array of %d axes, and the shape given for it is %s",
          method.getName(), result.rank(), shape);
    }
    if (xs.length != kinds.size()) {
      throw new ShapeException(
          "call: %s takes %d arguments, not %d", method.getName(), kinds.size(), xs.length);
    }
    for (int i = 0; i < xs.length; i++) {
      Kind kind = kinds.get(i);
      if (xs[i].shape().rank() < kind.rank()) {
        throw new ShapeException(
            "call: argument %d of %s is an array of %d axes, and %s has too few",
            i, method.getName(), kind.rank(), xs[i].shape());
      }
      if (DType.common(kind.type(), xs[i].type()) != kind.type() && !kind.type().isFloating()) {
        throw new ShapeException(
            "call: argument %d of %s is of %s, not %s; convert it with as",
            i, method.getName(), kind.type(), xs[i].type());
      }
    }
  }

  /** The program of the result's tangent, for tangents of some arguments; null for zero. */
  Level tangent(Set<Integer> wrt) {
    return tangents
        .computeIfAbsent(
            wrt,
            _ -> {
              Compiled tangent = compiled.tangent(shifted(wrt), all());
              List<Kind> more = new ArrayList<>(kinds);
              wrt.forEach(p -> more.add(kinds.get(p)));
              return Optional.ofNullable(tangent)
                  .map(t -> new Level(method, captured, t, more, result));
            })
        .orElse(null);
  }

  private Set<Integer> shifted(Set<Integer> wrt) {
    Set<Integer> positions = new TreeSet<>();
    wrt.forEach(p -> positions.add(captured.size() + p));
    return positions;
  }

  private Object[] all(Object... args) {
    Object[] all = Arrays.copyOf(captured.toArray(), captured.size() + kinds.size());
    System.arraycopy(args, 0, all, captured.size(), args.length);
    return all;
  }

  /** The value; of the program itself only. */
  Object value(Object[] args) {
    return compiled.value(all(args));
  }

  /** The tangent of the result for tangents that follow the arguments; null for zero. */
  Object pushed(Set<Integer> wrt, Object[] args) {
    Object[] all = all(Arrays.copyOf(args, kinds.size()));
    Object[] dots = new Object[all.length];
    int next = kinds.size();
    for (int p : wrt) {
      dots[captured.size() + p] = args[next++];
    }
    ForwardMode forward = compiled.forward(shifted(wrt), all, 1);
    return forward.run(all, new Object[][] {dots}).tangents()[0];
  }

  /** The cotangents of some arguments for that of the result, which follows them; null for zero. */
  Object[] pulled(Set<Integer> wrt, Object[] args) {
    Object[] all = all(Arrays.copyOf(args, kinds.size()));
    Object[] bars = compiled.reverseSeeded(shifted(wrt), all).run(all, args[kinds.size()]).bars();
    return wrt.stream().map(p -> bars[captured.size() + p]).toArray();
  }

  /** Asks for derivatives once, since they may be refused: where they are recorded. */
  void requireDerivative() {
    if (!result.type().isFloating()) {
      throw new DerivativeException(
          "%s gives %s, which have no derivative".formatted(method.getName(), result.type()), null);
    }
  }
}
