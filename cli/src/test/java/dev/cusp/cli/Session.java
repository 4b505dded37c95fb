package dev.cusp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;

/** Runs the command line within the test, on files of a folder. */
record Session(Path folder) {
  /** What a command printed and its exit status. */
  record Reply(int status, String out, String err) {
    /** It worked, without a word on standard error. */
    Reply good() {
      assertThat(err).isEmpty();
      assertThat(status).isZero();
      return this;
    }

    /** The answer was no, after something had been printed: one message, no stack trace. */
    void fails(String... parts) {
      assertThat(err).as("standard error").contains(parts).doesNotContain("\tat ");
      assertThat(status).isEqualTo(1);
    }

    /** It ended with this status and one message, no stack trace, and printed nothing else. */
    Reply refused(int expected, String... parts) {
      assertThat(err).as("standard error").contains(parts).doesNotContain("\tat ");
      assertThat(status).isEqualTo(expected);
      assertThat(out).isEmpty();
      return this;
    }
  }

  Session write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
    return this;
  }

  /** Words that name a file of the folder, also behind an @, stand for its path. */
  Reply run(String... words) {
    String[] paths = Arrays.stream(words).map(this::path).toArray(String[]::new);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int status = line.execute(paths);
    return new Reply(status, out.toString(), err.toString().replace(folder + "/", ""));
  }

  private String path(String word) {
    String name = word.startsWith("@") ? word.substring(1) : word;
    boolean isFile = name.matches("[\\w-]+\\.\\w+") && Files.exists(folder.resolve(name));
    return isFile ? word.substring(0, word.length() - name.length()) + folder.resolve(name) : word;
  }
}
