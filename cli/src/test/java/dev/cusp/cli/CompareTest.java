package dev.cusp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
final class CompareTest {
  @TempDir Path folder;
  private Session session;

  @BeforeEach
  void write() throws IOException {
    session =
        new Session(folder)
            .write(
                "Shop.java",
                """
                import dev.cusp.expectation.*;
                class Shop {
                  static double sold(double price, double share, Sampler s) {
                    double demand = s.normal(9 - price, 1);
                    return s.flip(share) ? Math.max(demand, 0) : 2;
                  }
                  static double late(double[] x, Sampler s) {
                    return s.with(Estimator.PATHWISE).normal(x[0], 1) > 0 ? 1 : 0;
                  }
                  static double plain(double x) { return x; }
                  private record Stock(double price, double[] shares, int days) {}
                  private static double week(Stock stock, double[][] demand, int at, Sampler s) {
                    double sum = s.normal(9 - stock.price, 1) * demand[at][0];
                    for (int day = 0; day < stock.days; day++) {
                      sum += s.flip(stock.shares[day % 2]) ? 2 : 0;
                    }
                    return sum;
                  }
                  static double listed(java.util.List<Double> x, Sampler s) {
                    return s.flip(0.3) ? x.get(0) : s.normal(x.get(1), 1);
                  }
                  static double odd(int n, Sampler s) { return n; }
                }
                """);
  }

  @Test
  void drawsAreExplained() {
    assertThat(session.run("explain", "Shop.java", "sold").good().out())
        .isEqualTo(
            """
            Shop.java:4: normal, pathwise, unbiased where the result is continuous in the draw
            Shop.java:5: flip, enumeration, exact

            Right on average.
            """);
    assertThat(session.run("explain", "Shop.java", "sold", "3", "0.25").good().out())
        .startsWith("sold(price, share, s) = 2.992 ± ")
        .contains("  d/dprice = -0.2500 ± ", "  d/dshare = ");
  }

  @Test
  void argumentsAreOfAnyKind() {
    String[] arguments = {
      "Shop.java", "week", "{\"price\": 3, \"shares\": [0.2, 0.4], \"days\": 3}", "[[1], [2]]", "1"
    };
    String[] explain =
        Stream.concat(Stream.of("explain"), Stream.of(arguments)).toArray(String[]::new);
    assertThat(session.run(explain).good().out())
        .startsWith("week(stock, demand, at, s) = 13.")
        .contains("  d/dstock.price = -2.000 ± 0.000\n  d/dstock.shares[0] = ")
        .contains("  d/dstock.shares[1] = ", "  d/ddemand[0][0] = 0.000", "  d/ddemand[1][0] = ")
        .endsWith("Right on average.\n");
    String[] compare =
        Stream.concat(Stream.of("compare"), Stream.of(arguments)).toArray(String[]::new);
    assertThat(session.run(compare).good().out().lines().toList().get(1))
        .startsWith("default: pathwise, coupled ")
        .doesNotEndWith("biased");
    assertThat(session.run("explain", "Shop.java", "listed", "[1, 2]").good().out())
        .contains("  d/dx[0] = 0.3", "  d/dx[1] = 0.6")
        .endsWith("Right on average.\n");
  }

  @Test
  void aJumpIsNamed() {
    Session.Reply reply = session.run("explain", "Shop.java", "late", "[0.5]");
    assertThat(reply.status()).isEqualTo(1);
    assertThat(reply.err())
        .contains(
            "Shop.java:8: the pathwise derivative, which is asked for, leaves out what a jump");
    assertThat(session.run("explain", "Shop.java", "late").good().out())
        .contains("biased if the result jumps: the draw decides at [Shop.java:8 (")
        .endsWith("Biased: see above.\n");
  }

  @Test
  void estimatorsAreCompared() throws IOException {
    Path chart = folder.resolve("c.png");
    String[] words = {
      "compare", "Shop.java", "sold", "3", "0.25", "--samples", "400", "--chart", chart.toString()
    };
    String out = session.run(words).good().out();
    assertThat(out)
        .contains("default: pathwise, enumeration", "score function, no baseline", "coupled")
        .endsWith("wrote " + chart + "\n");
    assertThat(Files.size(chart)).isGreaterThan(1000);
  }

  @Test
  void badInputIsRefused() {
    assertThat(session.run("compare", "Shop.java", "plain", "1").err())
        .contains("plain takes no Sampler, so it draws nothing");
    assertThat(session.run("compare", "Shop.java", "sold", "1").err())
        .contains("takes 2 arguments, not 1");
    assertThat(session.run("compare", "Shop.java", "sold", "1", "x").err())
        .contains("argument share of sold: not JSON");
    assertThat(session.run("grad", "Shop.java", "sold", "1", "1").err())
        .contains(
            "sold(double price, double share, Sampler s) draws from a Sampler; 'cusp explain'");
    assertThat(session.run("compare", "Shop.java", "odd", "1").err())
        .contains("odd(int n, Sampler s) has no numbers to differentiate by");
  }
}
