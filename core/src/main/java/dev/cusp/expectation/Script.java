package dev.cusp.expectation;

import dev.cusp.ad.DerivativeException;
import dev.cusp.runtime.Copied;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * What one run of a program is to do at its draws, and what it tells of them. The same script
 * serves run after run: to take note, to replay with one draw changed, to differentiate.
 */
final class Script implements Copied {
  /** What a run is for. */
  enum Purpose {
    /** Random numbers, nothing else. */
    DRAW,
    /** The derivative; before its reverse sweep, what replays tell is found out. */
    DIFFERENTIATE,
    /** The run that is differentiated, with another value at one draw. */
    REPLAY,
    /** The derivative of parameters that are at the end of their range. */
    EDGES
  }

  /** A scored draw, the part of the result that was there before it, and two parameters. */
  record Scored(int visit, double before, double first, double second) {}

  private double temperature;
  private long key;
  private Purpose purpose = Purpose.DRAW;

  private final Offers offers = new Offers();

  /** Finds slopes; null where nothing is replayed. */
  private Replays replays;

  /** The result of the run that is differentiated. */
  private double result;

  private final List<Scored> scored = new ArrayList<>();
  private boolean isScoreKept;
  private boolean isRelaxed;
  private boolean isConditional;
  private double control;
  private double[] slopes = new double[0];
  private DoubleUnaryOperator[] charges = new DoubleUnaryOperator[0];
  private final DoubleUnaryOperator settling = this::settle;
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

  /** How many enumerated draws were made new in a sample. */
  private int tried;

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
    if (purpose != Purpose.REPLAY) {
      offers.clear();
      Arrays.fill(slopes, 0);
      scored.clear();
    }
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

  /**
   * See {@link Offers}. A parameter at the end of its range changes what is never drawn, for which
   * a program may not be made: that is replayed only once its slope is known not to be 0.
   */
  void offer(
      int visit, int slot, boolean isEnd, double rate, double plus, double minus, double actual) {
    if (isEnd && !isEdgeReplayed) {
      double weight = edge();
      if (weight != 0) {
        addSlope(slot, weight);
      }
    } else if (purpose == Purpose.DIFFERENTIATE && rate != 0) {
      offers.add(visit, slot, rate, plus, minus, actual, chosen);
    }
  }

  /** What a cotangent is to the parameter of a slot. */
  DoubleUnaryOperator charge(int slot) {
    if (slot >= charges.length) {
      int first = charges.length;
      charges = Arrays.copyOf(charges, 2 * slot + 2);
      for (int i = first; i < charges.length; i++) {
        int each = i;
        charges[i] = bar -> each < slopes.length ? bar * slopes[each] : 0;
      }
    }
    return charges[slot];
  }

  /** Takes note of the result of the run, with which replays are compared. */
  void ends(double value) {
    if (purpose != Purpose.REPLAY) {
      result = value;
    }
  }

  /** Asked for the first cotangent of a charge: now slopes are needed. */
  DoubleUnaryOperator settling() {
    return settling;
  }

  private double settle(double bar) {
    if (replays != null && purpose == Purpose.DIFFERENTIATE) {
      double weightOfRun = weight;
      int edgesOfRun = edges;
      replays.run(result);
      start(Purpose.DIFFERENTIATE);
      weight = weightOfRun;
      edges = edgesOfRun;
    }
    return bar;
  }

  /** What is taken off the result for a scored draw: what came before it, and a baseline. */
  double exempt(int visit, boolean isEnd, double before, double first, double second) {
    double weight = isEnd ? edge() : 0;
    if (looksForEdges()) {
      return weight;
    }
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
  double control(double before) {
    return looksForEdges() ? 0 : before + control;
  }

  /**
   * Takes note of a parameter at the end of its range. Where such are looked for it has a weight:
   * no two may cancel.
   */
  double edge() {
    edges--;
    return looksForEdges() ? Noise.uniform(bits(edges)) : 0;
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
    Enumeration.requireFew(held, ++tried);
    return 0;
  }

  /** The same of values with such probabilities, of which some may be 0. */
  int choose(double[] probabilities, int drawn) {
    int[] possible =
        IntStream.range(0, probabilities.length)
            .filter(i -> isEdgeReplayed || probabilities[i] > 0)
            .toArray();
    return possible[choose(possible.length, Arrays.binarySearch(possible, drawn))];
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
    replays = null;
    isScoreKept = false;
    isEdgeReplayed = false;
    isRelaxed = false;
    isConditional = false;
    control = 0;
    baseline = 0;
  }

  /** Another sample; enumerated draws start with their first values. */
  void begin(long newKey) {
    key = newKey;
    held = 0;
    tried = 0;
    baselines = new double[0];
  }

  /** What finds out the slopes of offers. */
  void setReplays(Replays replays) {
    this.replays = replays;
  }

  /** The next run has another value at the draw of an offer. */
  void replay(int offer, double value) {
    start(Purpose.REPLAY);
    at = offers.visit(offer);
    changed = value;
    free = offers.chosen(offer);
  }

  /** The next run is differentiated. */
  void differentiate() {
    start(Purpose.DIFFERENTIATE);
  }

  /** Whether the last run came by parameters at the end of their range. */
  boolean hasEdges() {
    return edges < 0;
  }

  /** From now on replays and enumeration go to the other side of such parameters. */
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

  Offers offers() {
    return offers;
  }

  List<Scored> scored() {
    return scored;
  }

  /** The probability of the values that enumerated draws had. */
  double weight() {
    return weight;
  }

  void addSlope(int slot, double slope) {
    if (slot >= slopes.length) {
      slopes = Arrays.copyOf(slopes, 2 * slot + 2);
    }
    slopes[slot] += slope;
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
