package dev.cusp.ir;

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
   */
  public record While(List<Stmt> head, Value again, Region tail, List<Value> exit) {}

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
    return new While(head, again, last.regions().get(0), last.regions().get(1).yields());
  }
}
