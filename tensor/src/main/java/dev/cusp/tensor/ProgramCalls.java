package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A program on tensors and its derivatives, as primitives of one family. The tangent of a program
 * is a program, and the cotangents' derivatives are cotangents of tangents: with {@code F'(x, v) =
 * J(x) v}, the derivative of {@code x -> J(x)^T w} along v is {@code w^T F'(., v)} pulled back. So
 * all orders come of repeated forward mode with at most one reverse sweep last.
 */
final class ProgramCalls {
  private ProgramCalls() {}

  /** Called for each element of a batch, whose axes come first in all inputs and results. */
  private sealed interface Batched extends Primitive {
    /** How many axes of each input the program takes. */
    List<Integer> ranks();

    /** Results of one call, for inputs of it. */
    List<Spec> one(List<Spec> inputs);

    /** One call; null stands for zeros. */
    Object[] run(Object[] args);

    /** What programs come by, they are asked themselves. */
    @Override
    default boolean isSmooth() {
      return false;
    }

    private Shape batch(List<Spec> inputs) {
      Shape first = inputs.getFirst().shape();
      return new Shape(first.lengths().subList(0, first.rank() - ranks().getFirst()));
    }

    private List<Spec> inner(List<Spec> inputs) {
      List<Spec> inner = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        Shape shape = inputs.get(i).shape();
        int lead = shape.rank() - ranks().get(i);
        Shape own = new Shape(shape.lengths().subList(lead, shape.rank()));
        inner.add(new Spec(own, inputs.get(i).type()));
      }
      return inner;
    }

    @Override
    default List<Spec> results(List<Spec> inputs) {
      List<Integer> batch = batch(inputs).lengths();
      List<Spec> results = new ArrayList<>();
      for (Spec spec : one(inner(inputs))) {
        List<Integer> lengths = new ArrayList<>(batch);
        lengths.addAll(spec.shape().lengths());
        results.add(new Spec(new Shape(lengths), spec.type()));
      }
      return results;
    }

    @Override
    default List<Tensor> batched(List<Tensor> inputs, List<Boolean> which) {
      return Primitive.call(this, inputs.toArray(Tensor[]::new));
    }

    @Override
    default Routine routine(List<Spec> inputs) {
      int calls = batch(inputs).size();
      List<Spec> inner = inner(inputs);
      List<Spec> one = one(inner);
      return (given, results) -> {
        for (int call = 0; call < calls; call++) {
          Object[] args = new Object[given.length];
          for (int i = 0; i < args.length; i++) {
            Shape shape = inner.get(i).shape();
            args[i] = Nested.part(given[i], call * shape.size(), shape);
          }
          Object[] made = run(args);
          for (int k = 0; k < made.length; k++) {
            put(made[k], one.get(k), results[k], call * one.get(k).size());
          }
        }
      };
    }

    private static void put(Object made, Spec spec, Object flat, int from) {
      if (made == null) {
        System.arraycopy(spec.array(), 0, flat, from, spec.size());
      } else if (spec.shape().rank() > 0) {
        Nested.put(made, spec.shape(), flat, from);
      } else if (made instanceof Number x && spec.type() == DType.F32) {
        Array.setFloat(flat, from, x.floatValue());
      } else {
        Array.set(flat, from, made);
      }
    }
  }

  private static List<Integer> ranks(Level f) {
    return f.kinds().stream().map(Level.Kind::rank).toList();
  }

  private static <T> List<T> and(List<T> list, List<T> more) {
    List<T> all = new ArrayList<>(list);
    all.addAll(more);
    return all;
  }

  private static Set<Integer> given(List<Tensor> tensors, int count) {
    Set<Integer> given = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      if (tensors.get(i) != null) {
        given.add(i);
      }
    }
    return given;
  }

  private static List<Tensor> at(Set<Integer> positions, List<Tensor> tensors) {
    return positions.stream().map(tensors::get).toList();
  }

  /** {@code F'(x, v)}, or null where that is zero. */
  private static Tensor push(
      Level f, Shape result, Set<Integer> wrt, List<Tensor> xs, List<Tensor> dots) {
    f.requireDerivative();
    if (wrt.isEmpty() || f.tangent(wrt) == null) {
      return null;
    }
    Tensor[] inputs = and(xs, dots).toArray(Tensor[]::new);
    return Primitive.call(new Push(f, result, wrt), inputs).getFirst();
  }

  /** The cotangents of all real arguments, null elsewhere. */
  private static List<Tensor> pull(Level f, List<Tensor> xs, Tensor bar) {
    f.requireDerivative();
    List<Tensor> bars = new ArrayList<>(Collections.nCopies(xs.size(), null));
    Set<Integer> wrt = f.real();
    if (!wrt.isEmpty()) {
      Tensor[] inputs = and(xs, List.of(bar)).toArray(Tensor[]::new);
      List<Tensor> pulled = Primitive.call(new Pull(f, wrt), inputs);
      int next = 0;
      for (int p : wrt) {
        bars.set(p, pulled.get(next++));
      }
    }
    return bars;
  }

  /** The value. */
  record Run(Level f, Shape result) implements Batched {
    @Override
    public List<Integer> ranks() {
      return ProgramCalls.ranks(f);
    }

    @Override
    public List<Spec> one(List<Spec> inputs) {
      return List.of(new Spec(result, f.result().type()));
    }

    @Override
    public Object[] run(Object[] args) {
      return new Object[] {f.value(args)};
    }

    @Override
    public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
      Set<Integer> wrt = given(dots, dots.size());
      return Collections.singletonList(push(f, result, wrt, inputs, at(wrt, dots)));
    }

    @Override
    public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
      return pull(f, inputs, bars.getFirst());
    }
  }

  /** {@code F'(x, v)}: inputs are the arguments and the tangents of some of them. */
  record Push(Level f, Shape result, Set<Integer> wrt) implements Batched {
    @Override
    public List<Integer> ranks() {
      return ProgramCalls.ranks(f.tangent(wrt));
    }

    @Override
    public List<Spec> one(List<Spec> inputs) {
      return List.of(new Spec(result, f.result().type()));
    }

    @Override
    public Object[] run(Object[] args) {
      return new Object[] {f.pushed(wrt, args)};
    }

    @Override
    public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
      Set<Integer> by = given(dots, dots.size());
      return Collections.singletonList(push(f.tangent(wrt), result, by, inputs, at(by, dots)));
    }

    @Override
    public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
      return pull(f.tangent(wrt), inputs, bars.getFirst());
    }
  }

  /** {@code J(x)^T w}: inputs are the arguments and w, results the cotangents of some arguments. */
  record Pull(Level f, Set<Integer> wrt) implements Batched {
    @Override
    public List<Integer> ranks() {
      return and(ProgramCalls.ranks(f), List.of(f.result().rank()));
    }

    @Override
    public List<Spec> one(List<Spec> inputs) {
      return wrt.stream().map(inputs::get).toList();
    }

    @Override
    public Object[] run(Object[] args) {
      return f.pulled(wrt, args);
    }

    @Override
    public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
      int n = inputs.size() - 1;
      List<Tensor> xs = inputs.subList(0, n);
      Tensor[] sums = new Tensor[wrt.size()];
      if (dots.get(n) != null) {
        sums = at(wrt, pull(f, xs, dots.get(n))).toArray(Tensor[]::new);
      }
      Set<Integer> by = given(dots, n);
      if (!by.isEmpty() && f.tangent(by) != null) {
        List<Tensor> along = pull(f.tangent(by), and(xs, at(by, dots)), inputs.get(n));
        int next = 0;
        for (int p : wrt) {
          sums[next] = Rules.sum(sums[next++], along.get(p));
        }
      }
      return Arrays.asList(sums);
    }

    @Override
    public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
      int n = inputs.size() - 1;
      List<Tensor> xs = inputs.subList(0, n);
      List<Integer> order = List.copyOf(wrt);
      Set<Integer> by = new TreeSet<>();
      List<Tensor> vs = new ArrayList<>();
      for (int k = 0; k < order.size(); k++) {
        if (bars.get(k) != null) {
          by.add(order.get(k));
          vs.add(bars.get(k));
        }
      }
      List<Tensor> all = new ArrayList<>(Collections.nCopies(n + 1, null));
      all.set(n, push(f, unbatched(inputs.get(n).shape()), by, xs, vs));
      if (!by.isEmpty() && f.tangent(by) != null) {
        List<Tensor> along = pull(f.tangent(by), and(xs, vs), inputs.get(n));
        for (int p = 0; p < n; p++) {
          all.set(p, along.get(p));
        }
      }
      return all;
    }

    private Shape unbatched(Shape shape) {
      return new Shape(shape.lengths().subList(shape.rank() - f.result().rank(), shape.rank()));
    }
  }
}
