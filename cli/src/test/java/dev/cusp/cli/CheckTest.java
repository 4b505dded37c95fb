package dev.cusp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
final class CheckTest {
  @TempDir Path folder;
  private Session session;

  @BeforeEach
  void write() throws IOException {
    session =
        new Session(folder)
            .write(
                "Model.java",
                """
                class Model {
                  static double smooth(double[] x) { return Math.exp(x[0]) * Math.sin(x[1]); }
                  static double kink(double x) { return Math.abs(x); }
                  static double jump(double x) { return Math.floor(x); }
                }
                """);
  }

  @Test
  void goodWhereAllAgree() {
    assertThat(session.run("check", "Model.java", "smooth", "[0.5, 2]").good().out())
        .contains("x[0]", "x[1]", "both modes and difference quotients agree: 3 numbers compared");
  }

  @Test
  void aKinkIsNoFault() {
    assertThat(session.run("check", "Model.java", "kink", "0").good().out())
        .contains("kink: slope -1.0 to the left, 1.0 to the right");
  }

  @Test
  void noWhereTheyPart() {
    Session.Reply reply = session.run("check", "Model.java", "jump", "2");
    assertThat(reply.status()).isEqualTo(1);
    assertThat(reply.out() + reply.err()).contains("jump");
  }
}
