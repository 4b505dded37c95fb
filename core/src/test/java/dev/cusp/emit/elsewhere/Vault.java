package dev.cusp.emit.elsewhere;

import java.util.function.DoubleUnaryOperator;

/** Members and classes that code in another package cannot name. */
public class Vault {
  private double secret;
  private static int opened;

  private Vault(double secret) {
    this.secret = secret;
  }

  protected double doubled() {
    return 2 * secret;
  }

  private static double add(Vault vault, double x) {
    opened++;
    return vault.secret + x;
  }

  public static int opened() {
    return opened;
  }

  /** A class that is not to be named elsewhere. */
  private record Key(double teeth) {}

  /** A function whose code is linked in this class. */
  public static DoubleUnaryOperator adding(double x) {
    return y -> x + y;
  }
}
