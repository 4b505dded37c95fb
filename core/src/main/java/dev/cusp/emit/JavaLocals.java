package dev.cusp.emit;

import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The variables of a Java method: one for all values that share a place, a boolean where all of
 * them are conditions.
 */
final class JavaLocals {
  private final Arrangement arrangement;
  private final JavaTypes types;
  private final Map<Variable, JavaLine.Local> locals = new HashMap<>();
  private final Set<String> used = new HashSet<>();
  private final Set<Variable> conditions = new HashSet<>();

  /** For the variables that share a place, the shortest name of any. */
  private final Map<Variable, String> names = new HashMap<>();

  JavaLocals(Arrangement arrangement, JavaTypes types) {
    this.arrangement = arrangement;
    this.types = types;
    findConditions();
    for (Variable variable : arrangement.variables()) {
      if (variable.isStored()) {
        String name = variable.value.name();
        names.merge(variable.leader(), name, (a, b) -> b.length() < a.length() ? b : a);
      }
    }
    for (Value param : arrangement.body().region.params()) {
      Variable variable = arrangement.of(param);
      JavaLine.Local local = fresh(param.name(), types.name(param.type()));
      locals.put(variable.isStored() ? variable.leader() : variable, local);
    }
  }

  private JavaLine.Local fresh(String name, String type) {
    String base = JavaTypes.identifier(name);
    String unique = base;
    for (int i = 1; !used.add(unique); i++) {
      unique = base + i;
    }
    return new JavaLine.Local(unique, type);
  }

  /** The variable that holds a stored value, or a parameter. */
  JavaLine.Local of(Value value) {
    Variable variable = arrangement.of(value);
    Variable key = variable.isStored() ? variable.leader() : variable;
    JavaLine.Local known = locals.get(key);
    if (known == null) {
      String type = conditions.contains(key) ? "boolean" : types.name(value.type());
      known = fresh(names.getOrDefault(key, value.name()), type);
      locals.put(key, known);
    }
    return known;
  }

  /** A variable for something that no value stands for. */
  JavaLine.Local temporary(Type type) {
    return fresh("t", types.name(type));
  }

  /** A variable of the same type as another. */
  JavaLine.Local temporary(JavaLine.Local like) {
    return fresh("t", like.type());
  }

  boolean isCondition(Value value) {
    Variable variable = arrangement.of(value);
    return variable.isStored() && conditions.contains(variable.leader());
  }

  /** Starts with all ints and drops those that are given anything but a condition. */
  private void findConditions() {
    for (Variable variable : arrangement.variables()) {
      if (variable.isStored() && variable.value.type().equals(Type.INT)) {
        conditions.add(variable.leader());
      }
    }
    List<Value> params = arrangement.body().region.params();
    for (Value param : params) {
      conditions.remove(arrangement.of(param).leader());
    }
    int before;
    do {
      before = conditions.size();
      drop(arrangement.body());
    } while (conditions.size() < before);
  }

  private void drop(Block block) {
    for (Block.Step step : block.steps) {
      List<Value> results = step.stmt.results();
      if (step.blocks.isEmpty()) {
        for (Value result : results) {
          dropUnless(isComparison(step.stmt.op()), result);
        }
      } else if (step.stmt.op() instanceof Op.Loop) {
        List<Value> params = step.blocks.getFirst().region.params();
        dropUnlessGiven(params, step.stmt.operands());
        hand(step.blocks.getFirst(), 1, params, results);
      } else {
        step.blocks.forEach(inner -> hand(inner, 0, results, results));
      }
      step.blocks.forEach(this::drop);
    }
  }

  private void hand(Block from, int start, List<Value> params, List<Value> results) {
    if (!from.region.diverges()) {
      List<Value> yields = from.region.yields();
      List<Value> given = new ArrayList<>(yields.subList(start, yields.size()));
      dropUnlessGiven(params, given);
      dropUnlessGiven(results, given);
    }
  }

  private void dropUnlessGiven(List<Value> targets, List<Value> sources) {
    for (int i = 0; i < targets.size(); i++) {
      dropUnless(givesCondition(sources.get(i)), targets.get(i));
    }
  }

  private void dropUnless(boolean isCondition, Value target) {
    Variable variable = arrangement.of(target);
    if (!isCondition && variable.isStored()) {
      conditions.remove(variable.leader());
    }
  }

  private boolean givesCondition(Value source) {
    Variable variable = arrangement.of(source);
    if (variable.isConstant()) {
      return variable.constant() instanceof Integer i && (i == 0 || i == 1);
    }
    return variable.onStack ? isComparison(variable.definition.op()) : isCondition(source);
  }

  private static boolean isComparison(Op op) {
    return op instanceof Op.Compare || op instanceof Op.InstanceOf;
  }
}
