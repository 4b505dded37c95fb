package dev.cusp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class MainTest {
  @Test
  void noWordPrintsTheHelp() {
    assertThat(output()).contains("Usage: cusp").contains("cusp test");
  }

  @Test
  void versionNamesCuspAndJava() {
    assertThat(output("--version")).startsWith("Cusp ").contains("Java " + Runtime.version());
  }

  private static String output(String... words) {
    var out = new StringWriter();
    int status = Main.commandLine().setOut(new PrintWriter(out, true)).execute(words);
    assertThat(status).isZero();
    return out.toString();
  }
}
