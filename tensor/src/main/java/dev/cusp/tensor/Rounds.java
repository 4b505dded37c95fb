package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;

/** Runs the rounds of a loop: one plan for its body, and two sets of arrays for what is carried. */
final class Rounds implements Routine {
  private final Rolled loop;
  private final Evaluator.OnParts body;
  private final Routine condition;
  private final int tested;
  private final Primitive.Spec[] given;

  Rounds(Rolled loop, List<Primitive.Spec> inputs) {
    this.loop = loop;
    body = loop.body().routine();
    condition = loop.condition() == null ? null : loop.condition().routine();
    tested = condition == null ? 0 : loop.tested(inputs.size());
    given = loop.body().params().stream().map(Primitive.Spec::of).toArray(Primitive.Spec[]::new);
  }

  @Override
  public void run(Object[] inputs, Object[] results) {
    int outputs = loop.outputs();
    int limit = loop.isCounted() ? ((int[]) inputs[inputs.length - 1])[0] : loop.length();
    Object[] now = Arrays.copyOf(inputs, loop.carried());
    Object[] args = new Object[given.length];
    int[] from = new int[given.length];
    int first = loop.carried() + loop.sliced();
    System.arraycopy(inputs, loop.carried(), args, loop.carried(), loop.sliced() + loop.uses());
    Object[] next = new Object[loop.carried() + outputs];
    Object[] spare = new Object[loop.carried()];
    for (int i = 0; i < next.length; i++) {
      next[i] = Primitive.Spec.of(loop.body().results().get(i)).array();
    }
    Arrays.setAll(spare, this::array);
    if (loop.isCounted() || condition != null) {
      Arrays.stream(results).forEach(Rounds::clear);
    }
    int round = 0;
    for (; round < limit && goesOn(now, inputs); round++) {
      int at = loop.isReversed() ? limit - 1 - round : round;
      for (int i = 0; i < loop.carried(); i++) {
        args[i] = now[i];
        if (loop.keeps()) {
          put(now[i], results[loop.carried() + outputs + i], at);
        }
      }
      for (int i = loop.carried(); i < first; i++) {
        from[i] = at * given[i].size();
      }
      body.run(args, from, next);
      for (int i = 0; i < outputs; i++) {
        put(next[loop.carried() + i], results[loop.carried() + i], at);
      }
      for (int i = 0; i < loop.carried(); i++) {
        Object free = round == 0 ? spare[i] : now[i];
        now[i] = next[i];
        next[i] = free;
      }
    }
    for (int i = 0; i < loop.carried(); i++) {
      put(now[i], results[i], 0);
    }
    if (condition != null) {
      ((int[]) results[results.length - 1])[0] = round;
    }
  }

  private Object array(int param) {
    return given[param].array();
  }

  private boolean goesOn(Object[] now, Object[] inputs) {
    if (condition == null) {
      return true;
    }
    int uses = loop.condition().params().size() - tested;
    Object[] args = new Object[tested + uses];
    System.arraycopy(now, 0, args, 0, tested);
    int from = loop.carried() + loop.sliced() + loop.uses();
    System.arraycopy(inputs, from, args, tested, uses);
    boolean[] answer = new boolean[1];
    condition.run(args, new Object[] {answer});
    return answer[0];
  }

  /** Copies an array to where the part with a number is. */
  private static void put(Object part, Object whole, int at) {
    int n = Array.getLength(part);
    System.arraycopy(part, 0, whole, at * n, n);
  }

  private static void clear(Object array) {
    Object zeros = Array.newInstance(array.getClass().getComponentType(), Array.getLength(array));
    put(zeros, array, 0);
  }
}
