package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Both modes of a loop: loops again. */
final class RolledRules {
  private final Rolled loop;
  private final List<Tensor> inputs;
  private final List<Tensor> params;
  private final int carried;
  private final int slicedEnd;

  RolledRules(Rolled loop, List<Tensor> inputs) {
    this.loop = loop;
    this.inputs = inputs;
    params = fresh(loop.body().params());
    carried = loop.carried();
    slicedEnd = carried + loop.sliced();
  }

  private static List<Tensor> fresh(List<Tensor> like) {
    return like.stream().map(t -> Tensor.parameter(t.shape(), t.type())).toList();
  }

  private static Tensor orZeros(Tensor t, Tensor like) {
    return t == null ? Tensor.number(0, like.type()).broadcastTo(like.shape()) : t;
  }

  private static List<Tensor> range(List<Tensor> all, int from, int to) {
    return all.subList(from, to);
  }

  /** Inputs and parameters of a loop that is being put together. */
  private static final class Making {
    final List<Tensor> carry = new ArrayList<>();
    final List<Tensor> carryParams = new ArrayList<>();
    final List<Tensor> slices = new ArrayList<>();
    final List<Tensor> sliceParams = new ArrayList<>();
    final List<Tensor> uses = new ArrayList<>();
    final List<Tensor> useParams = new ArrayList<>();

    void carry(Tensor first, Tensor param) {
      carry.add(first);
      carryParams.add(param);
    }

    void slice(Tensor whole, Tensor param) {
      slices.add(whole);
      sliceParams.add(param);
    }

    void use(Tensor t, Tensor param) {
      uses.add(t);
      useParams.add(param);
    }

    /** Records it; results of the body are what is carried on, then outputs. */
    List<Tensor> call(
        List<Tensor> results,
        Traced condition,
        int length,
        boolean reversed,
        boolean keeps,
        List<Tensor> last) {
      List<Tensor> all = new ArrayList<>(carryParams);
      all.addAll(sliceParams);
      all.addAll(useParams);
      Traced.Closed closed = Traced.of(all, results);
      uses.addAll(closed.uses());
      List<Tensor> args = new ArrayList<>(carry);
      args.addAll(slices);
      args.addAll(uses);
      args.addAll(last);
      boolean isCounted = !last.isEmpty() && condition == null;
      Rolled made =
          new Rolled(
              closed.traced(),
              condition,
              carry.size(),
              slices.size(),
              uses.size(),
              length,
              reversed,
              isCounted,
              length != Rolled.UNBOUNDED && (keeps || Gradients.isRecording()));
      return Primitive.call(made, args.toArray(Tensor[]::new));
    }
  }

  List<Tensor> jvp(List<Tensor> dots) {
    Making making = new Making();
    Tensor[] paramDots = new Tensor[params.size()];
    for (int i = 0; i < carried; i++) {
      making.carry(inputs.get(i), params.get(i));
    }
    for (int i = 0; i < params.size(); i++) {
      boolean isActive = i < carried ? isFloating(i) : dots.get(i) != null;
      paramDots[i] = isActive ? parameterLike(params.get(i)) : null;
      if (i < carried && isActive) {
        making.carry(orZeros(dots.get(i), inputs.get(i)), paramDots[i]);
      } else if (i >= carried && i < slicedEnd) {
        making.slice(inputs.get(i), params.get(i));
        if (isActive) {
          making.slice(dots.get(i), paramDots[i]);
        }
      } else if (i >= slicedEnd) {
        making.use(inputs.get(i), params.get(i));
        if (isActive) {
          making.use(dots.get(i), paramDots[i]);
        }
      }
    }
    List<Tensor> active = new ArrayList<>();
    List<Tensor> activeDots = new ArrayList<>();
    for (int i = 0; i < paramDots.length; i++) {
      if (paramDots[i] != null) {
        active.add(params.get(i));
        activeDots.add(paramDots[i]);
      }
    }
    List<Tensor> values = loop.body().on(params);
    List<Tensor> tangents = Sweeps.jvp(values, active, activeDots);
    List<Tensor> results = new ArrayList<>(range(values, 0, carried));
    List<Integer> floating = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).type().isFloating()) {
        floating.add(i);
        results.add(orZeros(tangents.get(i), values.get(i)));
      }
    }
    int afterUses = slicedEnd + loop.uses();
    List<Tensor> last = range(inputs, afterUses, inputs.size());
    List<Tensor> made =
        making.call(
            results, loop.condition(), loop.length(), loop.isReversed(), loop.keeps(), last);
    return tangents(made, floating);
  }

  /** Those of the loop's results, among the results of the loop of tangents. */
  private List<Tensor> tangents(List<Tensor> made, List<Integer> floating) {
    int results = loop.results(List.of()).size();
    Tensor[] tangents = new Tensor[results];
    for (int k = 0; k < floating.size(); k++) {
      tangents[floating.get(k)] = made.get(carried + k);
    }
    int kept = carried + floating.size();
    int dot = carried;
    for (int i = 0; loop.keeps() && i < carried; i++) {
      if (isFloating(i)) {
        tangents[loop.body().results().size() + i] = made.get(kept + dot++);
      }
    }
    return Arrays.asList(tangents);
  }

  private boolean isFloating(int param) {
    return params.get(param).type().isFloating();
  }

  private static Tensor parameterLike(Tensor t) {
    return Tensor.parameter(t.shape(), t.type());
  }

  List<Tensor> vjp(List<Tensor> all, List<Tensor> bars) {
    Making making = new Making();
    List<Tensor> values = loop.body().on(params);
    List<Tensor> ends = new ArrayList<>();
    List<Tensor> endBars = new ArrayList<>();
    for (int i = 0; i < carried; i++) {
      if (isFloating(i)) {
        ends.add(values.get(i));
        endBars.add(parameterLike(params.get(i)));
        making.carry(orZeros(bars.get(i), inputs.get(i)), endBars.getLast());
      }
    }
    for (int i = 0; i < slicedEnd; i++) {
      making.slice(stack(i, all), params.get(i));
    }
    for (int i = slicedEnd; i < params.size(); i++) {
      making.use(inputs.get(i), params.get(i));
    }
    for (int i = carried; i < values.size(); i++) {
      if (bars.get(i) != null) {
        ends.add(values.get(i));
        endBars.add(parameterLike(values.get(i)));
        making.slice(bars.get(i), endBars.getLast());
      }
    }
    List<Tensor> from = params.stream().filter(t -> t.type().isFloating()).toList();
    List<Tensor> pulled = Sweeps.vjp(ends, from, endBars);
    Back back = new Back(making, all);
    int next = 0;
    for (int i = 0; i < params.size(); i++) {
      boolean isKept = i < carried && bars.get(carried + loop.outputs() + i) != null;
      back.pulled(
          i,
          isFloating(i) ? pulled.get(next++) : null,
          isKept ? bars.get(carried + loop.outputs() + i) : null);
    }
    List<Tensor> results = withKeptProducts(values, all, back.results(), making);
    List<Tensor> made =
        making.call(results, null, loop.length(), !loop.isReversed(), false, rounds(all));
    return back.found.stream().map(found -> found == null ? null : found.apply(made)).toList();
  }

  /** What a parameter is in all rounds. */
  private Tensor stack(int param, List<Tensor> all) {
    return param < carried ? all.get(carried + loop.outputs() + param) : inputs.get(param);
  }

  /**
   * With the products of matrices that the rounds have put out, in place of computing them anew.
   */
  private List<Tensor> withKeptProducts(
      List<Tensor> values, List<Tensor> all, List<Tensor> results, Making making) {
    Graph graph = Sweeps.graph(results, params);
    List<Tensor> products = new ArrayList<>();
    List<Tensor> slices = new ArrayList<>();
    for (int i = carried; i < values.size(); i++) {
      Tensor value = values.get(i);
      if (value.operation() instanceof Operation.Contract && graph.number(value) >= 0) {
        products.add(value);
        slices.add(parameterLike(value));
        making.slice(all.get(i), slices.getLast());
      }
    }
    return products.isEmpty() ? results : Replay.of(results, products, slices);
  }

  private List<Tensor> rounds(List<Tensor> all) {
    return loop.condition() != null
        ? List.of(all.getLast())
        : loop.isCounted() ? List.of(inputs.getLast()) : List.of();
  }

  /** What a round of the reverse sweep carries on and puts out, and what that says at the end. */
  private final class Back {
    private final Making making;
    private final List<Tensor> all;
    private final List<Tensor> onward = new ArrayList<>();
    private final Numbering outputs = new Numbering();

    /** For each input its cotangent, among the results of the loop; null for none. */
    final List<Function<List<Tensor>, Tensor>> found = new ArrayList<>();

    Back(Making making, List<Tensor> all) {
      this.making = making;
      this.all = all;
    }

    List<Tensor> results() {
      List<Tensor> results = new ArrayList<>(onward);
      results.addAll(outputs.tensors());
      return results;
    }

    /**
     * Notes what a parameter gets of a round.
     *
     * @param bar its cotangent, perhaps null
     * @param keptBars those of what was kept of it, for all rounds; null for none
     */
    void pulled(int i, Tensor bar, Tensor keptBars) {
      if (!isFloating(i)) {
        found.add(null);
      } else if (i < carried) {
        Tensor keptBar = null;
        if (keptBars != null) {
          keptBar = parameterLike(params.get(i));
          making.slice(keptBars, keptBar);
        }
        found.add(carry(orZeros(Rules.sum(bar, keptBar), params.get(i))));
      } else if (i < slicedEnd) {
        found.add(put(orZeros(bar, params.get(i))));
      } else {
        found.add(total(i, bar));
      }
    }

    private Function<List<Tensor>, Tensor> carry(Tensor t) {
      int at = onward.size();
      onward.add(t);
      return made -> made.get(at);
    }

    private Function<List<Tensor>, Tensor> put(Tensor t) {
      int at = outputs.add(t);
      return made -> made.get(onward.size() + at);
    }

    /** The sum over all rounds, which is one product where each round adds a product. */
    private Function<List<Tensor>, Tensor> total(int i, Tensor bar) {
      Tensor last = bar;
      List<int[]> orders = new ArrayList<>();
      while (last != null && last.operation() instanceof Operation.Permute p) {
        orders.addFirst(Shape.ints(p.order()));
        last = p.input();
      }
      if (last != null
          && last.operation() instanceof Operation.Contract c
          && isFew(c.x(), bar)
          && isFew(c.y(), bar)) {
        var xs = stacked(c.x());
        var ys = stacked(c.y());
        String round = Contraction.another(c);
        return made -> {
          Tensor sum =
              Contraction.contract(
                  xs.apply(made), round + c.xs(), ys.apply(made), round + c.ys(), c.results());
          for (int[] order : orders) {
            sum = sum.permute(order);
          }
          return sum;
        };
      }
      Tensor sum = parameterLike(params.get(i));
      making.carry(orZeros(null, inputs.get(i)), sum);
      return carry(Rules.sum(sum, bar));
    }

    /** Whether keeping a tensor of each round is less than adding up another one. */
    private boolean isFew(Tensor t, Tensor sum) {
      int param = params.indexOf(t);
      return param < slicedEnd && (param >= 0 || 2L * t.shape().size() <= sum.shape().size());
    }

    private Function<List<Tensor>, Tensor> stacked(Tensor t) {
      int param = params.indexOf(t);
      return param >= 0 ? _ -> stack(param, all) : put(t);
    }
  }
}
