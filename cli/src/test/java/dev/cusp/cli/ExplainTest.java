package dev.cusp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ResourceLock(Resources.SYSTEM_OUT)
final class ExplainTest {
  private static final String MODEL =
      """
      /** Shops & <prices>;
       * not "smooth". */
      class Model {
        static double relu(double x) { return x > 0 ? x : 0; }
        static double loss(double[] w, int n) {
          double sum = 0;
          for (double v : w) {
            sum += relu(v) - relu(-v); // 'identity'
          }
          return sum + n * Math.abs(w[0] - 1);
        }
        static double step(double x) { return Math.floor(x) * x; }
        static double smooth(double x) { return Math.sin(x) * x; }
        static double sorted(double[] x) { double[] y = x.clone(); java.util.Arrays.sort(y); return y[0]; }
        static double unused(double x, double y) { return x; }
        static double[] several(double x) { return new double[] {x}; }
      }
      """;

  @TempDir Path folder;
  private Session session;

  @BeforeEach
  void write() throws IOException {
    session = new Session(folder).write("Model.java", MODEL);
  }

  private String out(String... words) {
    return session.run(words).good().out();
  }

  @Test
  void theStages() {
    assertThat(out("explain", "Model.java", "smooth"))
        .contains("== lift", "== jvp", "== vjp", "== java", "== report");
    assertThat(out("explain", "Model.java", "smooth", "--stage", "lift"))
        .startsWith("func smooth")
        .doesNotContain("==");
  }

  @Test
  void whatOneEvaluationMeets() {
    assertThat(out("explain", "Model.java", "loss", "[0, 1]", "2"))
        .isEqualToIgnoringNewLines(
            """
            loss(w, n) = 1.0
              d/dw = [3.0, 1.0]
              d/dn = -  (int)

            where          what            kind    evaluated  ties  treated
            Model.java:4   comparison (>)  branch          4     2  decided along the ray
            Model.java:10  Math.abs        kink            1     0  smooth here

            instead:
              comparison (>): a weighted sum of both branches, where the program jumps
            """
                .replace("1.0\n", "3.0\n")
                .replace("[3.0, 1.0]", "[-1.0, 1.0]"));
  }

  @Test
  void aJumpIsAnAnswer() {
    assertThat(out("explain", "Model.java", "step", "2"))
        .contains("step(x) = 4.0", "no derivative here: DISCONTINUOUS", "refused")
        .contains("straight-through");
    assertThat(out("explain", "Model.java", "step", "2", "--kinks", "convention"))
        .contains("d/dx = 2.0", "slope 0");
  }

  @Test
  void aSmoothMethodIsSaidToBeSo() {
    assertThat(out("explain", "Model.java", "smooth", "1")).contains("Smooth: no branch");
  }

  @Test
  void severalNumbersHaveNoGradientToTrace() {
    session.run("explain", "Model.java", "several", "1").refused(1, "several returns double[]");
  }

  // ---- for programs

  @Test
  void asJson() {
    JsonNode loss = json("explain", "Model.java", "loss", "[0, 1]", "2", "--json");
    assertThat(loss.get("value").asDouble()).isEqualTo(3);
    assertThat(loss.get("gradient").get(0).get(0).asDouble()).isEqualTo(-1);
    JsonNode branch = loss.get("sites").get(0);
    assertThat(branch.get("line").asInt()).isEqualTo(4);
    assertThat(branch.get("kind").asString()).isEqualTo("branch");
    assertThat(branch.get("evaluated").asLong()).isEqualTo(4);
    assertThat(branch.get("ties").asLong()).isEqualTo(2);
    JsonNode step = json("explain", "Model.java", "step", "2", "--json");
    assertThat(step.get("refusal").asString()).isEqualTo("DISCONTINUOUS");
    assertThat(step.has("gradient")).isFalse();
    JsonNode anywhere = json("explain", "Model.java", "unused", "--json").get("sites").get(0);
    assertThat(anywhere.get("kind").asString()).isEqualTo("unused");
    assertThat(anywhere.get("line").isNull()).isTrue();
    assertThat(anywhere.has("evaluated")).isFalse();
  }

  private JsonNode json(String... words) {
    return JsonMapper.shared().readTree(out(words));
  }

  // ---- as a page

  private String page(String... words) throws IOException {
    Path page = folder.resolve("page.html");
    String[] all = List.of(words).toArray(new String[words.length + 2]);
    all[words.length] = "--html";
    all[words.length + 1] = page.toString();
    assertThat(out(all)).contains("wrote ");
    try (var files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("Model.java", "page.html");
    }
    return Files.readString(page);
  }

  @Test
  void thePageMarksLinesAndCounts() throws IOException {
    String html = page("explain", "Model.java", "loss", "[0, 1]", "2");
    assertThat(line(html, 4))
        .contains("class=\"marked branch tied\"", "<b>branch</b>", "4 times, 2 at the tie")
        .contains("decided along the ray", "Instead: a weighted sum");
    assertThat(line(html, 10)).contains("class=\"marked kink\"", "Once: smooth here");
    assertThat(line(html, 8)).doesNotContain("marked");
    assertThat(html)
        .contains("<dt>value</dt><dd><code>3.0</code></dd>")
        .contains("<dt>d/dw</dt><dd><code>[-1.0, 1.0]</code></dd>")
        .contains("<dt>w</dt><dd><code>[0.0, 1.0]</code></dd>")
        .contains("at a tie <b>1</b>");
  }

  private static String line(String html, int number) {
    return html.lines()
        .filter(l -> l.startsWith("<li id=\"L" + number + "\""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void thePageHasTheWholeSourceAndNothingOfItIsATag() throws IOException {
    String html = page("explain", "Model.java", "loss");
    List<String> code =
        html.lines()
            .filter(l -> l.startsWith("<li id=\"L"))
            .map(l -> l.replaceFirst("^.*?</span><code>", "").replaceFirst("</code>.*", ""))
            .map(l -> l.replaceAll("</?span[^>]*>", ""))
            .map(l -> l.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\""))
            .map(l -> l.replace("&#39;", "'").replace("&amp;", "&"))
            .toList();
    assertThat(String.join("\n", code) + "\n").isEqualTo(MODEL);
    assertThat(html).doesNotContain("<prices>").contains("&lt;prices&gt;");
    assertThat(html).doesNotContain("times,", "at a tie", "<script", "http");
  }

  @Test
  void everyTagIsClosed() throws IOException {
    String html = page("explain", "Model.java", "loss", "[0, 1]", "2");
    String body = html.substring(html.indexOf("<body>"));
    for (String tag : List.of("ol", "ul", "li", "code", "span", "aside", "div", "p", "dl", "b")) {
      assertThat(Pattern.compile("<" + tag + "[ >]").matcher(body).results().count())
          .as(tag)
          .isEqualTo(Pattern.compile("</" + tag + ">").matcher(body).results().count());
    }
  }

  @Test
  void whatHasNoLineInTheFileStandsApart() throws IOException {
    assertThat(page("explain", "Model.java", "unused"))
        .contains("Beyond these lines", "the result does not depend on parameter y");
    assertThat(page("explain", "Model.java", "smooth")).contains("Smooth: no branch");
    assertThat(page("explain", "Model.java", "step", "2"))
        .contains("<dt>no derivative</dt><dd><code>DISCONTINUOUS");
    assertThat(line(page("explain", "Model.java", "sorted", "[1, 1]"), 14)).contains("tied");
  }
}
