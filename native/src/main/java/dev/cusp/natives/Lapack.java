package dev.cusp.natives;

import dev.cusp.library.Decompositions;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * LAPACK (Anderson et al., LAPACK Users' Guide, 1999) as OpenBLAS has it. These calls take long, so
 * arrays are copied out of the heap: the garbage collector need not wait for them.
 */
final class Lapack implements Decompositions {
  private static final int BY_ROWS = 101;

  private final Map<String, MethodHandle> functions = new ConcurrentHashMap<>();

  @Override
  public void lu(int n, double[] a, double[] order) {
    int[] swaps = new int[n];
    call("dgetrf", n, n, a, n, swaps); // a pivot of 0 is the caller's to find
    Arrays.setAll(order, i -> i);
    for (int i = 0; i < n; i++) {
      double kept = order[i];
      order[i] = order[swaps[i] - 1];
      order[swaps[i] - 1] = kept;
    }
  }

  @Override
  public boolean cholesky(int n, double[] a) {
    int status = call("dpotrf", 'L', n, a, n);
    for (int i = 0; i < n; i++) {
      Arrays.fill(a, i * n + i + 1, (i + 1) * n, 0);
    }
    return status == 0;
  }

  @Override
  public void qr(int m, int n, int k, double[] a, double[] q, double[] r) {
    double[] factors = a.clone();
    double[] tau = new double[Math.min(m, n)];
    call("dgeqrf", m, n, factors, n, tau);
    for (int i = 0; i < k; i++) {
      Arrays.fill(r, i * n, i * n + Math.min(i, n), 0);
      int from = Math.min(i, n);
      System.arraycopy(factors, i * n + from, r, i * n + from, n - from);
    }
    for (int i = 0; i < m; i++) {
      System.arraycopy(factors, i * n, q, i * k, Math.min(k, n));
    }
    call("dorgqr", m, k, tau.length, q, k, tau);
  }

  @Override
  public boolean svd(int m, int n, double[] a, double[] u, double[] s, double[] vt) {
    return call("dgesdd", 'S', m, n, a.clone(), n, s, u, Math.min(m, n), vt, n) == 0;
  }

  @Override
  public boolean eigh(int n, double[] a, double[] values) {
    return call("dsyevd", 'V', 'L', n, a, n, values) == 0;
  }

  @Override
  public boolean eig(int n, double[] a, double[] re, double[] im, double[] vRe, double[] vIm) {
    double[] none = new double[1];
    if (call("dgeev", 'N', 'V', n, a.clone(), n, re, im, none, n, vRe, n) != 0) {
      return false;
    }
    for (int j = 0; j < n; j++) { // of a pair, two columns are real and imaginary part of the first
      boolean isPair = im[j] != 0;
      for (int i = j; i < n * n; i += n) {
        vIm[i] = isPair ? vRe[i + 1] : 0;
        if (isPair) {
          vRe[i + 1] = vRe[i];
          vIm[i + 1] = -vIm[i];
        }
      }
      j += isPair ? 1 : 0;
    }
    return true;
  }

  @Override
  public void solveTriangular(
      boolean isLower, boolean isTransposed, boolean isUnit, int n, int k, double[] t, double[] b) {
    char side = isLower ? 'L' : 'U';
    call("dtrtrs", side, isTransposed ? 'T' : 'N', isUnit ? 'U' : 'N', n, k, t, n, b, k);
  }

  /**
   * Calls a function on numbers, characters and arrays, which are copied there and back.
   *
   * @return how it ended: 0, or more where the matrix is not as it should be
   */
  private int call(String name, Object... given) {
    MethodHandle function =
        functions.computeIfAbsent(
            name, _ -> Loaded.openBlas().ordinary("LAPACKE_" + name, type(given)));
    try (Arena arena = Arena.ofConfined()) {
      List<Object> arguments = new ArrayList<>(List.of(BY_ROWS));
      for (Object value : given) {
        arguments.add(
            switch (value) {
              case double[] array -> arena.allocateFrom(ValueLayout.JAVA_DOUBLE, array);
              case int[] array -> arena.allocateFrom(ValueLayout.JAVA_INT, array);
              case Character letter -> (byte) (char) letter;
              default -> value;
            });
      }
      int status = (int) function.invokeWithArguments(arguments);
      if (status < 0) {
        throw new IllegalStateException("LAPACKE_%s refuses argument %d".formatted(name, -status));
      }
      for (int i = 0; i < given.length; i++) {
        switch (given[i]) {
          case double[] array -> copy(arguments.get(i + 1), MemorySegment.ofArray(array));
          case int[] array -> copy(arguments.get(i + 1), MemorySegment.ofArray(array));
          default -> {}
        }
      }
      return status;
    } catch (Throwable e) {
      throw SharedLibrary.unchecked(e);
    }
  }

  private static void copy(Object from, MemorySegment to) {
    to.copyFrom((MemorySegment) from);
  }

  private static FunctionDescriptor type(Object[] given) {
    List<MemoryLayout> types = new ArrayList<>(List.of(ValueLayout.JAVA_INT));
    for (Object value : given) {
      types.add(
          switch (value) {
            case Integer _ -> ValueLayout.JAVA_INT;
            case Character _ -> ValueLayout.JAVA_BYTE;
            default -> ValueLayout.ADDRESS;
          });
    }
    return FunctionDescriptor.of(ValueLayout.JAVA_INT, types.toArray(MemoryLayout[]::new));
  }
}
