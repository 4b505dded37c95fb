package dev.cusp.emit;

import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Turns the blocks of a function into Java statements; loops are left by break at first. */
final class JavaBody {
  private final Arrangement arrangement;
  private final JavaExpressions expressions;
  private final JavaLocals locals;
  private final ClassDesc resultType;

  JavaBody(
      Arrangement arrangement,
      JavaExpressions expressions,
      JavaLocals locals,
      ClassDesc resultType) {
    this.arrangement = arrangement;
    this.expressions = expressions;
    this.locals = locals;
    this.resultType = resultType;
  }

  List<JavaLine> lines() {
    List<JavaLine> out = new ArrayList<>();
    block(arrangement.body(), new Next.Return(), out);
    boolean justEnds =
        !out.isEmpty()
            && out.getLast() instanceof JavaLine.Leave(var word, var value)
            && word.equals("return")
            && value.code().isEmpty();
    return justEnds ? out.subList(0, out.size() - 1) : out;
  }

  private void block(Block block, Next next, List<JavaLine> out) {
    for (Block.Step step : block.steps) {
      if (step.blocks.isEmpty()) {
        statement(step.stmt, out);
      } else if (step.decides) {
        branch(step, through(block, step, 1, next), through(block, step, 0, next), out);
        return;
      } else {
        Next join = new Next.Join(step.stmt.results(), null);
        if (step.stmt.op() instanceof Op.Loop) {
          loop(step, join, out);
        } else {
          branch(step, join, join, out);
        }
      }
      if (!JavaLine.completes(out)) {
        return;
      }
    }
    if (!block.region.diverges()) {
      int known = block.steering < 0 ? -1 : known(block.steer());
      leave(next, block.region.yields(), known, out);
    }
  }

  private static Next through(Block block, Block.Step step, int branch, Next next) {
    return new Next.Through(block, step, step.steering < 0 ? branch : -1, next);
  }

  private int known(Value steer) {
    Variable variable = arrangement.of(steer);
    boolean constant = variable.isConstant() && variable.constant() instanceof Integer;
    return !constant ? -1 : (Integer) variable.constant() == 0 ? 0 : 1;
  }

  private void branch(Block.Step step, Next then, Next other, List<JavaLine> out) {
    JavaLine.Condition condition = condition(step.stmt.operand(0));
    List<JavaLine> first = new ArrayList<>();
    List<JavaLine> second = new ArrayList<>();
    block(step.blocks.get(0), then, first);
    block(step.blocks.get(1), other, second);
    if (!first.isEmpty() || !second.isEmpty()) {
      out.add(new JavaLine.Branch(condition, first, second));
    }
  }

  private JavaLine.Condition condition(Value value) {
    JavaLine.Condition code = expressions.condition(value);
    return new JavaLine.Condition(code.holds(), code.fails(), expressions.takeReads());
  }

  private void loop(Block.Step step, Next exit, List<JavaLine> out) {
    Block block = step.blocks.getFirst();
    assign(block.region.params(), step.stmt.operands(), out);
    List<JavaLine> body = new ArrayList<>();
    block(block, new Next.Repeat(step, null, exit), body);
    out.add(new JavaLine.While(JavaLine.ALWAYS, body));
  }

  private void statement(Stmt stmt, List<JavaLine> out) {
    switch (stmt.op()) {
      case Op.Store(var component) -> {
        String element = expressions.element(stmt, component).text();
        give(element, expressions.declared(stmt.operand(2), component), out);
      }
      case Op.PutField(var owner, var name, var type) -> {
        String field = expressions.members().field(stmt, owner, name).text();
        give(field, expressions.declared(stmt.operand(1), type), out);
      }
      case Op.PutStatic(var owner, var name, var type) ->
          give(
              expressions.members().className(owner) + "." + name,
              expressions.declared(stmt.operand(0), type),
              out);
      case Op.Throw _ -> {
        JavaCode thrown = expressions.value(stmt.operand(0));
        out.add(new JavaLine.Leave("throw", text(thrown)));
      }
      case Op op -> evaluate(stmt, op, out);
    }
  }

  private void give(String place, JavaCode value, List<JavaLine> out) {
    out.add(new JavaLine.Plain(place + " = " + value.text() + ";", expressions.takeReads()));
  }

  private JavaLine.Text text(JavaCode code) {
    return new JavaLine.Text(code.text(), expressions.takeReads());
  }

  private void evaluate(Stmt stmt, Op op, List<JavaLine> out) {
    boolean stored = !stmt.results().isEmpty() && arrangement.of(stmt.result()).isStored();
    if (stored && locals.isCondition(stmt.result())) {
      out.add(assignment(locals.of(stmt.result()), expressions.declared(stmt)));
    } else if (stored) {
      JavaLine.Local target = locals.of(stmt.result());
      out.add(update(stmt, target, assignment(target, expressions.value(stmt))));
    } else if (op instanceof Op.Call || op instanceof Op.New || op instanceof Op.Apply) {
      String call = expressions.declared(stmt).text();
      out.add(new JavaLine.Plain(call + ";", expressions.takeReads()));
    } else {
      // Java has no statement that only reads: the value goes to a variable that nobody asks for.
      JavaLine.Local unused = locals.temporary(stmt.result().type());
      out.add(assignment(unused, expressions.value(stmt)));
    }
  }

  private JavaLine.Assign assignment(JavaLine.Local target, JavaCode value) {
    return new JavaLine.Assign(target, text(value), null);
  }

  /** Where a variable is changed by an operator, as in {@code s += x}. */
  private JavaLine.Assign update(Stmt stmt, JavaLine.Local target, JavaLine.Assign plain) {
    if (!(stmt.op() instanceof Op.Arith(var kind)) || stmt.operands().size() != 2) {
      return plain;
    }
    String operator =
        switch (kind) {
          case ADD -> "+=";
          case SUB -> "-=";
          case MUL -> "*=";
          case DIV -> "/=";
          case REM, NEG, AND, OR, XOR, SHL, SHR, USHR -> null;
        };
    Value x = stmt.operand(0);
    if (operator == null || !arrangement.of(x).isStored() || !locals.of(x).equals(target)) {
      return plain;
    }
    String y = expressions.value(stmt.operand(1)).text();
    expressions.takeReads();
    boolean one = y.equals("1") && stmt.result().type().equals(Type.INT);
    boolean counts = one && (operator.equals("+=") || operator.equals("-="));
    String code = counts ? operator.substring(0, 1).repeat(2) : " " + operator + " " + y;
    return new JavaLine.Assign(target, plain.value(), target.name() + code);
  }

  /** Hands on what a block yields. */
  private void leave(Next next, List<Value> values, int known, List<JavaLine> out) {
    switch (next) {
      case Next.Return _ -> {
        boolean nothing = values.isEmpty();
        JavaCode value =
            nothing ? JavaCode.primary("") : expressions.as(values.getFirst(), resultType);
        out.add(new JavaLine.Leave("return", text(value)));
      }
      case Next.Join(var targets, _) -> assign(targets, values, out);
      case Next.Choice _ -> throw new IllegalStateException("Java has no jump into a branch");
      case Next.Repeat repeat -> repeat(repeat, values, known, out);
      case Next.Through through ->
          leave(
              through.next(),
              Flow.onward(through, values),
              through.known() >= 0 ? through.known() : known,
              out);
    }
  }

  private void repeat(Next.Repeat repeat, List<Value> values, int known, List<JavaLine> out) {
    List<Value> rest = values.subList(1, values.size());
    List<JavaLine> again = known == 1 ? out : new ArrayList<>();
    List<JavaLine> end = known == 0 ? out : new ArrayList<>();
    JavaLine.Condition condition = known < 0 ? condition(values.getFirst()) : null;
    if (known != 0) {
      assign(repeat.loop().blocks.getFirst().region.params(), rest, again);
    }
    if (known != 1) {
      leave(repeat.exit(), rest, -1, end);
      end.add(new JavaLine.Leave("break", new JavaLine.Text("", Set.of())));
    }
    if (known < 0) {
      out.add(new JavaLine.Branch(condition, again, end));
    }
  }

  /** Assigns all at once: what is still to be read goes to a temporary variable first. */
  private void assign(List<Value> targets, List<Value> sources, List<JavaLine> out) {
    List<JavaLine.Assign> pending = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      boolean wanted = arrangement.of(targets.get(i)).isStored();
      if (wanted || arrangement.of(sources.get(i)).onStack) {
        JavaLine.Assign move = move(targets.get(i), sources.get(i), wanted);
        if (!move.value().code().equals(move.target().name())) {
          pending.add(move);
        }
      }
    }
    List<JavaLine.Assign> late = new ArrayList<>();
    for (int i = 0; i < pending.size(); i++) {
      JavaLine.Assign move = pending.get(i);
      boolean isRead = false;
      for (JavaLine.Assign other : pending.subList(i + 1, pending.size())) {
        isRead |= other.value().reads().contains(move.target());
      }
      if (isRead) {
        JavaLine.Local kept = locals.temporary(move.target());
        out.add(new JavaLine.Assign(kept, move.value(), null));
        JavaLine.Text value = new JavaLine.Text(kept.name(), Set.of(kept));
        late.add(new JavaLine.Assign(move.target(), value, null));
      } else {
        out.add(move);
      }
    }
    out.addAll(late);
  }

  private JavaLine.Assign move(Value target, Value source, boolean wanted) {
    JavaLine.Local to = wanted ? locals.of(target) : locals.temporary(target.type());
    boolean condition = wanted && locals.isCondition(target);
    JavaCode value =
        condition
            ? JavaCode.primary(expressions.condition(source).holds())
            : expressions.as(source, target.type().desc());
    return assignment(to, value);
  }
}
