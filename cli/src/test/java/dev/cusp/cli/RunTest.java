package dev.cusp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
final class RunTest {
  @TempDir Path folder;
  private Session session;

  @BeforeEach
  void write() throws IOException {
    session =
        new Session(folder)
            .write(
                "echo.java",
                """
                void main(String[] args) { IO.println(String.join("|", args)); }
                """)
            .write(
                "Several.java",
                """
                package a.b;
                record Helper(int n) {}
                class Starts {
                  public static void main(String... args) throws Exception {
                    System.out.println(new Helper(args.length) + " " + Class.forName("a.b.Helper"));
                    ClassLoader loader = Thread.currentThread().getContextClassLoader();
                    System.out.println(loader.loadClass("a.b.Helper"));
                  }
                }
                class Other { static void main() { throw new AssertionError(); } }
                """)
            .write(
                "Throws.java",
                """
                class Throws {
                  static void main(String[] args) { fail(args.length); }
                  static void fail(int n) { throw new IllegalStateException("n is " + n); }
                }
                """)
            .write(
                "Draws.java",
                """
                record Decay(double rate, double start) {}
                void main() {
                  dev.cusp.Objective.Two<Decay, dev.cusp.expectation.Sampler> f =
                      (d, s) -> s.normal(d.start(), 0) * d.rate();
                  IO.println(dev.cusp.Cusp.expectation(f).estimate(new Decay(2, 3), 1, 2).gradient());
                }
                """)
            .write("Exits.java", "class Exits { static void main() { System.exit(7); } }")
            .write("NoMain.java", "class NoMain { private static void main(int x) {} }");
  }

  /** The program's classes are none that Cusp's own class loader finds. */
  @Test
  void expectedResultsOfRecordsOfTheProgram() {
    assertThat(output("run", "Draws.java")).isEqualToIgnoringNewLines("Decay[rate=3.0, start=2.0]");
  }

  @Test
  void wordsAfterTheFileAreTheProgramsOwn() {
    assertThat(output("run", "echo.java", "--json", "-h", "--", "@x", "-0.5", "a b", ""))
        .isEqualToIgnoringNewLines("--json|-h|--|@x|-0.5|a b|");
  }

  @Test
  void theFirstClassWithAMainIsRun() {
    assertThat(output("run", "Several.java", "x"))
        .isEqualToNormalizingNewlines("Helper[n=1] class a.b.Helper\nclass a.b.Helper\n");
  }

  @Test
  void anExceptionIsShownAsJavaDoes() {
    Session.Reply reply = session.run("run", "Throws.java", "x");
    assertThat(reply.status()).isEqualTo(1);
    assertThat(reply.err().lines().findFirst().orElseThrow())
        .startsWith("Exception in thread ")
        .endsWith(" java.lang.IllegalStateException: n is 1");
  }

  @Test
  void theStackTraceEndsWithTheProgramsMain() {
    assertThat(session.run("run", "Throws.java").err().lines().skip(1))
        .containsExactly("\tat Throws.fail(Throws.java:3)", "\tat Throws.main(Throws.java:2)");
  }

  @Test
  void afterAnExceptionTheThreadsOfTheProgramEndFirst() throws IOException {
    session.write(
        "Threads.java",
        """
        void main() {
          Thread.ofPlatform().daemon(false).start(() -> {
            try { Thread.sleep(200); } catch (InterruptedException e) {}
            System.setProperty("cusp.test.ended", "yes");
          });
          throw new IllegalStateException();
        }
        """);
    assertThat(session.run("run", "Threads.java").status()).isEqualTo(1);
    assertThat(System.clearProperty("cusp.test.ended")).isEqualTo("yes");
  }

  @Test
  void withoutAMainMethod() {
    session.run("run", "NoMain.java").refused(2, "NoMain.java: has no main method to run");
  }

  @Test
  void theProgramChoosesItsExitStatus() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                folder.resolve("Exits.java").toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(7);
  }

  private String output(String... words) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true));
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      session.run(words).good();
    } finally {
      System.setOut(before);
      Thread.currentThread().setContextClassLoader(loader);
    }
    return out.toString();
  }
}
