package dev.cusp.lift;

import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Looks through what a constructor does for anything but computing the values of its fields. */
final class Effects {
  private static final Set<String> HARMLESS =
      Set.of("Math", "StrictMath", "Objects", "Double", "Float", "Integer", "Long", "Boolean");

  private static final MethodTypeDesc ORDINAL = MethodTypeDesc.of(ConstantDescs.CD_int);

  private final Value self;
  private final Policy policy;
  private final Fresh fresh;

  Effects(Value self, Scope code, Policy policy) {
    this.self = self;
    this.policy = policy;
    this.fresh = Fresh.in(code.body());
  }

  /** Whether running the code beside the constructor changes nothing that others can see. */
  boolean isClean(Scope code, List<Value> values) {
    return isClean(code.body()) && !values.contains(self);
  }

  /**
   * Those values that are not the very ones the constructor sets, but equal: an array that it makes
   * is made here a second time.
   */
  Set<Value> copies(Scope code, List<Value> values) {
    Set<Value> copies = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Value value : values) {
      boolean own = value.type().isReference() && code.defines(value) && !isNull(code, value);
      if (own && fresh.allocates()) {
        copies.add(value);
      }
    }
    return copies;
  }

  /** Whether an object is made that stands for one of the JDK's. */
  boolean makesStandIns() {
    return fresh.makesStandIns();
  }

  private static boolean isNull(Scope code, Value value) {
    return code.body().stream()
        .anyMatch(stmt -> stmt.op() instanceof Op.Const && stmt.results().contains(value));
  }

  private boolean isClean(List<Stmt> body) {
    return body.stream().allMatch(this::isClean);
  }

  private boolean isClean(Stmt stmt) {
    if (stmt.operands().contains(self)) {
      return false;
    }
    for (Region region : stmt.regions()) {
      boolean clean = region.diverges() ? !uses(region) : isClean(region.body());
      if (!clean || !region.diverges() && region.yields().contains(self)) {
        return false;
      }
    }
    return switch (stmt.op()) {
      case Op.Store _, Op.PutField _ -> fresh.isFresh(stmt.operand(0));
      case Op.PutStatic _, Op.Apply _ -> false;
      case Op.Call call when StandIns.isIndex(call) ->
          call.kind() == Op.Call.Kind.STATIC || fresh.isFresh(stmt.operand(0));
      case Op.Call call -> call.isPure() || isHarmless(call) || policy.isFunctional(call);
      case Op.New _, Op.NewArray _, Op.Dynamic _ -> true;
      case Op.Const _, Op.Arith _, Op.Convert _, Op.Compare _, Op.ThreeWay _ -> true;
      case Op.InstanceOf _, Op.CheckCast _, Op.Length _, Op.Load _ -> true;
      case Op.GetField _, Op.GetStatic _, Op.If _, Op.Loop _, Op.Throw _ -> true;
    };
  }

  /** Whether a region that ends in a throw, before the constructor is called, uses the object. */
  private boolean uses(Region region) {
    for (Stmt stmt : region.body()) {
      if (stmt.operands().contains(self) || stmt.regions().stream().anyMatch(this::uses)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHarmless(Op.Call call) {
    ClassDesc owner = call.owner();
    boolean isOrdinal = call.name().equals("ordinal") && call.type().equals(ORDINAL);
    return isOrdinal
        || call.kind() == Op.Call.Kind.STATIC
            && (owner.packageName().startsWith("java.") && HARMLESS.contains(owner.displayName())
                || owner.displayName().equals("Guard"));
  }
}
