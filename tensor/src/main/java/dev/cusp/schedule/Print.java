package dev.cusp.schedule;

import dev.cusp.ir.Printer;
import dev.cusp.kernel.Kernel;
import java.util.Collection;
import java.util.List;

/**
 * What {@code -Dcusp.print=fuse,kernel} writes to the standard error stream: when a graph is
 * compiled and why, and the kernels, with the user's lines.
 */
final class Print {
  private static final List<String> STAGES =
      List.of(System.getProperty("cusp.print", "").split(","));

  private Print() {}

  /** Called when there is no plan for what was recorded. */
  static void plan(
      Recorded recorded, Nodes nodes, Plan plan, Collection<Recorded.Key> known, long nanos) {
    if (STAGES.contains("fuse")) {
      System.err.print(text(recorded, nodes, plan, known, nanos));
    }
  }

  static String text(
      Recorded recorded, Nodes nodes, Plan plan, Collection<Recorded.Key> known, long nanos) {
    StringBuilder text = new StringBuilder();
    text.append(
        "fuse: %d tensors and %d gradients became %d operations in %d steps, %d bytes; %.1f ms\n"
            .formatted(
                recorded.tensors.size(),
                recorded.derivations.size(),
                nodes.size(),
                plan.steps().size(),
                plan.bytes(),
                nanos / 1e6));
    text.append("  because ").append(why(recorded.key(), known)).append('\n');
    plan.buffers().forEach(buffer -> text.append("  ").append(buffer.name()).append('\n'));
    return text.toString();
  }

  private static String why(Recorded.Key key, Collection<Recorded.Key> known) {
    for (Recorded.Key other : known) {
      String difference = key.difference(other);
      if (difference != null) {
        return "a graph was known but for " + difference;
      }
    }
    return "no graph of these operations was known";
  }

  static void kernel(Kernel k) {
    if (STAGES.contains("kernel")) {
      System.err.printf(
          "kernel: loops of %s, the last %d reduced by %s, reading %s%n%s",
          k.extents(), k.reduced(), k.reduction(), k.inputs(), Printer.print(k.body()));
    }
  }
}
