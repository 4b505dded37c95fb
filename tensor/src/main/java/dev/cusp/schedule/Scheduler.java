package dev.cusp.schedule;

import dev.cusp.kernel.Device;
import dev.cusp.tensor.Evaluator;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Evaluates tensors: fuses their graph into kernels and has a device run them. A plan is kept by
 * the structure of the graph and its shapes, so the same step is compiled once. Thread-safe.
 */
public final class Scheduler implements Evaluator {
  /** The plans used last. */
  private static final int KEPT = 1024;

  private final Kernels kernels;
  private final boolean fuses;
  private final Spare spare = new Spare();

  private final Map<Recorded.Key, Plan> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Recorded.Key, Plan> eldest) {
          return size() > KEPT;
        }
      };

  /** With the device of this process. */
  public Scheduler() {
    this(
        ServiceLoader.load(Device.class, Device.class.getClassLoader())
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("no service provides " + Device.class.getName())),
        true);
  }

  /**
   * With a device of one's own.
   *
   * @param fuses false to have each operation run alone, as a test wants it
   */
  public Scheduler(Device device, boolean fuses) {
    kernels = new Kernels(device);
    this.fuses = fuses;
  }

  @Override
  public List<Elements> evaluate(List<Tensor> tensors) {
    Recorded recorded = new Recorded(tensors);
    Plan plan = plan(recorded, tensors);
    if (plan == null) {
      return evaluate(tensors);
    }
    Object[] arrays = plan.run(recorded.data(), null, recorded.numbers(), null, spare);
    List<Elements> all = new ArrayList<>();
    for (int i = 0; i < arrays.length; i++) {
      int source = plan.source(i);
      int first = plan.results().indexOf(plan.results().get(i));
      AtomicInteger owners =
          source >= 0
              ? recorded.tensors.get(source).owners()
              : first < i ? all.get(first).owners() : new AtomicInteger();
      if (owners != null) {
        owners.incrementAndGet();
      }
      all.add(new Elements(arrays[i], owners));
    }
    return all;
  }

  @Override
  public void recycle(Object array) {
    spare.put(array);
  }

  @Override
  public Object structure(List<Tensor> parameters, List<Tensor> results) {
    return new Recorded(parameters, results).key();
  }

  @Override
  public OnParts compile(List<Tensor> parameters, List<Tensor> results) {
    Recorded recorded = new Recorded(parameters, results);
    Plan plan = plan(recorded, results);
    if (plan == null) {
      return compile(parameters, results);
    }
    double[] numbers = recorded.numbers();
    return (inputs, from, targets) -> plan.run(inputs, from, numbers, targets, spare);
  }

  /** The plan; null where gradients in it had to be recorded, which have a structure now. */
  private Plan plan(Recorded recorded, List<Tensor> tensors) {
    Plan known = known(recorded);
    if (known != null) {
      return known;
    }
    long start = System.nanoTime();
    Nodes nodes = new Nodes(tensors, recorded);
    if (!nodes.isPure()) {
      return null;
    }
    Plan made = Schedule.plan(nodes, kernels, fuses);
    synchronized (plans) {
      Print.plan(recorded, nodes, made, plans.keySet(), System.nanoTime() - start);
      plans.put(recorded.key(), made);
    }
    return made;
  }

  private Plan known(Recorded recorded) {
    synchronized (plans) {
      return plans.get(recorded.key());
    }
  }

  /** How many plans have been made and are kept. */
  public int plans() {
    synchronized (plans) {
      return plans.size();
    }
  }
}
