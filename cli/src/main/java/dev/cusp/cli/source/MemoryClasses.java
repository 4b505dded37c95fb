package dev.cusp.cli.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Map;

/**
 * Loads classes from memory, and serves their class files as resources, where lifting reads them.
 *
 * <p>A class compiled from the user's file hides one of the same name on the class path.
 */
final class MemoryClasses extends ClassLoader {
  private final Map<String, byte[]> classFiles;

  MemoryClasses(Map<String, byte[]> classFiles) {
    super(MemoryClasses.class.getClassLoader());
    this.classFiles = classFiles;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!classFiles.containsKey(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        byte[] bytes = classFiles.get(name);
        loaded = defineClass(name, bytes, 0, bytes.length);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  @Override
  public InputStream getResourceAsStream(String resource) {
    byte[] bytes = classFile(resource);
    return bytes == null ? super.getResourceAsStream(resource) : new ByteArrayInputStream(bytes);
  }

  @Override
  public URL getResource(String resource) {
    byte[] bytes = classFile(resource);
    return bytes == null ? super.getResource(resource) : url(resource, bytes);
  }

  private byte[] classFile(String resource) {
    return resource.endsWith(".class")
        ? classFiles.get(
            resource.substring(0, resource.length() - ".class".length()).replace('/', '.'))
        : null;
  }

  private static URL url(String resource, byte[] bytes) {
    try {
      return URL.of(URI.create("memory:///" + resource), new Handler(bytes));
    } catch (IOException cause) {
      throw new IllegalArgumentException(resource, cause);
    }
  }

  private static final class Handler extends URLStreamHandler {
    private final byte[] bytes;

    Handler(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }
}
