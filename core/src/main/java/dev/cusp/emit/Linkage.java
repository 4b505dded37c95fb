package dev.cusp.emit;

import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.runtime.Entrance;
import dev.cusp.runtime.Trace;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How emitted code reaches classes and members: by name where the class it becomes a nestmate of
 * may, otherwise through a method handle, which it gets as class data and the JIT sees through.
 */
final class Linkage {
  private final Lookup lookup;
  private final Members members;
  private final List<Object> data = new ArrayList<>();
  private final Map<Object, Integer> places = new HashMap<>();
  private final Map<ClassDesc, Boolean> visible = new HashMap<>();
  private final Map<Object, Boolean> direct = new HashMap<>();
  private final List<StackTraceElement[]> frames = new ArrayList<>();
  private final boolean tracesCalls;

  Linkage(Class<?> host) {
    lookup = nest(host);
    members = new Members(lookup.lookupClass());
    tracesCalls = sees(Trace.class);
  }

  /** Where code of the host is defined: beside it, or beside us if the host is the JDK's. */
  private static Lookup nest(Class<?> host) {
    ClassLoader loader = host.getClassLoader();
    boolean isJdk = loader == null || loader == ClassLoader.getPlatformClassLoader();
    return isJdk ? MethodHandles.lookup() : Entrance.to(host);
  }

  Lookup lookup() {
    return lookup;
  }

  /** What the emitted class is given when it is defined. */
  List<Object> data() {
    return data;
  }

  Class<?> type(ClassDesc desc) {
    return members.type(desc);
  }

  MethodType type(MethodTypeDesc desc) {
    return members.type(desc);
  }

  /** Whether code may name a class. */
  boolean sees(ClassDesc desc) {
    if (desc.isPrimitive()) {
      return true;
    }
    Boolean known = visible.get(desc);
    if (known == null) {
      try {
        lookup.accessClass(members.type(desc));
        known = true;
      } catch (IllegalAccessException _) {
        known = false;
      }
      visible.put(desc, known);
    }
    return known;
  }

  /** Whether code there finds a class of ours by its name. */
  private boolean sees(Class<?> ours) {
    ClassLoader loader = lookup.lookupClass().getClassLoader();
    try {
      return loader == ours.getClassLoader()
          || Class.forName(ours.getName(), false, loader) == ours;
    } catch (ClassNotFoundException _) {
      return false;
    }
  }

  /** Whether code completes stack traces. */
  boolean tracesCalls() {
    return tracesCalls;
  }

  /** What the code of each site stands for in stack traces. */
  List<StackTraceElement[]> frames() {
    return frames;
  }

  /** The {@link #frames}, for the code. */
  DynamicConstantDesc<?> framesConstant() {
    return constant("frames", frames, ConstantDescs.CD_List);
  }

  private boolean sees(MethodTypeDesc desc) {
    boolean all = sees(desc.returnType());
    for (int i = 0; i < desc.parameterCount(); i++) {
      all &= sees(desc.parameterType(i));
    }
    return all;
  }

  /** The class, or Object in the place of one that code may not name. */
  ClassDesc erased(ClassDesc desc) {
    if (sees(desc)) {
      return desc;
    }
    return desc.isArray() ? erased(desc.componentType()).arrayType() : ConstantDescs.CD_Object;
  }

  MethodTypeDesc erased(MethodTypeDesc desc) {
    if (sees(desc)) {
      return desc;
    }
    ClassDesc[] params = new ClassDesc[desc.parameterCount()];
    for (int i = 0; i < params.length; i++) {
      params[i] = erased(desc.parameterType(i));
    }
    return MethodTypeDesc.of(erased(desc.returnType()), params);
  }

  /** Whether the JVM takes a value of one class for another without a cast. */
  boolean isAssignable(ClassDesc from, ClassDesc to) {
    if (from.equals(to) || to.equals(ConstantDescs.CD_Object)) {
      return true;
    }
    Class<?> target = members.type(to);
    return target.isInterface() || target.isAssignableFrom(members.type(from));
  }

  /** Whether an instruction may name the member that a statement accesses. */
  boolean isDirect(Stmt stmt) {
    Object key = stmt.op() instanceof Op.Dynamic ? stmt.source() : stmt.op();
    Boolean known = direct.get(key);
    if (known == null) {
      known = reaches(stmt);
      direct.put(key, known);
    }
    return known;
  }

  private boolean reaches(Stmt stmt) {
    if (stmt.op() instanceof Op.Dynamic(var site)) {
      if (site.bootstrapMethod() instanceof DirectMethodHandleDesc bootstrap
          && bootstrap.methodName().equals("altMetafactory")) {
        return false; // a serializable lambda names the class in whose code it stands
      }
      return stmt.source() == null || isNestmate(stmt.source().owner());
    }
    try {
      return switch (stmt.op()) {
        case Op.GetField op ->
            sees(op.owner()) && sees(op.type()) && mayName(members.find(stmt, lookup));
        case Op.PutField op ->
            sees(op.owner()) && sees(op.type()) && mayName(members.find(stmt, lookup));
        case Op.GetStatic op ->
            sees(op.owner()) && sees(op.type()) && mayName(members.find(stmt, lookup));
        case Op.PutStatic op ->
            sees(op.owner()) && sees(op.type()) && mayName(members.find(stmt, lookup));
        case Op.New op ->
            sees(op.owner()) && sees(op.constructor()) && mayName(members.find(stmt, lookup));
        case Op.NewArray(var type) -> sees(type);
        case Op.Call op when op.kind() == Op.Call.Kind.SPECIAL -> false;
        case Op.Call op when op.owner().isArray() || isHandle(op.owner()) -> true;
        case Op.Call op ->
            sees(op.owner()) && sees(op.type()) && mayName(members.find(stmt, lookup));
        default -> throw new IllegalArgumentException(stmt.op() + " names no member");
      };
    } catch (IllegalAccessException _) {
      return false;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot find what " + stmt.op() + " names", e);
    }
  }

  private boolean isNestmate(ClassDesc owner) {
    return members.type(owner).isNestmateOf(lookup.lookupClass());
  }

  /** Their signature-polymorphic methods are for instructions only. */
  private static boolean isHandle(ClassDesc owner) {
    return owner.equals(ConstantDescs.CD_MethodHandle) || owner.equals(ConstantDescs.CD_VarHandle);
  }

  /** A protected member is for subclasses, which emitted code is not, and for its package. */
  private boolean mayName(MethodHandle handle) {
    MethodHandleInfo member = lookup.revealDirect(handle);
    return !Modifier.isProtected(member.getModifiers())
        || member.getDeclaringClass().getPackage() == lookup.lookupClass().getPackage();
  }

  /** What a statement does, as a constant method handle of erased type. */
  DynamicConstantDesc<?> handle(Stmt stmt) {
    MethodHandle handle = members.handle(stmt);
    MethodTypeDesc type = handle.type().describeConstable().orElseThrow();
    Object key = stmt.op() instanceof Op.Dynamic ? stmt : stmt.op();
    return constant(key, handle.asType(members.type(erased(type))), ConstantDescs.CD_MethodHandle);
  }

  /** The erased type of {@link #handle}. */
  MethodTypeDesc handleType(Stmt stmt) {
    return erased(members.handle(stmt).type().describeConstable().orElseThrow());
  }

  /** A class that code may not name. */
  DynamicConstantDesc<?> constant(ClassDesc type) {
    return constant(type, members.type(type), ConstantDescs.CD_Class);
  }

  private DynamicConstantDesc<?> constant(Object key, Object value, ClassDesc type) {
    Integer place = places.get(key);
    if (place == null) {
      place = data.size();
      data.add(value);
      places.put(key, place);
    }
    return DynamicConstantDesc.ofNamed(
        ConstantDescs.BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, type, place);
  }
}
