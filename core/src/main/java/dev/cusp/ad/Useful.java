package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import dev.cusp.runtime.Foreign;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Which values the result depends on: what a backward pass finds, repeated until nothing changes.
 */
final class Useful {
  private final Aliases aliases;
  private final Calls calls;
  private final Set<Value> useful = identitySet();
  private final Set<Func> seen = identitySet();
  private boolean changed;

  Useful(Aliases aliases, Calls calls) {
    this.aliases = aliases;
    this.calls = calls;
  }

  /** Whether the result depends on a number. */
  boolean contains(Value number) {
    return useful.contains(number);
  }

  /** Goes through a function once; whether that changed anything. */
  boolean pass(Func f) {
    changed = false;
    seen.clear();
    function(f);
    return changed;
  }

  private void function(Func f) {
    if (seen.add(f)) {
      region(f.body());
    }
  }

  private void region(Region r) {
    r.body().reversed().forEach(this::stmt);
  }

  private void stmt(Stmt s) {
    switch (s.op()) {
      case Op.Arith _, Op.Convert _ -> {
        if (useful.contains(s.result())) {
          s.operands().forEach(this::use);
        }
      }
      case Op.Call call when Varied.isDerived(calls.foreign(call)) -> foreign(s, call);
      case Op.Call call -> {
        boolean matters =
            s.results().stream().anyMatch(useful::contains)
                || calls.draws(call)
                || Activity.givesArray(calls, s, call)
                    && aliases.place(s.result()).isUseful(Aliases.ELEMENTS);
        if (matters && !calls.stops(call)) {
          Activity.differentiated(calls, s, call).forEach(this::use);
          for (Value v : s.operands()) {
            if (v.type().isReference()) {
              changed |= aliases.place(v).useful.add(Aliases.ELEMENTS);
            }
          }
        }
      }
      case Op.Load _ -> {
        if (useful.contains(s.result())) {
          changed |= aliases.place(s.operand(0)).useful.add(Aliases.ELEMENTS);
        }
      }
      case Op.GetField get -> {
        if (useful.contains(s.result())) {
          changed |= aliases.place(s.operand(0)).useful.add(Aliases.key(get));
        }
      }
      case Op.Store _ -> useIfRead(s.operand(0), Aliases.ELEMENTS, s.operand(2));
      case Op.PutField put -> useIfRead(s.operand(0), Aliases.key(put), s.operand(1));
      case Op.New make -> {
        if (make.fields() != null) {
          for (int k = 0; k < make.fields().size(); k++) {
            Value field = s.operand(make.arguments() + k);
            useIfRead(s.result(), Aliases.key(make.fields().get(k)), field);
          }
        }
      }
      case Op.If _ -> {
        for (Region r : s.regions()) {
          useAll(s.results(), r.yields(), 0);
          region(r);
        }
      }
      case Op.Loop _ -> {
        Region r = s.regions().getFirst();
        useAll(s.results(), r.yields(), 1);
        useAll(r.params(), r.yields(), 1);
        region(r);
        useAll(r.params(), s.operands(), 0);
      }
      case Op.Apply(var ref) -> {
        useAll(s.results(), ref.func().body().yields(), 0);
        function(ref.func());
        useAll(ref.func().params(), s.operands(), 0);
      }
      default -> {}
    }
  }

  private void foreign(Stmt s, Op.Call call) {
    Foreign.Kind kind = calls.foreign(call);
    Value given = JvpForeign.isPull(call) ? s.operand(3) : s.result();
    boolean matters =
        kind == Foreign.Kind.TO_NUMBERS
            ? aliases.place(given).isUseful(Aliases.ELEMENTS)
            : given.type().isReference() && aliases.leadsToUseful(aliases.place(given));
    if (!matters) {
      return;
    }
    if (kind == Foreign.Kind.FROM_NUMBERS) {
      changed |= aliases.place(s.operand(0)).useful.add(Aliases.ELEMENTS);
      return;
    }
    for (Value v : s.operands()) {
      if (v.type().isReference() && ShadowTypes.canShadow(v.type())) {
        changed |= aliases.flood(aliases.place(v), false);
      }
    }
  }

  /** Notes that the result depends on a number. */
  void use(Value v) {
    if (v.type().isFloating()) {
      changed |= useful.add(v);
    }
  }

  private void useIfRead(Value object, String part, Value number) {
    if (aliases.place(object).isUseful(part)) {
      use(number);
    }
  }

  private void useAll(List<Value> targets, List<Value> sources, int skip) {
    if (sources != null) {
      for (int i = 0; i < targets.size(); i++) {
        if (useful.contains(targets.get(i))) {
          use(sources.get(i + skip));
        }
      }
    }
  }

  private static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
