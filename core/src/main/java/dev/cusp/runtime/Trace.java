package dev.cusp.runtime;

import java.util.List;

/**
 * Completes stack traces. The JVM leaves frames of hidden classes out of them, so emitted code,
 * when an exception passes through it, says here which lines of the user's program it stands for.
 */
public final class Trace {
  private Trace() {}

  /**
   * Inserts frames above those of the caller.
   *
   * @param e null where this is only called to be linked
   * @param frames for each site, the frames that it stands for, the innermost first
   * @return the exception
   */
  public static Throwable add(Throwable e, int site, List<StackTraceElement[]> frames) {
    if (e == null || e instanceof VirtualMachineError) {
      return e; // there is no memory or no stack to do anything with
    }
    Throwable explained = Catches.explained(e, frames.get(site));
    if (explained != e) {
      return explained;
    }
    StackTraceElement[] trace = e.getStackTrace();
    StackTraceElement[] below = new Throwable().getStackTrace(); // starts with this method
    int at = trace.length - below.length + 1;
    if (at < 0 || !endsWith(trace, at, below)) {
      return e; // made without a trace, or not under this call
    }
    StackTraceElement[] own = frames.get(site);
    StackTraceElement[] all = new StackTraceElement[trace.length + own.length];
    System.arraycopy(trace, 0, all, 0, at);
    System.arraycopy(own, 0, all, at, own.length);
    System.arraycopy(trace, at, all, at + own.length, trace.length - at);
    e.setStackTrace(all);
    return e;
  }

  private static boolean endsWith(StackTraceElement[] trace, int at, StackTraceElement[] below) {
    for (int i = at; i < trace.length; i++) {
      if (!trace[i].equals(below[i - at + 1])) {
        return false;
      }
    }
    return true;
  }
}
