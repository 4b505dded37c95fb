package dev.cusp.natives;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.cusp.library.Blas;
import dev.cusp.library.Gemm;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Products of matrices by OpenBLAS, larger ones of floats by oneDNN, where it is quicker. */
final class NativeBlas implements Blas {
  /** Multiplications from which on oneDNN is taken. */
  private static final long LARGE = 1 << 20;

  private static final int BY_ROWS = 101;
  private static final int AS_IT_IS = 111;
  private static final int TRANSPOSED = 112;

  private static final class Sgemm {
    static final MethodHandle CALL = Loaded.openBlas().function("cblas_sgemm", cblas(JAVA_FLOAT));
  }

  private static final class Dgemm {
    static final MethodHandle CALL = Loaded.openBlas().function("cblas_dgemm", cblas(JAVA_DOUBLE));
  }

  private static final class DnnlSgemm {
    static final MethodHandle CALL =
        Loaded.oneDnn() == null
            ? null
            : Loaded.oneDnn()
                .function(
                    "dnnl_sgemm",
                    FunctionDescriptor.of(
                        JAVA_INT,
                        JAVA_BYTE,
                        JAVA_BYTE,
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_FLOAT,
                        ADDRESS,
                        JAVA_LONG,
                        ADDRESS,
                        JAVA_LONG,
                        JAVA_FLOAT,
                        ADDRESS,
                        JAVA_LONG));
  }

  private static FunctionDescriptor cblas(MemoryLayout number) {
    return FunctionDescriptor.ofVoid(
        JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, number, ADDRESS, JAVA_INT,
        ADDRESS, JAVA_INT, number, ADDRESS, JAVA_INT);
  }

  private static MemorySegment part(float[] array, int at, long size) {
    return MemorySegment.ofArray(array).asSlice(Float.BYTES * (long) at, Float.BYTES * size);
  }

  private static MemorySegment part(double[] array, int at, long size) {
    return MemorySegment.ofArray(array).asSlice(Double.BYTES * (long) at, Double.BYTES * size);
  }

  @Override
  public void multiply(Gemm g, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt) {
    MemorySegment x = part(a, aAt, g.aSize());
    MemorySegment y = part(b, bAt, g.bSize());
    MemorySegment z = part(c, cAt, g.cSize());
    try {
      if ((long) g.m() * g.n() * g.k() >= LARGE && DnnlSgemm.CALL != null) {
        large(g, x, y, z);
        return;
      }
      Sgemm.CALL.invokeExact(
          BY_ROWS,
          g.aTransposed() ? TRANSPOSED : AS_IT_IS,
          g.bTransposed() ? TRANSPOSED : AS_IT_IS,
          g.m(),
          g.n(),
          g.k(),
          1f,
          x,
          g.aLead(),
          y,
          g.bLead(),
          g.adds() ? 1f : 0f,
          z,
          g.cLead());
    } catch (Throwable e) {
      throw SharedLibrary.unchecked(e);
    }
  }

  private static void large(Gemm g, MemorySegment x, MemorySegment y, MemorySegment z)
      throws Throwable {
    int status =
        (int)
            DnnlSgemm.CALL.invokeExact(
                (byte) (g.aTransposed() ? 'T' : 'N'),
                (byte) (g.bTransposed() ? 'T' : 'N'),
                (long) g.m(),
                (long) g.n(),
                (long) g.k(),
                1f,
                x,
                (long) g.aLead(),
                y,
                (long) g.bLead(),
                g.adds() ? 1f : 0f,
                z,
                (long) g.cLead());
    if (status != 0) {
      throw new IllegalStateException("dnnl_sgemm of " + g + " fails with status " + status);
    }
  }

  @Override
  public void multiply(Gemm g, double[] a, int aAt, double[] b, int bAt, double[] c, int cAt) {
    MemorySegment x = part(a, aAt, g.aSize());
    MemorySegment y = part(b, bAt, g.bSize());
    MemorySegment z = part(c, cAt, g.cSize());
    try {
      Dgemm.CALL.invokeExact(
          BY_ROWS,
          g.aTransposed() ? TRANSPOSED : AS_IT_IS,
          g.bTransposed() ? TRANSPOSED : AS_IT_IS,
          g.m(),
          g.n(),
          g.k(),
          1.0,
          x,
          g.aLead(),
          y,
          g.bLead(),
          g.adds() ? 1.0 : 0.0,
          z,
          g.cLead());
    } catch (Throwable e) {
      throw SharedLibrary.unchecked(e);
    }
  }
}
