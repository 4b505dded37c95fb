package dev.cusp.schedule;

import dev.cusp.kernel.Device;
import dev.cusp.schedule.Nodes.Signature;
import dev.cusp.tensor.Evaluator;
import dev.cusp.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Evaluates tensors: fuses their graph into kernels and has a device run them. A plan is kept by
 * the structure of the graph and its shapes, so the same step is compiled once. Thread-safe.
 */
public final class Scheduler implements Evaluator {
  /** The plans used last. */
  private static final int KEPT = 1024;

  private final Device device;
  private final boolean fuses;

  private final Map<Signature, Plan> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Signature, Plan> eldest) {
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
    this.device = device;
    this.fuses = fuses;
  }

  @Override
  public List<Object> evaluate(List<Tensor> tensors) {
    Nodes nodes = new Nodes(tensors);
    return plan(nodes).run(nodes);
  }

  private Plan plan(Nodes nodes) {
    Signature signature = nodes.signature();
    synchronized (plans) {
      Plan known = plans.get(signature);
      if (known != null) {
        return known;
      }
    }
    Plan made = Schedule.plan(nodes, device, fuses);
    synchronized (plans) {
      plans.put(signature, made);
    }
    return made;
  }

  /** How many plans have been made and are kept. */
  public int plans() {
    synchronized (plans) {
      return plans.size();
    }
  }
}
