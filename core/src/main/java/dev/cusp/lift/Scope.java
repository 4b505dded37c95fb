package dev.cusp.lift;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** A region under construction; knows which values it defines itself. */
final class Scope {
  private final Session session;
  private final Scope outer;
  private final Builder builder;
  private final List<Value> closures = new ArrayList<>();

  private Scope(Session session, Scope outer, Builder builder) {
    this.session = session;
    this.outer = outer;
    this.builder = builder;
  }

  static Scope root(Session session) {
    return new Scope(session, null, Builder.root());
  }

  /** A scope inside this one. */
  Scope nested() {
    return new Scope(session, this, builder.nested());
  }

  /** Whether this is the given scope or one inside it. */
  boolean isIn(Scope other) {
    Scope at = this;
    while (at != null && at != other) {
      at = at.outer;
    }
    return at != null;
  }

  void at(Source source) {
    builder.at(source);
  }

  /** Operands in the form in which a statement may keep them. */
  private List<Value> taken(Op op, List<Value> given) {
    return LambdaClasses.kept(op, StandIns.originals(op, given, this), this);
  }

  World world() {
    return session.world;
  }

  Facts facts() {
    return session.facts;
  }

  Source source() {
    return builder.source();
  }

  /** Whether a value that can be seen here is also defined here, not in a scope around. */
  boolean defines(Value value) {
    return session.home(value) == this;
  }

  Value define(Value value) {
    session.settle(value, this);
    return value;
  }

  Value param(Type type, String name) {
    return define(builder.param(type, name));
  }

  Value value(Op op, Type type, String name, List<Value> given) {
    List<Value> operands = taken(op, given);
    use(operands);
    int before = builder.body().size();
    Value value = builder.value(op, type, name, operands);
    if (builder.body().size() > before) {
      session.count(source());
    }
    session.settle(value, this);
    if (op instanceof Op.Const(var constant)) {
      session.markConstant(value, constant);
    }
    session.caught.check(op, operands, value, this);
    return value;
  }

  Value value(Op op, Type type, String name, Value... operands) {
    return value(op, type, name, List.of(operands));
  }

  Value constant(int value) {
    return value(new Op.Const(value), Type.INT, "c");
  }

  Value zero(Type type) {
    Value zero = define(builder.zero(type));
    if (type.isReference()) {
      session.markConstant(zero, null);
    } else if (type.equals(Type.INT)) {
      session.markConstant(zero, 0);
    }
    return zero;
  }

  Value compare(Op.Compare.Relation relation, Value x, Value y) {
    Boolean known = session.compared(relation, x, y);
    if (known != null) {
      return constant(known ? 1 : 0);
    }
    Value value = value(new Op.Compare(relation), Type.INT, "c", x, y);
    session.markCompare(value, relation, x, y);
    return value;
  }

  /** Whether one of two values is 1 that are 1 or 0. */
  Value or(Value x, Value y) {
    Value value = value(new Op.Arith(Op.Arith.Kind.OR), Type.INT, "c", x, y);
    session.markBoolean(value);
    return value;
  }

  /** The contrary of a value that is 1 or 0. */
  Value not(Value condition) {
    Session.Comparison known = session.comparison(condition);
    if (known != null && Conditions.canNegate(known.relation(), known.x().type())) {
      return compare(Conditions.negated(known.relation()), known.x(), known.y());
    }
    return compare(Op.Compare.Relation.EQ, condition, constant(0));
  }

  /** Makes a lambda's object; it goes away again where only its method is called. */
  Value closure(Op op, Type type, List<Value> captured) {
    use(captured);
    Value closure = define(new Value(type, "lambda"));
    builder.append(new Stmt(op, captured, List.of(closure), List.of(), source()));
    closures.add(closure);
    return closure;
  }

  /** Takes over what was appended to a scope inside this one. */
  void take(Scope trial) {
    for (Stmt stmt : trial.builder.body()) {
      builder.append(stmt);
      stmt.results().forEach(value -> session.move(value, this));
    }
    closures.addAll(trial.closures);
  }

  private void use(List<Value> values) {
    values.forEach(session::use);
  }

  void effect(Op op, Value... given) {
    List<Value> operands = taken(op, List.of(given));
    session.count(source());
    use(operands);
    builder.effect(op, operands.toArray(Value[]::new));
    session.caught.check(op, operands, null, this);
  }

  /** Appends a statement and takes in its results. */
  void append(Op op, List<Value> given, List<Value> results, List<Region> regions) {
    List<Value> operands = taken(op, given);
    session.count(source());
    use(operands);
    builder.append(new Stmt(op, operands, results, regions, source()));
    results.forEach(this::define);
  }

  /** Whether nothing but constants was appended. */
  boolean isIdle() {
    return builder.body().stream().allMatch(stmt -> stmt.op() instanceof Op.Const);
  }

  List<Value> params() {
    return builder.params();
  }

  List<Stmt> body() {
    return builder.body();
  }

  private void dropUnusedClosures() {
    for (Value closure : closures.reversed()) {
      if (!session.isUsed(closure)) {
        for (int i = builder.body().size() - 1; i >= 0; i--) {
          Stmt stmt = builder.body().get(i);
          if (stmt.results().contains(closure)) {
            stmt.operands().forEach(session::disuse);
            builder.body().remove(i);
            break;
          }
        }
      }
    }
  }

  /** What was built; null yields where control does not reach the end. */
  Region region(List<Value> yields) {
    if (yields != null) {
      use(yields);
    }
    dropUnusedClosures();
    return new Region(builder.params(), builder.body(), yields);
  }
}
