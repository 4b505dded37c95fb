package dev.cusp.lift;

import static java.lang.constant.ConstantDescs.CD_Class;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.lift.Outcome.Place;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds out which method a virtual call means. */
final class Dispatch {
  /** Instead of results: the call has to stay one. */
  static final List<Value> KEEP = new ArrayList<>();

  private static final ClassDesc GUARD = ClassDesc.of("dev.cusp.runtime.Guard");
  private static final ClassDesc EXCEPTION = ClassDesc.of("java.lang.RuntimeException");

  private final Session session;
  private final Calls calls;

  Dispatch(Session session, Calls calls) {
    this.session = session;
    this.calls = calls;
  }

  /** The method that a call names, as far as the receiver's class is known, or null. */
  Classes.Found found(Site site, Class<?> owner, List<Value> args, Scope scope) {
    if (owner.isArray()) {
      return null;
    }
    boolean isVirtual = !site.isStatic() && site.kind() != Op.Call.Kind.SPECIAL;
    Class<?> from = isVirtual ? receiver(site, owner, args.getFirst(), scope) : owner;
    return Classes.method(from, site.name(), site.type().descriptorString());
  }

  /** The class of the receiver as far as it is known. */
  private Class<?> receiver(Site site, Class<?> owner, Value receiver, Scope scope) {
    Class<?> exact = session.facts.exact(receiver, scope);
    if (exact != null) {
      return exact;
    }
    Class<?> type = receiver.type().isArray() ? owner : site.load(receiver.type().desc());
    return owner.isAssignableFrom(type) ? type : owner;
  }

  /** The results of a virtual call, null where it never returns, or {@link #KEEP}. */
  List<Value> call(Site site, Classes.Found found, List<Value> args, Scope scope) {
    Value receiver = args.getFirst();
    Class<?> type = receiver(site, site.load(site.owner()), receiver, scope);
    boolean isExact =
        session.facts.exact(receiver, scope) != null
            || Modifier.isFinal(type.getModifiers())
            || found.has(AccessFlag.FINAL)
            || found.has(AccessFlag.PRIVATE);
    if (isExact) {
      return found.method().code().isPresent()
          ? calls.inlining.inline(site, found, args, scope)
          : KEEP;
    }
    if (type.isSealed()) {
      List<Class<?>> cases = new ArrayList<>();
      if (addCases(type, cases)) {
        return choose(site, cases, 0, args, null, scope);
      }
    }
    if (found.has(AccessFlag.NATIVE)) {
      return KEEP;
    }
    List<Class<?>> cases = session.world.of(type);
    if (Modifier.isAbstract(type.getModifiers()) || found.has(AccessFlag.ABSTRACT)) {
      if (cases.isEmpty()) {
        session.world.refuse(unknown(site, type));
      }
      return choose(site, cases, 0, args, s -> unseen(site, type, receiver, s), scope);
    }
    if (cases.isEmpty() || cases.equals(List.of(type))) {
      guard(site, receiver, type, scope);
      return calls.inlining.inline(site, found, args, scope);
    }
    if (!cases.contains(type)) {
      cases.add(type);
    }
    return choose(site, cases, 0, args, s -> unseen(site, type, receiver, s), scope);
  }

  private static LiftException unknown(Site site, Class<?> type) {
    return site.refuse(
        "which "
            + type.getSimpleName()
            + "."
            + site.name()
            + " is called is not known here, as the program makes no such object; make "
            + type.getSimpleName()
            + " sealed, declare the variable with a final class or record, or pass the object as"
            + " an argument whose class is known");
  }

  /** The end of a call whose receiver is of a class that was not met. */
  private static List<Value> unseen(Site site, Class<?> type, Value receiver, Scope scope) {
    MethodTypeDesc throwing = MethodTypeDesc.of(EXCEPTION, CD_Object, CD_String);
    String where = site.source() + ", call of " + type.getSimpleName() + "." + site.name();
    Value message = scope.value(new Op.Const(where), new Type(CD_String), "c");
    Op call = new Op.Call(Op.Call.Kind.STATIC, GUARD, "unseen", throwing, false);
    Value thrown = scope.value(call, new Type(EXCEPTION), "unseen", receiver, message);
    scope.effect(new Op.Throw(), thrown);
    return null;
  }

  /**
   * The results of a virtual call of a JDK's method which classes of the program may implement;
   * {@link #KEEP} where none does.
   */
  List<Value> ofPlatform(
      Site site, Class<?> owner, Classes.Found found, List<Value> args, String name, Scope scope) {
    boolean isStatic = site.isStatic() || site.kind() == Op.Call.Kind.SPECIAL;
    if (isStatic || owner.isArray() || owner == Object.class) {
      return KEEP;
    }
    Value receiver = args.getFirst();
    Class<?> type = receiver(site, owner, receiver, scope);
    boolean isKnown =
        Modifier.isFinal(type.getModifiers()) || session.facts.exact(receiver, scope) != null;
    if (!isKnown && !Classes.isPlatform(type) && found != null && found.has(AccessFlag.ABSTRACT)) {
      return call(site, found, args, scope); // of a user's class that leaves it to its subclasses
    }
    if (isKnown || !Classes.isPlatform(type)) {
      return KEEP;
    }
    List<Class<?>> cases = session.world.of(type);
    return cases.isEmpty() && !StandIns.isOurs(site.walk().code.owner)
        ? KEEP
        : choose(site, cases, 0, args, s -> foreign(site, args, name, s), scope);
  }

  /** The call where the receiver is an object that the program did not make. */
  private List<Value> foreign(Site site, List<Value> args, String name, Scope scope) {
    Value receiver = args.getFirst();
    MethodTypeDesc same = MethodTypeDesc.of(CD_Object, CD_Object);
    Op call = new Op.Call(Op.Call.Kind.STATIC, GUARD, "foreign", same, false);
    Value foreign = scope.value(call, Type.OBJECT, receiver.name(), receiver);
    Value cast =
        scope.value(
            new Op.CheckCast(site.owner()), new Type(site.owner()), receiver.name(), foreign);
    List<Value> all = new ArrayList<>(args);
    all.set(0, cast);
    return calls.keep(site, name, all, scope);
  }

  private interface Rest {
    List<Value> results(Scope scope);
  }

  private void guard(Site site, Value receiver, Class<?> type, Scope scope) {
    MethodTypeDesc check = MethodTypeDesc.of(CD_void, CD_Object, CD_Class, CD_String);
    Value expected = scope.value(new Op.Const(Classes.desc(type)), new Type(CD_Class), "c");
    String where = site.source() + ", call of " + type.getSimpleName() + "." + site.name();
    Value message = scope.value(new Op.Const(where), new Type(CD_String), "c");
    Op call = new Op.Call(Op.Call.Kind.STATIC, GUARD, "exactly", check, false);
    scope.effect(call, receiver, expected, message);
    session.facts.setGuarded(receiver, type, scope);
  }

  /** Collects the concrete classes of a sealed hierarchy, lower ones first; false if it is open. */
  private static boolean addCases(Class<?> type, List<Class<?>> cases) {
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        if (!addCases(permitted, cases)) {
          return false;
        }
      }
    } else if (!Modifier.isFinal(type.getModifiers())) {
      return false;
    }
    if (!Modifier.isAbstract(type.getModifiers()) && !cases.contains(type)) {
      cases.add(type);
    }
    return true;
  }

  private List<Value> choose(
      Site site, List<Class<?>> cases, int at, List<Value> args, Rest rest, Scope scope) {
    if (at == cases.size()) {
      return rest.results(scope);
    }
    Class<?> type = cases.get(at);
    if (rest == null && at == cases.size() - 1) {
      return in(type, site, args, scope);
    }
    Value is = scope.value(new Op.InstanceOf(Classes.desc(type)), Type.INT, "is", args.getFirst());
    session.markBoolean(is);
    Scope a = scope.nested();
    Scope b = scope.nested();
    List<Value> then = in(type, site, args, a);
    List<Value> other = choose(site, cases, at + 1, args, rest, b);
    Outcome outcome =
        Merge.of(
            session,
            scope,
            is,
            new Merge.Branch(a, outcome(then)),
            new Merge.Branch(b, outcome(other)),
            new Returned(site));
    return outcome.never() ? null : List.copyOf(outcome.values().values());
  }

  /** The call where the receiver is of a class. */
  private List<Value> in(Class<?> type, Site site, List<Value> args, Scope scope) {
    ClassDesc desc = Classes.desc(type);
    Value receiver = args.getFirst();
    Value cast = scope.value(new Op.CheckCast(desc), new Type(desc), receiver.name(), receiver);
    if (!Modifier.isFinal(type.getModifiers()) && !site.load(site.owner()).isSealed()) {
      guard(site, cast, type, scope);
    }
    session.facts.setExact(cast, type);
    List<Value> all = new ArrayList<>(args);
    all.set(0, cast);
    Classes.Found found = Classes.method(type, site.name(), site.type().descriptorString());
    Facts.Closure closure = LambdaClasses.closure(type, cast, scope);
    if (closure != null) {
      session.facts.setClosure(cast, closure);
    }
    if (closure != null || Classes.isPlatform(found.owner())) {
      return calls.call(site, all, site.name(), scope);
    }
    if (found.method().code().isEmpty()) {
      throw site.refuse(
          type.getSimpleName()
              + "."
              + site.name()
              + " is one of the methods that this may call, and it is native; give "
              + site.owner().displayName()
              + "."
              + site.name()
              + " a derivative rule");
    }
    return calls.inlining.inline(site, found, all, scope);
  }

  private static Outcome outcome(List<Value> results) {
    if (results == null) {
      return Outcome.NEVER;
    }
    TreeMap<Place, Value> values = new TreeMap<>();
    results.forEach(value -> values.put(Place.of(0, value), value));
    return new Outcome(List.of(0), null, values, Map.of(0, List.copyOf(values.keySet())));
  }

  /** The result of a call, from whatever method. */
  private record Returned(Site site) implements Merge.Joined {
    @Override
    public Type type(Place place, Collection<Integer> targets, Value a, Value b) {
      return a.type().equals(b.type()) ? a.type() : Type.of(site.type().returnType());
    }

    @Override
    public String name(Place place, Collection<Integer> targets, Value value) {
      return site.name();
    }

    @Override
    public Value before(Place place) {
      return null;
    }
  }
}
