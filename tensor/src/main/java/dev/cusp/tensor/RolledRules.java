package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    int outputs = loop.outputs();
    for (int i = 0; i < carried; i++) {
      if (isFloating(i)) {
        ends.add(values.get(i));
        endBars.add(parameterLike(params.get(i)));
        making.carry(orZeros(bars.get(i), inputs.get(i)), endBars.getLast());
      }
    }
    List<Tensor> totals = new ArrayList<>();
    for (int i = slicedEnd; i < params.size(); i++) {
      if (isFloating(i)) {
        totals.add(parameterLike(params.get(i)));
        making.carry(orZeros(null, inputs.get(i)), totals.getLast());
      }
    }
    for (int i = 0; i < slicedEnd; i++) {
      making.slice(i < carried ? all.get(carried + outputs + i) : inputs.get(i), params.get(i));
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
    List<Tensor> results = pulled(making, pulled, from, totals, bars);
    List<Tensor> made =
        making.call(results, null, loop.length(), !loop.isReversed(), false, rounds(all));
    return inOrder(made, making.carry.size());
  }

  private List<Tensor> rounds(List<Tensor> all) {
    return loop.condition() != null
        ? List.of(all.getLast())
        : loop.isCounted() ? List.of(inputs.getLast()) : List.of();
  }

  /** What a round of the reverse sweep carries on and puts out. */
  private List<Tensor> pulled(
      Making making,
      List<Tensor> pulled,
      List<Tensor> from,
      List<Tensor> totals,
      List<Tensor> bars) {
    List<Tensor> onward = new ArrayList<>();
    List<Tensor> sums = new ArrayList<>();
    List<Tensor> slices = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < params.size(); i++) {
      if (!isFloating(i)) {
        continue;
      }
      Tensor bar = pulled.get(next++);
      if (i < carried) {
        Tensor keptBars = bars.get(carried + loop.outputs() + i);
        if (keptBars != null) {
          Tensor keptBar = parameterLike(params.get(i));
          making.slice(keptBars, keptBar);
          bar = Rules.sum(bar, keptBar);
        }
        onward.add(orZeros(bar, params.get(i)));
      } else if (i < slicedEnd) {
        slices.add(orZeros(bar, params.get(i)));
      } else {
        sums.add(Rules.sum(totals.get(sums.size()), bar));
      }
    }
    onward.addAll(sums);
    onward.addAll(slices);
    return onward;
  }

  /** Cotangents of the loop's inputs, among the results of its reverse sweep. */
  private List<Tensor> inOrder(List<Tensor> made, int carries) {
    Tensor[] bars = new Tensor[inputs.size()];
    int carry = 0;
    int slice = carries;
    for (int i = 0; i < carried; i++) {
      bars[i] = isFloating(i) ? made.get(carry++) : null;
    }
    for (int i = carried; i < slicedEnd; i++) {
      bars[i] = isFloating(i) ? made.get(slice++) : null;
    }
    for (int i = slicedEnd; i < params.size(); i++) {
      bars[i] = isFloating(i) ? made.get(carry++) : null;
    }
    return Arrays.asList(bars);
  }
}
