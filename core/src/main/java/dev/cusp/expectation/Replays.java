package dev.cusp.expectation;

import dev.cusp.ad.Compiled;
import java.util.List;

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

  /** Notes a run, and gives the script the slopes that replays of it tell. */
  void run() {
    script.forgetSlopes();
    script.note();
    double result = program.run(script, a);
    List<Script.Offer> offers = script.offers(); // replays add none
    if (offers.size() <= most) {
      offers.forEach(offer -> script.addSlope(offer, slope(offer, result)));
      return;
    }
    double sum = 0;
    for (Script.Offer offer : offers) {
      sum += offer.rate();
    }
    for (int i = 0; i < most; i++) { // in proportion to their rates; stratified
      double place = (i + Noise.uniform(Noise.bits(script.bits(-2), i))) / most * sum;
      Script.Offer offer = at(offers, place);
      script.addSlope(offer, slope(offer, result) * sum / (offer.rate() * most));
    }
  }

  private static Script.Offer at(List<Script.Offer> offers, double place) {
    double left = place;
    for (Script.Offer offer : offers) {
      left -= offer.rate();
      if (left < 0) {
        return offer;
      }
    }
    return offers.getLast();
  }

  private double slope(Script.Offer offer, double result) {
    double plus = value(offer, offer.plus(), result);
    double minus = value(offer, offer.minus(), result);
    return offer.rate() * (plus - minus);
  }

  private double value(Script.Offer offer, double draw, double result) {
    if (draw == offer.actual()) {
      return result;
    }
    script.replay(offer, draw);
    return program.run(script, a);
  }
}
