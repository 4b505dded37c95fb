package dev.cusp.tensor;

import dev.cusp.runtime.Foreign;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Tensors among the numbers and arrays of programs that {@link dev.cusp.Cusp} differentiates. Such
 * a program calls the methods of tensors as they are, on tensors that remember how they came about;
 * its derivative records those of the calls.
 */
public final class TensorsInPrograms implements Foreign {
  private static final Set<String> PACKAGES =
      Set.of("dev.cusp.tensor", "dev.cusp.linalg", "dev.cusp.fft");

  private static final Set<Class<?>> CONSTANTS =
      Set.of(
          void.class, int.class, long.class, boolean.class, String.class, Shape.class, DType.class);

  private static final ClassValue<Boolean> CARRIES =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return type == Tensor.class
              || type.isArray() && get(type.getComponentType())
              || type.isRecord()
                  && Arrays.stream(type.getRecordComponents())
                      .map(RecordComponent::getType)
                      .anyMatch(part -> part != type && get(part));
        }
      };

  @Override
  public Class<?> type() {
    return Tensor.class;
  }

  @Override
  public boolean isIn(Class<?> type) {
    return PACKAGES.contains(type.getPackageName());
  }

  @Override
  public Kind kind(Class<?> owner, String name, MethodType type, boolean isStatic) {
    boolean takesNumbers =
        type.parameterCount() > 0 && type.parameterType(0) == double[].class && isStatic;
    boolean ofTensor = !isStatic && owner.isAssignableFrom(Tensor.class);
    if (owner == NumberForms.class && type.returnType() == Tensor.class && !takesNumbers
        || isSubstituted(ofTensor, owner, name, type)
        || isAccessor(owner, name, type)) {
      return Kind.NONE;
    }
    if (takesNumbers && type.returnType() == Tensor.class) {
      return Kind.FROM_NUMBERS;
    }
    if (ofTensor && name.equals("toDoubles")) {
      return Kind.TO_NUMBERS;
    }
    boolean isOpen = type.returnType() == Object.class && isStatic; // of any type, as in Loops
    if (carries(type.returnType()) || isOpen) {
      return Kind.VALUES;
    }
    boolean takesTensors =
        ofTensor || carries(owner) || type.parameterList().stream().anyMatch(this::carries);
    boolean takesReals =
        type.parameterList().stream().anyMatch(p -> p == double.class || p == float.class);
    if (CONSTANTS.contains(type.returnType())) {
      return takesTensors || !takesReals ? Kind.CONSTANT : Kind.NONE;
    }
    return takesTensors ? Kind.REFUSED : Kind.NONE;
  }

  private static boolean isSubstituted(
      boolean ofTensor, Class<?> owner, String name, MethodType type) {
    for (Method m : NumberForms.class.getDeclaredMethods()) {
      MethodType own = MethodType.methodType(m.getReturnType(), m.getParameterTypes());
      boolean fits =
          m.isAnnotationPresent(dev.cusp.rules.Substitute.class)
              && m.getName().equals(name)
              && m.getAnnotation(dev.cusp.rules.Substitute.class).value().isAssignableFrom(owner);
      if (fits && (ofTensor ? own.dropParameterTypes(0, 1) : own).equals(type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAccessor(Class<?> owner, String name, MethodType type) {
    return owner.isRecord()
        && type.parameterCount() == 0
        && Arrays.stream(owner.getRecordComponents()).anyMatch(c -> c.getName().equals(name));
  }

  @Override
  public boolean carries(Class<?> type) {
    return CARRIES.get(type);
  }

  @Override
  public List<Class<?>> substitutes() {
    return List.of(NumberForms.class);
  }

  @Override
  public boolean isReal(Object value) {
    return ((Tensor) value).type().isFloating();
  }

  @Override
  public Object own(Object tree) {
    return Leaves.map(tree, Tensor::remembering);
  }

  @Override
  public void release(List<Object> values) {
    List<Tensor> tensors = tensors(values);
    tensors.forEach(Tensor::forget);
    Tensor.together(tensors);
  }

  private static List<Tensor> tensors(List<Object> values) {
    return values.stream().map(t -> (Tensor) t).toList();
  }

  @Override
  public List<Object> jvp(List<Object> results, List<Object> from, List<Object> dots) {
    List<Tensor> all = new ArrayList<>();
    dots.forEach(dot -> all.add((Tensor) dot));
    return new ArrayList<>(Sweeps.jvp(tensors(results), tensors(from), all));
  }

  @Override
  public List<Object> vjp(List<Object> results, List<Object> from, List<Object> bars) {
    if (results.isEmpty()) {
      return new ArrayList<>(Collections.nCopies(from.size(), null));
    }
    return new ArrayList<>(Sweeps.vjp(tensors(results), tensors(from), tensors(bars)));
  }

  @Override
  public Object sum(Object x, Object y) {
    return ((Tensor) x).add((Tensor) y);
  }

  @Override
  public Object of(double[] numbers, Object like) {
    Tensor t = (Tensor) like;
    return Tensor.of(numbers).reshape(t.shape().toArray()).as(t.type());
  }

  @Override
  public double[] numbers(Object value) {
    return ((Tensor) value).toDoubles();
  }

  @Override
  public int size(Object value) {
    return ((Tensor) value).shape().size();
  }

  @Override
  public boolean isAlike(Object x, Object y) {
    return Primitive.Spec.of((Tensor) x).equals(Primitive.Spec.of((Tensor) y));
  }

  @Override
  public int count(Object object) {
    return Leaves.of(object).size();
  }
}
