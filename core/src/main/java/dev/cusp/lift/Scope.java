package dev.cusp.lift;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.List;

/** A region under construction; knows which values it defines itself. */
final class Scope {
  private final Session session;
  private final Builder builder;

  private Scope(Session session, Builder builder) {
    this.session = session;
    this.builder = builder;
  }

  static Scope root(Session session) {
    return new Scope(session, Builder.root());
  }

  /** A scope inside this one. */
  Scope nested() {
    return new Scope(session, builder.nested());
  }

  void at(Source source) {
    builder.at(source);
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

  Value value(Op op, Type type, String name, List<Value> operands) {
    int before = builder.body().size();
    Value value = builder.value(op, type, name, operands);
    if (builder.body().size() > before) {
      session.count(source());
    }
    session.settle(value, this);
    if (op instanceof Op.Const(var constant)) {
      session.markConstant(value, constant);
    }
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
    Value value = value(new Op.Compare(relation), Type.INT, "c", x, y);
    session.markBoolean(value);
    return value;
  }

  void effect(Op op, Value... operands) {
    session.count(source());
    builder.effect(op, operands);
  }

  /** Appends a statement and takes in its results. */
  void append(Op op, List<Value> operands, List<Value> results, List<Region> regions) {
    session.count(source());
    builder.append(new Stmt(op, operands, results, regions, source()));
    results.forEach(this::define);
  }

  List<Value> params() {
    return builder.params();
  }

  List<Stmt> body() {
    return builder.body();
  }

  /** What was built; null yields where control does not reach the end. */
  Region region(List<Value> yields) {
    return new Region(builder.params(), builder.body(), yields);
  }
}
