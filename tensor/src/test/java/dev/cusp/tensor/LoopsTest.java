package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.kernel.Routine;
import dev.cusp.schedule.Scheduler;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Loops that stay loops, against the same loops of Java. */
final class LoopsTest {
  record Cell(Tensor w, Tensor u, Tensor h0, Tensor xs) {}

  private static final Cell CELL = draw(1);

  private static Cell draw(int seed) {
    Key key = Key.of(seed);
    return new Cell(
        key.split(0).normal(DType.F64, 3, 3),
        key.split(1).normal(DType.F64, 2, 3),
        key.split(2).normal(DType.F64, 4, 3),
        key.split(3).normal(DType.F64, 5, 4, 2));
  }

  private static Tensor step(Cell c, Tensor h, Tensor x) {
    return h.matmul(c.w().mul(0.5)).add(x.matmul(c.u())).tanh();
  }

  private static Tensor rolled(Cell c) {
    var end =
        Loops.scan(
            (Tensor h, Tensor x) -> {
              Tensor next = step(c, h, x);
              return new Loops.Step<>(next, List.of(next.square(), x.sum()));
            },
            c.h0(),
            c.xs());
    return end.carry().sum().add(end.out().get(0).mul(end.out().get(1).reshape(5, 1, 1)).sum());
  }

  private static Tensor unrolled(Cell c) {
    Tensor h = c.h0();
    Tensor sum = Tensor.scalar(0);
    for (int t = 0; t < 5; t++) {
      Tensor x = c.xs().at(0, t);
      h = step(c, h, x);
      sum = sum.add(h.square().mul(x.sum()).sum());
    }
    return h.sum().add(sum);
  }

  /** Rounding apart, of some hundred operations on numbers about 1. */
  private static void same(Object x, Object y) {
    List<Tensor> xs = Leaves.of(x);
    List<Tensor> ys = Leaves.of(y);
    for (int i = 0; i < ys.size(); i++) {
      assertThat(xs.get(i).toDoubles()).containsExactly(ys.get(i).toDoubles(), within(1e-11));
    }
    assertThat(xs).hasSameSizeAs(ys);
  }

  private static void agree(Function<Cell, Tensor> f, Function<Cell, Tensor> g) {
    Cell direction = draw(2);
    same(f.apply(CELL), g.apply(CELL));
    same(Gradients.of(f).apply(CELL), Gradients.of(g).apply(CELL));
    same(Gradients.jvp(f, CELL, direction).tangent(), Gradients.jvp(g, CELL, direction).tangent());
    same(
        Gradients.jvp(Gradients.of(f), CELL, direction).tangent(),
        Gradients.jvp(Gradients.of(g), CELL, direction).tangent());
    Function<Cell, Tensor> slopeF = c -> inner(Gradients.of(f).apply(c), direction);
    Function<Cell, Tensor> slopeG = c -> inner(Gradients.of(g).apply(c), direction);
    same(Gradients.of(slopeF).apply(CELL), Gradients.of(slopeG).apply(CELL));
    Function<Cell, Tensor> alongF = c -> Gradients.jvp(f, c, direction).tangent();
    Function<Cell, Tensor> alongG = c -> Gradients.jvp(g, c, direction).tangent();
    same(Gradients.of(alongF).apply(CELL), Gradients.of(alongG).apply(CELL));
  }

  private static Tensor inner(Cell x, Cell y) {
    Tensor sum = Tensor.scalar(0);
    for (int i = 0; i < 4; i++) {
      sum = sum.add(Leaves.of(x).get(i).mul(Leaves.of(y).get(i)).sum());
    }
    return sum;
  }

  @Test
  void scansAreWhatTheyUnrollTo() {
    agree(LoopsTest::rolled, LoopsTest::unrolled);
  }

  /** Carried counters, loops in loops, a body that uses what the outer loop carries. */
  @Test
  void loopsInLoops() {
    record Counted(Tensor h, Tensor round) {}
    Function<Cell, Tensor> f =
        c ->
            Loops.repeat(
                    3,
                    (Counted outer) ->
                        new Counted(
                            Loops.repeat(
                                2,
                                h -> h.mul(outer.round().as(DType.F64)).add(outer.h()).sin(),
                                outer.h()),
                            outer.round().add(1)),
                    new Counted(c.h0().matmul(c.w()), Tensor.of(1).reshape()))
                .h()
                .sum();
    Function<Cell, Tensor> g =
        c -> {
          Tensor h = c.h0().matmul(c.w());
          for (int round = 1; round <= 3; round++) {
            Tensor outer = h;
            for (int i = 0; i < 2; i++) {
              h = h.mul(round).add(outer).sin();
            }
          }
          return h.sum();
        };
    agree(f, g);
  }

  @Test
  void productsInLoopsInLoops() {
    Function<Cell, Tensor> f =
        c -> Loops.repeat(3, h -> Loops.repeat(2, i -> i.matmul(c.w()).sin(), h), c.h0()).sum();
    Function<Cell, Tensor> g =
        c -> {
          Tensor h = c.h0();
          for (int round = 0; round < 6; round++) {
            h = h.matmul(c.w()).sin();
          }
          return h.sum();
        };
    agree(f, g);
  }

  /** A body of so many operations that outside of a loop some would be run before. */
  @Test
  void longBodies() {
    UnaryOperator<Tensor> f =
        h -> {
          Tensor x = h;
          for (int i = 0; i < 500; i++) {
            x = x.mul(0.99).add(0.02).sin();
          }
          return x;
        };
    Tensor x = Tensor.of(0.5, 0.2);
    Tensor expected = f.apply(f.apply(x));
    same(Loops.repeat(2, f, x), expected);
    same(Vmap.of(f).apply(f.apply(x)), expected);
    same(
        Gradients.of((Tensor t) -> Gradients.checkpoint(f).apply(t).sum()).apply(x),
        Gradients.of((Tensor t) -> f.apply(t).sum()).apply(x));
  }

  /** A loop for many examples, with gradients of each. */
  @Test
  void examplesAtATime() {
    Cell c = CELL;
    Tensor h0 = Samples.draw(9, 3, 4, 3);
    Function<Tensor, Tensor> of = h -> rolled(new Cell(c.w(), c.u(), h, c.xs()));
    Tensor each = Vmap.of(Gradients.of(of)).apply(h0);
    for (int i = 0; i < 3; i++) {
      same(Gradients.of(of).apply(h0.at(0, i)), each.at(0, i));
    }
  }

  /** A step of which nothing is remembered, that uses weights besides its argument. */
  @Test
  void checkpoints() {
    Function<Cell, Tensor> f =
        c -> {
          Tensor h = c.h0();
          for (int t = 0; t < 2; t++) {
            Tensor x = c.xs().at(0, t);
            h = Gradients.<Tensor, Tensor>checkpoint(g -> step(c, g, x)).apply(h);
          }
          return h.sum();
        };
    Function<Cell, Tensor> g =
        c -> step(c, step(c, c.h0(), c.xs().at(0, 0)), c.xs().at(0, 1)).sum();
    agree(f, g);
  }

  /** Counts how often it is run. */
  record Counting() implements Primitive {
    private static final AtomicInteger RUNS = new AtomicInteger();

    @Override
    public List<Spec> results(List<Spec> inputs) {
      return inputs;
    }

    @Override
    public Routine routine(List<Spec> inputs) {
      return (given, results) -> {
        RUNS.incrementAndGet();
        System.arraycopy(given[0], 0, results[0], 0, inputs.getFirst().size());
      };
    }

    @Override
    public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
      return dots;
    }

    @Override
    public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
      return bars;
    }
  }

  /** Remembered, it runs once for a gradient; behind a checkpoint twice. */
  @Test
  void checkpointsComputeTwice() {
    Function<Tensor, Tensor> f = x -> Primitive.call(new Counting(), x.sin()).getFirst().square();
    for (int runs = 1; runs <= 2; runs++) {
      Function<Tensor, Tensor> g = runs == 1 ? f : Gradients.checkpoint(f);
      int before = Counting.RUNS.get();
      var both = Gradients.valueAndGradient((Tensor x) -> g.apply(x).sum());
      Tensor gradient = both.apply(Tensor.of(1.0, 2)).gradient();
      assertThat(gradient.toDoubles())
          .containsExactly(new double[] {Math.sin(2), Math.sin(4)}, within(1e-15));
      assertThat(Counting.RUNS.get() - before).isEqualTo(runs);
    }
  }

  /** Of (x y, y^2, x + y): J = [[y, x], [0, 2 y], [1, 1]]; of x^2 y: H = [[2 y, 2 x], [2 x, 0]]. */
  @Test
  void jacobiansAndHessians() {
    Tensor at = Tensor.of(3.0, 5.0);
    Function<Tensor, Tensor> f =
        v -> {
          Tensor x = v.at(0, 0);
          Tensor y = v.at(0, 1);
          return Views.stack(0, x.mul(y), y.square(), x.add(y));
        };
    Tensor jacobian = Gradients.jacobian(f).apply(at);
    assertThat(jacobian.toArray()).isEqualTo(new double[][] {{5, 3}, {0, 10}, {1, 1}});
    Function<Tensor, Tensor> g = v -> v.at(0, 0).square().mul(v.at(0, 1));
    assertThat(Gradients.hessian(g).apply(at).toArray())
        .isEqualTo(new double[][] {{10, 6}, {6, 0}});
    assertThat(Gradients.hvp(g, at, Tensor.of(1.0, 2)).toDoubles()).containsExactly(22, 6);
  }

  /** Newton's method for a square root, some four rounds: the derivative is 1 / (2 sqrt(x)). */
  @Test
  void loopsWithConditions() {
    Function<Tensor, Tensor> root =
        x ->
            Loops.whileLoop(
                50,
                (Tensor y) -> y.mul(y).sub(x).abs().gt(1e-12),
                y -> y.add(x.div(y)).mul(0.5),
                Tensor.scalar(1));
    Tensor x = Tensor.scalar(2.25);
    assertThat(root.apply(x).item()).isCloseTo(1.5, within(1e-12));
    assertThat(Gradients.of(root).apply(x).item()).isCloseTo(1 / 3.0, within(1e-6));
    assertThat(Gradients.jvp(root, x, Tensor.scalar(3)).tangent().item())
        .isCloseTo(1, within(1e-5));
    assertThat(Gradients.of(Gradients.of(root)).apply(x).item())
        .isCloseTo(-0.25 * Math.pow(2.25, -1.5), within(1e-3));
    Function<Tensor, Tensor> open = v -> Loops.whileLoop((Tensor y) -> y.lt(100), y -> y.mul(v), v);
    assertThat(open.apply(Tensor.scalar(3)).item()).isEqualTo(243);
    assertThat(Gradients.jvp(open, Tensor.scalar(3), Tensor.scalar(1)).tangent().item())
        .isEqualTo(5 * 81);
    assertThatThrownBy(() -> Gradients.of(open).apply(Tensor.scalar(3)))
        .hasMessageStartingWith("whileLoop: reverse mode keeps what each round was given");
  }

  @Test
  void mapsOverSlices() {
    Tensor xs = CELL.xs();
    Tensor sums = Loops.map(x -> x.mul(2).sum(), xs);
    assertThat(sums.toDoubles()).containsExactly(xs.mul(2).sum(1, 2).toDoubles(), within(1e-13));
    assertThat(Loops.map(x -> x.add(1), Tensor.zeros(DType.F64, 0, 2)).shape())
        .isEqualTo(Shape.of(0, 2));
  }

  /** Elementwise, added up, multiplied, taken by rows, sorted, put together, handed on. */
  @Test
  void slicesAreReadInAllWays() {
    Tensor xs = Tensor.range(24).mul(5).mod(7).as(DType.F64).reshape(4, 2, 3);
    Tensor rows = Tensor.range(8).mul(3).mod(2).reshape(4, 2);
    UnaryOperator<List<Tensor>> read =
        slice -> {
          Tensor x = slice.getFirst();
          Tensor row = slice.getLast();
          return List.of(
              x.add(row.expandDims(1)),
              x.sum(0),
              x.sum(1),
              x.matmul(x.transpose()),
              x.take(row),
              x.sort(1),
              Views.concat(1, x, x.neg()),
              x);
        };
    List<Tensor> all =
        Loops.scan(
                (Tensor count, List<Tensor> slice) ->
                    new Loops.Step<>(count.add(1), read.apply(slice)),
                Tensor.scalar(0),
                List.of(xs, rows))
            .out();
    for (int t = 0; t < 4; t++) {
      List<Tensor> alone = read.apply(List.of(xs.at(0, t), rows.at(0, t)));
      for (int i = 0; i < alone.size(); i++) {
        assertThat(all.get(i).at(0, t).toDoubles()).containsExactly(alone.get(i).toDoubles());
      }
    }
  }

  /** Numbers of Java that the body captures are inputs; the same loop is compiled once. */
  @Test
  void sameLoopsCompileOnce() {
    int plans = 0;
    for (int i = 0; i < 4; i++) {
      double rate = i;
      Tensor sum = Loops.repeat(10, x -> x.mul(rate).add(1), Tensor.of(1.0, 2.0));
      double expected = rate == 1 ? 11 : (Math.pow(rate, 10) * rate - 1) / (rate - 1);
      assertThat(sum.get(0)).isCloseTo(expected, within(1e-9 * expected));
      int now = ((Scheduler) Evaluator.standard()).plans();
      assertThat(i == 0 ? 0 : now - plans).isZero();
      plans = now;
    }
  }

  @Test
  void errorsSayWhatIsWrong() {
    Tensor x = Tensor.of(1.0, 2.0);
    assertThatThrownBy(() -> Loops.repeat(2, y -> y.sum(), x))
        .hasMessageStartingWith(
            "repeat: tensor 0 of what is carried is f64 of shape [2] at first, then f64 of shape"
                + " [], at LoopsTest");
    assertThatThrownBy(() -> Loops.repeat(2, y -> y.get(0) > 1 ? y : y.mul(2), x))
        .hasMessageStartingWith("an element is read of a tensor that stands for those of all");
    assertThatThrownBy(() -> Loops.map(List::getFirst, List.of(x, Tensor.of(1.0))))
        .hasMessageStartingWith("scan: shapes [2] and [1] are not equally long along axis 0");
    assertThatThrownBy(() -> Loops.whileLoop((Tensor y) -> y, y -> y, Tensor.scalar(1)))
        .hasMessageStartingWith("whileLoop: the condition is f64 of shape []; it has to be");
  }
}
