package dev.cusp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.cli.source.MainMethod;
import dev.cusp.cli.source.SourceFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The documentation is true: its programs run, its commands print what it says, its links lead
 * somewhere. With {@code -Dcusp.bless=true} what the commands print now is written into it.
 */
@ResourceLock(Resources.SYSTEM_OUT)
final class DocsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** A block that begins with a command; what follows is what the command prints. */
  private static final Pattern CONSOLE =
      Pattern.compile("```console\n\\$ \\./cusp ([^\n]+)\n(.*?)```", Pattern.DOTALL);

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @TempDir Path folder;

  @Test
  void theTourRuns() {
    assertThat(program(ROOT.resolve("docs/Tour.java"))).contains("All claims hold.");
  }

  @ParameterizedTest
  @CsvSource({
    "README.md, Decay.java",
    "docs/nondifferentiable.md, AtTheKink.java",
    "docs/tensors.md, Line.java"
  })
  void theFirstProgramPrintsWhatThePageSays(String page, String name) throws IOException {
    String text = Files.readString(ROOT.resolve(page));
    String program = first(text, "```java\n(.*?)```");
    String printed = first(text, "```text\n(.*?)```");
    Path file = Files.writeString(folder.resolve(name), program);
    assertThat(rounded(program(file))).isEqualTo(rounded(printed));
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.sorted())
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    }
  }

  /** With ten digits, for the last may differ between machines: exp is exact to one ulp only. */
  private static String rounded(String text) {
    return Pattern.compile("-?[0-9]+\\.[0-9]+")
        .matcher(text)
        .replaceAll(number -> "%.9e".formatted(Double.parseDouble(number.group())));
  }

  private static String first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commandsPrintWhatThePageSays(Path file) throws IOException {
    String text = Files.readString(file);
    String actual = CONSOLE.matcher(text).replaceAll(DocsTest::rerun);
    if (Boolean.getBoolean("cusp.bless")) {
      Files.writeString(file, actual);
    } else {
      assertThat(actual).as("-Dcusp.bless=true updates it").isEqualTo(text);
    }
  }

  private static String rerun(MatchResult block) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(block.group(1));
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return Matcher.quoteReplacement(
        "```console\n$ ./cusp %s\n%s```".formatted(block.group(1), command(words)));
  }

  /** What a program prints. */
  private static String program(Path file) {
    return printed(
        _ -> MainMethod.of(SourceFile.read(file.toString()).compile()).invoke(new String[0]));
  }

  /** What a command prints, errors too; words that name a file of the project mean that file. */
  private static String command(List<String> words) {
    String[] paths =
        words.stream()
            .map(word -> Files.exists(ROOT.resolve(word)) ? ROOT.resolve(word).toString() : word)
            .toArray(String[]::new);
    return printed(out ->
            Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(paths))
        .replace(ROOT + "/", "");
  }

  private static String printed(ThrowingConsumer<PrintStream> what) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    System.setOut(out);
    try {
      what.accept(out);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadToFiles(Path file) throws IOException {
    Stream<String> links =
        LINK.matcher(Files.readString(file)).results().map(link -> link.group(1));
    assertThat(links)
        .allSatisfy(link -> assertThat(file.getParent().resolve(link)).as(link).exists());
  }

  @Test
  void theReadmeNamesEveryCommand() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    Main.commandLine()
        .getSubcommands()
        .forEach((name, command) -> {
          if (!command.getCommandSpec().usageMessage().hidden()) {
            assertThat(readme).contains("./cusp " + name);
          }
        });
  }
}
