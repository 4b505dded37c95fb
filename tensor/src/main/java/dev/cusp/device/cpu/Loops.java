package dev.cusp.device.cpu;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Counted loops of the intermediate form, as the JIT knows them. */
final class Loops {
  private Loops() {}

  /** What a round does with the counter and the values carried; gives back the next ones. */
  interface Round {
    List<Value> run(Builder b, Value i, List<Value> carried);
  }

  /** Appends {@code for (int i = from; i < to; i += step) carried = round(i, carried)}. */
  static List<Value> count(
      Builder b, Value from, Value to, int step, List<Value> carried, Round round) {
    List<Value> initial = new ArrayList<>(carried);
    initial.addFirst(from);
    List<Value> end = b.loop(initial, body -> region(body, to, step, round));
    return end.subList(1, end.size());
  }

  private static Region region(Builder b, Value to, int step, Round round) {
    List<Value> now = List.copyOf(b.params());
    Value more = b.compare(Op.Compare.Relation.LT, now.getFirst(), to);
    List<Type> types = now.stream().map(Value::type).toList();
    List<Value> next =
        b.branch(
            more,
            types,
            "next",
            inner -> {
              Value i = now.getFirst();
              List<Value> yields = new ArrayList<>();
              List<Value> carried = round.run(inner, i, now.subList(1, now.size()));
              yields.add(inner.add(i, inner.constant(step)));
              yields.addAll(carried);
              return inner.region(yields);
            },
            inner -> inner.region(now));
    List<Value> yields = new ArrayList<>(next);
    yields.addFirst(more);
    return b.region(yields);
  }
}
