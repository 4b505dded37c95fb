package dev.cusp.ir;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The words that name an operation in the text form; operands follow them. */
final class OpText {
  private OpText() {}

  /**
   * The words of a statement.
   *
   * @param names the printed names of functions
   */
  static String of(Stmt stmt, Function<Func, String> names) {
    return switch (stmt.op()) {
      case Op.Const constant -> ConstantText.of(constant, stmt.result().type());
      case Op.Arith(var kind) -> lower(kind);
      case Op.Convert(var to) -> "convert " + TypeNames.text(to);
      case Op.Compare(var relation) -> lower(relation);
      case Op.ThreeWay(var nanIsGreater) -> nanIsGreater ? "cmpg" : "cmpl";
      case Op.InstanceOf(var type) -> "instanceof " + TypeNames.text(type);
      case Op.CheckCast(var type) -> "checkcast " + TypeNames.text(type);
      case Op.NewArray(var type) -> "newarray " + TypeNames.text(type);
      case Op.Length _ -> "length";
      case Op.Load(var component) -> element("load", component, stmt);
      case Op.Store(var component) -> element("store", component, stmt);
      case Op.GetField(var owner, var name, var type, var isFinal) ->
          (isFinal ? "get.final " : "get ") + field(owner, name, type);
      case Op.PutField(var owner, var name, var type) -> "put " + field(owner, name, type);
      case Op.GetStatic(var owner, var name, var type, var isFinal) ->
          (isFinal ? "getstatic.final " : "getstatic ") + field(owner, name, type);
      case Op.PutStatic(var owner, var name, var type) -> "putstatic " + field(owner, name, type);
      case Op.New op -> "new " + TypeNames.text(op.owner()) + parameters(op.constructor());
      case Op.Call op -> call(op, stmt);
      case Op.Dynamic(var site) -> "dynamic " + ConstantText.of(site);
      case Op.Apply(var callee) ->
          (callee.isCheckpoint() ? "apply.checkpoint " : "apply ")
              + (callee.isComplete() ? names.apply(callee.func()) : callee.name());
      case Op.If _ -> "if";
      case Op.Loop _ -> "loop";
      case Op.Throw _ -> "throw";
    };
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The component type is told by the array, unless its type is a supertype of arrays. */
  private static String element(String word, ClassDesc component, Stmt stmt) {
    boolean told = stmt.operand(0).type().desc().equals(component.arrayType());
    return told ? word : word + ".as " + TypeNames.text(component);
  }

  static String field(ClassDesc owner, String name, ClassDesc type) {
    return TypeNames.text(owner) + "." + name + ":" + TypeNames.text(type);
  }

  private static String parameters(MethodTypeDesc constructor) {
    String text = TypeNames.text(constructor);
    return text.substring(0, text.lastIndexOf(')') + 1);
  }

  private static String call(Op.Call op, Stmt stmt) {
    String word = op.kind() == Op.Call.Kind.STATIC ? "call" : "call." + lower(op.kind());
    boolean usual = op.isInterface() == (op.kind() == Op.Call.Kind.INTERFACE);
    String name = TypeNames.text(op.owner()) + "." + op.name();
    boolean told = op.type().equals(impliedType(op.kind(), stmt.operands(), stmt.results()));
    return word + (usual ? " " : ".itf ") + name + (told ? "" : TypeNames.text(op.type()));
  }

  /** The type of a method whose parameters have exactly the types of the operands. */
  static MethodTypeDesc impliedType(Op.Call.Kind kind, List<Value> operands, List<Value> results) {
    int first = kind == Op.Call.Kind.STATIC ? 0 : Math.min(1, operands.size());
    ClassDesc[] params = new ClassDesc[operands.size() - first];
    for (int i = 0; i < params.length; i++) {
      params[i] = operands.get(first + i).type().desc();
    }
    ClassDesc result =
        results.isEmpty() ? ClassDesc.ofDescriptor("V") : results.getFirst().type().desc();
    return MethodTypeDesc.of(result, params);
  }
}
