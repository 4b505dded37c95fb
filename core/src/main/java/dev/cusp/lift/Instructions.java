package dev.cusp.lift;

import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.NopInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;
import java.util.Set;

/** What single instructions do to the state, and the statements they become. */
final class Instructions {
  private final Walk walk;
  private final Code code;
  private final Session session;
  private final Calls calls;

  Instructions(Walk walk, Calls calls) {
    this.walk = walk;
    this.code = walk.code;
    this.session = walk.session;
    this.calls = calls;
  }

  /** Runs a block up to its decision where to go; false where control never gets there. */
  boolean run(Flow.Block block, State state, Scope scope) {
    for (int i = block.start(); i < block.end(); i++) {
      boolean decides = i == block.end() - 1 && ends(code.instructions.get(i));
      boolean fused =
          Conditions.isFused(code, i, block.end()) && ends(code.instructions.get(i + 1));
      if (!decides && !fused) {
        scope.at(walk.source(i));
        Set<String> around = session.caught.names();
        session.caught.set(walk.shape.handlers.caught(i, around));
        boolean goesOn = run(i, state, scope);
        session.caught.set(around);
        if (!goesOn) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean ends(Instruction instruction) {
    return switch (instruction) {
      case BranchInstruction _, ReturnInstruction _, ThrowInstruction _ -> true;
      case TableSwitchInstruction _, LookupSwitchInstruction _ -> true;
      default -> false;
    };
  }

  private boolean run(int i, State state, Scope scope) {
    String name = walk.names().result(i);
    switch (code.instructions.get(i)) {
      case LoadInstruction load -> state.push(state.locals[load.slot()]);
      case StoreInstruction store -> store(store.slot(), state);
      case IncrementInstruction increment -> increment(i, increment, state, scope);
      case ConstantInstruction constant -> state.push(constant(i, constant, scope));
      case ArrayLoadInstruction load -> load(load.opcode(), name, state, scope);
      case ArrayStoreInstruction store -> store(store.opcode(), state, scope);
      case OperatorInstruction operator -> operator(operator.opcode(), name, state, scope);
      case ConvertInstruction convert -> state.push(convert(convert, name, state.pop(), scope));
      case StackInstruction stack -> Stacks.run(stack.opcode(), state);
      case NewPrimitiveArrayInstruction array ->
          newArray(kind(array.typeKind()).arrayType(), 1, name, state, scope);
      case NewReferenceArrayInstruction array ->
          newArray(array.componentType().asSymbol().arrayType(), 1, name, state, scope);
      case NewMultiArrayInstruction array ->
          newArray(array.arrayType().asSymbol(), array.dimensions(), name, state, scope);
      case TypeCheckInstruction check -> check(check, name, state, scope);
      case NopInstruction _ -> {}
      case MonitorInstruction _ -> state.pop(); // no lock is taken
      case FieldInstruction field -> calls.field(walk, i, field, name, state, scope);
      case NewObjectInstruction object -> calls.newObject(object, state);
      case InvokeInstruction invoke -> {
        return calls.invoke(walk, i, invoke, name, state, scope);
      }
      case InvokeDynamicInstruction invoke -> {
        return calls.dynamic(walk, i, invoke, name, state, scope);
      }
      default ->
          throw walk.refuse(
              i, code.instructions.get(i).opcode() + " cannot be lifted; write it in another way");
    }
    return true;
  }

  private static void store(int slot, State state) {
    Value value = state.pop();
    state.locals[slot] = value;
    if (value.type().slots() == 2) {
      state.locals[slot + 1] = null;
    }
    Value before = slot == 0 ? null : state.locals[slot - 1];
    if (before != null && before.type().slots() == 2) {
      state.locals[slot - 1] = null;
    }
  }

  private void increment(int i, IncrementInstruction increment, State state, Scope scope) {
    Code.Variable variable = code.variable(i, increment.slot());
    Value by = scope.constant(increment.constant());
    String name = variable == null ? "t" : variable.name();
    Op add = new Op.Arith(Op.Arith.Kind.ADD);
    Value old = state.locals[increment.slot()];
    state.locals[increment.slot()] = scope.value(add, Type.INT, name, old, by);
  }

  private Value constant(int i, ConstantInstruction constant, Scope scope) {
    ConstantDesc value = constant.constantValue();
    return switch (value) {
      case null -> scope.zero(Type.OBJECT);
      case Integer _, Long _, Float _, Double _, String _, ClassDesc _ ->
          scope.value(new Op.Const(value), typeOf(value), "c");
      case ConstantDesc other when other == ConstantDescs.NULL -> scope.zero(Type.OBJECT);
      default -> throw walk.refuse(i, "the constant " + value + " cannot be lifted");
    };
  }

  private static Type typeOf(ConstantDesc value) {
    return switch (value) {
      case Long _ -> Type.LONG;
      case Float _ -> Type.FLOAT;
      case Double _ -> Type.DOUBLE;
      case String _ -> new Type(ConstantDescs.CD_String);
      case ClassDesc _ -> new Type(ConstantDescs.CD_Class);
      default -> Type.INT;
    };
  }

  private static ClassDesc component(Opcode opcode, Value array) {
    if (array.type().isArray()) {
      return array.type().desc().componentType();
    }
    return switch (opcode) {
      case IALOAD, IASTORE -> ConstantDescs.CD_int;
      case LALOAD, LASTORE -> ConstantDescs.CD_long;
      case FALOAD, FASTORE -> ConstantDescs.CD_float;
      case DALOAD, DASTORE -> ConstantDescs.CD_double;
      case BALOAD, BASTORE -> ConstantDescs.CD_byte;
      case CALOAD, CASTORE -> ConstantDescs.CD_char;
      case SALOAD, SASTORE -> ConstantDescs.CD_short;
      default -> ConstantDescs.CD_Object;
    };
  }

  private void load(Opcode opcode, String name, State state, Scope scope) {
    Value index = state.pop();
    Value array = state.pop();
    ClassDesc component = component(opcode, array);
    Value result = scope.value(new Op.Load(component), Type.of(component), name, array, index);
    if (component.equals(ConstantDescs.CD_boolean)) {
      session.markBoolean(result);
    }
    state.push(result);
  }

  private static void store(Opcode opcode, State state, Scope scope) {
    Value element = state.pop();
    Value index = state.pop();
    Value array = state.pop();
    scope.effect(new Op.Store(component(opcode, array)), array, index, element);
  }

  private static void newArray(
      ClassDesc type, int dimensions, String name, State state, Scope scope) {
    List<Value> lengths = state.pop(dimensions);
    state.push(scope.value(new Op.NewArray(type), new Type(type), name, lengths));
  }

  private void operator(Opcode opcode, String name, State state, Scope scope) {
    switch (opcode) {
      case ARRAYLENGTH -> state.push(scope.value(new Op.Length(), Type.INT, name, state.pop()));
      case INEG, LNEG, FNEG, DNEG -> {
        Value x = state.pop();
        state.push(scope.value(new Op.Arith(Op.Arith.Kind.NEG), x.type(), name, x));
      }
      case LCMP, DCMPG, DCMPL, FCMPG, FCMPL -> {
        Value y = state.pop();
        Value x = state.pop();
        boolean greater = opcode == Opcode.DCMPG || opcode == Opcode.FCMPG;
        state.push(scope.value(new Op.ThreeWay(greater), Type.INT, name, x, y));
      }
      default -> {
        Value y = state.pop();
        Value x = state.pop();
        Op op = new Op.Arith(Op.Arith.Kind.valueOf(opcode.name().substring(1)));
        Value result = scope.value(op, x.type(), name, x, y);
        boolean logic = opcode == Opcode.IAND || opcode == Opcode.IOR || opcode == Opcode.IXOR;
        if (logic && session.isBoolean(x) && session.isBoolean(y)) {
          session.markBoolean(result);
        }
        state.push(result);
      }
    }
  }

  private static Value convert(ConvertInstruction convert, String name, Value x, Scope scope) {
    ClassDesc to = kind(convert.toType());
    return scope.value(new Op.Convert(to), Type.of(to), name, x);
  }

  private static ClassDesc kind(TypeKind kind) {
    return kind.upperBound();
  }

  private void check(TypeCheckInstruction check, String name, State state, Scope scope) {
    ClassDesc type = check.type().asSymbol();
    Value x = state.pop();
    if (check.opcode() == Opcode.CHECKCAST) {
      boolean known = x.type().desc().equals(type);
      state.push(known ? x : calls.cast(type, name, x, walk.code.owner, scope));
    } else {
      Class<?> exact = session.facts.isMade(x) ? session.facts.exact(x, scope) : null;
      boolean known = exact != null && !session.facts.isFunction(x) && StandIns.of(x) == null;
      if (known) {
        Class<?> wanted = Classes.load(type, walk.code.owner);
        state.push(scope.constant(wanted.isAssignableFrom(exact) ? 1 : 0));
        return;
      }
      Value is = scope.value(new Op.InstanceOf(type), Type.INT, name, x);
      session.markBoolean(is);
      state.push(is);
    }
  }
}
