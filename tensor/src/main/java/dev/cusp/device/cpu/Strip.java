package dev.cusp.device.cpu;

/**
 * What an emitted class implements: the two innermost loops of a kernel. Array 0 is written to;
 * array k of the others belongs to input k - 1. In round r of the outer loop array k is entered at
 * {@code at[k] + r steps[k]} and read or written from there on, element after element, or always at
 * that place where the input does not move. An index counts from there by {@code steps[k + number
 * of arrays]}.
 */
public interface Strip {
  void run(Object[] arrays, int[] at, int[] steps, double[] numbers, int rows, int n);
}
