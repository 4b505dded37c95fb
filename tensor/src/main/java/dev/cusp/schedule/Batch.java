package dev.cusp.schedule;

import dev.cusp.kernel.Group;
import dev.cusp.kernel.Group.Division;
import dev.cusp.kernel.Kernel;
import dev.cusp.kernel.Kernel.Input;
import dev.cusp.schedule.Nodes.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Jobs that are run together: kernels on the same rows, or one job alone. */
final class Batch {
  /** Bytes of a row, at most, in all arrays: several rows have to fit into a core's cache. */
  private static final int WIDEST = 1 << 17;

  /** Fewer rows cannot be divided well. */
  private static final int FEWEST = 4;

  /** Elements of which a part of a sum is made, at least. */
  private static final int LONG = 256;

  /** Kernels that are run together, at most. */
  private static final int MOST = 32;

  /**
   * Something to be run.
   *
   * @param kernel null for what is no kernel, or no loop nest by itself
   * @param writes slots, one for a kernel
   * @param reads slots
   * @param steps where it is no kernel
   */
  record Job(Kernel kernel, List<Integer> writes, Set<Integer> reads, List<Plan.Step> steps) {
    int slot() {
      return writes.getFirst();
    }
  }

  private final Nodes nodes;

  /** In the order in which they are run. */
  private final TreeMap<Integer, Job> jobs = new TreeMap<>();

  /** Into how many rows kernels can be divided, at most; 0 for what is none. */
  private int rows;

  Batch(Nodes nodes, int order, Job job) {
    this.nodes = nodes;
    jobs.put(order, job);
    boolean runs = job.kernel() != null && !job.kernel().extents().contains(0);
    rows = runs ? rows(job.kernel()) : 0;
  }

  private static int rows(Kernel k) {
    boolean isOfRows = k.outer() == 1 && (k.accumulatesRows() || k.extents().getFirst() == 1);
    return isOfRows && k.reduced() > 0 ? k.extents().get(1) : k.extents().getFirst();
  }

  /** Whether it makes one number of all elements. */
  private static boolean isWhole(Kernel k) {
    return k.reduced() == 1 && k.outer() == 1 && k.extents().getFirst() == 1;
  }

  Collection<Job> jobs() {
    return jobs.values();
  }

  /** The place of its last job among all. */
  int last() {
    return jobs.lastKey();
  }

  /** Takes the jobs of another one, where they fit; gives back whether they do. */
  boolean takes(Batch other) {
    int least = Math.min(rows, other.rows);
    boolean divides = least >= FEWEST && rows % least == 0 && other.rows % least == 0;
    if (!divides || jobs.size() + other.jobs.size() > MOST) {
      return false;
    }
    TreeMap<Integer, Job> together = new TreeMap<>(jobs);
    together.putAll(other.jobs);
    for (Job job : together.values()) {
      while (isWhole(job.kernel()) && job.kernel().extents().getLast() / least < LONG) {
        if (least % 2 != 0 || least / 2 < FEWEST) {
          return false;
        }
        least /= 2;
      }
    }
    if (!fit(together.values(), least)) {
      return false;
    }
    jobs.putAll(other.jobs);
    rows = least;
    return true;
  }

  private boolean fit(Collection<Job> some, int rows) {
    Map<Integer, Job> written = new HashMap<>();
    Set<Integer> seen = new HashSet<>();
    long bytes = 0;
    for (Job job : some) {
      Kernel k = kernel(job, rows);
      Division d = Group.division(k, rows);
      if (d == null) {
        return false;
      }
      for (Input input : k.inputs()) {
        if (input instanceof Input.Element e) {
          Job writer = written.get(e.slot());
          if (writer != null && !isSameRow(writer, k, d, e, rows)) {
            return false;
          }
          bytes += e.at().stride(d.axis()) != 0 && seen.add(e.slot()) ? bytes(e.slot(), rows) : 0;
        }
      }
      bytes += Group.reducesRows(k, d) ? 0 : bytes(job.slot(), rows);
      seen.add(job.slot());
      written.put(job.slot(), job);
    }
    return bytes <= WIDEST;
  }

  private boolean isSameRow(Job writer, Kernel k, Division d, Input.Element e, int rows) {
    Kernel other = kernel(writer, rows);
    Division by = Group.division(other, rows);
    int size = nodes.get(e.slot()).shape().size();
    return size % rows == 0
        && !Group.reducesRows(other, by)
        && Group.staysInRow(other, by, other.output(), size / rows)
        && Group.staysInRow(k, d, e.at(), size / rows);
  }

  private long bytes(int slot, int rows) {
    Node n = nodes.get(slot);
    return (long) n.shape().size() * n.type().bytes() / rows;
  }

  /** The kernel of a job, as it is where there are so many rows. */
  private static Kernel kernel(Job job, int rows) {
    Kernel k = job.kernel();
    return isWhole(k) && k.extents().getLast() % rows == 0 ? k.split(k.outer(), rows) : k;
  }

  List<Integer> written() {
    return jobs.values().stream().flatMap(job -> job.writes().stream()).toList();
  }

  /** Whether a slot is of use only within it, if no other batch reads it. */
  boolean canKeep(int slot) {
    if (jobs.size() == 1) {
      return false;
    }
    Job job = jobs.values().stream().filter(j -> j.slot() == slot).findFirst().orElseThrow();
    Kernel k = kernel(job, rows);
    return !Group.reducesRows(k, Group.division(k, rows));
  }

  /** Its kernels, with arrays of their own for what is inside; null for no kernel. */
  Group group(Set<Integer> inside) {
    Job first = jobs.firstEntry().getValue();
    if (jobs.size() == 1) {
      return first.kernel() == null ? null : Group.of(first.kernel(), first.slot());
    }
    List<Group.Member> members = new ArrayList<>();
    List<Group.Temporary> temporaries = new ArrayList<>();
    for (Job job : jobs.values()) {
      members.add(new Group.Member(kernel(job, rows), job.slot()));
      if (inside.contains(job.slot())) {
        Node n = nodes.get(job.slot());
        temporaries.add(new Group.Temporary(job.slot(), n.type().component(), n.shape().size()));
      }
    }
    return new Group(rows, members, temporaries);
  }
}
