package dev.cusp.ir;

import java.lang.constant.ClassDesc;

/**
 * Where a statement stands in the user's program.
 *
 * @param line the line number, 0 where the class file has none
 * @param calledFrom the call this method was inlined at, or null
 */
public record Source(ClassDesc owner, String method, String file, int line, Source calledFrom) {
  /** {@code Model.java:41}. */
  @Override
  public String toString() {
    return line > 0 ? file + ":" + line : owner.displayName() + "." + method;
  }
}
