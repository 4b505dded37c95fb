package dev.cusp.lift;

import dev.cusp.ir.Box;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

/** Decides for every call whether it is inlined, applied, guarded or kept. */
final class Calls {
  private final Session session;
  final Inlining inlining;
  private final Dispatch dispatch;
  private final Creation creation;
  private final Closures closures;
  private final StaticFields statics;
  final Functions functions;

  Calls(Session session, Set<Code> apart, int depth) {
    this.session = session;
    inlining = new Inlining(session, this, apart);
    dispatch = new Dispatch(session, this);
    creation = new Creation(session, inlining);
    closures = new Closures(session, this, creation);
    statics = new StaticFields(session, inlining);
    functions = new Functions(session, depth);
  }

  /** A cast. */
  Value cast(ClassDesc type, String name, Value x, Class<?> from, Scope scope) {
    Class<?> standIn = StandIns.of(x);
    if (standIn != null && StandIns.is(standIn, Classes.load(type, from))) {
      return x;
    }
    Op op = new Op.CheckCast(type);
    Value cast =
        session.facts.isFunction(x)
            ? scope.closure(op, new Type(type), List.of(x))
            : scope.value(op, new Type(type), name, x);
    Class<?> exact = session.facts.exact(x, scope);
    if (exact == null || Classes.load(type, from).isAssignableFrom(exact)) {
      session.facts.setSame(x, cast); // otherwise this is never reached
    }
    return cast;
  }

  void field(Walk walk, int i, FieldInstruction field, String name, State state, Scope scope) {
    ClassDesc named = field.owner().asSymbol();
    ClassDesc type = field.typeSymbol();
    String fieldName = field.name().stringValue();
    Classes.Declared declared = Classes.field(Classes.load(named, walk.code.owner), fieldName);
    FieldModel model = declared == null ? null : declared.field();
    boolean isFinal = model != null && model.flags().has(AccessFlag.FINAL);
    Class<?> declaring = declared == null ? null : declared.owner();
    // code may name a field after any subclass; it is one field all the same
    ClassDesc owner = declaring == null ? named : Classes.desc(declaring);
    String variable = named(name, fieldName);
    switch (field.opcode()) {
      case GETSTATIC -> {
        Op get = new Op.GetStatic(owner, fieldName, type, isFinal);
        Value value = mark(type, scope.value(get, Type.of(type), variable));
        boolean isObject = isFinal && !type.isPrimitive() && !type.isArray();
        state.push(
            isObject
                ? statics.read(site(walk, i, field), declaring, fieldName, value, scope)
                : value);
      }
      case PUTSTATIC -> scope.effect(new Op.PutStatic(owner, fieldName, type), state.pop());
      case GETFIELD -> {
        Value object = state.pop();
        Value known = creation.get(walk, object, declaring, fieldName, isFinal, state);
        if (known == null && isFinal && declaring.isEnum() && !type.isPrimitive()) {
          Facts.Field of = new Facts.Field(declaring, fieldName);
          known = statics.ofEnum(site(walk, i, field), object, declaring, of, scope);
        }
        Op get = new Op.GetField(owner, fieldName, type, isFinal);
        state.push(
            known != null ? known : mark(type, scope.value(get, Type.of(type), variable, object)));
      }
      default -> {
        List<Value> operands = state.pop(2);
        Value object = operands.get(0);
        if (!creation.put(walk, object, declaring, fieldName, operands.get(1), state)) {
          scope.effect(new Op.PutField(owner, fieldName, type), object, operands.get(1));
        }
      }
    }
  }

  /** A read of a field, as a call without arguments. */
  private static Site site(Walk walk, int i, FieldInstruction field) {
    return new Site(
        walk,
        i,
        Op.Call.Kind.STATIC,
        field.owner().asSymbol(),
        field.name().stringValue(),
        MethodTypeDesc.of(field.typeSymbol()),
        false,
        walk.code.owner);
  }

  private static String named(String variable, String member) {
    return variable.equals("t") ? member : variable;
  }

  private Value mark(ClassDesc type, Value value) {
    if (type.equals(ConstantDescs.CD_boolean)) {
      session.markBoolean(value);
    }
    return value;
  }

  void newObject(NewObjectInstruction object, State state) {
    state.push(creation.begin(object.className().asSymbol()));
  }

  /** Runs a call instruction; false where it never returns. */
  boolean invoke(
      Walk walk, int i, InvokeInstruction invoke, String name, State state, Scope scope) {
    MethodTypeDesc type = invoke.typeSymbol();
    boolean isStatic = invoke.opcode() == Opcode.INVOKESTATIC;
    List<Value> args = state.pop(type.parameterCount() + (isStatic ? 0 : 1));
    Op.Call.Kind kind =
        switch (invoke.opcode()) {
          case INVOKESTATIC -> Op.Call.Kind.STATIC;
          case INVOKESPECIAL -> Op.Call.Kind.SPECIAL;
          case INVOKEINTERFACE -> Op.Call.Kind.INTERFACE;
          default -> Op.Call.Kind.VIRTUAL;
        };
    Site site =
        new Site(
            walk,
            i,
            kind,
            invoke.owner().asSymbol(),
            invoke.name().stringValue(),
            type,
            invoke.isInterface(),
            walk.code.owner);
    if (site.name().equals("<init>")) {
      return creation.initialize(site, args, name, state, scope);
    }
    Classes.Found own = creation.own(site, args, scope);
    if (own != null) {
      return creation.call(site, own, args, state, scope);
    }
    List<Value> results = call(site, args, name, scope);
    if (results != null) {
      results.forEach(state::push);
    }
    return results != null;
  }

  /** The result of a call, if it has one; null where it never returns. */
  List<Value> call(Site called, List<Value> args, String name, Scope scope) {
    Site site = Boxing.ofBox(called, args);
    Facts.Closure closure = site.isStatic() ? null : session.facts.closure(args.getFirst());
    if (closure != null && closure.method().equals(site.name())) {
      return closures.call(site, closure, args.subList(1, args.size()), name, scope);
    }
    Facts.Applied applied = site.isStatic() ? null : functions.applied(args.getFirst(), scope);
    if (applied != null && (site.name().equals("apply") || site.name().equals("applyAsDouble"))) {
      return functions.call(site, applied, args.subList(1, args.size()), scope);
    }
    Value made = functions.make(site, args, scope);
    if (made != null) {
      return List.of(made);
    }
    if (site.name().equals("stopCheck") && site.owner().displayName().equals("$Cancel$")) {
      return List.of(); // what JShell puts into loops so that they can be interrupted
    }
    Class<?> standIn = site.isStatic() ? null : StandIns.of(args.getFirst());
    if (standIn != null) {
      return ofStandIn(site, standIn, args, name, scope);
    }
    Class<?> owner = site.load(site.owner());
    Classes.Found found = dispatch.found(site, owner, args, scope);
    boolean isDefault =
        closure != null
            && found != null
            && !Classes.isPlatform(found.owner())
            && found.method().code().isPresent();
    if (isDefault) {
      return inlining.inline(site, found, args, scope);
    }
    Class<?> declaring = found == null ? owner : found.owner();
    if (session.policy.keep(declaring, site.name(), site.type())) {
      return keep(site, name, args, scope);
    }
    Method placed = session.policy.placed(declaring, site.name(), args.size(), site.source());
    if (placed != null) {
      return inlining.inline(site, Lift.found(placed), args, scope);
    }
    List<Type> types = args.stream().map(Value::type).toList();
    Method substitute =
        session.policy.substitute(
            owner.isArray() ? arrayClass(site, args) : declaring, site.name(), site.type(), types);
    if (substitute != null && !site.walk().isOf(substitute)) {
      return inlining.inline(site, Lift.found(substitute), args, scope);
    }
    if (found != null && found.owner() == Enum.class) {
      return keep(
          site.with(Op.Call.Kind.VIRTUAL, ConstantDescs.CD_Enum, site.name(), site.type(), false),
          name,
          args,
          scope);
    }
    if (found == null || Classes.isPlatform(found.owner())) {
      List<Value> results = dispatch.ofPlatform(site, owner, found, args, name, scope);
      return results == Dispatch.KEEP ? keep(site, name, args, scope) : results;
    }
    if (site.isStatic() || site.kind() == Op.Call.Kind.SPECIAL) {
      return found.method().code().isPresent()
          ? inlining.inline(site, found, args, scope)
          : keep(site, name, args, scope);
    }
    List<Value> results = dispatch.call(site, found, args, scope);
    return results == Dispatch.KEEP ? keep(site, name, args, scope) : results;
  }

  private List<Value> ofStandIn(
      Site site, Class<?> standIn, List<Value> args, String name, Scope scope) {
    Method method = StandIns.method(standIn, site.name(), site.type());
    return method == null
        ? keep(site, name, args, scope)
        : inlining.inline(site, Lift.found(method), args, scope);
  }

  private static Class<?> arrayClass(Site site, List<Value> args) {
    return site.load(
        args.getFirst().type().isArray() ? args.getFirst().type().desc() : site.owner());
  }

  List<Value> keep(Site site, String name, List<Value> args, Scope scope) {
    ClassDesc type = site.type().returnType();
    List<Value> known = known(site, args, scope);
    if (known != null) {
      return known;
    }
    if (type.equals(ConstantDescs.CD_void)) {
      scope.effect(site.call(), args.toArray(Value[]::new));
      return List.of();
    }
    String named = named(name, site.name());
    Value result = mark(type, scope.value(site.call(), Type.of(type), named, args));
    if (Boxing.isBoxing(site)) {
      session.facts.setBoxed(result, args.getFirst());
    }
    return List.of(result);
  }

  /** The result of calls which are known to give an argument back, or do nothing; else null. */
  private List<Value> known(Site site, List<Value> args, Scope scope) {
    String owner = site.owner().displayName();
    if (owner.equals("Objects") && site.name().equals("requireNonNull")) {
      Value object = args.getFirst();
      if (!session.facts.isMade(object) && !session.facts.isFunction(object)) {
        scope.effect(site.call(), args.toArray(Value[]::new));
      }
      return List.of(object);
    }
    if (Boxing.isBoxing(site) && Box.is(site.owner())) {
      return List.of(Boxing.box(args.getFirst(), site.owner(), scope));
    }
    if (!Boxing.isUnboxing(site)) {
      return null;
    }
    Value boxed = session.facts.boxed(args.getFirst());
    if (boxed != null && boxed.type().equals(Type.of(site.type().returnType()))) {
      return List.of(boxed);
    }
    return Box.is(site.owner())
        ? List.of(Boxing.convert(args.getFirst(), site.owner(), site.type().returnType(), scope))
        : null;
  }

  boolean dynamic(
      Walk walk, int i, InvokeDynamicInstruction invoke, String name, State state, Scope scope) {
    return closures.dynamic(walk, i, invoke, name, state, scope);
  }
}
