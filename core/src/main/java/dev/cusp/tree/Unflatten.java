package dev.cusp.tree;

import dev.cusp.runtime.Foreign;
import dev.cusp.runtime.Slot;
import java.util.Arrays;

/** Takes the leaves one after the other from an array. */
final class Unflatten implements Rebuild.Source {
  private final double[] flat;
  private int next;

  Unflatten(double[] flat) {
    this.flat = flat;
  }

  int taken() {
    return next;
  }

  private double take() {
    return flat[next++];
  }

  @Override
  public double number(Slot slot, Object shadow) {
    return take();
  }

  @Override
  public Object constant(Slot slot, Object part) {
    return slot.get(part);
  }

  @Override
  public Object boxed(Number number, Object shadow, Path at) {
    double value = take();
    if (number instanceof Float) {
      return (float) value;
    }
    return value;
  }

  @Override
  public Object array(Object array, Object shadow, Path at) {
    if (array instanceof double[] numbers) {
      double[] result = new double[numbers.length];
      System.arraycopy(flat, next, result, 0, result.length);
      next += result.length;
      return result;
    }
    if (Foreign.isOne(array)) {
      int size = Foreign.standard().size(array);
      next += size;
      return Foreign.standard().of(Arrays.copyOfRange(flat, next - size, next), array);
    }
    float[] result = new float[((float[]) array).length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) take();
    }
    return result;
  }

  @Override
  public Object link(Slot slot, Object shadow) {
    return null;
  }

  @Override
  public Object element(int index, Object shadow) {
    return null;
  }
}
