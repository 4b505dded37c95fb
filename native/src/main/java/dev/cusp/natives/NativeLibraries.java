package dev.cusp.natives;

import dev.cusp.library.Blas;
import dev.cusp.library.Convolver;
import dev.cusp.library.Decompositions;
import dev.cusp.library.Libraries;
import java.util.Optional;

/** The libraries that come with this module. */
public final class NativeLibraries implements Libraries {
  private static final Decompositions LAPACK = new Lapack();

  @Override
  public Optional<Blas> blas() {
    return Loaded.openBlas() == null ? Optional.empty() : Optional.of(new NativeBlas());
  }

  @Override
  public Optional<Decompositions> decompositions() {
    return Loaded.openBlas() == null ? Optional.empty() : Optional.of(LAPACK);
  }

  @Override
  public Optional<Convolver> convolver() {
    return Loaded.oneDnn() == null ? Optional.empty() : Optional.of(DnnlConvolution::of);
  }
}
