package dev.cusp.lift;

import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What static final fields hold, and the constants of enums, where lambdas are in it. */
final class StaticFields {
  private static final MethodTypeDesc INT = MethodTypeDesc.of(ConstantDescs.CD_int);
  private static final ClassDesc ENUM = Enum.class.describeConstable().orElseThrow();

  private final Session session;
  private final Inlining inlining;
  private final Set<Classes.Found> entered = new HashSet<>();

  StaticFields(Session session, Inlining inlining) {
    this.session = session;
    this.inlining = inlining;
  }

  /** What was read of a field, or another object that is as good and of which more is known. */
  Value read(Site site, Class<?> declaring, String field, Value value, Scope scope) {
    Object object = Classes.constant(declaring, field);
    if (object == null) {
      return value;
    }
    Constants.noteObject(value, object, scope);
    if (session.facts.isFunction(value)) {
      return value;
    }
    boolean isCollection = object instanceof Collection || object instanceof Map;
    if (isCollection && !object.getClass().getName().startsWith("java.util.ImmutableCollections")) {
      return value;
    }
    Value made = made(site, declaring, field, scope);
    if (made == null) {
      return value;
    }
    if (isCollection) {
      session.anew.put(made, value);
      return made;
    }
    session.facts.setSame(made, value);
    return value;
  }

  /** The object that the class's initializer makes for a field, made anew; null if not known. */
  private Value made(Site site, Class<?> declaring, String field, Scope scope) {
    Classes.Found initializer = Initializers.of(declaring, field);
    if (initializer == null || !entered.add(initializer)) {
      return null;
    }
    Scope trial = scope.nested();
    try {
      List<Value> made = inlining.inline(site, initializer, List.of(), trial);
      boolean isKnown =
          made != null
              && (session.facts.isFunction(made.getFirst())
                  || session.facts.hasFields(made.getFirst())
                  || StandIns.of(made.getFirst()) != null);
      if (isKnown) {
        scope.take(trial);
      }
      return isKnown ? made.getFirst() : null;
    } catch (LiftException _) {
      return null; // then it is an object like others
    } finally {
      entered.remove(initializer);
    }
  }

  /**
   * The lambda that a constant of an enum has in a final field, looked up among those of all
   * constants; null where some constant has something else there.
   */
  Value ofEnum(Site site, Value object, Class<?> type, Facts.Field field, Scope scope) {
    Scope trial = scope.nested();
    List<Value> lambdas = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      Value made = made(site, type, ((Enum<?>) constant).name(), trial);
      Value lambda = made == null ? null : session.facts.field(made, field);
      if (lambda == null || !session.facts.isFunction(lambda)) {
        return null;
      }
      lambdas.add(lambda);
    }
    scope.take(trial);
    ClassDesc component = site.type().returnType();
    ClassDesc array = component.arrayType();
    Value all =
        scope.value(
            new Op.NewArray(array), new Type(array), "lambdas", scope.constant(lambdas.size()));
    for (int i = 0; i < lambdas.size(); i++) {
      scope.effect(new Op.Store(component), all, scope.constant(i), lambdas.get(i));
    }
    Op ordinal = new Op.Call(Op.Call.Kind.VIRTUAL, ENUM, "ordinal", INT, false);
    Value index = scope.value(ordinal, Type.INT, "ordinal", object);
    return scope.value(new Op.Load(component), new Type(component), site.name(), all, index);
  }
}
