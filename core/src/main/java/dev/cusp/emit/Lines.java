package dev.cusp.emit;

import dev.cusp.ir.Func;
import dev.cusp.ir.Source;
import java.lang.classfile.CodeBuilder;

/** Marks code with lines of the function's own file; inlined code counts as its call there. */
final class Lines {
  private final CodeBuilder code;
  private final String file;
  private int last;

  Lines(CodeBuilder code, Func func) {
    this.code = code;
    this.file = file(func);
  }

  /** The source file of a function, or null. */
  static String file(Func func) {
    if (func.source() != null) {
      return func.source().file();
    }
    if (func.body().body().isEmpty()) {
      return null;
    }
    Source source = func.body().body().getFirst().source();
    while (source != null && source.calledFrom() != null) {
      source = source.calledFrom();
    }
    return source == null ? null : source.file();
  }

  void mark(Source source) {
    if (file == null) {
      return;
    }
    for (Source frame = source; frame != null; frame = frame.calledFrom()) {
      if (file.equals(frame.file())) {
        if (frame.line() > 0 && frame.line() != last) {
          last = frame.line();
          code.lineNumber(last);
        }
        return;
      }
    }
  }
}
