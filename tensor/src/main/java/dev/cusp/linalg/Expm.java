package dev.cusp.linalg;

import static dev.cusp.linalg.Matrices.transposed;

import dev.cusp.tensor.Primitive;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The exponential of a matrix, by scaling, a Pade approximant of degree 13 and squaring (Higham,
 * The scaling and squaring method for the matrix exponential revisited, 2005). Its derivative along
 * E is a block of the exponential of {@code [A E; 0 A]} (Higham, Functions of matrices, 2008,
 * equation 3.16), and in reverse mode that of A', along the cotangent.
 */
record Expm() implements OfMatrices {
  /** Up to this norm the approximant is exact to rounding. */
  private static final double LARGEST = 5.371920351148152;

  private static final double[] PADE = {
    64764752532480000.0,
    32382376266240000.0,
    7771770303897600.0,
    1187353796428800.0,
    129060195264000.0,
    10559470521600.0,
    670442572800.0,
    33522128640.0,
    1323241920.0,
    40840800.0,
    960960.0,
    16380.0,
    182.0,
    1.0
  };

  @Override
  public List<Integer> ranks() {
    return List.of(2);
  }

  @Override
  public List<Shape> one(List<Shape> inputs) {
    return inputs;
  }

  @Override
  public void run(List<Shape> shapes, double[][] inputs, double[][] results) {
    int n = shapes.getFirst().length(0);
    double norm = norm(inputs[0], n);
    if (!Double.isFinite(norm)) {
      Arrays.fill(results[0], Double.NaN);
      return;
    }
    int squarings = norm <= LARGEST ? 0 : Math.getExponent(norm / LARGEST) + 1;
    double[] x = inputs[0].clone();
    Arrays.setAll(x, i -> Math.scalb(inputs[0][i], -squarings));
    double[] y = approximant(x, n);
    for (int i = 0; i < squarings; i++) {
      y = Dense.multiply(y, y, n, n, n);
    }
    System.arraycopy(y, 0, results[0], 0, y.length);
  }

  /** The largest sum of magnitudes in a column. */
  private static double norm(double[] a, int n) {
    double[] sums = new double[n];
    for (int i = 0; i < a.length; i++) {
      sums[i % n] += Math.abs(a[i]);
    }
    return Arrays.stream(sums).reduce(0, Math::max);
  }

  private static double[] approximant(double[] a, int n) {
    double[] a2 = Dense.multiply(a, a, n, n, n);
    double[] a4 = Dense.multiply(a2, a2, n, n, n);
    double[] a6 = Dense.multiply(a2, a4, n, n, n);
    double[] odd = Dense.multiply(a, half(1, a2, a4, a6, n), n, n, n);
    double[] even = half(0, a2, a4, a6, n);
    double[] numerator = new double[n * n];
    double[] denominator = new double[n * n];
    Arrays.setAll(numerator, i -> even[i] + odd[i]);
    Arrays.setAll(denominator, i -> even[i] - odd[i]);
    double[] lu = new double[n * n];
    double[] order = new double[n];
    double[] result = new double[n * n];
    Dense.lu(denominator, n, lu, order);
    List<Shape> shapes = List.of(Shape.of(n, n), Shape.of(n, n), Shape.of(n), Shape.of(n, n));
    double[][] given = {denominator, lu, order, numerator};
    new LuSolve(false).run(shapes, given, new double[][] {result});
    return result;
  }

  /** The terms of even or, divided by the matrix, of odd degree. */
  private static double[] half(int odd, double[] a2, double[] a4, double[] a6, int n) {
    double[] high = new double[n * n];
    Arrays.setAll(
        high, i -> PADE[12 + odd] * a6[i] + PADE[10 + odd] * a4[i] + PADE[8 + odd] * a2[i]);
    double[] sum = Dense.multiply(a6, high, n, n, n);
    Arrays.setAll(
        sum,
        i ->
            sum[i]
                + (PADE[6 + odd] * a6[i] + PADE[4 + odd] * a4[i] + PADE[2 + odd] * a2[i])
                + (i % (n + 1) == 0 ? PADE[odd] : 0));
    return sum;
  }

  private static Tensor along(Tensor a, Tensor e) {
    int n = a.shape().length(-1);
    Tensor blocks = Matrices.blocks(a, e, Matrices.zeros(a), a);
    Tensor all = Primitive.call(new Expm(), blocks).getFirst();
    return all.slice(-2, Range.of(0, n)).slice(-1, Range.from(n));
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    return List.of(along(inputs.getFirst(), dots.getFirst()));
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    return List.of(along(transposed(inputs.getFirst()), bars.getFirst()));
  }
}
