package dev.cusp.ir;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Reads what {@link OpText} writes, and the operands after it. */
final class OpReader {
  private final Words words;
  private final Supplier<Value> operand;
  private final BiFunction<String, Boolean, Func.Ref> funcs;

  /**
   * A reader of one statement.
   *
   * @param operand reads the next operand
   */
  OpReader(Words words, Supplier<Value> operand, BiFunction<String, Boolean, Func.Ref> funcs) {
    this.words = words;
    this.operand = operand;
    this.funcs = funcs;
  }

  /**
   * The operation.
   *
   * @param word its first word
   * @param operands where its operands are put
   */
  Op read(String word, List<Value> operands, List<Value> results) {
    Op op =
        switch (word) {
          case "add", "sub", "mul", "div", "rem", "neg", "and", "or", "xor", "shl", "shr", "ushr" ->
              new Op.Arith(Op.Arith.Kind.valueOf(word.toUpperCase(Locale.ROOT)));
          case "lt", "le", "gt", "ge", "eq", "ne" ->
              new Op.Compare(Op.Compare.Relation.valueOf(word.toUpperCase(Locale.ROOT)));
          case "convert" -> new Op.Convert(type());
          case "cmpg" -> new Op.ThreeWay(true);
          case "cmpl" -> new Op.ThreeWay(false);
          case "instanceof" -> new Op.InstanceOf(type());
          case "checkcast" -> new Op.CheckCast(type());
          case "newarray" -> new Op.NewArray(type());
          case "length" -> new Op.Length();
          case "load.as" -> new Op.Load(type());
          case "store.as" -> new Op.Store(type());
          case "get", "get.final", "put", "getstatic", "getstatic.final", "putstatic" ->
              access(word, field());
          case "dynamic" -> new Op.Dynamic(ConstantReader.site(words));
          case "apply" -> new Op.Apply(funcs.apply(words.next(), false));
          case "apply.checkpoint" -> new Op.Apply(funcs.apply(words.next(), true));
          case "throw" -> new Op.Throw();
          case "new" -> construction(operands);
          case "load", "store" -> {
            readOperands(operands);
            ClassDesc component = operands.getFirst().type().desc().componentType();
            yield word.equals("load") ? new Op.Load(component) : new Op.Store(component);
          }
          default -> {
            if (word.equals("call") || word.startsWith("call.")) {
              yield call(word, operands, results);
            }
            throw new IllegalArgumentException("no operation is named '" + word + "'");
          }
        };
    readOperands(operands);
    return op;
  }

  private ClassDesc type() {
    return TypeNames.desc(words.next());
  }

  private void readOperands(List<Value> operands) {
    while (!words.atEnd()) {
      operands.add(operand.get());
    }
  }

  private Op.New.Field field() {
    String member = words.next();
    words.expect(":");
    return new Op.New.Field(owner(member), name(member), type());
  }

  private static ClassDesc owner(String member) {
    return TypeNames.desc(member.substring(0, member.lastIndexOf('.')));
  }

  private static String name(String member) {
    return member.substring(member.lastIndexOf('.') + 1);
  }

  private static Op access(String word, Op.New.Field field) {
    ClassDesc owner = field.owner();
    return switch (word) {
      case "get" -> new Op.GetField(owner, field.name(), field.type(), false);
      case "get.final" -> new Op.GetField(owner, field.name(), field.type(), true);
      case "put" -> new Op.PutField(owner, field.name(), field.type());
      case "getstatic" -> new Op.GetStatic(owner, field.name(), field.type(), false);
      case "getstatic.final" -> new Op.GetStatic(owner, field.name(), field.type(), true);
      case "putstatic" -> new Op.PutStatic(owner, field.name(), field.type());
      default -> throw new IllegalArgumentException(word);
    };
  }

  private Op construction(List<Value> operands) {
    ClassDesc owner = type();
    MethodTypeDesc constructor = ConstantReader.methodType(words, false);
    while (!words.atEnd() && !words.peek().equals("{")) {
      operands.add(operand.get());
    }
    if (!words.skip("{")) {
      return new Op.New(owner, constructor, null);
    }
    List<Op.New.Field> fields = new ArrayList<>();
    while (!words.skip("}")) {
      fields.add(field());
      words.expect("=");
      operands.add(operand.get());
      words.skip(",");
    }
    return new Op.New(owner, constructor, List.copyOf(fields));
  }

  private Op call(String word, List<Value> operands, List<Value> results) {
    boolean unusual = word.endsWith(".itf");
    String plain = unusual ? word.substring(0, word.lastIndexOf('.')) : word;
    Op.Call.Kind kind =
        plain.equals("call")
            ? Op.Call.Kind.STATIC
            : Op.Call.Kind.valueOf(plain.substring("call.".length()).toUpperCase(Locale.ROOT));
    boolean isInterface = unusual != (kind == Op.Call.Kind.INTERFACE);
    String member = words.next();
    MethodTypeDesc told = words.peek().equals("(") ? ConstantReader.methodType(words, true) : null;
    readOperands(operands);
    MethodTypeDesc type = told != null ? told : OpText.impliedType(kind, operands, results);
    return new Op.Call(kind, owner(member), name(member), type, isInterface);
  }
}
