package dev.cusp.lift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.emit.Interpreter;
import dev.cusp.ir.Func;
import dev.cusp.ir.Verifier;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Methods that only a program would write. */
class LongMethodTest {
  @TempDir Path folder;

  private void check(String name, int lines, IntFunction<String> line)
      throws IOException, ReflectiveOperationException {
    StringBuilder code = new StringBuilder("public class " + name + " {\n");
    code.append("public static double f(double x, int n) {\ndouble s = 0;\n");
    for (int i = 0; i < lines; i++) {
      code.append(line.apply(i)).append('\n');
    }
    code.append("{}\nreturn s + x;\n}\n}\n");
    Path source = Files.writeString(folder.resolve(name + ".java"), code);
    ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Method method = loader.loadClass(name).getMethod("f", double.class, int.class);
      Func func = new Lift(LiftedCorpusTest.INLINE_ALL).method(method);
      Verifier.verify(func);
      for (int n = 0; n < 5; n++) {
        assertThat(Interpreter.run(func, 0.5 + n, n)[0]).isEqualTo(method.invoke(null, 0.5 + n, n));
      }
    }
  }

  @Test
  void straight() throws IOException, ReflectiveOperationException {
    check("Straight", 5000, i -> i % 3 == 0 ? "s += x;" : "x = s * x;");
  }

  @Test
  void branches() throws IOException, ReflectiveOperationException {
    check("Branches", 1500, i -> "if (x > " + i + ") s += x; else if (n > 2) s -= 1;");
  }

  @Test
  void loops() throws IOException, ReflectiveOperationException {
    check("Loops", 1500, i -> "for (int i = 0; i < n; i++) { if (s > 9) break; s += x; }");
  }

  @Test
  void returns() throws IOException, ReflectiveOperationException {
    check("Returns", 800, i -> "if (x * n > " + (5000 - i) + ") return s; s += " + i + ";");
  }

  @Test
  void alternatives() throws IOException, ReflectiveOperationException {
    check("Alternatives", 800, i -> "if (n == " + (900 - i) + ") s += x; else");
  }
}
