package dev.cusp.lift;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The expressions that classes set their static final fields to, as methods without parameters.
 * Only those with lambdas, which the runtime does not tell the code of, and that can be computed
 * anew: of lambdas, constants, new objects and collections that never change.
 */
final class Initializers {
  private static final Set<String> COLLECTIONS =
      Set.of("java/util/List", "java/util/Set", "java/util/Map");
  private static final Set<String> MAKERS = Set.of("of", "entry", "ofEntries", "copyOf");

  private static final ClassValue<Map<String, Classes.Found>> KNOWN =
      new ClassValue<>() {
        @Override
        protected Map<String, Classes.Found> computeValue(Class<?> owner) {
          return all(owner);
        }
      };

  /** The slots of the operand stack that an instruction takes, and those it leaves. */
  private record Effect(int pops, int pushes) {}

  private Initializers() {}

  /** The method that computes what a static final field holds; null where there is none. */
  static Classes.Found of(Class<?> owner, String field) {
    return KNOWN.get(owner).get(field);
  }

  private static Map<String, Classes.Found> all(Class<?> owner) {
    Map<String, Classes.Found> found = new HashMap<>();
    Classes.Found initializer = Classes.method(owner, "<clinit>", "()V");
    if (initializer == null
        || initializer.owner() != owner
        || initializer.method().code().isEmpty()) {
      return found;
    }
    List<CodeElement> elements = initializer.method().code().get().elementList();
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof FieldInstruction put && put.opcode() == Opcode.PUTSTATIC) {
        String field = put.name().stringValue();
        List<CodeElement> expression = expression(elements, i);
        boolean isOnly = !found.containsKey(field);
        found.put(
            field, isOnly && expression != null ? method(initializer, put, expression) : null);
      }
    }
    return found;
  }

  /** The instructions whose value an instruction stores; null where they are not of our kinds. */
  private static List<CodeElement> expression(List<CodeElement> elements, int put) {
    LinkedList<CodeElement> expression = new LinkedList<>();
    boolean hasLambda = false;
    int missing = 1;
    for (int i = put - 1; i >= 0 && missing > 0; i--) {
      CodeElement element = elements.get(i);
      if (element instanceof LineNumber) {
        expression.addFirst(element);
      } else if (element instanceof Instruction instruction) {
        Effect effect = effect(instruction);
        if (effect == null) {
          return null;
        }
        missing += effect.pops() - effect.pushes();
        hasLambda |= instruction instanceof InvokeDynamicInstruction;
        expression.addFirst(element);
        if (missing == 0) {
          line(elements, i, expression);
        }
      }
    }
    return missing == 0 && hasLambda ? expression : null;
  }

  /** The line that the first instruction is in. */
  private static void line(List<CodeElement> elements, int first, List<CodeElement> expression) {
    for (int i = first - 1; i >= 0; i--) {
      if (elements.get(i) instanceof LineNumber line) {
        expression.addFirst(line);
        return;
      }
    }
  }

  private static Effect effect(Instruction instruction) {
    return switch (instruction) {
      case ConstantInstruction c -> new Effect(0, c.typeKind().slotSize());
      case NewObjectInstruction _ -> new Effect(0, 1);
      case StackInstruction s when s.opcode() == Opcode.DUP -> new Effect(1, 2);
      case NewReferenceArrayInstruction _ -> new Effect(1, 1);
      case ArrayStoreInstruction s when s.opcode() == Opcode.AASTORE -> new Effect(3, 0);
      case TypeCheckInstruction c when c.opcode() == Opcode.CHECKCAST -> new Effect(1, 1);
      case FieldInstruction f when f.opcode() == Opcode.GETSTATIC ->
          new Effect(0, slots(f.typeSymbol()));
      case InvokeDynamicInstruction made when isLambda(made) ->
          new Effect(parameters(made.typeSymbol()), 1);
      case InvokeInstruction call when isMaker(call) ->
          new Effect(
              parameters(call.typeSymbol()) + (call.opcode() == Opcode.INVOKESTATIC ? 0 : 1),
              slots(call.typeSymbol().returnType()));
      default -> null;
    };
  }

  private static boolean isLambda(InvokeDynamicInstruction made) {
    return made.bootstrapMethod().owner().displayName().equals("LambdaMetafactory");
  }

  /** Whether a call makes something that never changes, and does nothing else. */
  private static boolean isMaker(InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    String name = call.name().stringValue();
    return switch (call.opcode()) {
      case INVOKESTATIC ->
          COLLECTIONS.contains(owner) && MAKERS.contains(name)
              || isFunction(owner)
              || owner.startsWith("java/lang/") && name.equals("valueOf");
      case INVOKESPECIAL -> name.equals("<init>"); // what it does is looked at where it is run
      case INVOKEINTERFACE -> isFunction(owner);
      default -> false;
    };
  }

  private static boolean isFunction(String owner) {
    return owner.equals("java/util/Comparator") || owner.startsWith("java/util/function/");
  }

  private static int parameters(MethodTypeDesc type) {
    return type.parameterList().stream().mapToInt(Initializers::slots).sum();
  }

  private static int slots(ClassDesc type) {
    return TypeKind.from(type).slotSize();
  }

  private static Classes.Found method(
      Classes.Found initializer, FieldInstruction put, List<CodeElement> expression) {
    MethodTypeDesc type = MethodTypeDesc.of(put.typeSymbol());
    byte[] file =
        ClassFile.of(StackMapsOption.DROP_STACK_MAPS)
            .build(
                Classes.desc(initializer.owner()),
                c -> {
                  initializer
                      .method()
                      .parent()
                      .flatMap(p -> p.findAttribute(Attributes.sourceFile()))
                      .ifPresent(c::with);
                  c.withMethodBody(
                      "static " + put.name().stringValue(),
                      type,
                      ClassFile.ACC_STATIC,
                      code -> {
                        expression.forEach(code::with);
                        code.areturn();
                      });
                });
    return new Classes.Found(initializer.owner(), ClassFile.of().parse(file).methods().getFirst());
  }
}
