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
     * @param starts where in its array begins what is read of it, by slot; all others begin at 0
     * @param numbers the numbers in their slots
     */
    void run(Object[] arrays, int[] starts, double[] numbers);
  }
}
