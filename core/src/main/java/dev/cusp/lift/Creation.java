package dev.cusp.lift;

import dev.cusp.ir.Box;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.util.AbstractCollection;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes objects, and reads their constructors to know what their fields hold. */
final class Creation {
  /** A constructor does something that cannot be told from its fields' values. */
  private static final class Opaque extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Opaque() {
      super(null, null, false, false);
    }
  }

  private final Session session;
  private final Inlining inlining;

  Creation(Session session, Inlining inlining) {
    this.session = session;
    this.inlining = inlining;
  }

  /** What stands for an object until its constructor is called. */
  Value begin(ClassDesc type) {
    return new Value(new Type(type), "new");
  }

  /** The value of a field where it is known, else null. */
  Value get(
      Walk walk, Value object, Class<?> declaring, String field, boolean isFinal, State state) {
    if (walk.construction != null && object == walk.construction.self()) {
      return state.locals[slot(walk, declaring, field)];
    }
    return isFinal ? session.facts.field(object, new Facts.Field(declaring, field)) : null;
  }

  /** Sets a field of an object under construction; false where the object is another one. */
  boolean put(Walk walk, Value object, Class<?> declaring, String field, Value value, State state) {
    if (walk.construction == null || object != walk.construction.self()) {
      return false;
    }
    state.locals[slot(walk, declaring, field)] = value;
    return true;
  }

  private static int slot(Walk walk, Class<?> declaring, String field) {
    int index = walk.construction.index(field, declaring);
    if (index < 0) {
      throw new Opaque();
    }
    return walk.code.maxLocals + index;
  }

  /** Runs the call of a constructor, on a new object or, from a constructor, on the same one. */
  boolean initialize(Site site, List<Value> args, String name, State state, Scope scope) {
    Construction object = site.walk().construction;
    if (object != null && args.getFirst() == object.self()) {
      return delegate(site, object, args, state, scope);
    }
    Value begun = args.getFirst();
    Value made = construct(site, args.subList(1, args.size()), name, scope);
    state.replace(begun, made);
    return true;
  }

  /** {@code this(...)} or {@code super(...)}. */
  private boolean delegate(
      Site site, Construction object, List<Value> args, State state, Scope scope) {
    Class<?> owner = site.load(site.owner());
    if (isBase(owner) || StandIns.isRest(owner)) {
      return true;
    }
    return within(site, constructor(site, owner), object, args, state, scope) != null;
  }

  /**
   * The method of a call that is made on an object under construction, or is given it, where it is
   * walked as the constructor is; else null.
   */
  Classes.Found own(Site site, List<Value> args, Scope scope) {
    Construction object = site.walk().construction;
    if (object == null || !args.contains(object.self())) {
      return null;
    }
    boolean isStatic = site.isStatic();
    if (!isStatic && args.getFirst() != object.self()) {
      return null;
    }
    boolean isDirect = isStatic || site.kind() == Op.Call.Kind.SPECIAL;
    Class<?> named = site.load(site.owner());
    Class<?> from = isDirect ? named : session.facts.exact(object.self(), scope);
    Classes.Found found =
        from == null ? null : Classes.method(from, site.name(), site.type().descriptorString());
    boolean isRead =
        found != null
            && !Classes.isPlatform(found.owner())
            && found.method().code().isPresent()
            && !session.policy.keep(found.owner(), site.name(), site.type())
            && !inlining.isApart(found);
    return isRead ? found : null;
  }

  /** Runs such a method; false where it never returns. */
  boolean call(Site site, Classes.Found method, List<Value> args, State state, Scope scope) {
    Construction object = site.walk().construction;
    List<Value> after = within(site, method, object, args, state, scope);
    boolean hasResult = after != null && after.size() > object.fields().size();
    if (hasResult) {
      state.push(after.getLast());
    }
    return after != null;
  }

  /** What fields hold after a method has run on the object, which are noted, and its result. */
  private List<Value> within(
      Site site,
      Classes.Found method,
      Construction object,
      List<Value> args,
      State state,
      Scope scope) {
    int first = site.walk().code.maxLocals;
    List<Value> before = new ArrayList<>();
    for (int i = 0; i < object.fields().size(); i++) {
      before.add(state.locals[first + i]);
    }
    List<Value> after = inlining.construct(site, method, object, args, before, scope);
    for (int i = 0; after != null && i < object.fields().size(); i++) {
      state.locals[first + i] = after.get(i);
    }
    return after;
  }

  private static Classes.Found constructor(Site site, Class<?> owner) {
    return Classes.method(owner, "<init>", site.type().descriptorString());
  }

  private static boolean isBase(Class<?> type) {
    return type == Object.class
        || type == Record.class
        || type == Enum.class
        || type == Number.class
        || type == AbstractCollection.class
        || type == AbstractSet.class;
  }

  /** A new object of the class that the site names. */
  Value construct(Site site, List<Value> args, String name, Scope scope) {
    Class<?> type = site.load(site.owner());
    Class<?> standIn = session.policy.standIn(type);
    if (standIn != null) {
      Method make = StandIns.method(standIn, "make" + type.getSimpleName(), site.type());
      if (make != null) {
        return inlining.inline(site, Lift.found(make), args, scope).getFirst();
      }
    }
    if (Box.is(site.owner()) && site.type().parameterType(0).isPrimitive()) {
      return Boxing.box(args.getFirst(), site.owner(), scope);
    }
    session.world.add(type);
    List<Op.New.Field> fields = fields(type);
    Contents contents = null;
    if (fields != null && !session.policy.keep(type, "<init>", site.type())) {
      contents = contents(site, type, fields, args, scope);
    }
    List<Value> operands = new ArrayList<>(args);
    if (contents != null) {
      operands.addAll(contents.values());
    }
    Op op = new Op.New(site.owner(), site.type(), contents == null ? null : fields);
    String named = name.equals("t") ? variable(type) : name;
    Value object = scope.value(op, new Type(site.owner()), named, operands);
    session.facts.setMade(object, type);
    if (contents != null) {
      session.facts.setFields(object, finals(site, fields, contents));
      replace(site, type, object, fields, contents, scope);
    }
    return object;
  }

  /**
   * What the constructor itself makes are objects of the JDK where others stand for these here, so
   * the fields are set anew.
   */
  private static void replace(
      Site site,
      Class<?> type,
      Value object,
      List<Op.New.Field> fields,
      Contents contents,
      Scope scope) {
    for (int i = 0; contents.hasStandIns() && i < fields.size(); i++) {
      Value value = contents.values().get(i);
      if (contents.copies().contains(value)) {
        if (type.isRecord()) {
          throw site.refuse(
              "the constructor of the record %s makes a collection, which is not followed; make it"
                      .formatted(type.getSimpleName())
                  + " before, and pass it");
        }
        Op.New.Field field = fields.get(i);
        scope.effect(new Op.PutField(field.owner(), field.name(), field.type()), object, value);
      }
    }
  }

  private static String variable(Class<?> type) {
    String name = type.getSimpleName();
    return name.isEmpty() ? "object" : name.substring(0, 1).toLowerCase() + name.substring(1);
  }

  private static Map<Facts.Field, Value> finals(
      Site site, List<Op.New.Field> fields, Contents contents) {
    Map<Facts.Field, Value> finals = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      Class<?> owner = site.load(fields.get(i).owner());
      String name = fields.get(i).name();
      Value value = contents.values().get(i);
      boolean isFinal = Classes.field(owner, name).field().flags().has(AccessFlag.FINAL);
      if (isFinal && !contents.copies().contains(value)) {
        finals.put(new Facts.Field(owner, name), value);
      }
    }
    return finals;
  }

  /** The instance fields of a class and its superclasses, or null where the JDK defines some. */
  private static List<Op.New.Field> fields(Class<?> type) {
    List<Op.New.Field> fields = new ArrayList<>();
    for (Class<?> c = type; !isBase(c); c = c.getSuperclass()) {
      if (StandIns.isOurs(type) && Classes.isPlatform(c)) {
        break; // what the JDK's class keeps itself is not used
      }
      if (Classes.isPlatform(c)) {
        return null;
      }
      fields.addAll(0, Classes.instanceFields(c));
    }
    return fields;
  }

  /**
   * What a constructor sets the fields to.
   *
   * @param copies those that the constructor makes, and that here are others of equal contents
   * @param hasStandIns whether there are objects among them that stand for some of the JDK's
   */
  private record Contents(List<Value> values, Set<Value> copies, boolean hasStandIns) {}

  /** Whether numbers with a derivative may get into an object through its constructor. */
  private static boolean takesNumbers(List<Value> args) {
    return args.stream().anyMatch(v -> v.type().isFloating() || v.type().isReference());
  }

  /** What the constructor sets the fields to, computed here; null where that cannot be told. */
  private Contents contents(
      Site site, Class<?> type, List<Op.New.Field> fields, List<Value> args, Scope scope) {
    Classes.Found constructor = constructor(site, type);
    if (inlining.isApart(constructor)) {
      return null;
    }
    Scope trial = scope.nested();
    Value self = new Value(new Type(site.owner()), "this");
    session.facts.setExact(self, type);
    List<Value> all = new ArrayList<>(args);
    all.addFirst(self);
    List<Value> zeros = new ArrayList<>();
    for (Op.New.Field field : fields) {
      zeros.add(trial.zero(Type.of(field.type())));
    }
    List<Value> values;
    try {
      values =
          inlining.construct(site, constructor, new Construction(self, fields), all, zeros, trial);
    } catch (Opaque | LiftException _) {
      return null;
    }
    Effects effects = new Effects(self, trial, session.policy);
    if (values == null || !effects.isClean(trial, values)) {
      return null;
    }
    Set<Value> copies = effects.copies(trial, values);
    if (!copies.isEmpty() && !takesNumbers(args) && !effects.makesStandIns()) {
      return null;
    }
    scope.take(trial);
    return new Contents(values, copies, effects.makesStandIns());
  }
}
