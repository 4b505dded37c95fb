package dev.cusp.ad;

import dev.cusp.ir.Source;
import dev.cusp.lift.Generated;

/** A program, or a part of it, that cannot be differentiated; says where, why and what to do. */
public final class DerivativeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DerivativeException(String what, Source where) {
    super(where == null ? what : what + ", at " + where(where));
  }

  static String where(Source where) {
    StringBuilder text = new StringBuilder(where.toString()).append(" in ").append(where.method());
    for (Source s = where.calledFrom(); s != null && !Generated.isAround(s); s = s.calledFrom()) {
      text.append(", called from ").append(s);
    }
    return text.toString();
  }
}
