package dev.cusp.cli.train;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ctrl-C: the first one is noted, so that training can end well; the second one ends the JVM. */
final class Interrupt {
  static final String REASON = "interrupted";

  private final AtomicBoolean came = new AtomicBoolean();

  /** Notes the next one, where the JVM can tell. */
  static Interrupt awaited() {
    Interrupt interrupt = new Interrupt();
    try {
      // by reflection, for javac warns of these names, whatever it is told
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object name = signal.getConstructor(String.class).newInstance("INT");
      Object usual = handler.getField("SIG_DFL").get(null);
      var handle = signal.getMethod("handle", signal, handler);
      Object own =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (_, method, _) -> {
                if (method.getName().equals("handle")) {
                  interrupt.came.set(true);
                  handle.invoke(null, name, usual);
                }
                return null;
              });
      handle.invoke(null, name, own);
    } catch (ReflectiveOperationException e) {
      // without signals Ctrl-C ends the JVM at once; the last checkpoint is there
      return interrupt;
    }
    return interrupt;
  }

  boolean came() {
    return came.get();
  }
}
