package dev.cusp.ad.nonsmooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cusp.ad.NonsmoothException;
import dev.cusp.ir.Func;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collection of kinky programs that is kept beside the project, where it is. */
class ZooFileTest {
  private static final Path ZOO = Path.of("..", "..", "shared", "data", "nonsmooth-zoo");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
  private static final Pattern CASE =
      Pattern.compile(
          "\"id\": \"(\\w+)\", \"point\": \\[([^]]*)], \"answer\": "
              + "\\{\"type\": \"(\\w+)\"(.*?)}, \"category");

  @Test
  void everyAnswerIsRight(@TempDir Path classes) throws IOException, ReflectiveOperationException {
    assumeTrue(Files.exists(ZOO.resolve("zoo.json")), "no collection at " + ZOO);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-g", "-d", classes + "", ZOO.resolve("Zoo.java") + "");
    assertThat(status).isEqualTo(0);
    URI uri = classes.toUri();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {uri.toURL()})) {
      Class<?> zoo = loader.loadClass("Zoo");
      for (String line : Files.readAllLines(ZOO.resolve("zoo.json"))) {
        Matcher m = CASE.matcher(line);
        if (m.find()) {
          double[] x = numbers(m.group(2));
          Method method = zoo.getDeclaredMethod(m.group(1), double[].class);
          judge(GermRunTest.lift(method), x, m.group(1), m.group(3), m.group(4));
        }
      }
    }
  }

  private static void judge(Func f, double[] x, String id, String type, String answer) {
    for (int seed = 0; seed < 20; seed++) {
      try {
        double[] found = GermRunTest.gradient(f, x, seed);
        assertThat(distance(found, type, answer))
            .as("%s, seed %d: %s", id, seed, Arrays.toString(found))
            .isLessThan(1e-10);
      } catch (NonsmoothException e) {
        assertThat(type).as("%s, seed %d: %s", id, seed, e).isEqualTo("diagnostic");
        assertThat(e).hasMessageContaining("Zoo.java:");
      }
    }
  }

  private static double distance(double[] found, String type, String answer) {
    return switch (type) {
      case "gradient" -> distance(found, numbers(answer.split("]")[0]), 0);
      case "hull" -> {
        double[] vertices = numbers(answer);
        double nearest = Double.POSITIVE_INFINITY;
        for (int start = 0; start < vertices.length; start += found.length) {
          nearest = Math.min(nearest, distance(found, vertices, start));
        }
        yield nearest;
      }
      case "ball_image" -> ball(found, List.of(answer.split("\"A\"")));
      default -> Double.POSITIVE_INFINITY;
    };
  }

  private static double distance(double[] found, double[] answers, int start) {
    double distance = 0;
    for (int i = 0; i < found.length; i++) {
      distance = Math.max(distance, Math.abs(found[i] - answers[start + i]));
    }
    return distance;
  }

  /** Distance to the image of the unit sphere, centre + A u, where the columns are orthogonal. */
  private static double ball(double[] found, List<String> centreAndMatrix) {
    double[] centre = numbers(centreAndMatrix.get(0));
    double[] a = numbers(centreAndMatrix.get(1));
    int columns = a.length / found.length;
    double[] rest = new double[found.length];
    Arrays.setAll(rest, i -> found[i] - centre[i]);
    double length = 0;
    for (int k = 0; k < columns; k++) {
      double product = 0;
      double square = 0;
      for (int i = 0; i < found.length; i++) {
        product += (found[i] - centre[i]) * a[i * columns + k];
        square += a[i * columns + k] * a[i * columns + k];
      }
      for (int i = 0; i < found.length; i++) {
        rest[i] -= product / square * a[i * columns + k];
      }
      length += product / square * (product / square);
    }
    double off = Arrays.stream(rest).map(Math::abs).max().orElse(0);
    return Math.max(off, Math.abs(length - 1));
  }

  private static double[] numbers(String text) {
    return NUMBER
        .matcher(text)
        .results()
        .mapToDouble(number -> Double.parseDouble(number.group()))
        .toArray();
  }
}
