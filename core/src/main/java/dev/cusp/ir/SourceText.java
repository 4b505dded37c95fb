package dev.cusp.ir;

import java.lang.constant.ClassDesc;

/** Reads what {@link Source#toString} writes; the rest of a source is lost in the text. */
final class SourceText {
  private SourceText() {}

  static Source read(String text, Class<?> host, String method) {
    int colon = text.lastIndexOf(':');
    if (colon >= 0) {
      int line = Integer.parseInt(text.substring(colon + 1));
      ClassDesc owner = host.describeConstable().orElseThrow();
      return new Source(owner, method, text.substring(0, colon), line, null);
    }
    int dot = text.lastIndexOf('.');
    return new Source(ClassDesc.of(text.substring(0, dot)), text.substring(dot + 1), null, 0, null);
  }
}
