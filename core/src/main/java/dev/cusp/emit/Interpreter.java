package dev.cusp.emit;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The meaning of the intermediate form: runs a function statement by statement.
 *
 * <p>Values are boxed as their {@link dev.cusp.ir.Type} says, so a boolean is an Integer. Emitted
 * code must agree with it bit for bit.
 */
public final class Interpreter {
  private static final List<Object> NOTHING = List.of();

  /** Sees each statement after it has run, with its results. */
  public interface Observer {
    void saw(Stmt stmt, List<Object> results);
  }

  private final Members members;
  private final Observer observer;

  private final Map<Value, Object> values = new HashMap<>();

  private Interpreter(Members members, Observer observer) {
    this.members = members;
    this.observer = observer;
  }

  /** The results of a function at the given arguments. */
  public static Object[] run(Func func, Object... args) {
    return observed(func, (_, _) -> {}, args);
  }

  /** The same, each statement looked at, in functions that are called too. */
  public static Object[] observed(Func func, Observer observer, Object... args) {
    Members members = new Members(func.host());
    return new Interpreter(members, observer).call(func, java.util.Arrays.asList(args)).toArray();
  }

  /** An interpreter for single statements of a function; not thread-safe. */
  public static Interpreter of(Func func) {
    return new Interpreter(new Members(func.host()), (_, _) -> {});
  }

  /** The results of a statement without regions at the given operands. */
  public List<Object> run(Stmt stmt, List<Object> operands) {
    for (int i = 0; i < operands.size(); i++) {
      values.put(stmt.operand(i), operands.get(i));
    }
    return run(stmt);
  }

  /** The class a descriptor names, as the function's host sees it. */
  public Class<?> type(ClassDesc desc) {
    return members.type(desc);
  }

  private List<Object> call(Func func, List<Object> args) {
    if (args.size() != func.params().size()) {
      throw new IllegalArgumentException(
          func.name() + " takes " + func.params().size() + " arguments, not " + args.size());
    }
    for (int i = 0; i < args.size(); i++) {
      Value param = func.params().get(i);
      Object arg = args.get(i);
      values.put(param, param.type().isReference() ? arg : Boxes.computational(arg));
    }
    return run(func.body());
  }

  private List<Object> run(Region region) {
    for (Stmt stmt : region.body()) {
      List<Object> results = run(stmt);
      for (int i = 0; i < stmt.results().size(); i++) {
        values.put(stmt.results().get(i), results.get(i));
      }
      observer.saw(stmt, results);
    }
    return region.diverges() ? NOTHING : all(region.yields());
  }

  private List<Object> run(Stmt stmt) {
    return switch (stmt.op()) {
      case Op.Const(var value) ->
          single(value instanceof ClassDesc desc ? members.type(desc) : value);
      case Op.Arith(var kind) ->
          single(
              stmt.operands().size() == 1
                  ? Arithmetic.negate(get(stmt, 0))
                  : Arithmetic.apply(kind, get(stmt, 0), get(stmt, 1)));
      case Op.Convert(var to) -> single(Boxes.convert(get(stmt, 0), to));
      case Op.Compare(var relation) ->
          single(Arithmetic.compare(relation, get(stmt, 0), get(stmt, 1)) ? 1 : 0);
      case Op.ThreeWay(var nanIsGreater) ->
          single(Arithmetic.threeWay(nanIsGreater, get(stmt, 0), get(stmt, 1)));
      case Op.InstanceOf(var type) -> single(members.type(type).isInstance(get(stmt, 0)) ? 1 : 0);
      case Op.CheckCast(var type) -> single(members.type(type).cast(get(stmt, 0)));
      case Op.NewArray(var type) -> single(Arrays.create(members.type(type), all(stmt.operands())));
      case Op.Length _ -> single(java.lang.reflect.Array.getLength(get(stmt, 0)));
      case Op.Load(var component) -> single(Arrays.load(component, get(stmt, 0), index(stmt)));
      case Op.Store(var component) -> {
        Arrays.store(component, get(stmt, 0), index(stmt), get(stmt, 2));
        yield NOTHING;
      }
      case Op.GetField _, Op.PutField _, Op.GetStatic _, Op.PutStatic _ -> invoke(stmt);
      case Op.New _, Op.Call _, Op.Dynamic _ -> invoke(stmt);
      case Op.Apply(var callee) ->
          new Interpreter(members, observer).call(callee.func(), all(stmt.operands()));
      case Op.If _ -> run(stmt.regions().get((Integer) get(stmt, 0) != 0 ? 0 : 1));
      case Op.Loop _ -> loop(stmt);
      case Op.Throw _ -> throw Interpreter.<RuntimeException>asThrown((Throwable) get(stmt, 0));
    };
  }

  private List<Object> loop(Stmt stmt) {
    Region body = stmt.regions().getFirst();
    List<Object> now = all(stmt.operands());
    while (true) {
      for (int i = 0; i < now.size(); i++) {
        values.put(body.params().get(i), now.get(i));
      }
      List<Object> yields = run(body);
      now = yields.subList(1, yields.size());
      if ((Integer) yields.getFirst() == 0) {
        return now;
      }
    }
  }

  private List<Object> invoke(Stmt stmt) {
    MethodHandle handle = members.handle(stmt);
    Object[] args = new Object[handle.type().parameterCount()];
    for (int i = 0; i < args.length; i++) {
      args[i] = Boxes.declared(get(stmt, i), handle.type().parameterType(i));
    }
    try {
      Object result = handle.invokeWithArguments(args);
      return single(
          handle.type().returnType().isPrimitive() && result != null
              ? Boxes.computational(result)
              : result);
    } catch (Throwable e) {
      throw Interpreter.<RuntimeException>asThrown(e);
    }
  }

  private int index(Stmt stmt) {
    return (Integer) get(stmt, 1);
  }

  private Object get(Stmt stmt, int operand) {
    return get(stmt.operand(operand));
  }

  private Object get(Value value) {
    Object found = values.get(value);
    if (found == null && !values.containsKey(value)) {
      throw new IllegalStateException(value + " has no value here");
    }
    return found;
  }

  private List<Object> all(List<Value> wanted) {
    List<Object> found = new ArrayList<>(wanted.size());
    for (Value value : wanted) {
      found.add(get(value));
    }
    return found;
  }

  private static List<Object> single(Object result) {
    return Collections.singletonList(result);
  }

  /** What the program throws goes to the caller as it is, checked or not. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E asThrown(Throwable e) throws E {
    throw (E) (e == null ? new NullPointerException() : e);
  }
}
