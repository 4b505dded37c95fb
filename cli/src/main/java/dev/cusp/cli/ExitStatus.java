package dev.cusp.cli;

/** The exit statuses as the help lists them. */
final class ExitStatus {
  static final String HEADING = "%nExit status:%n";

  static final String GOOD = "0:it worked, and where there was a question the answer is yes";

  static final String NO =
      "1:the answer is no: the Java does not compile, cannot be differentiated, throws an"
          + " exception, or its derivative does not check";

  static final String WRONG_USE =
      "2:wrong use: no such file or method, unknown option, arguments of the wrong number or type,"
          + " malformed JSON";

  static final String ERROR = "3:an error in Cusp itself; --debug shows where";

  private ExitStatus() {}
}
