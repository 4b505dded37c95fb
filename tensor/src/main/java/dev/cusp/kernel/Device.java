package dev.cusp.kernel;

/** What runs kernels. */
public interface Device {
  /** Makes kernels ready to run, once for all calls. */
  Code compile(Group group);

  /** The fastest this device knows for a routine: the routine itself, or one that does the same. */
  default Routine prepare(Routine meaning) {
    return meaning;
  }

  /** Kernels that are ready to run; thread-safe. */
  interface Code {
    /**
     * Runs them.
     *
     * @param arrays the arrays in their slots
     * @param numbers the numbers in their slots
     */
    void run(Object[] arrays, double[] numbers);
  }
}
