package dev.cusp.expectation;

import dev.cusp.ad.DerivativeException;
import dev.cusp.runtime.Copied;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one run of a program is to do at its draws, and what it tells of them. The same script
 * serves run after run: to take note, to replay with one draw changed, to differentiate.
 */
final class Script implements Copied {
  /** What a run is for. */
  enum Purpose {
    /** Random numbers, nothing else. */
    DRAW,
    /** To find out what could be replayed, and what scored draws came after. */
    NOTE,
    /** The run that was noted, with another value at one draw. */
    REPLAY,
    /** The derivative of the run that was noted. */
    DIFFERENTIATE,
    /** The derivative of parameters that are at the end of their range. */
    EDGES
  }

  /**
   * What a draw tells of one of its parameters: the derivative of the expected result is that of
   * the parameter times {@code rate (f(plus) - f(minus))}.
   *
   * @param slot the number of the parameter, among all of the run
   * @param actual the value drawn; no replay is needed for it
   * @param chosen how many enumerated draws came before
   */
  record Offer(
      int visit, int slot, double rate, double plus, double minus, double actual, int chosen) {}

  /** A scored draw, the part of the result that was there before it, and two parameters. */
  record Scored(int visit, double before, double first, double second) {}

  private double temperature;
  private long key;
  private Purpose purpose = Purpose.DRAW;

  private final List<Offer> offers = new ArrayList<>();
  private final List<Scored> scored = new ArrayList<>();
  private boolean isScoreKept;
  private boolean isRelaxed;
  private boolean isConditional;
  private double control;
  private double[] slopes = new double[0];
  private double[] baselines = new double[0];
  private double baseline;

  /** The draw that a replay changes, and what to. */
  private int at;

  private double changed;

  /** The values of enumerated draws, and how many each can have; those held on this path. */
  private int[] choices = new int[4];

  private int[] counts = new int[4];
  private int held;

  /** The first enumerated draw after the one that a replay changes: from there on it is drawn. */
  private int free;

  /** How many enumerated draws there were in this run, and the probability of their values. */
  private int chosen;

  private double weight;

  /** Whether it belongs to a sampler that somebody made from a seed. */
  private final boolean isPlain;

  /** How many parameters were at the end of their range. */
  private int edges;

  private boolean isEdgeReplayed;

  private Script(long key, double temperature, boolean isPlain) {
    this.key = key;
    this.temperature = temperature;
    this.isPlain = isPlain;
  }

  /** That of the runs of an expectation. */
  Script() {
    this(0, 1, false);
  }

  /** Random numbers, nothing else. */
  static Script plain(long seed) {
    return new Script(seed, 1, true);
  }

  /** The same: each run begins anew. */
  @Override
  public Object copy() {
    return this;
  }

  // What programs ask.

  /** A run begins. At kinks there are several for one derivative. */
  void enter() {
    scored.clear();
    chosen = 0;
    edges = 0;
    weight = 1;
  }

  long bits(int visit) {
    return Noise.bits(key, visit);
  }

  /** The same; draws are differentiated only if they are those of the run. */
  long bitsOfRun(int visit) {
    if (isPlain) {
      throw new DerivativeException(
          "a draw comes from another Sampler than the one that the program is given, so that its"
              + " derivative would be lost; draw from that one",
          null);
    }
    return bits(visit);
  }

  double temperature() {
    return temperature;
  }

  /** A draw, or what a replay has in its place. */
  double drawn(int visit, double x) {
    return purpose == Purpose.REPLAY && visit == at ? changed : x;
  }

  /** See {@link Offer}. */
  void offer(int visit, int slot, double rate, double plus, double minus, double actual) {
    if (purpose == Purpose.NOTE && rate != 0) {
      offers.add(new Offer(visit, slot, rate, plus, minus, actual, chosen));
    }
  }

  /** The slope that was found for a parameter. */
  double slope(int slot) {
    return purpose == Purpose.DIFFERENTIATE && slot < slopes.length ? slopes[slot] : 0;
  }

  /** What is taken off the result for a scored draw: what came before it, and a baseline. */
  double exempt(int visit, double before, double first, double second) {
    double one = Double.isFinite(first) ? first : 0;
    double two = Double.isFinite(second) ? second : 0;
    if (isScoreKept && purpose != Purpose.REPLAY) {
      scored.add(new Scored(visit, before, one, two));
    }
    int at = Downstream.WIDTH * visit;
    return at < baselines.length
        ? before + baselines[at] + baselines[at + 1] * one + baselines[at + 2] * two
        : before + baseline;
  }

  /** Whether draws of {@link Rebar} are what they are, not relaxed. */
  boolean isHard() {
    return !isRelaxed;
  }

  /** Whether relaxed ones come from other noise that could have given the draw. */
  boolean isConditional() {
    return isConditional;
  }

  /** What is taken off the result for draws with a control variate. */
  double control() {
    return control;
  }

  /** Another parameter at the end of its range, and its weight: no two may cancel. */
  double edge() {
    return Noise.uniform(bits(--edges));
  }

  boolean replaysEdges() {
    return isEdgeReplayed;
  }

  boolean looksForEdges() {
    return purpose == Purpose.EDGES;
  }

  /** The value, from 0 to n - 1, of an enumerated draw. */
  int choose(int n, int drawn) {
    int i = chosen++;
    if (purpose == Purpose.DRAW || purpose == Purpose.REPLAY && i >= free) {
      return drawn;
    }
    if (i < held) {
      return choices[i];
    }
    if (i == choices.length) {
      choices = Arrays.copyOf(choices, 2 * i);
      counts = Arrays.copyOf(counts, 2 * i);
    }
    choices[i] = 0;
    counts[i] = n;
    held = i + 1;
    return 0;
  }

  void weigh(double probability) {
    weight *= probability;
  }

  // What the one who runs them says.

  /** As if it were new. */
  void reset(long newKey, double newTemperature) {
    begin(newKey);
    temperature = newTemperature;
    start(Purpose.DRAW);
    offers.clear();
    isScoreKept = false;
    isEdgeReplayed = false;
    isRelaxed = false;
    isConditional = false;
    control = 0;
    baseline = 0;
    forgetSlopes();
  }

  /** Another sample; enumerated draws start with their first values. */
  void begin(long newKey) {
    key = newKey;
    held = 0;
    baselines = new double[0];
  }

  /** The next run takes note. */
  void note() {
    start(Purpose.NOTE);
    offers.clear();
  }

  /** The next run is that which was noted, with another value at the draw of an offer. */
  void replay(Offer offer, double value) {
    start(Purpose.REPLAY);
    at = offer.visit();
    changed = value;
    free = offer.chosen();
  }

  /** The next run is differentiated. */
  void differentiate() {
    start(Purpose.DIFFERENTIATE);
  }

  /** Whether the last run came by parameters at the end of their range. */
  boolean hasEdges() {
    return edges < 0;
  }

  /** From now on replays go to the other side of such parameters. */
  void replayEdges() {
    isEdgeReplayed = true;
  }

  /** The next run is differentiated by such parameters alone. */
  void lookForEdges() {
    start(Purpose.EDGES);
  }

  /** The next run draws, enumerated draws too. */
  void draw() {
    start(Purpose.DRAW);
  }

  private void start(Purpose next) {
    purpose = next;
  }

  /** Goes on to the next values of the enumerated draws; false where there are no more. */
  boolean nextPath() {
    while (held > 0 && choices[held - 1] == counts[held - 1] - 1) {
      held--;
    }
    if (held == 0) {
      return false;
    }
    choices[held - 1]++;
    return true;
  }

  /** In the next runs draws of {@link Rebar} are relaxed. */
  void relax(boolean conditional) {
    isRelaxed = true;
    isConditional = conditional;
  }

  /** In the next runs they are not, and this is taken off the result for them. */
  void harden(double lessResult) {
    isRelaxed = false;
    control = lessResult;
  }

  /** From now on scored draws are noted. */
  void keepScored() {
    isScoreKept = true;
  }

  List<Offer> offers() {
    return offers;
  }

  List<Scored> scored() {
    return scored;
  }

  /** The probability of the values that enumerated draws had. */
  double weight() {
    return weight;
  }

  void forgetSlopes() {
    Arrays.fill(slopes, 0);
  }

  void addSlope(Offer offer, double slope) {
    if (offer.slot() >= slopes.length) {
      slopes = Arrays.copyOf(slopes, 2 * offer.slot() + 2);
    }
    slopes[offer.slot()] += slope;
  }

  /**
   * Sets what is taken off for scored draws, as {@link Downstream#baselines}, and for those of
   * later visits.
   */
  void setBaselines(double[] byVisit, double later) {
    baselines = byVisit;
    baseline = later;
  }
}
