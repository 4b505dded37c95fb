package dev.cusp.cli;

import dev.cusp.cli.source.CompiledSource;
import dev.cusp.cli.source.MainMethod;
import dev.cusp.cli.source.SourceFile;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compiles a source file and runs its main method, with Cusp on the class path. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Compiles a Java source file in memory and runs its main method with Cusp at hand. Options"
            + " come before FILE; everything after it belongs to the program.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the program ended",
      "1:the program does not compile, or ended with an exception",
      "2:no such file, no main method",
      "n:the program called System.exit(n)"
    })
final class Run implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "A Java source file.")
  private String file;

  @Parameters(
      index = "1..*",
      paramLabel = "ARG",
      arity = "0..*",
      description = "Arguments of the program.")
  private List<String> arguments = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    CompiledSource source = SourceFile.read(file).compile();
    MainMethod main = MainMethod.of(source);
    Thread.currentThread().setContextClassLoader(source.loader());
    Set<Thread> before = threads();
    try {
      main.invoke(arguments.toArray(String[]::new));
      return 0;
    } catch (Failure failure) {
      throw failure;
    } catch (Throwable thrown) {
      report(thrown);
      awaitNewThreads(before);
      return Failure.NO;
    }
  }

  /** As the JVM does, without the frames below the program's own main method. */
  private void report(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      StackTraceElement[] trace = t.getStackTrace();
      int own = trace.length;
      while (own > 0 && !isLauncher(trace[own - 1])) {
        own--;
      }
      int end = own;
      while (end > 0 && isBelowMain(trace[end - 1])) {
        end--;
      }
      t.setStackTrace(end == 0 ? trace : Arrays.copyOf(trace, end));
    }
    PrintWriter err = spec.commandLine().getErr();
    err.print("Exception in thread \"" + Thread.currentThread().getName() + "\" ");
    thrown.printStackTrace(err);
    err.flush();
  }

  private static boolean isLauncher(StackTraceElement frame) {
    return frame.getClassName().equals(MainMethod.class.getName());
  }

  private static boolean isBelowMain(StackTraceElement frame) {
    return isLauncher(frame)
        || frame.getClassName().startsWith("java.lang.reflect.")
        || frame.getClassName().startsWith("java.lang.invoke.")
        || frame.getClassName().startsWith("jdk.internal.reflect.");
  }

  /** The JVM ends when the last thread does, also after an exception in the main one. */
  private static void awaitNewThreads(Set<Thread> before) throws InterruptedException {
    for (Thread thread : threads()) {
      if (!thread.isDaemon() && !before.contains(thread)) {
        thread.join();
      }
    }
  }

  private static Set<Thread> threads() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    Thread[] threads = new Thread[group.activeCount() + 16];
    int count = group.enumerate(threads);
    return Set.of(Arrays.copyOf(threads, count));
  }
}
