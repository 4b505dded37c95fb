package dev.cusp.runtime;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** A function that a method of {@code dev.cusp.Cusp} made of another one. */
public interface Made {
  /** The function it is made of. */
  Object base();

  /** The name of the method that made it. */
  String how();

  /**
   * How the methods are named that made a function, the last one first; empty for other objects.
   */
  static List<String> history(Object function) {
    List<String> how = new ArrayList<>();
    for (Made made = of(function); made != null; made = of(made.base())) {
      how.add(made.how());
    }
    return how;
  }

  /** What a function was made of in the beginning: itself, if it was not made. */
  static Object origin(Object function) {
    Object at = function;
    for (Made made = of(at); made != null; made = of(at)) {
      at = made.base();
    }
    return at;
  }

  /** The object itself, or the one behind a proxy, if it is such a function; else null. */
  static Made of(Object function) {
    Object behind =
        function != null && Proxy.isProxyClass(function.getClass())
            ? Proxy.getInvocationHandler(function)
            : function;
    return behind instanceof Made made ? made : null;
  }
}
