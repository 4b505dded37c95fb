package dev.cusp.cli;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The house has floors and nothing calls up: a compiled class may refer to classes of its own floor
 * and of those below. Annotations are labels, not calls, and are not looked at.
 */
final class FloorsTest {
  /** Lowest first. A subpackage without an entry of its own is on its parent's floor. */
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of(
              "dev.cusp.rules",
              "dev.cusp.special",
              "dev.cusp.tree",
              "dev.cusp.runtime",
              "dev.cusp.ir"),
          Set.of("dev.cusp.pass"),
          Set.of("dev.cusp.lift"),
          Set.of("dev.cusp.emit"),
          Set.of("dev.cusp.ad"),
          Set.of("dev.cusp", "dev.cusp.expectation"),
          Set.of("dev.cusp.check", "dev.cusp.relax"),
          Set.of("dev.cusp.surrogate"),
          Set.of("dev.cusp.kernel", "dev.cusp.library"),
          Set.of("dev.cusp.tensor"),
          Set.of("dev.cusp.schedule", "dev.cusp.linalg", "dev.cusp.fft", "dev.cusp.io"),
          Set.of("dev.cusp.device"),
          Set.of("dev.cusp.natives"),
          Set.of("dev.cusp.optim", "dev.cusp.data", "dev.cusp.prob", "dev.cusp.inference"),
          Set.of("dev.cusp.nn"),
          Set.of("dev.cusp.train", "dev.cusp.models", "dev.cusp.rl"));

  private static final List<Path> MODULES =
      List.of(
          Path.of("..", "core"),
          Path.of("..", "tensor"),
          Path.of("..", "native"),
          Path.of("..", "prob"),
          Path.of("..", "nn"));

  private static final Pattern OUR_CLASS_IN_DESCRIPTOR = Pattern.compile("L(dev/cusp/[^;<]+)");

  @Test
  void nothingCallsUp() throws IOException {
    assertThat(compiledClasses().flatMap(FloorsTest::callsUp).toList())
        .as("references from a lower floor to a higher one")
        .isEmpty();
  }

  @Test
  void everyPackageHasAFloor() throws IOException {
    assertThat(compiledClasses().map(FloorsTest::packageOf).distinct().filter(FloorsTest::unknown))
        .as("packages directly under dev.cusp that FLOORS does not name")
        .isEmpty();
  }

  @Test
  void floorsAreOrdered() {
    assertThat(floorOf("dev.cusp.ir")).isLessThan(floorOf("dev.cusp.pass"));
    assertThat(floorOf("dev.cusp.ad.nonsmooth")).isEqualTo(floorOf("dev.cusp.ad"));
    assertThat(floorOf("dev.cusp")).isGreaterThan(floorOf("dev.cusp.ad"));
    assertThat(floorOf("dev.cusp.kernel")).isGreaterThan(floorOf("dev.cusp.check"));
    assertThat(floorOf("dev.cusp.device.cpu")).isGreaterThan(floorOf("dev.cusp.tensor"));
  }

  @Test
  void aReferenceIsSeenInACallAndInASignature() throws IOException {
    Path self = Path.of("target", "test-classes", "dev", "cusp", "cli", "FloorsTest$Sample.class");
    assertThat(references(ClassFile.of().parse(self)))
        .contains("dev.cusp.cli.FloorsTest$Called", "dev.cusp.cli.FloorsTest$OnlyInASignature");
  }

  private static Stream<String> callsUp(ClassModel model) {
    int floor = floorOf(packageOf(model));
    return references(model).stream()
        .filter(name -> floorOf(packageOf(name)) > floor)
        .map(name -> className(model) + " -> " + name);
  }

  private static Set<String> references(ClassModel model) {
    Stream<String> members =
        Stream.concat(
            model.methods().stream().map(method -> method.methodType().stringValue()),
            model.fields().stream().map(field -> field.fieldType().stringValue()));
    Stream<String> pool =
        StreamSupport.stream(model.constantPool().spliterator(), false)
            .flatMap(FloorsTest::descriptor);
    return Stream.concat(members, pool)
        .flatMap(text -> OUR_CLASS_IN_DESCRIPTOR.matcher(text).results())
        .map((MatchResult found) -> found.group(1).replace('/', '.'))
        .collect(toCollection(TreeSet::new));
  }

  private static Stream<String> descriptor(PoolEntry entry) {
    return switch (entry) {
      case ClassEntry type -> Stream.of(type.asSymbol().descriptorString());
      case NameAndTypeEntry member -> Stream.of(member.type().stringValue());
      case MethodTypeEntry type -> Stream.of(type.descriptor().stringValue());
      default -> Stream.empty(); // numbers and strings name no class; the rest is made of the above
    };
  }

  private static int floorOf(String packageName) {
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      if (FLOORS.get(floor).contains(packageName)) {
        return floor;
      }
    }
    return unknown(packageName) ? 0 : floorOf(parent(packageName));
  }

  /** Whether neither the package nor a parent below {@code dev.cusp} has a floor. */
  private static boolean unknown(String packageName) {
    if (FLOORS.stream().anyMatch(floor -> floor.contains(packageName))) {
      return false;
    }
    String parent = parent(packageName);
    return parent.equals("dev.cusp") || parent.isEmpty() || unknown(parent);
  }

  private static String parent(String packageName) {
    return packageName.substring(0, Math.max(0, packageName.lastIndexOf('.')));
  }

  private static String packageOf(ClassModel model) {
    return packageOf(className(model));
  }

  private static String packageOf(String className) {
    return parent(className);
  }

  private static String className(ClassModel model) {
    return model.thisClass().asInternalName().replace('/', '.');
  }

  private static Stream<ClassModel> compiledClasses() throws IOException {
    Stream<ClassModel> all = Stream.empty();
    for (Path module : MODULES) {
      try (Stream<Path> files = Files.walk(module.resolve(Path.of("target", "classes")))) {
        List<Path> classes = files.filter(file -> file.toString().endsWith(".class")).toList();
        assertThat(classes).as("classes of %s", module).isNotEmpty();
        all = Stream.concat(all, classes.stream().map(FloorsTest::parse));
      }
    }
    return all;
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private static final class Called {}

  private interface OnlyInASignature {}

  private record Sample(OnlyInASignature part) {
    Object call() {
      return new Called();
    }
  }
}
