package dev.cusp.lift;

import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.lift.Outcome.Place;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.ObjectVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.lang.classfile.instruction.StoreInstruction;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names and types of variables, as the class file has them. */
final class Names {
  private final Session session;
  private final Shape shape;
  private final Code code;
  private final int slots;

  Names(Session session, Shape shape, int slots) {
    this.slots = slots;
    this.session = session;
    this.shape = shape;
    this.code = shape.code;
  }

  /** The name for what an instruction computes: that of the variable it is stored in at once. */
  String result(int instruction) {
    int next = instruction + 1;
    if (next < code.instructions.size()
        && code.instructions.get(next) instanceof StoreInstruction store) {
      Code.Variable variable = code.variable(next + 1, store.slot());
      return variable == null ? "t" : variable.name();
    }
    return "t";
  }

  /** The name of a variable at the start of a block. */
  String variable(int block, int slot, Value value) {
    if (block < shape.exit() && slot < code.maxLocals) {
      Code.Variable variable = code.variable(shape.flow.blocks.get(block).start(), slot);
      if (variable != null) {
        return variable.name();
      }
    }
    return value.name().equals("c") || value.name().equals("zero") ? "t" : value.name();
  }

  /** The type of what a place holds at the start of a block, where two values may come. */
  Type type(int block, Place place, Value a, Value b) {
    if (place.kind() != 'A' || a.type().equals(b.type())) {
      return a.type();
    }
    if (session.isNull(a)) {
      return b.type();
    }
    return session.isNull(b)
        ? a.type()
        : common(a.type(), b.type(), declared(block, place.slot(), Type.OBJECT));
  }

  /** The declared type, or a user's type that both have where the declared one is the JDK's. */
  private Type common(Type a, Type b, Type declared) {
    if (declared.isArray() || a.isArray() || b.isArray()) {
      return declared;
    }
    Class<?> known = Classes.load(declared.desc(), code.owner);
    Class<?> first = Classes.load(a.desc(), code.owner);
    Class<?> second = Classes.load(b.desc(), code.owner);
    if (!Classes.isPlatform(known)) {
      return declared;
    }
    return Classes.supertypes(first).stream()
        .filter(c -> c.isAssignableFrom(second) && !Classes.isPlatform(c))
        .findFirst()
        .map(c -> new Type(Classes.desc(c)))
        .orElse(declared);
  }

  /** The type that the class file gives a reference at the start of a block. */
  Type declared(int block, int slot, Type otherwise) {
    if (block == shape.exit() && slot >= slots) {
      return Type.of(code.type.returnType());
    }
    if (block == shape.exit()) {
      return otherwise;
    }
    StackMapFrameInfo frame = code.frame(shape.flow.blocks.get(block).start());
    if (frame != null) {
      VerificationTypeInfo found =
          slot < slots
              ? local(frame.locals(), slot)
              : frame.stack().size() > slot - slots ? frame.stack().get(slot - slots) : null;
      if (found instanceof ObjectVerificationTypeInfo object) {
        return new Type(object.classSymbol());
      }
    }
    return otherwise;
  }

  private static VerificationTypeInfo local(List<VerificationTypeInfo> locals, int slot) {
    int at = 0;
    for (VerificationTypeInfo info : locals) {
      if (at == slot) {
        return info;
      }
      boolean wide =
          info == SimpleVerificationTypeInfo.LONG || info == SimpleVerificationTypeInfo.DOUBLE;
      at += wide ? 2 : 1;
    }
    return null;
  }

  /** What a merge needs to know, where the values before the branch are in the given places. */
  Merge.Joined joined(Map<Place, Value> before) {
    return new Merge.Joined() {
      @Override
      public Type type(Place place, Collection<Integer> targets, Value a, Value b) {
        Type type = null;
        for (int target : targets) {
          Type here = Names.this.type(target, place, a, b);
          type = type == null || type.equals(Type.OBJECT) ? here : type;
        }
        return type;
      }

      @Override
      public String name(Place place, Collection<Integer> targets, Value value) {
        for (int target : targets) {
          if (target < shape.exit()) {
            return variable(target, place.slot(), value);
          }
        }
        return variable(shape.exit(), place.slot(), value);
      }

      @Override
      public Value before(Place place) {
        return before.get(place);
      }
    };
  }

  Merge.Joined joined(State state, int maxLocals) {
    return joined(places(state, maxLocals));
  }

  private static Map<Place, Value> places(State state, int maxLocals) {
    Map<Place, Value> places = new HashMap<>();
    for (int slot = 0; slot < maxLocals; slot++) {
      if (state.locals[slot] != null) {
        places.put(Place.of(slot, state.locals[slot]), state.locals[slot]);
      }
    }
    return places;
  }
}
