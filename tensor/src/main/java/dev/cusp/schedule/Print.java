package dev.cusp.schedule;

import dev.cusp.ir.Printer;
import dev.cusp.kernel.Group;
import dev.cusp.kernel.Kernel;
import dev.cusp.tensor.ShapeException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What {@code -Dcusp.print=fuse,kernel,time} writes to the standard error stream: when a graph is
 * compiled and why; the kernels, with the user's lines; at the end of the process, what took how
 * long.
 */
final class Print {
  private static final List<String> STAGES =
      List.of(System.getProperty("cusp.print", "").split(","));

  /** Lines of a table of times. */
  private static final int LINES = 40;

  private static final Map<String, Time> TIMES = new ConcurrentHashMap<>();

  static {
    if (STAGES.contains("time")) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.err.print(times())));
    }
  }

  private Print() {}

  /** How long steps of a name took so far. */
  private static final class Time {
    private long runs;
    private long total;
    private long least = Long.MAX_VALUE;

    synchronized void add(long nanos) {
      runs++;
      total += nanos;
      least = Math.min(least, nanos);
    }

    synchronized double atBest() {
      return least * runs / 1e6;
    }

    synchronized String toText(String name) {
      return "%9.1f %9d %10.4f  %s%n".formatted(total / 1e6, runs, least / 1e6, name);
    }
  }

  /** The step, timed where times are to be printed. */
  static Plan.Step timed(Plan.Step step, String name) {
    if (!STAGES.contains("time")) {
      return step;
    }
    Time time = TIMES.computeIfAbsent(name, _ -> new Time());
    return (arrays, starts, numbers) -> {
      long start = System.nanoTime();
      step.run(arrays, starts, numbers);
      time.add(System.nanoTime() - start);
    };
  }

  private static String times() {
    StringBuilder text = new StringBuilder();
    text.append("%9s %9s %10s  %s%n".formatted("ms in all", "runs", "ms at best", "step"));
    double atBest = TIMES.values().stream().mapToDouble(Time::atBest).sum();
    text.append("%9.1f %9s %10s  all, had each run been at its best%n".formatted(atBest, "", ""));
    TIMES.entrySet().stream()
        .sorted(Comparator.comparingDouble(entry -> -entry.getValue().atBest()))
        .limit(LINES)
        .forEach(entry -> text.append(entry.getValue().toText(entry.getKey())));
    return text.toString();
  }

  /** Called when there is no plan for what was recorded. */
  static void plan(
      Recorded recorded, Nodes nodes, Plan plan, Collection<Recorded.Key> known, long nanos) {
    if (STAGES.contains("fuse")) {
      System.err.print(text(recorded, nodes, plan, known, nanos));
      System.err.printf("  read at %s%n", ShapeException.where());
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

  static void group(Group group) {
    if (STAGES.contains("kernel")) {
      if (group.members().size() > 1) {
        System.err.printf(
            "kernels: the next %d together, %d rows, %d arrays between them%n",
            group.members().size(), group.rows(), group.temporaries().size());
      }
      group.members().forEach(m -> System.err.print(text(m.kernel())));
    }
  }

  /** Its loops, what its parameters are and how they go with the loops, and its body. */
  static String text(Kernel k) {
    StringBuilder text = new StringBuilder("kernel: loops of " + k.extents());
    if (k.reduced() > 0) {
      text.append(", %s over the last %d".formatted(k.reduction(), k.reduced()));
    }
    for (Kernel.Input input : k.inputs()) {
      text.append(
          switch (input) {
            case Kernel.Input.Element e ->
                ", %s of array %d".formatted(e.component().displayName(), e.slot());
            case Kernel.Input.Index _ -> ", position";
            case Kernel.Input.Number n -> ", number %d".formatted(n.slot());
          });
      if (!(input instanceof Kernel.Input.Number)) {
        text.append(" at %d + %s".formatted(input.at().offset(), input.at().strides()));
      }
    }
    return text.append('\n').append(Printer.print(k.body())).toString();
  }
}
