package dev.cusp.io;

import java.io.IOException;

/** A file that is not what it says it is, or holds what cannot be read: names it and says why. */
public final class FileFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  FileFormatException(String file, String reason, Object... args) {
    super(file + ": " + reason.formatted(args));
  }
}
