package dev.cusp.optim;

import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An optimizer for each group of parameters, which paths tell apart; the first group that a path
 * matches takes it. What no group takes stays as it is: it is frozen.
 */
public record Groups(List<Group> groups) implements Optimizer {
  /** The parameters whose paths contain a match of a regular expression. */
  public record Group(Pattern path, Optimizer optimizer) {}

  public Groups {
    groups = List.copyOf(groups);
  }

  /** None yet: all parameters are frozen. */
  public static Groups of() {
    return new Groups(List.of());
  }

  /** With one more group. */
  public Groups with(String path, Optimizer optimizer) {
    List<Group> more = new ArrayList<>(groups);
    more.add(new Group(Pattern.compile(path), optimizer));
    return new Groups(more);
  }

  private int group(Parameter p) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).path().matcher(p.path()).find()) {
        return i;
      }
    }
    return -1;
  }

  private List<Parameter> members(List<Parameter> all, int group) {
    return all.stream().filter(p -> group(p) == group).toList();
  }

  @Override
  public State start(List<Parameter> parameters) {
    Map<String, List<Tensor>> memory = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      put(memory, i, groups.get(i).optimizer().start(members(parameters, i)));
    }
    return new State(0, 1, memory);
  }

  @Override
  public Step step(List<Parameter> parameters, State state) {
    Tensor[] next = parameters.stream().map(Parameter::value).toArray(Tensor[]::new);
    Map<String, List<Tensor>> memory = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      List<Parameter> members = members(parameters, i);
      Step step = groups.get(i).optimizer().step(members, get(state, i));
      put(memory, i, step.state());
      for (int k = 0; k < members.size(); k++) {
        next[parameters.indexOf(members.get(k))] = step.parameters().get(k);
      }
    }
    return new Step(Arrays.asList(next), state.next(memory));
  }

  /** The largest of the groups'; 0 where there are none. */
  @Override
  public double rate(State state) {
    return groups.stream().mapToDouble(g -> g.optimizer().rate(state)).max().orElse(0);
  }

  private static void put(Map<String, List<Tensor>> memory, int group, State state) {
    state.memory().forEach((name, tensors) -> memory.put(group + "." + name, tensors));
  }

  private static State get(State state, int group) {
    Map<String, List<Tensor>> own = new LinkedHashMap<>();
    String prefix = group + ".";
    state
        .memory()
        .forEach((name, tensors) -> {
          if (name.startsWith(prefix)) {
            own.put(name.substring(prefix.length()), tensors);
          }
        });
    return new State(state.step(), state.scale(), own);
  }
}
