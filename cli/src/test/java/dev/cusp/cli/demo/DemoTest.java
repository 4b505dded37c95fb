package dev.cusp.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.Scalar;
import dev.cusp.cli.OutputFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The short parts of the demo; the long one is in {@link VolatilityFitTest}. */
final class DemoTest {
  @TempDir private Path folder;

  @Test
  void lectureExample() throws IOException {
    Scalar derivative = Cusp.derivative(LectureExample::f);
    assertThat(derivative.applyAsDouble(0.3))
        .isCloseTo(LectureExample.closedForm(0.3), within(1e-14));
    assertThat(derivative.applyAsDouble(-1000)).isEqualTo(-20);
    assertThat(LectureExample.closedForm(-1000)).isNaN();
    assertThat(play(new LectureExample())).contains("-7.08687387548", "-20.0000000000", "NaN");
  }

  @Test
  void chainEndsInTheDerivative() {
    assertThat(LectureExample.chain(0.3).lines())
        .hasSize(7)
        .anyMatch(line -> line.startsWith("1  -2 a") && line.endsWith("-7.08687387548"))
        .anyMatch(line -> line.startsWith("5  10 a") && line.endsWith("10.0000000000"));
  }

  @Test
  void graphExample() throws IOException {
    assertThat(play(new GraphExample())).contains("5.077583", "0.500000", "2.579426");
    assertThat(folder.resolve("graph.svg"))
        .content()
        .contains(">5.0776<", ">0.8776<", ">4.2000<")
        .doesNotContain("$s");
  }

  @Test
  void gradientCost() throws IOException {
    assertThat(play(new GradientCost(new Stopwatch(3, 0.005))))
        .contains("gradient by Cusp", "gradient by hand", "central differences");
  }

  @Test
  void aNetworkLearnsToRead() throws IOException {
    assertThat(play(new DigitReader(1)))
        .contains("epoch  1/1: loss", "of 360 unknown digits are read wrongly");
    BufferedImage picture = ImageIO.read(folder.resolve("digits.png").toFile());
    assertThat(picture.getWidth()).isGreaterThan(1000);
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    var thrown = new ArrayList<Exception>();
    var line =
        new CommandLine(new DemoCommand())
            .setExecutionExceptionHandler((exception, _, _) -> {
              thrown.add(exception);
              return 1;
            });
    assertThat(line.execute("--out", file.toString())).isEqualTo(1);
    assertThat(thrown.getFirst())
        .hasMessage("cannot write to " + file + ": it is a file; choose a folder with --out DIR");
  }

  @Test
  void tableLinesUp() {
    assertThat(Table.of("name", "x").row("a", "10").row("long name", "1").lines())
        .containsExactly("name        x", "-------------", "a          10", "long name   1");
  }

  @Test
  void colourIsAnOption() {
    assertThat(heading(true)).contains("\u001b[1m");
    assertThat(heading(false)).doesNotContain("\u001b").contains("2. Title");
  }

  private String play(Act act) throws IOException {
    var text = new StringWriter();
    act.play(new Screen(new PrintWriter(text), false), new OutputFolder(folder));
    assertThat(text.toString()).isNotEmpty().matches(line -> line.chars().allMatch(c -> c < 128));
    return text.toString();
  }

  private static String heading(boolean colour) {
    var text = new StringWriter();
    new Screen(new PrintWriter(text), colour).heading(2, "Title");
    return text.toString();
  }
}
