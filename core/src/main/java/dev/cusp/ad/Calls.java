package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.runtime.Foreign;
import java.lang.reflect.Method;

/** What is known of calls that were not inlined; supplied from above, where rules are found. */
public interface Calls {
  /**
   * The jvp rule of a method as a function: each argument, each float or double one followed by its
   * tangent, to the tangent of the result. Null where there is none.
   */
  Func rule(Op.Call call);

  /** The reverse rule written by hand for a method, {@link dev.cusp.rules.Vjp}, or null. */
  Method vjp(Op.Call call);

  /** Whether no derivative passes through the call, by the user's own word. */
  boolean stops(Op.Call call);

  /** Whether the call gives its first argument with the derivative of its second. */
  boolean isSurrogate(Op.Call call);

  /** Whether the call hands its first argument on and lets its second rewrite the cotangent. */
  boolean rewrites(Op.Call call);

  /** Whether formulas that overflow or cancel are differentiated in their stable forms. */
  boolean stabilizes();

  /** What a derivative does at the call, if it is one of a {@link Foreign} library. */
  Foreign.Kind foreign(Op.Call call);

  /** Whether the call draws a random number, which depends on its arguments only by chance. */
  boolean draws(Op.Call call);

  /** Whether the call neither keeps nor changes what its arguments refer to. */
  boolean isHarmless(Op.Call call);
}
