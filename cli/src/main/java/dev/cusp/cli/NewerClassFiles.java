package dev.cusp.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipOutputStream;

/**
 * Brings old class files of a jar up to date. The JVM's cache of loaded classes leaves out what was
 * compiled for Java 5, as picocli is, which would be a tenth of a second at every start. The
 * launcher runs this on its own copy of the jar.
 */
final class NewerClassFiles {
  /** The first class files that must say which types are where, so that they need no inference. */
  private static final int WITH_STACK_MAPS = ClassFile.JAVA_7_VERSION;

  private final ClassFile classFiles;

  private NewerClassFiles(ClassLoader loader) {
    classFiles =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader)));
  }

  /** Rewrites the jars that are named. */
  public static void main(String[] jars) throws IOException {
    NewerClassFiles newer = new NewerClassFiles(NewerClassFiles.class.getClassLoader());
    for (String jar : jars) {
      newer.rewrite(Path.of(jar));
    }
  }

  private void rewrite(Path jar) throws IOException {
    Path rewritten = jar.resolveSibling(jar.getFileName() + ".new");
    try (JarFile in = new JarFile(jar.toFile());
        ZipOutputStream out = new JarOutputStream(Files.newOutputStream(rewritten))) {
      for (JarEntry entry : in.stream().toList()) {
        out.putNextEntry(new JarEntry(entry.getName()));
        out.write(contents(in, entry));
      }
    }
    Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private byte[] contents(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = in.readAllBytes();
      return entry.getName().endsWith(".class") ? newer(bytes) : bytes;
    }
  }

  private byte[] newer(byte[] bytes) {
    ClassModel type = classFiles.parse(bytes);
    if (type.majorVersion() >= WITH_STACK_MAPS) {
      return bytes;
    }
    // Bodies have to be taken apart, or they are copied without maps.
    ClassTransform bodies = ClassTransform.transformingMethodBodies((code, e) -> code.with(e));
    return classFiles.transformClass(
        type, bodies.andThen(ClassTransform.endHandler(b -> b.withVersion(WITH_STACK_MAPS, 0))));
  }
}
