package dev.cusp.device.cpu;

import dev.cusp.kernel.Device;
import dev.cusp.kernel.Group;
import dev.cusp.kernel.Group.Division;
import dev.cusp.kernel.Group.Temporary;
import dev.cusp.kernel.Kernel;
import dev.cusp.kernel.Kernel.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A group of kernels, all of them on a block of rows, then on the next one. A block is as large as
 * fits into a core's cache, and what is written for other members only stays there.
 */
final class Blocks implements Device.Code {
  /** A kernel alone. */
  interface Whole {
    void run(Object[] arrays, int[] starts, Object output, double[] numbers);
  }

  /** Bytes of all arrays in a block, about. */
  private static final int CACHE = 1 << 18;

  /** Threads begin at multiples of this many rows where rows are added up. */
  private static final int ALIGNED = 128;

  private final Group group;
  private final List<Nest> nests;
  private final List<Division> divisions;

  /** By member, for each operand: which temporary it is; -1 for others. */
  private final List<int[]> places = new ArrayList<>();

  /** Elements of each temporary that are a row. */
  private final int[] widths;

  private final int block;
  private final int chunk;
  private final long work;

  /** Temporaries of a block, one set for each thread. */
  private final ConcurrentLinkedQueue<Object[]> kept = new ConcurrentLinkedQueue<>();

  Blocks(Group group, List<Nest> nests) {
    this.group = group;
    this.nests = nests;
    divisions =
        group.members().stream().map(m -> Group.division(m.kernel(), group.rows())).toList();
    widths = group.temporaries().stream().mapToInt(t -> t.size() / group.rows()).toArray();
    boolean sums = false;
    long all = 0;
    for (int i = 0; i < nests.size(); i++) {
      places.add(places(group.members().get(i)));
      sums |= Group.reducesRows(group.members().get(i).kernel(), divisions.get(i));
      all += nests.get(i).work();
    }
    work = all;
    int fit = Math.max(1, (int) (CACHE / Math.max(1, bytes())));
    block = Math.min(Integer.highestOneBit(fit), Integer.highestOneBit(2 * group.rows() - 1));
    chunk = sums ? Math.max(block, ALIGNED) : block;
  }

  private int[] places(Group.Member member) {
    Kernel k = member.kernel();
    int[] places = new int[k.inputs().size() + 1];
    places[0] = temporary(member.output());
    for (int i = 1; i < places.length; i++) {
      places[i] = k.inputs().get(i - 1) instanceof Input.Element e ? temporary(e.slot()) : -1;
    }
    return places;
  }

  private int temporary(int slot) {
    List<Integer> slots = group.temporaries().stream().map(Temporary::slot).toList();
    return slots.indexOf(slot);
  }

  /** Bytes of a row in all arrays. */
  private long bytes() {
    List<Integer> seen = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < nests.size(); i++) {
      Group.Member m = group.members().get(i);
      Division d = divisions.get(i);
      for (Input input : m.kernel().inputs()) {
        if (input instanceof Input.Element e && !seen.contains(e.slot())) {
          seen.add(e.slot());
          bytes += 4L * d.rounds() * Math.abs(e.at().stride(d.axis()));
        }
      }
      if (!Group.reducesRows(m.kernel(), d)) {
        bytes += 4L * d.rounds() * m.kernel().output().stride(0);
        seen.add(m.output());
      }
    }
    return bytes;
  }

  @Override
  public void run(Object[] arrays, int[] starts, double[] numbers) {
    List<Nest.Call> calls = new ArrayList<>();
    for (int i = 0; i < nests.size(); i++) {
      Object output = arrays[group.members().get(i).output()];
      calls.add(nests.get(i).call(arrays, starts, output, numbers));
    }
    int chunks = Math.ceilDiv(group.rows(), chunk);
    Threads.split(
        chunks,
        work,
        Integer.MAX_VALUE,
        (from, to) -> rows(calls, from * chunk, Math.min(group.rows(), to * chunk)));
    calls.forEach(Nest.Call::end);
  }

  private void rows(List<Nest.Call> calls, int from, int to) {
    Object[] some = kept.poll();
    Object[] temporaries = some == null ? temporaries() : some;
    Pass[] passes = new Pass[nests.size()];
    for (int i = 0; i < passes.length; i++) {
      passes[i] = calls.get(i).pass();
      int[] places = this.places.get(i);
      for (int k = 0; k < places.length; k++) {
        if (places[k] >= 0) {
          passes[i].replace(k, temporaries[places[k]]);
        }
      }
    }
    for (int first = from; first < to; first += block) {
      int end = Math.min(to, first + block);
      for (int i = 0; i < passes.length; i++) {
        int[] places = this.places.get(i);
        for (int k = 0; k < places.length; k++) {
          if (places[k] >= 0) {
            passes[i].leaveOut(k, first * widths[places[k]]);
          }
        }
        long start = calls.get(i).start();
        passes[i].rows(divisions.get(i), first, end);
        calls.get(i).ran(start);
      }
    }
    kept.add(temporaries);
  }

  private Object[] temporaries() {
    Object[] arrays = new Object[group.temporaries().size()];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = group.temporaries().get(i).array(block * widths[i]);
    }
    return arrays;
  }
}
