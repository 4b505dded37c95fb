package dev.cusp.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.cli.Failure;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

final class SourceFileTest {
  @Test
  void classesOfAnyNameInOrder() {
    CompiledSource source =
        SourceFile.of(
                "x/Some.java", "package p; class Z {} public class A { record R() {} } enum E {}")
            .compile();
    assertThat(source.topLevelClasses())
        .extracting(Class::getName)
        .containsExactly("p.Z", "p.A", "p.E");
    assertThat(source.classes())
        .extracting(Class::getSimpleName)
        .containsExactly("Z", "A", "R", "E");
    assertThat(source.classes()).noneMatch(source::isImplicit);
  }

  @Test
  void methodsWithoutAClass() {
    CompiledSource source =
        SourceFile.of(
                "my-file.java", "import module java.base; double f() { return 1; } void main() {}")
            .compile();
    assertThat(source.topLevelClasses()).extracting(Class::getName).containsExactly("my_file");
    assertThat(source.isImplicit(source.topLevelClasses().getFirst())).isTrue();
  }

  @Test
  void classFilesAreResources() throws IOException {
    CompiledSource source = SourceFile.of("A.java", "package p.q; class A {}").compile();
    Class<?> type = source.topLevelClasses().getFirst();
    try (InputStream file = type.getResourceAsStream("A.class");
        InputStream same = source.loader().getResource("p/q/A.class").openStream()) {
      assertThat(file.readAllBytes())
          .startsWith(0xCA, 0xFE, 0xBA, 0xBE)
          .isEqualTo(same.readAllBytes());
    }
    assertThat(source.loader().getResourceAsStream("p/q/B.class")).isNull();
    assertThat(source.loader().getResourceAsStream("java/lang/Object.class")).isNotNull();
  }

  @Test
  void aClassOfTheFileHidesOneOfTheClassPath() {
    CompiledSource source =
        SourceFile.of("Failure.java", "package dev.cusp.cli; public class Failure {}").compile();
    assertThat(source.topLevelClasses().getFirst()).isNotEqualTo(Failure.class);
  }

  @Test
  void cuspIsOnTheClassPath() {
    SourceFile.of("A.java", "class A { dev.cusp.Program p; }").compile();
  }

  @Test
  void soAreOtherLibrariesAndModules() {
    SourceFile.of("A.java", "import module java.logging; class A { Logger l; }").compile();
    SourceFile.of("A.java", "class A { picocli.CommandLine l; }").compile();
  }

  @Test
  void errorsNameFileAndLine() {
    assertThatThrownBy(
            () -> SourceFile.of("x/A.java", "class A {\n  int f( {}\n  int g;").compile())
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("x/A.java:2: illegal start of type");
  }
}
