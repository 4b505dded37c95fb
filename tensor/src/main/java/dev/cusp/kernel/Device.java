package dev.cusp.kernel;

/** What runs kernels. */
public interface Device {
  /** Makes a kernel ready to run, once for all calls. */
  Code compile(Kernel kernel);

  /** The fastest this device knows for a routine: the routine itself, or one that does the same. */
  default Routine prepare(Routine meaning) {
    return meaning;
  }

  /** A kernel that is ready to run; thread-safe. */
  interface Code {
    /**
     * Runs it.
     *
     * @param arrays the arrays in their slots
     * @param output the array to write to
     * @param numbers the numbers in their slots
     */
    void run(Object[] arrays, Object output, double[] numbers);
  }
}
