package dev.cusp.emit;

import dev.cusp.ir.Func;
import dev.cusp.ir.Source;
import dev.cusp.runtime.Trace;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Relates code to lines of the user's program: by line numbers of the function's own file, where
 * inlined code counts as its call, and, for stack traces, by handlers that add the whole chain of
 * calls to an exception on its way out (see {@link Trace}).
 */
final class Lines {
  private static final ClassDesc TRACE = ClassDesc.of("dev.cusp.runtime.Trace");
  private static final MethodTypeDesc ADD =
      MethodTypeDesc.of(
          ConstantDescs.CD_Throwable,
          ConstantDescs.CD_Throwable,
          ConstantDescs.CD_int,
          ConstantDescs.CD_List);

  private final CodeBuilder code;
  private final Linkage linkage;
  private final String name;
  private final String file;
  private final Map<Source, Label> handlers = new LinkedHashMap<>();
  private int line;
  private Source source;
  private Label start;

  /**
   * Lines of a function.
   *
   * @param name what stack traces call it
   */
  Lines(CodeBuilder code, Func func, String name, Linkage linkage) {
    this.code = code;
    this.linkage = linkage;
    this.name = name;
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

  /** The code to come belongs to a line. */
  void mark(Source where) {
    if (file == null) {
      return;
    }
    for (Source frame = where; frame != null; frame = frame.calledFrom()) {
      if (file.equals(frame.file())) {
        if (frame.line() > 0 && frame.line() != line) {
          line = frame.line();
          code.lineNumber(line);
        }
        return;
      }
    }
  }

  /** The instruction to come can throw. */
  void markThrowing(Source where) {
    mark(where);
    if (where != null && linkage.tracesCalls() && !where.equals(source)) {
      endRange();
      source = where;
      start = code.newBoundLabel();
    }
  }

  private void endRange() {
    if (source != null) {
      Label handler = handlers.computeIfAbsent(source, s -> code.newLabel());
      code.exceptionCatchAll(start, code.newBoundLabel(), handler);
      source = null;
    }
  }

  /** Emits what goes after the body. */
  void end() {
    endRange();
    if (handlers.isEmpty()) {
      return;
    }
    List<StackTraceElement[]> frames = linkage.frames();
    Label common = code.newLabel();
    int left = handlers.size();
    for (Map.Entry<Source, Label> handler : handlers.entrySet()) {
      code.labelBinding(handler.getValue());
      code.loadConstant(frames.size());
      frames.add(frames(handler.getKey()));
      if (--left > 0) {
        code.goto_(common);
      }
    }
    code.labelBinding(common);
    code.loadConstant(linkage.framesConstant());
    code.invokestatic(TRACE, "add", ADD);
    code.athrow();
  }

  /**
   * Has the JVM find what {@link #end} refers to. Where the stack overflows it could not, and would
   * try again in each frame.
   */
  static void resolve(CodeBuilder code, Linkage linkage) {
    code.aconst_null().iconst_0().loadConstant(linkage.framesConstant());
    code.invokestatic(TRACE, "add", ADD).pop().return_();
  }

  private StackTraceElement[] frames(Source innermost) {
    int depth = 0;
    for (Source s = innermost; s != null; s = s.calledFrom()) {
      depth++;
    }
    StackTraceElement[] frames = new StackTraceElement[depth];
    Source s = innermost;
    for (int i = 0; i < depth; i++) {
      String method = s.calledFrom() == null ? name : s.method();
      int number = s.line() > 0 ? s.line() : -1;
      frames[i] = new StackTraceElement(Members.binaryName(s.owner()), method, s.file(), number);
      s = s.calledFrom();
    }
    return frames;
  }
}
