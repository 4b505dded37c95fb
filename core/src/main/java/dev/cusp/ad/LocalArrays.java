package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arrays of numbers that a function allocates and only loads from and stores to: no reference
 * to them is kept, handed on or compared, so every access to one names it.
 */
final class LocalArrays {
  /** A load or store, and where it stands. */
  record Access(Stmt stmt, Path path) {
    boolean isLoad() {
      return stmt.op() instanceof Op.Load;
    }
  }

  private final Map<Value, Path> origins = new IdentityHashMap<>();
  private final Map<Value, List<Access>> accesses = new IdentityHashMap<>();

  private LocalArrays(Func f) {
    scan(f.body(), Path.ROOT);
  }

  static LocalArrays of(Func f) {
    return new LocalArrays(f);
  }

  /** The arrays. */
  Set<Value> all() {
    return Collections.unmodifiableSet(accesses.keySet());
  }

  /** The loads and stores of one of them, in program order. */
  List<Access> of(Value array) {
    return accesses.get(array);
  }

  /** Where one of them is allocated. */
  Path origin(Value array) {
    return origins.get(array);
  }

  private void scan(Region region, Path path) {
    for (int i = 0; i < region.body().size(); i++) {
      Stmt s = region.body().get(i);
      Path here = path.at(i);
      boolean access = s.op() instanceof Op.Load || s.op() instanceof Op.Store;
      if (access && accesses.containsKey(s.operand(0))) {
        accesses.get(s.operand(0)).add(new Access(s, here));
        escape(s.operands().subList(1, s.operands().size()));
      } else {
        escape(s.operands());
      }
      if (isNew(s) && isOfNumbers(s.result().type())) {
        origins.put(s.result(), here);
        accesses.put(s.result(), new ArrayList<>());
      }
      for (int k = 0; k < s.regions().size(); k++) {
        scan(s.regions().get(k), here.into(s, k));
      }
    }
    if (!region.diverges()) {
      escape(region.yields());
    }
  }

  /** Whether a statement makes an array, or takes one from the tape that nobody else uses. */
  private static boolean isNew(Stmt s) {
    return s.op() instanceof Op.NewArray
        || s.op() instanceof Op.Call call
            && call.owner().equals(Residuals.TAPE)
            && (call.name().equals(Residuals.ZEROS) || call.name().equals(Residuals.LINE));
  }

  private void escape(List<Value> values) {
    values.forEach(accesses::remove);
  }

  private static boolean isOfNumbers(Type type) {
    return type.desc().isArray() && Type.of(type.desc().componentType()).isFloating();
  }
}
