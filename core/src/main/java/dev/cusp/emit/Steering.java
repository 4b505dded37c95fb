package dev.cusp.emit;

import dev.cusp.ir.Op;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** What is known of where control goes when a block is left. */
final class Steering {
  private final Arrangement arrangement;

  Steering(Arrangement arrangement) {
    this.arrangement = arrangement;
  }

  /** The answer to a question, 1 or 0, or -1 if it has to be asked when the program runs. */
  int known(Steer steer, Next next) {
    if (steer == null) {
      return -1;
    }
    Variable variable = arrangement.of(steer.value());
    if (variable.isConstant()) {
      return variable.constant() instanceof Integer i ? answer(steer.test(), i) : -1;
    }
    for (Next n = next; n instanceof Next.Through through; n = through.next()) {
      boolean told = through.branch() >= 0 && through.step().condition() == steer.value();
      if (told && (isBit(steer.value()) || steer.test().isAboutZero())) {
        return answer(steer.test(), through.branch());
      }
    }
    return -1;
  }

  private static int answer(Test test, int value) {
    return test.of(value) ? 1 : 0;
  }

  /** Whether a value is 1 or 0. */
  boolean isBit(Value value) {
    Variable variable = arrangement.of(value);
    return variable.definition != null
        && (variable.definition.op() instanceof Op.Compare
            || variable.definition.op() instanceof Op.InstanceOf);
  }

  /** What is asked when the given values are handed to the next, or null. */
  Steer at(Next next, List<Value> values) {
    return switch (next) {
      case Next.Return _, Next.Join _ -> null;
      case Next.Choice choice -> new Steer(values.get(choice.steering()), choice.test());
      case Next.Repeat(var loop, _, _) -> new Steer(values.getFirst(), loop.blocks.getFirst().test);
      case Next.Through(_, var step, _, _) ->
          step.steering < 0 ? null : new Steer(values.get(step.steering), step.test);
    };
  }

  /** What is asked after the block of a step, whose answer may be known as this led there. */
  Steer across(Next.Through through, Steer steer) {
    Block.Step step = through.step();
    Steer asked = step.steering < 0 ? new Steer(step.condition(), step.test) : steer;
    int known = known(asked, through);
    return known < 0 ? asked : new Steer(arrangement.bit(known), Test.HOLDS);
  }

  /** What the block of a step yields, given the results of the step. */
  List<Value> onward(Next.Through through, List<Value> values) {
    List<Value> onward = new ArrayList<>(through.block().region.yields());
    Value condition = through.step().condition();
    for (int i = 0; i < onward.size(); i++) {
      int place = through.step().stmt.results().indexOf(onward.get(i));
      if (place >= 0) {
        onward.set(i, values.get(place));
      } else if (onward.get(i) == condition && isBit(condition)) {
        onward.set(i, arrangement.bit(through.branch()));
      }
    }
    return onward;
  }
}
