package dev.cusp.rl;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A way over ice with holes: left, down, right or up (0 to 3), 1 for the goal. On slippery ice one
 * goes where one wants, or to one of the two sides, each with a third. As Gymnasium's
 * FrozenLake-v1. A state is the number of the field, row by row; it is seen as a vector with a 1
 * there.
 *
 * @param map rows of S (start), F (frozen), H (hole) and G (goal), equally long
 */
public record FrozenLake(List<String> map, boolean isSlippery) implements Environment {
  private static final int[] DOWN = {0, 1, 0, -1};
  private static final int[] RIGHT = {-1, 0, 1, 0};

  public FrozenLake {
    map = List.copyOf(map);
    int width = map.isEmpty() ? 0 : map.getFirst().length();
    boolean isEven = width > 0 && map.stream().allMatch(row -> row.length() == width);
    if (!isEven || !map.stream().allMatch(row -> row.matches("[SFHG]+"))) {
      throw new IllegalArgumentException(
          "a lake has equally long rows of S, F, H and G, not " + map);
    }
    if (String.join("", map).indexOf('S') < 0) {
      throw new IllegalArgumentException("a lake has a field S to start from; there is none");
    }
  }

  /** Of four by four fields, slippery. */
  public static FrozenLake small() {
    return new FrozenLake(List.of("SFFF", "FHFH", "FFFH", "HFFG"), true);
  }

  /** Of eight by eight fields, slippery. */
  public static FrozenLake large() {
    return new FrozenLake(
        List.of(
            "SFFFFFFF",
            "FFFFFFFF",
            "FFFHFFFF",
            "FFFFFHFF",
            "FFFHFFFF",
            "FHHFFFHF",
            "FHFFHFHF",
            "FFFHFFFG"),
        true);
  }

  private int width() {
    return map.getFirst().length();
  }

  private char field(int at) {
    return map.get(at / width()).charAt(at % width());
  }

  @Override
  public int actions() {
    return 4;
  }

  @Override
  public double[] start(RandomGenerator random) {
    return new double[] {String.join("", map).indexOf('S')};
  }

  @Override
  public Outcome step(double[] state, int action, RandomGenerator random) {
    Objects.checkIndex(action, 4);
    int at = (int) state[0];
    if (field(at) == 'H' || field(at) == 'G') {
      return new Outcome(state, 0, true);
    }
    int direction = isSlippery ? Math.floorMod(action + random.nextInt(3) - 1, 4) : action;
    int row = Math.clamp(at / width() + DOWN[direction], 0, map.size() - 1);
    int column = Math.clamp(at % width() + RIGHT[direction], 0, width() - 1);
    int next = row * width() + column;
    boolean isEnd = field(next) == 'H' || field(next) == 'G';
    return new Outcome(new double[] {next}, field(next) == 'G' ? 1 : 0, isEnd);
  }

  @Override
  public double[] observation(double[] state) {
    double[] seen = new double[map.size() * width()];
    seen[(int) state[0]] = 1;
    return seen;
  }

  @Override
  public int limit() {
    return map.size() > 4 ? 200 : 100;
  }

  @Override
  public double solved() {
    return map.size() > 4 ? Double.NaN : 0.7;
  }
}
