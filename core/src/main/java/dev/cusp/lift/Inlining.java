package dev.cusp.lift;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.rules.Gathering;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Puts methods in the place of calls of them; those that call themselves become functions. */
final class Inlining {
  /**
   * Methods turned out to be better functions: one that calls itself, or large ones that are called
   * often. Everything is lifted anew, these on their own.
   */
  static final class Better extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient Set<Code> methods;

    Better(Set<Code> methods) {
      super(null, null, false, false);
      this.methods = methods;
    }
  }

  private static final int DEPTH = 50;
  private static final ClassDesc COLLECTOR = Classes.desc(Gathering.class);

  private final Session session;
  private final Calls calls;
  private final Set<Code> apart;
  private final Repetition repetition;

  /** What a function depends on: the exceptions after which its callers go on, too. */
  private record Key(Code code, Set<String> caught) {}

  private final Map<Key, Func.Ref> functions = new HashMap<>();
  private Map<Code, Set<List<Value>>> open = new HashMap<>();

  /** Apart: the methods that become functions. */
  Inlining(Session session, Calls calls, Set<Code> apart) {
    this.session = session;
    this.calls = calls;
    this.apart = apart;
    this.repetition = new Repetition(session);
  }

  /** The result of a method, if any, after its code has run here; null where it never returns. */
  List<Value> inline(Site site, Classes.Found found, List<Value> args, Scope scope) {
    Shape shape = shape(site, found);
    if (apart.contains(shape.code) || shape.code.isCheckpoint) {
      return apply(shape, args, scope);
    }
    Outcome outcome = walk(site, shape, null, entry(shape.code, args, List.of()), scope);
    return outcome.never() ? null : List.copyOf(outcome.values().values());
  }

  /**
   * Runs a constructor, or a method that it calls, on an object whose fields have the given values;
   * gives the new ones, and the result if there is one.
   */
  List<Value> construct(
      Site site,
      Classes.Found constructor,
      Construction object,
      List<Value> args,
      List<Value> fields,
      Scope scope) {
    Shape shape = shape(site, constructor);
    Outcome outcome = walk(site, shape, object, entry(shape.code, args, fields), scope);
    return outcome.never() ? null : List.copyOf(outcome.values().values());
  }

  private static Shape shape(Site site, Classes.Found found) {
    try {
      return Classes.shape(found);
    } catch (LiftException e) {
      throw new LiftException(e.getMessage() + Walk.trace(site.source()));
    }
  }

  boolean isApart(Classes.Found found) {
    Code code = Classes.shape(found).code;
    return apart.contains(code) || code.isCheckpoint;
  }

  private Outcome walk(Site site, Shape shape, Construction object, State entry, Scope scope) {
    List<Value> closures = closures(entry);
    Set<List<Value>> calls = open.computeIfAbsent(shape.code, _ -> new HashSet<>());
    if (!calls.isEmpty() && (closures.isEmpty() || calls.size() > DEPTH) || !calls.add(closures)) {
      throw new Better(Set.of(shape.code));
    }
    try {
      Repetition.Mark mark = repetition.begin();
      Walk walk = new Walk(session, shape, site.source(), this.calls, object);
      Outcome outcome = walk.method(entry, scope);
      repetition.end(shape.code, mark, object == null && closures.isEmpty());
      return outcome;
    } finally {
      calls.remove(closures);
    }
  }

  /**
   * The lambdas among the arguments, and the collectors, which are made of some: with others a
   * method can be inlined into itself.
   */
  private List<Value> closures(State entry) {
    return Arrays.stream(entry.locals)
        .filter(Objects::nonNull)
        .filter(v -> session.facts.closure(v) != null || v.type().desc().equals(COLLECTOR))
        .toList();
  }

  private static State entry(Code code, List<Value> args, List<Value> fields) {
    Value[] locals = new Value[code.maxLocals + fields.size()];
    int slot = 0;
    for (Value arg : args) {
      locals[slot] = arg;
      slot += arg.type().slots();
    }
    for (int i = 0; i < fields.size(); i++) {
      locals[code.maxLocals + i] = fields.get(i);
    }
    return new State(locals, new ArrayList<>());
  }

  private List<Value> apply(Shape shape, List<Value> args, Scope scope) {
    Func.Ref callee = function(shape, List.of(), List.of());
    List<Value> numbers = new ArrayList<>();
    for (Value arg : args) {
      boolean isBox = Boxing.isBox(type(shape.code, numbers.size()));
      numbers.add(isBox ? Boxing.number(arg, session, scope) : arg);
    }
    ClassDesc result = shape.code.type.returnType();
    List<Value> results = new ArrayList<>();
    if (!result.equals(ConstantDescs.CD_void)) {
      results.add(new Value(Type.of(Boxing.unboxed(result)), shape.code.name));
    }
    scope.append(new Op.Apply(callee), numbers, results, List.of());
    return Boxing.isBox(result) ? List.of(Boxing.box(results.getFirst(), result, scope)) : results;
  }

  /** The declared type of an argument, the receiver's first. */
  private static ClassDesc type(Code code, int argument) {
    if (code.isStatic) {
      return code.type.parameterType(argument);
    }
    return argument == 0 ? Classes.desc(code.owner) : code.type.parameterType(argument - 1);
  }

  /**
   * A method as a function of its own, which may still be under construction. Boxes among its
   * parameters and its result become numbers.
   *
   * @param exact the classes of the first arguments, null where not known
   * @param constants the first arguments themselves, where these are always the same
   */
  Func.Ref function(Shape shape, List<Class<?>> exact, List<Object> constants) {
    Code code = shape.code;
    Key key = new Key(code, session.caught.names());
    Func.Ref known = functions.get(key);
    if (known != null) {
      return known;
    }
    Func.Ref ref = new Func.Ref(code.name, code.isCheckpoint);
    functions.put(key, ref);
    Scope scope = Scope.root(session);
    List<Value> params = params(code, scope);
    for (int i = 0; i < Math.min(exact.size(), params.size()); i++) {
      Class<?> given = exact.get(i);
      session.facts.setExact(params.get(i), given == null || given.isHidden() ? null : given);
    }
    for (int i = 0; i < constants.size(); i++) {
      Constants.note(params.get(i), constants.get(i), scope);
    }
    Walk walk = new Walk(session, shape, null, calls, null);
    Map<Code, Set<List<Value>>> outer = open;
    open = new HashMap<>(Map.of(code, new HashSet<>(List.of(List.of()))));
    Outcome outcome = walk.method(entry(code, params, List.of()), scope);
    open = outer;
    List<Value> results = outcome.never() ? null : new ArrayList<>(outcome.values().values());
    if (results != null && Boxing.isBox(code.type.returnType())) {
      results.replaceAll(box -> Boxing.number(box, session, scope));
    }
    if (results != null) {
      results.replaceAll(value -> LambdaClasses.object(StandIns.original(value, scope), scope));
    }
    Region body = scope.region(results);
    ref.complete(new Func(code.name, body, code.owner, walk.source(0)));
    return ref;
  }

  private List<Value> params(Code code, Scope scope) {
    List<ClassDesc> types = new ArrayList<>(code.type.parameterList());
    if (!code.isStatic) {
      types.addFirst(Classes.desc(code.owner));
    }
    List<Value> params = new ArrayList<>();
    int slot = 0;
    for (ClassDesc type : types) {
      Code.Variable variable = code.variable(0, slot);
      String name = variable == null ? "arg" + params.size() : variable.name();
      ClassDesc unboxed = Boxing.unboxed(type);
      Value param = scope.param(Type.of(unboxed), name);
      if (unboxed.equals(ConstantDescs.CD_boolean)) {
        session.markBoolean(param);
      }
      params.add(unboxed.equals(type) ? param : Boxing.box(param, type, scope));
      slot += Type.of(type).slots();
    }
    return params;
  }
}
