package dev.cusp.natives;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Machine code that has been loaded into this process. It stays. */
final class SharedLibrary {
  private static final Linker LINKER = Linker.nativeLinker();

  private final SymbolLookup symbols;

  private SharedLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /**
   * Loads a library of Bytedeco's.
   *
   * @param files what it consists of, itself last
   */
  static SharedLibrary load(Cache cache, Platform platform, String name, List<String> files)
      throws IOException {
    String folder = name + "-" + version(name) + "-" + platform.name();
    SymbolLookup last = null;
    for (String file : files) {
      String resource = "org/bytedeco/%s/%s/%s".formatted(name, platform.name(), file);
      last = SymbolLookup.libraryLookup(cache.file(resource, folder), Arena.global());
    }
    if (last == null) {
      throw new IOException("there is no " + name + " for " + platform.name());
    }
    return new SharedLibrary(last);
  }

  /** That of the jar on the class path. */
  private static String version(String name) throws IOException {
    String resource = "META-INF/maven/org.bytedeco/" + name + "/pom.properties";
    Properties properties = new Properties();
    try (InputStream in = SharedLibrary.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new NoSuchFileException(resource, null, "is not on the class path");
      }
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  /**
   * A function that may be given arrays of the heap. The thread is not seen to leave Java, so the
   * garbage collector waits for its end.
   */
  MethodHandle function(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(symbols.findOrThrow(name), type, Linker.Option.critical(true));
  }

  /** A function that is given memory which does not move. */
  MethodHandle ordinary(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(symbols.findOrThrow(name), type);
  }

  /**
   * Sets variables of the process's environment for libraries that are not loaded yet. Java's own
   * view of the environment, which child processes inherit, was taken before.
   */
  static void setEnvironment(Map<String, String> variables) {
    SymbolLookup standard = LINKER.defaultLookup();
    standard
        .find("setenv")
        .ifPresent(address -> {
          FunctionDescriptor type =
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT);
          variables.forEach(
              (name, value) -> set(LINKER.downcallHandle(address, type), name, value));
        });
  }

  private static void set(MethodHandle setenv, String name, String value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment variable = arena.allocateFrom(name);
      int status = (int) setenv.invokeExact(variable, arena.allocateFrom(value), 1);
      if (status != 0) {
        throw new IllegalStateException("setenv " + name + " fails");
      }
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** What a method handle that is declared to throw anything has thrown. */
  static RuntimeException unchecked(Throwable thrown) {
    switch (thrown) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(thrown);
    }
  }
}
