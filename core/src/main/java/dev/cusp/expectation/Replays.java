package dev.cusp.expectation;

import dev.cusp.ad.Compiled;

/** Finds out by replays what changes of parameters of draws do to the result of one run. */
final class Replays {
  private final Script script;
  private final Compiled.Lifted program;
  private final Object a;
  private final int most;

  Replays(Script script, Compiled.Lifted program, Object a, int most) {
    this.script = script;
    this.program = program;
    this.a = a;
    this.most = most;
  }

  /** Gives the script the slopes that replays of a run tell. */
  void run(double result) {
    Offers offers = script.offers(); // replays add none
    int size = offers.size();
    if (size <= most) {
      for (int i = 0; i < size; i++) {
        script.addSlope(offers.slot(i), slope(i, result));
      }
      return;
    }
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += offers.rate(i);
    }
    for (int k = 0; k < most; k++) { // in proportion to their rates; stratified
      double place = (k + Noise.uniform(Noise.bits(script.bits(-2), k))) / most * sum;
      int i = at(offers, place);
      script.addSlope(offers.slot(i), slope(i, result) * sum / (offers.rate(i) * most));
    }
  }

  private static int at(Offers offers, double place) {
    double left = place;
    for (int i = 0; i < offers.size(); i++) {
      left -= offers.rate(i);
      if (left < 0) {
        return i;
      }
    }
    return offers.size() - 1;
  }

  private double slope(int i, double result) {
    Offers offers = script.offers();
    double plus = value(i, offers.plus(i), result);
    double minus = value(i, offers.minus(i), result);
    return offers.rate(i) * (plus - minus);
  }

  private double value(int i, double draw, double result) {
    if (draw == script.offers().actual(i)) {
      return result;
    }
    script.replay(i, draw);
    return program.run(script, a);
  }
}
