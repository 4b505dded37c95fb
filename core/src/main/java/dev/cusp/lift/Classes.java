package dev.cusp.lift;

import dev.cusp.ir.Op;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The class files of loaded classes, read once. */
final class Classes {
  /** A method in the class that declares it. */
  record Found(Class<?> owner, MethodModel method) {
    boolean has(AccessFlag flag) {
      return method.flags().has(flag);
    }
  }

  /** A field and the class that declares it. */
  record Declared(Class<?> owner, FieldModel field) {}

  private static final class Parsed {
    final Map<String, MethodModel> methods = new HashMap<>();
    final Map<String, FieldModel> fields = new LinkedHashMap<>();
    final Map<String, Shape> shapes = new ConcurrentHashMap<>();

    Parsed(ClassModel model) {
      for (MethodModel method : model.methods()) {
        methods.put(method.methodName().stringValue() + method.methodType().stringValue(), method);
      }
      for (FieldModel field : model.fields()) {
        fields.put(field.fieldName().stringValue(), field);
      }
    }
  }

  private static final ClassValue<Parsed> PARSED =
      new ClassValue<>() {
        @Override
        protected Parsed computeValue(Class<?> type) {
          return new Parsed(ClassFile.of().parse(bytes(type)));
        }
      };

  private Classes() {}

  private static byte[] bytes(Class<?> type) {
    byte[] made = LambdaClasses.classFile(type);
    byte[] generated = made == null ? Generated.file(type) : made;
    if (generated != null) {
      return generated;
    }
    String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      if (in == null) {
        throw new LiftException(
            type.getName()
                + ": its class file cannot be read ("
                + file
                + " is no resource of its class loader), so its methods cannot be lifted; give"
                + " them a derivative rule");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the class file of " + type.getName(), e);
    }
  }

  /** The class that a descriptor names in the code of another class. */
  static Class<?> load(ClassDesc desc, Class<?> from) {
    String d = desc.descriptorString();
    if (desc.isPrimitive()) {
      return Class.forPrimitiveName(desc.displayName());
    }
    String name = (desc.isArray() ? d : d.substring(1, d.length() - 1)).replace('/', '.');
    try {
      return Class.forName(name, false, from.getClassLoader());
    } catch (ClassNotFoundException _) {
      throw new LiftException(
          name
              + ", which "
              + from.getName()
              + " names, cannot be loaded; is it on the class path?");
    }
  }

  static ClassDesc desc(Class<?> type) {
    return ClassDesc.ofDescriptor(type.descriptorString());
  }

  /** Whether a class belongs to the JDK, whose methods are not lifted. */
  static boolean isPlatform(Class<?> type) {
    String name = type.getName();
    return StandIns.isRest(type)
        || name.startsWith("java.")
        || name.startsWith("javax.")
        || name.startsWith("jdk.")
        || name.startsWith("sun.");
  }

  /** The method that a class has under a name and descriptor, its own or inherited, or null. */
  static Found method(Class<?> type, String name, String descriptor) {
    Found inherited = null;
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      MethodModel method = PARSED.get(c).methods.get(name + descriptor);
      if (method != null) {
        return new Found(c, method);
      }
    }
    for (Class<?> c : interfaces(type)) {
      MethodModel method = PARSED.get(c).methods.get(name + descriptor);
      if (method != null) {
        Found found = new Found(c, method);
        boolean better =
            inherited == null
                || inherited.has(AccessFlag.ABSTRACT)
                || inherited.owner().isAssignableFrom(c) && method.code().isPresent();
        inherited = better ? found : inherited;
      }
    }
    return inherited;
  }

  /** A class, its superclasses and all their interfaces. */
  static List<Class<?>> supertypes(Class<?> type) {
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      all.add(c);
    }
    all.addAll(interfaces(type));
    return all;
  }

  private static List<Class<?>> interfaces(Class<?> type) {
    List<Class<?>> all = new ArrayList<>();
    if (type.isInterface()) {
      all.add(type);
    }
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      all.addAll(List.of(c.getInterfaces()));
    }
    for (int i = 0; i < all.size(); i++) {
      for (Class<?> above : all.get(i).getInterfaces()) {
        if (!all.contains(above)) {
          all.add(above);
        }
      }
    }
    return all;
  }

  /** The field that a class has under a name, its own or inherited, or null. */
  static Declared field(Class<?> type, String name) {
    for (Class<?> c : supertypes(type)) {
      FieldModel field = PARSED.get(c).fields.get(name);
      if (field != null) {
        return new Declared(c, field);
      }
    }
    return null;
  }

  /** The object that a static final field of a user's class holds, null where it is not known. */
  static Object constant(Class<?> owner, String name) {
    if (isPlatform(owner)) {
      return null;
    }
    try {
      Field field = owner.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(null);
    } catch (NoSuchFieldException | IllegalAccessException | RuntimeException _) {
      return null; // then it is not known, as with other fields
    }
  }

  /** The instance fields that a class declares itself. */
  static List<Op.New.Field> instanceFields(Class<?> type) {
    List<Op.New.Field> fields = new ArrayList<>();
    for (FieldModel field : PARSED.get(type).fields.values()) {
      if (!field.flags().has(AccessFlag.STATIC)) {
        String name = field.fieldName().stringValue();
        fields.add(new Op.New.Field(desc(type), name, field.fieldTypeSymbol()));
      }
    }
    return fields;
  }

  /** The analysed code of a method that has some. */
  static Shape shape(Found found) {
    String key =
        found.method().methodName().stringValue() + found.method().methodType().stringValue();
    return PARSED
        .get(found.owner())
        .shapes
        .computeIfAbsent(key, _ -> new Shape(new Flow(new Code(found.owner(), found.method()))));
  }
}
