package dev.cusp.natives;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;

/**
 * The libraries of this process, each loaded when it is first asked for; null where that failed,
 * which is said once.
 */
final class Loaded {
  private static final System.Logger LOG = System.getLogger("dev.cusp.natives");

  private Loaded() {}

  static SharedLibrary openBlas() {
    return OpenBlas.LIBRARY;
  }

  static SharedLibrary oneDnn() {
    return OneDnn.LIBRARY;
  }

  private static final class OpenBlas {
    static final SharedLibrary LIBRARY =
        load("openblas", Platform.here().openBlas(), Map.of("OPENBLAS_NUM_THREADS", "1"));

    static {
      if (LIBRARY != null) {
        oneThread(LIBRARY);
      }
    }

    /** Where there is no setenv, the library has begun with a thread for each processor. */
    private static void oneThread(SharedLibrary library) {
      MethodHandle set =
          library.function(
              "openblas_set_num_threads", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
      try {
        set.invokeExact(1);
      } catch (Throwable e) {
        throw SharedLibrary.unchecked(e);
      }
    }
  }

  private static final class OneDnn {
    static final SharedLibrary LIBRARY =
        load(
            "dnnl",
            Platform.here().oneDnn(),
            Map.of("OMP_NUM_THREADS", "1", "GOMP_SPINCOUNT", "1000"));
  }

  /** Work is divided by who calls, so a call has one thread. */
  private static SharedLibrary load(
      String name, List<String> files, Map<String, String> environment) {
    Platform platform = Platform.here();
    try {
      SharedLibrary.setEnvironment(environment);
      return SharedLibrary.load(Cache.of(platform), platform, name, files);
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "no {0} on {1}, so matrix products are slower: {2}",
          name,
          platform.name(),
          e.toString());
      return null;
    }
  }
}
