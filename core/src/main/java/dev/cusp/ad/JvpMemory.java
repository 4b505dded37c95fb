package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_double;

import dev.cusp.ir.Box;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;

/** What is done to memory is done to shadows: loads and stores, fields, new arrays and objects. */
final class JvpMemory {
  private final Duals d;

  JvpMemory(Duals duals) {
    this.d = duals;
  }

  void load(Builder b, Stmt s) {
    d.copy(b, s);
    d.tangents(
        s,
        w -> {
          Value shadow = d.dotOrZero(b, s.operand(0), w);
          return loadAs(b, shadow, d.get(s.operand(1)), s.result(), d.name(s));
        });
  }

  void store(Builder b, Stmt s) {
    d.copy(b, s);
    Value v = s.operand(2);
    boolean shadowed =
        v.type().isReference()
            ? d.activity.hasShadow(v)
            : v.type().isFloating() && d.activity.isActive(s.operand(0), Aliases.ELEMENTS);
    for (int w = 0; shadowed && w < d.width; w++) {
      b.store(d.dotOrZero(b, s.operand(0), w), d.get(s.operand(1)), d.dotOrZero(b, v, w));
    }
  }

  void getField(Builder b, Stmt s, Op.GetField get) {
    if (Box.is(get.owner()) && d.isActive(s.result()) && d.activity.isKept(s.operand(0))) {
      throw new DerivativeException(
          "%s.%s takes a number that depends on an input out of a box, through which no derivative"
                  .formatted(get.owner().displayName(), Box.reading(get.owner()))
              + " passes, as code that is not followed may have made it; use double or float",
          s.source());
    }
    d.copy(b, s);
    d.tangents(s, w -> field(b, s, get, d.dotOrZero(b, s.operand(0), w)));
  }

  void putField(Builder b, Stmt s, Op.PutField put) {
    d.copy(b, s);
    for (int w = 0; w < d.width; w++) {
      Value object = s.operand(0);
      write(b, put.owner(), put.name(), object, Aliases.key(put), s.operand(1), w);
    }
  }

  void newArray(Builder b, Stmt s) {
    d.copy(b, s);
    Type shadow = ShadowTypes.of(s.result().type());
    boolean simple =
        s.operands().size() == 1 || ShadowTypes.hasNumberLeaves(s.result().type().desc());
    d.tangents(
        s,
        w ->
            simple
                ? b.value(new Op.NewArray(shadow.desc()), shadow, d.name(s), d.map(s.operands()))
                : d.shadowOfConstant(b, s.result()));
  }

  void make(Builder b, Stmt s, Op.New make) {
    d.copy(b, s);
    boolean opaque = make.fields() == null && ShadowTypes.isSeenThrough(s.result().type());
    if (opaque && s.operands().stream().anyMatch(d.activity::mayVary) && !isThrowable(make)) {
      throw new DerivativeException(
          "the constructor of %s does more than set fields, so what depends on an input is lost"
                  .formatted(make.owner().displayName())
              + " in it; do the rest in a method called afterwards",
          s.source());
    }
    if (!d.isActive(s.result())) {
      return;
    }
    if (make.fields() == null) {
      d.tangents(s, w -> d.shadowOfConstant(b, s.result()));
      return;
    }
    d.tangents(s, w -> ShadowTypes.fresh(b, d.types.layout(make.owner()), d.name(s)));
    for (int k = 0; k < make.fields().size(); k++) {
      Op.New.Field field = make.fields().get(k);
      Value v = s.operand(make.arguments() + k);
      for (int w = 0; w < d.width; w++) {
        write(b, field.owner(), field.name(), s.result(), Aliases.key(field), v, w);
      }
    }
  }

  void cast(Builder b, Stmt s) {
    d.copy(b, s);
    Type shadow = ShadowTypes.of(s.result().type());
    d.tangents(s, w -> ShadowTypes.cast(b, d.dotOrZero(b, s.operand(0), w), shadow));
  }

  /** A constant, or what a static field holds: its shadow is zero. */
  void constant(Builder b, Stmt s) {
    refuseStatic(s);
    d.copy(b, s);
    d.tangents(s, w -> s.result().type().isReference() ? d.shadowOfConstant(b, s.result()) : null);
  }

  void putStatic(Builder b, Stmt s, Op.PutStatic put) {
    if (d.activity.mayVary(s.operand(0))) {
      throw new DerivativeException(
          "the static field %s is given a value that depends on an input; return it instead"
              .formatted(put.name()),
          s.source());
    }
    d.copy(b, s);
  }

  private static Value loadAs(Builder b, Value shadow, Value index, Value primal, String name) {
    Value loaded = b.load(shadow, index, name);
    return primal.type().isReference()
        ? ShadowTypes.cast(b, loaded, ShadowTypes.of(primal.type()))
        : loaded;
  }

  /** The class's name as {@link Class#getName} gives it. */
  private String binaryName(ClassDesc owner) {
    return d.types.resolve(owner).getName();
  }

  private Value field(Builder b, Stmt s, Op.GetField get, Value shadow) {
    Value r = s.result();
    var layout = d.types.layout(get.owner());
    if (r.type().isReference()) {
      Value at = b.constant(layout.link(binaryName(get.owner()), get.name()));
      return loadAs(b, ShadowTypes.links(b, shadow), at, r, d.name(s));
    }
    Value at = b.constant(layout.number(binaryName(get.owner()), get.name()));
    Value loaded = d.mark(b.load(ShadowTypes.numbers(b, shadow), at, d.name(s)));
    return r.type().equals(Type.DOUBLE)
        ? loaded
        : b.value(new Op.Convert(r.type().desc()), r.type(), d.name(s), loaded);
  }

  /** Writes the tangent of a field's new value into the shadow of the object. */
  private void write(
      Builder b, ClassDesc owner, String name, Value object, String key, Value v, int w) {
    boolean shadowed =
        v.type().isReference()
            ? d.activity.hasShadow(v)
            : v.type().isFloating() && d.activity.isActive(object, key);
    if (!shadowed) {
      return;
    }
    var layout = d.types.layout(owner);
    Value shadow = d.dotOrZero(b, object, w);
    Value tangent = d.dotOrZero(b, v, w);
    if (v.type().isReference()) {
      Value at = b.constant(layout.link(binaryName(owner), name));
      b.store(ShadowTypes.links(b, shadow), at, tangent);
    } else {
      Value at = b.constant(layout.number(binaryName(owner), name));
      Value wide =
          tangent.type().equals(Type.DOUBLE)
              ? tangent
              : d.mark(b.value(new Op.Convert(CD_double), Type.DOUBLE, tangent.name(), tangent));
      b.store(ShadowTypes.numbers(b, shadow), at, wide);
    }
  }

  private void refuseStatic(Stmt s) {
    if (s.op() instanceof Op.GetStatic get
        && d.isActive(s.result())
        && d.activity.leadsToWritten(s.result())) {
      throw new DerivativeException(
          "what the static field %s.%s refers to is given values that depend on an input; pass it"
                  .formatted(get.owner().displayName(), get.name())
              + " as an argument",
          s.source());
    }
  }

  private boolean isThrowable(Op.New make) {
    return Throwable.class.isAssignableFrom(d.types.resolve(make.owner()));
  }
}
