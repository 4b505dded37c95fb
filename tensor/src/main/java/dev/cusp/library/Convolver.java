package dev.cusp.library;

import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Convolutions of {@code float}s: the derivative of {@code sum of image[n, o stride + k dilation -
 * before, c] weight[f, k, c] result[n, o, f]} by one of the three, for given others. All arrays are
 * row-major, with these axes in this order. Thread-safe.
 */
public interface Convolver {
  /** What is computed; the other two are given. */
  enum Part {
    IMAGE,
    WEIGHT,
    RESULT
  }

  /**
   * A spatial axis: element k of place o of the window is element {@code o stride + k dilation -
   * before} of the image, or 0 where there is none.
   *
   * @param size elements of the window
   * @param places how many places it has
   */
  record Axis(int image, int size, int places, int stride, int dilation, int before) {}

  /** All lengths, none of which is 0; c above runs over the channels of the group of f. */
  record Lengths(int batch, int channels, int filters, int groups, List<Axis> axes) {}

  /** Runs something for 0 to n - 1, perhaps on several threads. */
  interface Threads {
    void each(int n, IntConsumer action);
  }

  /** A convolution of some lengths, ready to run. */
  interface Call {
    /** Computes one of the three; its bits do not depend on the threads. */
    void run(float[] image, float[] weight, float[] result, Threads threads);
  }

  /** Empty where the library has nothing fast. */
  Optional<Call> prepare(Part part, Lengths lengths);
}
