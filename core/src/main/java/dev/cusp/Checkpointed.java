package dev.cusp;

import dev.cusp.runtime.Made;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** What stands behind {@link Cusp#checkpoint}: the function, and the wish to run it again. */
record Checkpointed(Object base) implements InvocationHandler, Made {
  @SuppressWarnings("unchecked") // it implements the interfaces that the function implements
  static <F extends Serializable> F of(F function) {
    Class<?> type = function.getClass();
    Class<?>[] interfaces = type.getInterfaces();
    ClassLoader loader = type.getClassLoader();
    return (F) Proxy.newProxyInstance(loader, interfaces, new Checkpointed(function));
  }

  @Override
  public String how() {
    return "checkpoint";
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
    try {
      method.setAccessible(true);
      return method.invoke(base, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
