package dev.cusp.schedule;

import dev.cusp.ir.Printer;
import dev.cusp.kernel.Access;
import dev.cusp.kernel.Device;
import dev.cusp.kernel.Group;
import dev.cusp.kernel.Kernel;
import dev.cusp.kernel.Kernel.Input;
import dev.cusp.kernel.Reduction;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Kernels, compiled once for all places where the same is done to other arrays: a layer that is
 * there ten times is compiled, and warmed up by the JIT, once. Thread-safe.
 */
final class Kernels {
  /** Those used last. */
  private static final int KEPT = 4096;

  /** The body as its text, which says all that it does. */
  private record Same(
      List<Integer> extents,
      int reduced,
      List<Input> inputs,
      String body,
      Class<?> host,
      Reduction reduction,
      Access output,
      ClassDesc component) {
    static Same of(Kernel k) {
      return new Same(
          k.extents(),
          k.reduced(),
          k.inputs(),
          Printer.print(k.body()),
          k.body().host(),
          k.reduction(),
          k.output(),
          k.component());
    }
  }

  private record SameGroup(
      int rows, List<Same> kernels, List<Integer> outputs, List<Group.Temporary> temporaries) {
    static SameGroup of(Group g) {
      return new SameGroup(
          g.rows(),
          g.members().stream().map(m -> Same.of(m.kernel())).toList(),
          g.members().stream().map(Group.Member::output).toList(),
          g.temporaries());
    }
  }

  private final Device device;

  private final Map<SameGroup, Device.Code> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SameGroup, Device.Code> eldest) {
          return size() > KEPT;
        }
      };

  Kernels(Device device) {
    this.device = device;
  }

  Device device() {
    return device;
  }

  /** The step that runs kernels, whose slots are those of the plan. */
  Plan.Step step(Group group) {
    List<Integer> arrays = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    List<Group.Member> members = new ArrayList<>();
    for (Group.Member m : group.members()) {
      List<Input> inputs = new ArrayList<>();
      for (Input input : m.kernel().inputs()) {
        inputs.add(
            switch (input) {
              case Input.Element e ->
                  new Input.Element(place(arrays, e.slot()), e.component(), e.at());
              case Input.Index i -> i;
              case Input.Number n -> new Input.Number(place(numbers, n.slot()), n.at());
            });
      }
      members.add(new Group.Member(m.kernel().with(inputs), place(arrays, m.output())));
    }
    List<Group.Temporary> temporaries = new ArrayList<>();
    for (Group.Temporary t : group.temporaries()) {
      temporaries.add(new Group.Temporary(place(arrays, t.slot()), t.component(), t.size()));
    }
    Device.Code code = compiled(new Group(group.rows(), members, temporaries));
    return new Call(code, ints(arrays), ints(numbers));
  }

  /** Kernels with the arrays and numbers they are run on. */
  private record Call(Device.Code code, int[] arrays, int[] numbers) implements Plan.Step {
    @Override
    public void run(Object[] all, int[] starts, double[] values) {
      Object[] mine = new Object[arrays.length];
      int[] begin = new int[arrays.length];
      for (int i = 0; i < mine.length; i++) {
        mine[i] = all[arrays[i]];
        begin[i] = starts[arrays[i]];
      }
      double[] given = new double[numbers.length];
      for (int i = 0; i < given.length; i++) {
        given[i] = values[numbers[i]];
      }
      code.run(mine, begin, given);
    }
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(i -> i).toArray();
  }

  private static int place(List<Integer> slots, int slot) {
    if (!slots.contains(slot)) {
      slots.add(slot);
    }
    return slots.indexOf(slot);
  }

  private Device.Code compiled(Group group) {
    SameGroup same = SameGroup.of(group);
    synchronized (known) {
      Device.Code code = known.get(same);
      if (code != null) {
        return code;
      }
    }
    Print.group(group);
    Device.Code code = device.compile(group);
    synchronized (known) {
      known.put(same, code);
    }
    return code;
  }
}
