package dev.cusp.emit;

import dev.cusp.ir.Func;
import dev.cusp.ir.Type;
import java.lang.constant.ClassDesc;
import java.util.Map;
import java.util.Set;

/** Names of types and variables in Java source. */
final class JavaTypes {
  private static final Set<String> KEYWORDS =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do"
                  + " double else enum extends final finally float for goto if implements import"
                  + " instanceof int interface long native new package private protected public"
                  + " return short static strictfp super switch synchronized this throw throws"
                  + " transient try void volatile while true false null var yield record _")
              .split(" "));

  private final Members members;
  private final String hostPackage;
  private final Map<Func, String> methods;

  /** Methods are the names of the functions that are printed. */
  JavaTypes(Class<?> host, Map<Func, String> methods) {
    this.methods = methods;
    members = new Members(host);
    hostPackage = host.getPackageName();
  }

  Members members() {
    return members;
  }

  String method(Func func) {
    return methods.get(func);
  }

  String name(Type type) {
    return name(type.desc());
  }

  /** The simple name of classes in java.lang and beside the host, else the full name. */
  String name(ClassDesc desc) {
    if (desc.isPrimitive()) {
      return desc.displayName();
    }
    if (desc.isArray()) {
      return name(desc.componentType()) + "[]";
    }
    String pack = desc.packageName();
    String full = canonicalName(desc);
    boolean near = pack.equals("java.lang") || pack.equals(hostPackage);
    return near && !pack.isEmpty() ? full.substring(pack.length() + 1) : full;
  }

  private String canonicalName(ClassDesc desc) {
    String name = members.type(desc).getCanonicalName();
    return name != null ? name : Members.binaryName(desc).replace('$', '.');
  }

  /** {@code xDot} for {@code x.dot}: a name without what Java has no use for in one. */
  static String identifier(String name) {
    StringBuilder out = new StringBuilder();
    boolean upper = false;
    for (char c : name.toCharArray()) {
      if (!Character.isJavaIdentifierPart(c)) {
        upper = !out.isEmpty();
      } else {
        boolean fits = !out.isEmpty() || Character.isJavaIdentifierStart(c);
        out.append(fits ? "" : "_").append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    String clean = out.isEmpty() ? "v" : out.toString();
    return KEYWORDS.contains(clean) ? clean + "_" : clean;
  }
}
