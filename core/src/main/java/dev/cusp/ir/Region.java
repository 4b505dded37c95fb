package dev.cusp.ir;

import java.util.List;

/**
 * A sequence of statements with parameters and yields; sees every value of the regions around it.
 *
 * @param yields the values handed to the enclosing statement, or null where the region ends in a
 *     {@link Op.Throw} and never hands anything on
 */
public record Region(List<Value> params, List<Stmt> body, List<Value> yields) {
  public Region {
    params = List.copyOf(params);
    body = List.copyOf(body);
    yields = yields == null ? null : List.copyOf(yields);
  }

  /** Whether control never reaches the end. */
  public boolean diverges() {
    return yields == null;
  }
}
