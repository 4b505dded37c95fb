package dev.cusp.lift;

import java.lang.classfile.Attributes;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The instructions of a method, numbered, with what the class file says about them. */
final class Code {
  /** A variable's name and type while the instructions {@code start <= i < end} run. */
  record Variable(int start, int end, int slot, String name, ClassDesc type) {}

  /**
   * Instructions {@code start <= i < end} whose exceptions are handled from another one on.
   *
   * @param caught the name of their class
   */
  record Catch(int start, int end, int handler, String caught) {}

  final Class<?> owner;
  final String name;
  final MethodTypeDesc type;
  final boolean isStatic;
  final boolean isCheckpoint;
  final String file;
  final int maxLocals;
  final List<Instruction> instructions = new ArrayList<>();
  final List<Catch> catches = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private final Map<Label, Integer> labels = new HashMap<>();
  private final Map<Integer, List<Variable>> variables = new HashMap<>();
  private final Map<Integer, StackMapFrameInfo> frames = new HashMap<>();

  /** By name, since {@code dev.cusp} is a floor above this package. */
  private static boolean isCheckpoint(java.lang.classfile.Annotation annotation) {
    return annotation.className().equalsString("Ldev/cusp/Checkpoint;");
  }

  Code(Class<?> owner, MethodModel method) {
    this.owner = owner;
    this.name = method.methodName().stringValue();
    this.type = method.methodTypeSymbol();
    this.isStatic = method.flags().has(AccessFlag.STATIC);
    this.isCheckpoint =
        method
            .findAttribute(Attributes.runtimeVisibleAnnotations())
            .map(all -> all.annotations().stream().anyMatch(Code::isCheckpoint))
            .orElse(false);
    this.file =
        method
            .parent()
            .flatMap(c -> c.findAttribute(Attributes.sourceFile()))
            .map(SourceFileAttribute::sourceFile)
            .map(Object::toString)
            .orElse(owner.getName());
    CodeModel code = method.code().orElseThrow();
    this.maxLocals = ((CodeAttribute) code).maxLocals();
    List<CodeElement> elements = code.elementList();
    int line = 0;
    for (CodeElement element : elements) {
      switch (element) {
        case LabelTarget target -> labels.put(target.label(), instructions.size());
        case LineNumber number -> line = number.line();
        case Instruction instruction -> {
          instructions.add(instruction);
          lines.add(line);
        }
        default -> {}
      }
    }
    for (CodeElement element : elements) {
      if (element instanceof ExceptionCatch c) {
        String caught = c.catchType().map(t -> t.asInternalName()).orElse("java/lang/Throwable");
        catches.add(
            new Catch(
                index(c.tryStart()),
                index(c.tryEnd()),
                index(c.handler()),
                caught.replace('/', '.')));
      } else if (element instanceof LocalVariable v) {
        Variable variable =
            new Variable(
                index(v.startScope()),
                index(v.endScope()),
                v.slot(),
                v.name().stringValue(),
                v.typeSymbol());
        variables.computeIfAbsent(v.slot(), _ -> new ArrayList<>()).add(variable);
      }
    }
    code.findAttribute(Attributes.stackMapTable())
        .map(StackMapTableAttribute::entries)
        .orElse(List.of())
        .forEach(frame -> frames.put(index(frame.target()), frame));
  }

  /** The number of the instruction that a label stands before. */
  int index(Label label) {
    return labels.get(label);
  }

  int line(int instruction) {
    return lines.isEmpty() ? 0 : lines.get(Math.min(instruction, lines.size() - 1));
  }

  /** What the class file says about types where control flow meets, or null. */
  StackMapFrameInfo frame(int instruction) {
    return frames.get(instruction);
  }

  /** The variable that a slot holds when an instruction starts, or null. */
  Variable variable(int instruction, int slot) {
    for (Variable v : variables.getOrDefault(slot, List.of())) {
      if (v.start() <= instruction && instruction < v.end()) {
        return v;
      }
    }
    return null;
  }

  /** {@code Model.java:41}, for messages. */
  String where(int instruction) {
    int line = line(instruction);
    return (line > 0 ? file + ":" + line : file) + ", in " + owner.getName() + "." + name;
  }
}
