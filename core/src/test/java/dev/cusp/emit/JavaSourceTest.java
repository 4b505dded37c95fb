package dev.cusp.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.ir.Func;
import dev.cusp.ir.Parser;
import dev.cusp.ir.RandomFunc;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Printed Java compiles, does what the interpreter says, and looks as people write it. */
final class JavaSourceTest {
  @Test
  void randomFunctions() throws Exception {
    List<Func> funcs = new ArrayList<>();
    StringBuilder source = new StringBuilder("package dev.cusp.emit;\n\nfinal class Printed {\n");
    for (long seed = 0; seed < 600; seed++) {
      Func func = RandomFunc.of(seed, 10 + (int) (seed % 80), JavaSourceTest.class);
      funcs.add(func);
      source.append(JavaSource.print(func)).append('\n');
    }
    Map<String, Method> methods = new HashMap<>();
    for (Method method : compile(source.append("}\n").toString()).getDeclaredMethods()) {
      method.setAccessible(true);
      methods.put(method.getName(), method);
    }
    for (int seed = 0; seed < funcs.size(); seed++) {
      Func func = funcs.get(seed);
      String printed =
          RandomProgramsTest.outcome(func, seed, (f, args) -> call(methods.get(f.name()), args));
      assertThat(printed)
          .as("%s", JavaSource.print(func))
          .isEqualTo(
              RandomProgramsTest.outcome(func, seed, (f, args) -> Interpreter.run(f, args)[0]));
    }
  }

  @Test
  void loopsLookAsPeopleWriteThem() {
    assertThat(
            print(
                """
                func sum.of(x:double[], in:f64) {
                  n:i32 = length x
                  i, s.bar = loop (i:i32 = 0, s.bar:f64 = 0.0) {
                    c:i32 = lt i n
                    i1, s1.bar = if c {
                      t:f64 = load x i
                      d:i32 = gt t in
                      s2.bar = if d {
                        t1:f64 = mul t t
                        s3.bar:f64 = add s.bar t1
                        yield s3.bar
                      } else {
                        yield s.bar
                      }
                      i2:i32 = add i 1
                      yield i2, s2.bar
                    } else {
                      yield i, s.bar
                    }
                    again c, i1, s1.bar
                  }
                  return s.bar
                }
                """))
        .isEqualTo(
            """
            static double sumOf(double[] x, double in) {
              int n = x.length;
              double sBar = 0.0;
              for (int i = 0; i < n; i++) {
                double t = x[i];
                if (t > in) {
                  sBar += t * t;
                }
              }
              return sBar;
            }
            """);
  }

  @Test
  void functionsHaveNamesOfTheirOwn() {
    assertThat(
            print(
                """
                func dF(x:f64) {
                  y:f64 = apply d.f x
                  return y
                }

                func d.f(x:f64) {
                  y:f64 = neg x
                  return y
                }
                """))
        .isEqualTo(
            """
            static double dF(double x) {
              return dF1(x);
            }

            static double dF1(double x) {
              return -x;
            }
            """);
  }

  @Test
  void branchesReturnEarly() {
    assertThat(
            print(
                """
                func sign(x:f64) {
                  a:i32 = lt x 0.0
                  r = if a {
                    n:f64 = neg 1.0
                    yield n
                  } else {
                    b:i32 = eq x 0.0
                    z = if b {
                      yield x
                    } else {
                      y:f64 = call Math.abs x
                      q:f64 = div x y
                      yield q
                    }
                    yield z
                  }
                  return r
                }
                """))
        .isEqualTo(
            """
            static double sign(double x) {
              if (x < 0.0) {
                return -1.0;
              }
              if (x == 0.0) {
                return x;
              }
              return x / Math.abs(x);
            }
            """);
  }

  /** Of this package, as printed code is. */
  record Pair(double first, boolean ready) {
    static String show(char c, Object value) {
      return "object " + c + value;
    }

    static String show(char c, String value) {
      return "string " + c + value;
    }
  }

  @Test
  void objectsAndOverloadedMethods() throws Exception {
    Func func =
        Parser.parse(
            """
            func f(x:f64, k:i32) {
              c:i32 = gt k 0
              p:dev.cusp.emit.JavaSourceTest$Pair = new dev.cusp.emit.JavaSourceTest$Pair(double,boolean) x c
              r:i32 = call.virtual dev.cusp.emit.JavaSourceTest$Pair.ready()boolean p
              s:String = call dev.cusp.emit.JavaSourceTest$Pair.show(char,Object)String k "x # y"
              o:Object = apply g s k
              t:String = checkcast String o
              l:i32 = call.virtual String.length t
              m:i32 = add l r
              a:String[] = newarray String[] 2
              store a 0 t
              n:i32 = length a
              b:i32 = instanceof Integer t
              q:i32 = add m n
              z:i32 = add q b
              return z
            }

            func g(s:Object, k:i32) {
              c:i32 = le k 0
              r:Object = if c {
                yield s
              } else {
                j:i32 = sub k 60
                t:Object = apply g s j
                yield t
              }
              return r
            }
            """,
            JavaSourceTest.class);
    String source =
        "package dev.cusp.emit;\n\nfinal class Printed {\n" + JavaSource.print(func) + "}\n";
    Method method = compile(source).getDeclaredMethod("f", double.class, int.class);
    method.setAccessible(true);
    assertThat(method.invoke(null, 1.5, 65)).isEqualTo(Interpreter.run(func, 1.5, 65)[0]);
  }

  private static String print(String text) {
    return JavaSource.print(Parser.parse(text, JavaSourceTest.class));
  }

  private static Object call(Method method, Object... args) throws Throwable {
    try {
      return method.invoke(null, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Compiles the class {@code dev.cusp.emit.Printed} and defines it, hidden. */
  private static Class<?> compile(String source) throws IllegalAccessException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> classes = new HashMap<>();
    StringWriter messages = new StringWriter();
    JavaFileManager files = new Memory(compiler.getStandardFileManager(null, null, null), classes);
    List<String> options =
        List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));
    boolean compiled =
        compiler.getTask(messages, files, null, options, null, List.of(new Text(source))).call();
    assertThat(compiled).as("%s", messages).isTrue();
    byte[] bytes = classes.get("dev.cusp.emit.Printed").toByteArray();
    return MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String source;

    Text(String source) {
      super(URI.create("string:///dev/cusp/emit/Printed.java"), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes;

    Memory(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
      super(files);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location,
        String className,
        JavaFileObject.Kind kind,
        javax.tools.FileObject near) {
      return new SimpleJavaFileObject(URI.create("bytes:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          classes.put(className, bytes);
          return bytes;
        }
      };
    }
  }
}
