package dev.cusp.ir;

import java.util.ArrayList;
import java.util.List;

/** Shapes of loops. */
public final class Loops {
  private Loops() {}

  /**
   * A loop whose body is {@code head; if (again) {tail; yield next} else {yield params}; yield
   * (again, results of the if)}: Java's {@code while (head) tail}.
   *
   * @param head what computes the condition
   * @param again the condition
   * @param tail the region run where the condition holds; yields the next values
   * @param exit the values, visible after the head, that the loop ends with
   * @param source where the condition is asked
   */
  public record While(List<Stmt> head, Value again, Region tail, List<Value> exit, Source source) {

    /** Whether the head only computes: it can be left out or done again. */
    public boolean hasPureHead() {
      return head.stream().allMatch(s -> s.op().isPure() && s.regions().isEmpty());
    }

    /** The statement of the head that computes the condition, or null where it is none of them. */
    public Stmt test() {
      return head.stream().filter(s -> s.results().contains(again)).findFirst().orElse(null);
    }

    /**
     * The loop of this shape.
     *
     * @param variables the parameters of its region
     * @param initial what they are at first
     * @param results what they are in the end, one for each
     */
    public Stmt toLoop(
        List<Value> variables, List<Value> initial, List<Value> results, Source loop) {
      List<Value> handed = variables.stream().map(Value::copy).toList();
      return toLoop(variables, handed, initial, results, loop);
    }

    /**
     * The loop of this shape.
     *
     * @param handed the results of the {@code if}, one for each variable
     */
    public Stmt toLoop(
        List<Value> variables,
        List<Value> handed,
        List<Value> initial,
        List<Value> results,
        Source loop) {
      Region stop = new Region(List.of(), List.of(), exit);
      List<Stmt> body = new ArrayList<>(head);
      body.add(new Stmt(new Op.If(), List.of(again), handed, List.of(tail, stop), source));
      List<Value> yields = new ArrayList<>(handed);
      yields.addFirst(again);
      Region region = new Region(variables, body, yields);
      return new Stmt(new Op.Loop(), initial, results, List.of(region), loop);
    }
  }

  /** The while shape of a loop, or null where it has another. */
  public static While asWhile(Stmt loop) {
    Region body = loop.regions().getFirst();
    if (body.diverges() || body.body().isEmpty()) {
      return null;
    }
    Stmt last = body.body().getLast();
    Value again = body.yields().getFirst();
    boolean matches =
        last.op() instanceof Op.If
            && last.operand(0) == again
            && last.results().equals(body.yields().subList(1, body.yields().size()))
            && !last.regions().get(1).diverges()
            && last.regions().get(1).body().isEmpty();
    if (!matches) {
      return null;
    }
    List<Stmt> head = body.body().subList(0, body.body().size() - 1);
    Region tail = last.regions().get(0);
    return new While(head, again, tail, last.regions().get(1).yields(), last.source());
  }
}
