package dev.cusp.linalg;

import dev.cusp.kernel.Routine;
import dev.cusp.tensor.Primitive.Spec;
import dev.cusp.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** A job for each matrix of a batch. */
final class Batch {
  private Batch() {}

  static Routine of(OfMatrices job, List<Spec> inputs) {
    List<Shape> cores = job.cores(inputs);
    List<Shape> results = job.one(cores);
    Shape all = inputs.getFirst().shape();
    List<Integer> batch = all.lengths().subList(0, all.rank() - cores.getFirst().rank());
    int length = all.rank() == batch.size() ? 1 : all.length(-1);
    return new Routine.InPieces(
        new Shape(batch).size(),
        4L * all.size() * length,
        (first, end, from, to) -> run(job, cores, results, batch, first, end, from, to));
  }

  private static void run(
      OfMatrices job,
      List<Shape> cores,
      List<Shape> results,
      List<Integer> batch,
      int first,
      int end,
      Object[] from,
      Object[] to) {
    double[][] given = new double[from.length][];
    double[][] made = new double[to.length][];
    for (int b = first; b < end; b++) {
      for (int i = 0; i < from.length; i++) {
        given[i] = read(from[i], b, cores.get(i).size());
      }
      Arrays.setAll(made, k -> new double[results.get(k).size()]);
      try {
        job.run(cores, given, made);
      } catch (LinalgException e) {
        throw new LinalgException("%s %s", which(batch, b), e.getMessage());
      }
      for (int k = 0; k < to.length; k++) {
        write(made[k], to[k], b);
      }
    }
  }

  private static String which(List<Integer> batch, int at) {
    if (batch.isEmpty()) {
      return "the matrix";
    }
    Integer[] position = new Integer[batch.size()];
    int rest = at;
    for (int axis = batch.size() - 1; axis >= 0; axis--) {
      position[axis] = rest % batch.get(axis);
      rest /= batch.get(axis);
    }
    return "matrix %s of a batch of shape %s".formatted(Arrays.toString(position), batch);
  }

  private static double[] read(Object array, int at, int size) {
    if (array instanceof double[] doubles) {
      return Arrays.copyOfRange(doubles, at * size, (at + 1) * size);
    }
    float[] floats = (float[]) array;
    double[] wide = new double[size];
    Arrays.setAll(wide, i -> floats[at * size + i]);
    return wide;
  }

  private static void write(double[] made, Object array, int at) {
    if (array instanceof double[] doubles) {
      System.arraycopy(made, 0, doubles, at * made.length, made.length);
      return;
    }
    float[] floats = (float[]) array;
    for (int i = 0; i < made.length; i++) {
      floats[at * made.length + i] = (float) made[i];
    }
  }
}
