package dev.cusp.lift;

import dev.cusp.ir.Func;
import dev.cusp.ir.Source;
import java.lang.reflect.Method;

/** Calls that are replaced differently from place to place: what {@link Policy} is told of them. */
public interface Places {
  /** No such calls. */
  Places NONE =
      new Places() {
        @Override
        public boolean keeps(Class<?> owner, String name) {
          return false;
        }

        @Override
        public Method at(Class<?> owner, String name, int parameters, Source place) {
          return null;
        }
      };

  /** See {@link Policy#keep}. */
  boolean keeps(Class<?> owner, String name);

  /** See {@link Policy#placed}. */
  Method at(Class<?> owner, String name, int parameters, Source place);

  /** The function that was lifted, completed. */
  default Func after(Func lifted) {
    return lifted;
  }
}
