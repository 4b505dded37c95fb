package dev.cusp.cli;

import dev.cusp.Program;
import dev.cusp.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The Jacobian of a method whose result holds several numbers, a gradient for each of them. */
final class JacobianRows {
  private final Subject subject;
  private final Program program;
  private final int[] positions;
  private final Grad.Mode mode;

  JacobianRows(Subject subject, int[] positions, Grad.Mode mode) {
    this.subject = subject;
    this.program = subject.program();
    this.positions = positions;
    this.mode = mode;
  }

  Answer answer() {
    return mode == Grad.Mode.forward ? forward() : reverse();
  }

  /** One pullback for each output. */
  private Answer reverse() {
    Program.Pullback pullback = program.vjp(positions, subject.arguments());
    Object value = pullback.value();
    int outputs = Tree.flatten(value).length;
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      rows.add(perParameter(pullback.apply(Tree.unflatten(value, unit(outputs, i)))));
    }
    return answer(value, rows);
  }

  /** One tangent for each input. */
  private Answer forward() {
    double[][] columns = new double[inputs()][];
    Object value = null;
    int next = 0;
    for (int position : positions) {
      int size = Tree.flatten(subject.arguments()[position]).length;
      for (int j = 0; j < size; j++) {
        Object[] arguments = subject.arguments();
        Object[] tangents = new Object[arguments.length];
        tangents[position] = Tree.unflatten(arguments[position], unit(size, j));
        Program.Tangent found = program.jvp(arguments, tangents);
        value = found.value();
        columns[next++] = Tree.flatten(found.tangent());
      }
    }
    if (next == 0) {
      value = program.value(subject.arguments());
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < Tree.flatten(value).length; i++) {
      int output = i;
      rows.add(shaped(Arrays.stream(columns).mapToDouble(column -> column[output]).toArray()));
    }
    return answer(value, rows);
  }

  private int inputs() {
    Object[] arguments = subject.arguments();
    return Arrays.stream(positions).map(p -> Tree.flatten(arguments[p]).length).sum();
  }

  /** The numbers of a row in the shapes of the arguments they belong to. */
  private List<Object> shaped(double[] row) {
    Object[] arguments = subject.arguments();
    Object[] gradients = new Object[arguments.length];
    int from = 0;
    for (int position : positions) {
      int size = Tree.flatten(arguments[position]).length;
      gradients[position] =
          Tree.unflatten(arguments[position], Arrays.copyOfRange(row, from, from + size));
      from += size;
    }
    return withoutReceiver(Arrays.asList(gradients));
  }

  private List<Object> perParameter(List<Object> cotangents) {
    if (cotangents.size() == subject.receivers() + subject.method().getParameterCount()) {
      return withoutReceiver(cotangents);
    }
    Object[] gradients = new Object[subject.receivers() + subject.method().getParameterCount()];
    for (int i = 0; i < positions.length; i++) {
      gradients[positions[i]] = cotangents.get(i);
    }
    return withoutReceiver(Arrays.asList(gradients));
  }

  private List<Object> withoutReceiver(List<Object> entries) {
    return entries.subList(subject.receivers(), entries.size());
  }

  private Answer answer(Object value, List<List<Object>> rows) {
    if (rows.isEmpty() && !subject.method().getReturnType().isArray()) {
      throw Failure.no(
          "%s: the result of %s holds no double here, so there is nothing to differentiate"
              .formatted(subject.where(), subject.method().getName()));
    }
    return new Answer.Jacobian(subject.method(), value, Tree.names(value), rows);
  }

  private static double[] unit(int size, int position) {
    double[] unit = new double[size];
    unit[position] = 1;
    return unit;
  }
}
