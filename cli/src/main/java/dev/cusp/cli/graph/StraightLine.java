package dev.cusp.cli.graph;

import dev.cusp.cli.ComputationGraph;
import dev.cusp.cli.ComputationGraph.Edge;
import dev.cusp.cli.ComputationGraph.Node;
import dev.cusp.cli.ComputationGraph.Role;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates a function of straight-line code forwards and backwards, step by step. */
public final class StraightLine {
  private final Func func;

  /** The node of each value that is not a constant. */
  private final Map<Value, Integer> position = new LinkedHashMap<>();

  /** Text and value of everything met so far, constants included. */
  private final Map<Value, Term> terms = new HashMap<>();

  private final List<Edge> edges = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();

  /** What an operand looks like in a formula, and its value. */
  record Term(String text, double value) {}

  public StraightLine(Func func) {
    this.func = func;
  }

  /** The graph at a point. */
  public ComputationGraph graph(double... inputs) {
    if (inputs.length != func.params().size()) {
      throw new IllegalArgumentException(
          "%s takes %d numbers, not %d"
              .formatted(func.name(), func.params().size(), inputs.length));
    }
    for (int i = 0; i < inputs.length; i++) {
      Value param = func.params().get(i);
      add(param, param.name(), new Term(param.name(), inputs[i]));
    }
    for (Stmt stmt : func.body().body()) {
      run(stmt);
    }
    Value result = func.results().getFirst();
    if (!position.containsKey(result)) {
      throw new IllegalArgumentException(func.name() + " returns a constant");
    }
    return new ComputationGraph(nodes(result), edges);
  }

  private void add(Value value, String label, Term term) {
    position.put(value, labels.size());
    labels.add(label);
    terms.put(value, term);
  }

  private void run(Stmt stmt) {
    if (stmt.op() instanceof Op.Const(Number constant)) {
      terms.put(
          stmt.result(), new Term(Picture.number(constant.doubleValue()), constant.doubleValue()));
      return;
    }
    List<Term> operands = stmt.operands().stream().map(this::term).toList();
    Elementary step = Elementary.of(stmt, operands);
    if (stmt.operands().stream().noneMatch(position::containsKey)) {
      terms.put(stmt.result(), new Term(step.text(), step.value()));
      return;
    }
    String name = isLast(stmt) ? "f" : "v" + (labels.size() - func.params().size() + 1);
    add(stmt.result(), name + " = " + step.text(), new Term(name, step.value()));
    for (int i = 0; i < operands.size(); i++) {
      Integer from = position.get(stmt.operand(i));
      if (from != null) {
        Elementary.Partial partial = step.partials().get(i);
        edges.add(new Edge(from, labels.size() - 1, partial.text(), partial.value()));
      }
    }
  }

  private boolean isLast(Stmt stmt) {
    return stmt.results().equals(func.results());
  }

  private Term term(Value value) {
    Term term = terms.get(value);
    if (term == null) {
      throw new IllegalArgumentException(value + " is not made by straight-line code");
    }
    return term;
  }

  /** Adjoints flow against the edges, from the result to the inputs. */
  private List<Node> nodes(Value result) {
    double[] adjoints = new double[labels.size()];
    adjoints[position.get(result)] = 1;
    for (Edge edge : edges.reversed()) {
      adjoints[edge.from()] += edge.partial() * adjoints[edge.to()];
    }
    List<Node> nodes = new ArrayList<>();
    position.forEach((value, i) -> {
      Role role =
          value == result
              ? Role.RESULT
              : func.params().contains(value) ? Role.INPUT : Role.OPERATION;
      nodes.add(new Node(labels.get(i), role, terms.get(value).value(), adjoints[i]));
    });
    return nodes;
  }
}
