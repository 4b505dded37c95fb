package dev.cusp.emit;

import dev.cusp.ir.Box;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Classes and members that statements name, found from the host and reached with its rights. */
final class Members {
  private final Class<?> host;
  private final Map<Object, MethodHandle> handles = new HashMap<>();
  private final Map<ClassDesc, Class<?>> types = new HashMap<>();

  Members(Class<?> host) {
    this.host = host;
  }

  /** The class a descriptor names, as the host sees it. */
  Class<?> type(ClassDesc desc) {
    Class<?> known = types.get(desc);
    if (known == null) {
      known = load(desc);
      types.put(desc, known);
    }
    return known;
  }

  private Class<?> load(ClassDesc desc) {
    String d = desc.descriptorString();
    if (desc.isPrimitive()) {
      return Class.forPrimitiveName(desc.displayName());
    }
    String name = desc.isArray() ? d.replace('/', '.') : binaryName(desc);
    try {
      return Class.forName(name, false, host.getClassLoader());
    } catch (ClassNotFoundException e) {
      try {
        return Class.forName(name, false, Members.class.getClassLoader());
      } catch (ClassNotFoundException _) {
        throw new TypeNotPresentException(name, e);
      }
    }
  }

  /** {@code java.util.Map$Entry}. */
  static String binaryName(ClassDesc desc) {
    String d = desc.descriptorString();
    return d.substring(1, d.length() - 1).replace('/', '.');
  }

  MethodType type(MethodTypeDesc desc) {
    Class<?>[] params = new Class<?>[desc.parameterCount()];
    for (int i = 0; i < params.length; i++) {
      params[i] = type(desc.parameterType(i));
    }
    return MethodType.methodType(type(desc.returnType()), params);
  }

  /** What a call, a construction or an access to a field does, as a method handle. */
  MethodHandle handle(Stmt stmt) {
    Object key = stmt.op() instanceof Op.Dynamic ? stmt : stmt.op();
    MethodHandle known = handles.get(key);
    if (known == null) {
      try {
        known = find(stmt, null).asFixedArity();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot reach what " + stmt.op() + " names", e);
      }
      handles.put(key, known);
    }
    return known;
  }

  /**
   * Finds a member.
   *
   * @param lookup with whose rights, or null for all that can be had on the member's class
   */
  MethodHandle find(Stmt stmt, Lookup lookup) throws ReflectiveOperationException {
    return switch (stmt.op()) {
      case Op.GetField(var owner, _, var type, _) when Box.is(owner) ->
          MethodHandles.publicLookup()
              .findVirtual(type(owner), Box.reading(owner), MethodType.methodType(type(type)));
      case Op.New(var owner, _, _) when Box.is(owner) ->
          MethodHandles.publicLookup().findStatic(type(owner), "valueOf", type(Box.making(owner)));
      case Op.GetField(var owner, var name, var type, _) ->
          lookup(owner, lookup).findGetter(type(owner), name, type(type));
      case Op.PutField(var owner, var name, var type) -> {
        Lookup own = lookup(owner, lookup);
        yield isFinal(owner, name) && lookup == null
            ? own.unreflectSetter(opened(owner, name))
            : own.findSetter(type(owner), name, type(type));
      }
      case Op.GetStatic(var owner, var name, var type, _) ->
          lookup(owner, lookup).findStaticGetter(type(owner), name, type(type));
      case Op.PutStatic(var owner, var name, var type) ->
          lookup(owner, lookup).findStaticSetter(type(owner), name, type(type));
      case Op.New(var owner, var constructor, _) ->
          lookup(owner, lookup).findConstructor(type(owner), type(constructor));
      case Op.Call op -> call(op, lookup(op.owner(), lookup));
      case Op.Dynamic(var site) -> link(stmt, site);
      case Op.NewArray(var type) -> newArray(type(type), stmt.operands().size());
      case Op.Const _, Op.Arith _, Op.Convert _, Op.Compare _, Op.ThreeWay _, Op.InstanceOf _ ->
          throw memberless(stmt);
      case Op.CheckCast _, Op.Length _, Op.Load _, Op.Store _ -> throw memberless(stmt);
      case Op.Apply _, Op.If _, Op.Loop _, Op.Throw _ -> throw memberless(stmt);
    };
  }

  private Field opened(ClassDesc owner, String name) throws NoSuchFieldException {
    Field field = type(owner).getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  private boolean isFinal(ClassDesc owner, String name) {
    try {
      return Modifier.isFinal(type(owner).getDeclaredField(name).getModifiers());
    } catch (NoSuchFieldException _) {
      return false;
    }
  }

  private static IllegalArgumentException memberless(Stmt stmt) {
    return new IllegalArgumentException(stmt.op() + " names no member");
  }

  private MethodHandle call(Op.Call op, Lookup lookup) throws ReflectiveOperationException {
    boolean references = op.owner().isArray() && !op.owner().componentType().isPrimitive();
    Class<?> owner = references ? Object[].class : type(op.owner());
    MethodType type = type(op.type());
    return switch (op.kind()) {
      case STATIC -> lookup.findStatic(owner, op.name(), type);
      case VIRTUAL, INTERFACE -> lookup.findVirtual(owner, op.name(), type);
      case SPECIAL -> lookup.findSpecial(owner, op.name(), type, owner);
    };
  }

  private static MethodHandle newArray(Class<?> type, int lengths)
      throws ReflectiveOperationException {
    if (lengths == 1) {
      return MethodHandles.arrayConstructor(type);
    }
    Class<?> component = type;
    for (int i = 0; i < lengths; i++) {
      component = component.componentType();
    }
    MethodType create = MethodType.methodType(Object.class, Class.class, int[].class);
    return MethodHandles.publicLookup()
        .findStatic(Array.class, "newInstance", create)
        .bindTo(component)
        .asCollector(int[].class, lengths)
        .asType(MethodType.methodType(type, Collections.nCopies(lengths, int.class)));
  }

  /** Links the call site as in the class whose code it comes from. */
  private MethodHandle link(Stmt stmt, DynamicCallSiteDesc site)
      throws ReflectiveOperationException {
    Class<?> caller = stmt.source() == null ? host : type(stmt.source().owner());
    try {
      MethodHandles.Lookup lookup = lookup(caller);
      List<Object> args = new ArrayList<>();
      args.add(lookup);
      args.add(site.invocationName());
      args.add(type(site.invocationType()));
      // DynamicCallSiteDesc.resolveCallSiteDesc leaves the arguments unresolved
      for (ConstantDesc arg : site.bootstrapArgs()) {
        args.add(arg.resolveConstantDesc(lookup));
      }
      MethodHandle bootstrap =
          (MethodHandle) ((ConstantDesc) site.bootstrapMethod()).resolveConstantDesc(lookup);
      return ((CallSite) bootstrap.invokeWithArguments(args)).dynamicInvoker();
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
  }

  private Lookup lookup(ClassDesc owner, Lookup given) {
    return given == null ? lookup(type(owner)) : given;
  }

  /** All rights on a class where its module grants them to us, else those of the public. */
  private static Lookup lookup(Class<?> owner) {
    if (owner.isArray()) {
      return MethodHandles.publicLookup();
    }
    try {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
    } catch (IllegalAccessException _) {
      return MethodHandles.publicLookup();
    }
  }
}
