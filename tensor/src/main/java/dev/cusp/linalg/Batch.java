package dev.cusp.linalg;

import dev.cusp.kernel.Routine;
import dev.cusp.tensor.Primitive.Spec;
import dev.cusp.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** One matrix after the other. */
record Batch(OfMatrices job, List<Spec> inputs) implements Routine {
  @Override
  public void run(Object[] from, Object[] to) {
    List<Shape> cores = job.cores(inputs);
    List<Shape> results = job.one(cores);
    Shape all = inputs.getFirst().shape();
    List<Integer> batch = all.lengths().subList(0, all.rank() - cores.getFirst().rank());
    int count = new Shape(batch).size();
    double[][] given = new double[from.length][];
    double[][] made = new double[to.length][];
    for (int b = 0; b < count; b++) {
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
