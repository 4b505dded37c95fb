package dev.cusp.bench.cases;

import dev.cusp.bench.data.BundleInstance;
import dev.cusp.bench.data.GmmInstance;
import dev.cusp.bench.data.HandInstance;
import dev.cusp.bench.data.LstmInstance;
import dev.cusp.bench.data.SharedData;
import dev.cusp.bench.problems.BranchLoop;
import dev.cusp.bench.problems.Rosenbrock;
import dev.cusp.bench.problems.Stencil;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cases by name. */
public final class Cases {
  private static final int STENCIL_CELLS = 1000;
  private static final int STENCIL_STEPS = 1000;

  private static final Map<String, Source> SOURCES = new LinkedHashMap<>();

  static {
    SOURCES.put("gmm-d10-K25", () -> gmm("gmm/1k/gmm_d10_K25"));
    SOURCES.put("gmm-d20-K50", () -> gmm("gmm/1k/gmm_d20_K50"));
    SOURCES.put("gmm-d64-K50", () -> gmm("gmm/1k/gmm_d64_K50"));
    SOURCES.put("lstm-l2-c1024", () -> lstm("lstm/lstm_l2_c1024"));
    SOURCES.put("lstm-l2-c4096", () -> lstm("lstm/lstm_l2_c4096"));
    SOURCES.put("hand-small-c800", () -> hand("hand/simple_small/hand5_t26_c800", false));
    SOURCES.put("hand-big-c800", () -> hand("hand/simple_big/hand5_t26_c800", false));
    SOURCES.put("hand-complicated-c800", () -> hand("hand/complicated_small/hand5_t26_c800", true));
    SOURCES.put("ba1", () -> bundle("ba/ba1_n49_m7776_p31843"));
    SOURCES.put("rosenbrock-1e3", () -> new RosenbrockCase(Rosenbrock.point(1_000)));
    SOURCES.put("rosenbrock-1e5", () -> new RosenbrockCase(Rosenbrock.point(100_000)));
    SOURCES.put("branch-loop", () -> new BranchLoopCase(BranchLoop.POINT));
    SOURCES.put("stencil-jacobi", () -> stencil(false));
    SOURCES.put("stencil-gauss-seidel", () -> stencil(true));
  }

  private Cases() {}

  /** Where a case comes from: a file, or nothing. */
  private interface Source {
    Case load() throws IOException;
  }

  public static List<String> names() {
    return List.copyOf(SOURCES.keySet());
  }

  /**
   * The case of this name.
   *
   * @throws FileNotFoundException if it needs data that are not here
   */
  public static Case load(String name) throws IOException {
    Source source = SOURCES.get(name);
    if (source == null) {
      throw new IllegalArgumentException("no case " + name + "; there are " + names());
    }
    return source.load();
  }

  private static Path file(String name) throws IOException {
    return SharedData.find("adbench")
        .map(folder -> folder.resolve(name + ".txt"))
        .orElseThrow(() -> new FileNotFoundException(SharedData.missing("adbench")));
  }

  private static Case gmm(String name) throws IOException {
    return new GmmCase(GmmInstance.read(file(name)));
  }

  private static Case lstm(String name) throws IOException {
    return new LstmCase(LstmInstance.read(file(name)));
  }

  private static Case hand(String name, boolean complicated) throws IOException {
    return new HandCase(HandInstance.read(file(name), complicated), complicated);
  }

  private static Case bundle(String name) throws IOException {
    return new BundleCase(BundleInstance.readReplicated(file(name)));
  }

  private static Case stencil(boolean inPlace) {
    return new StencilCase(inPlace, Stencil.rod(STENCIL_CELLS), 0.2, STENCIL_STEPS);
  }
}
