package dev.cusp.lift;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code Cusp.derivative} and its kin make of lambdas, inside a program or before: functions
 * whose calls are those of derived code.
 */
final class Functions {
  private static final ClassDesc CUSP = ClassDesc.of("dev.cusp.Cusp");

  private final Session session;
  private final int depth;

  /** Depth: of functions that are lifted to lift another one. */
  Functions(Session session, int depth) {
    this.session = session;
    this.depth = depth;
  }

  /** The function that a value is, in the intermediate form; null where that is not known. */
  Facts.Applied applied(Value value, Scope scope) {
    Facts.Applied known = session.facts.applied(value);
    Facts.Recipe recipe = session.facts.recipe(value);
    if (known != null || recipe == null) {
      return known;
    }
    Facts.Applied applied = applied(recipe.base(), scope);
    for (String how : recipe.how()) {
      applied = applied == null ? null : made(how, applied);
    }
    if (applied != null) {
      session.facts.setApplied(value, applied);
    }
    return applied;
  }

  private static Value convert(Value value, ClassDesc from, ClassDesc to, Scope scope) {
    if (from.isPrimitive() || to.isPrimitive()) {
      return Boxing.convert(value, from, to, scope);
    }
    return value.type().desc().equals(to) || to.equals(ConstantDescs.CD_Object)
        ? value
        : scope.value(new Op.CheckCast(to), new Type(to), value.name(), value);
  }

  /** What a method of {@code Cusp} makes of a function here; null where that is not known. */
  Value make(Site site, List<Value> args, Scope scope) {
    if (!site.owner().equals(CUSP) || args.size() != 1) {
      return null;
    }
    Value function = args.getFirst();
    Facts.Applied applied = applied(function, scope);
    Facts.Closure closure = session.facts.closure(function);
    if (applied == null && closure != null) {
      applied = applied(closure, scope);
    }
    Facts.Applied made = applied == null ? null : made(site.name(), applied);
    if (made == null) {
      return null;
    }
    Value object = scope.closure(site.call(), Type.of(site.type().returnType()), args);
    session.facts.setApplied(object, made);
    return object;
  }

  private Facts.Applied made(String how, Facts.Applied f) {
    Func func = f.callee().func();
    if (how.equals("checkpoint")) {
      Func.Ref again = new Func.Ref(func.name(), true);
      again.complete(func);
      return new Facts.Applied(again, f.captured());
    }
    boolean isOfOne = func.params().size() == f.captured().size() + 1;
    Func derived = isOfOne ? session.policy.derived(how, func) : null;
    if (derived == null) {
      return null;
    }
    Func.Ref ref = new Func.Ref(derived.name());
    ref.complete(derived);
    return new Facts.Applied(ref, f.captured());
  }

  /** The code of a lambda as a function of its own; null where it is not known. */
  private Facts.Applied applied(Facts.Closure closure, Scope scope) {
    DirectMethodHandleDesc code = closure.code();
    if (code.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR) {
      return null;
    }
    if (depth > 20) {
      throw new LiftException(
          scope.source()
              + ": functions made of functions are nested more than 20 deep; does one make itself?");
    }
    Method method = Lambdas.method(code, Classes.load(code.owner(), closure.from()));
    List<Class<?>> exact = new ArrayList<>();
    closure.captured().forEach(value -> exact.add(session.facts.exact(value, scope)));
    Func func =
        new Lift(session.policy, depth + 1).method(method, exact, List.of(), closure.from());
    Func.Ref ref = new Func.Ref(func.name());
    ref.complete(func);
    return new Facts.Applied(ref, closure.captured());
  }

  /** Calls such a function; null where it never returns. */
  List<Value> call(Site site, Facts.Applied applied, List<Value> args, Scope scope) {
    Func func = applied.callee().func();
    List<Value> all = new ArrayList<>(applied.captured());
    for (int i = 0; i < args.size(); i++) {
      ClassDesc to = func.params().get(all.size()).type().desc();
      all.add(convert(args.get(i), site.type().parameterType(i), to, scope));
    }
    List<Value> results =
        applied.callee().isCheckpoint()
            ? apply(applied.callee(), all, scope)
            : Insertion.of(func, all, scope);
    if (results == null || results.isEmpty()) {
      return results;
    }
    Value result = results.getFirst();
    return List.of(convert(result, result.type().desc(), site.type().returnType(), scope));
  }

  private static List<Value> apply(Func.Ref callee, List<Value> args, Scope scope) {
    List<Value> results = new ArrayList<>();
    for (Value result : callee.func().results()) {
      results.add(result.copy());
    }
    scope.append(new Op.Apply(callee), args, results, List.of());
    return callee.func().body().diverges() ? null : results;
  }
}
