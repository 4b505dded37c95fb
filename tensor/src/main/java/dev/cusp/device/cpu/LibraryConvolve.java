package dev.cusp.device.cpu;

import dev.cusp.kernel.Routine;
import dev.cusp.library.Convolver;
import dev.cusp.library.Libraries;
import dev.cusp.tensor.Convolution;
import dev.cusp.tensor.Convolution.Geometry;
import dev.cusp.tensor.Convolution.Part;
import dev.cusp.tensor.DType;
import java.util.List;
import java.util.Optional;

/** A convolution by a library. */
final class LibraryConvolve implements Routine {
  private final Part part;
  private final Convolver.Call call;
  private final long work;

  private LibraryConvolve(Part part, Convolver.Call call, long work) {
    this.part = part;
    this.call = call;
    this.work = work;
  }

  /** Empty where there is no library for it, and where it is a mere product of matrices. */
  static Optional<Routine> of(Convolution.Direct direct, Libraries libraries) {
    Geometry g = direct.geometry();
    boolean isEmpty = false;
    for (Part part : Part.values()) {
      isEmpty |= g.shape(part).size() == 0;
    }
    boolean isProduct =
        g.groups() == 1
            && g.axes().stream().allMatch(a -> a.image() == a.places() && a.size() == 1);
    if (isEmpty || isProduct || direct.type() != DType.F32) {
      return Optional.empty();
    }
    long work = (long) g.shape(Part.RESULT).size() * g.shape(Part.WEIGHT).size() / g.filters();
    return libraries
        .convolver()
        .flatMap(convolver ->
            convolver.prepare(Convolver.Part.valueOf(direct.part().name()), lengths(g)))
        .map(call -> new LibraryConvolve(direct.part(), call, work));
  }

  private static Convolver.Lengths lengths(Geometry g) {
    List<Convolver.Axis> axes =
        g.axes().stream()
            .map(a ->
                new Convolver.Axis(
                    a.image(), a.size(), a.places(), a.stride(), a.dilation(), a.before()))
            .toList();
    return new Convolver.Lengths(g.batch(), g.channels(), g.filters(), g.groups(), axes);
  }

  @Override
  public void run(Object[] inputs, Object[] results) {
    float[][] arrays = new float[3][];
    int next = 0;
    for (Part p : Part.values()) {
      arrays[p.ordinal()] = (float[]) (p == part ? results[0] : inputs[next++]);
    }
    call.run(
        arrays[0],
        arrays[1],
        arrays[2],
        (n, action) -> Threads.split(n, work / Multiply.QUICK, 1, (i, _) -> action.accept(i)));
  }
}
