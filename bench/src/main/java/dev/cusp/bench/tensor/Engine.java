package dev.cusp.bench.tensor;

import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/** Who computes: Cusp, or a library it is compared with, found as services. */
public interface Engine {
  String name();

  /** Whether it knows a workload. */
  boolean has(String workload);

  /**
   * A computation that can be run again and again, and what it has computed when it returns; empty
   * where it is not known.
   *
   * @param workload the name of one of {@link Workloads}
   * @param threads how many it may use
   */
  Optional<Supplier<?>> prepare(String workload, int threads);

  /**
   * The engine of this name.
   *
   * @throws IllegalArgumentException where it is not on the class path
   */
  static Engine of(String name) {
    return of(name, Engine.class.getClassLoader());
  }

  /** The same on another class path. */
  static Engine of(String name, ClassLoader loader) {
    return ServiceLoader.load(Engine.class, loader).stream()
        .map(ServiceLoader.Provider::get)
        .filter(engine -> engine.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no engine " + name));
  }
}
