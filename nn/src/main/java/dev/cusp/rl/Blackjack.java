package dev.cusp.rl;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Cards from an endless deck against a dealer who draws below 17: stick (0) or hit (1), 1 for a
 * win, 0 for a draw, -1 for a loss. Sutton and Barto, Reinforcement learning, example 5.1, as
 * Gymnasium's Blackjack-v1: an ace and a ten at once win against all but the same. A state is the
 * player's sum with an ace for 1, the dealer's card, whether the player has an ace, and how many
 * cards.
 */
public record Blackjack() implements Environment {
  @Override
  public int actions() {
    return 2;
  }

  private static int card(RandomGenerator random) {
    return Math.min(random.nextInt(1, 14), 10);
  }

  /** With an ace for 11 where that is not too much. */
  private static int worth(int sum, boolean hasAce) {
    return hasAce && sum <= 11 ? sum + 10 : sum;
  }

  @Override
  public double[] start(RandomGenerator random) {
    int first = card(random);
    int second = card(random);
    return new double[] {first + second, card(random), first == 1 || second == 1 ? 1 : 0, 2};
  }

  @Override
  public Outcome step(double[] state, int action, RandomGenerator random) {
    int sum = (int) state[0];
    boolean hasAce = state[2] == 1;
    if (Objects.checkIndex(action, 2) == 1) {
      int card = card(random);
      double[] next = {sum + card, state[1], hasAce || card == 1 ? 1 : 0, state[3] + 1};
      boolean isBust = next[0] > 21;
      return new Outcome(next, isBust ? -1 : 0, isBust);
    }
    int dealer = (int) state[1];
    int second = card(random);
    boolean dealerHasAce = dealer == 1 || second == 1;
    dealer += second;
    boolean isDealersNatural = dealerHasAce && dealer == 11;
    while (worth(dealer, dealerHasAce) < 17) {
      int card = card(random);
      dealer += card;
      dealerHasAce |= card == 1;
    }
    int other = dealer > 21 ? 0 : worth(dealer, dealerHasAce);
    boolean isNatural = hasAce && sum == 11 && state[3] == 2;
    boolean isWon = isNatural && !isDealersNatural;
    return new Outcome(state, isWon ? 1 : Integer.compare(worth(sum, hasAce), other), true);
  }

  /** The sum's worth, the dealer's card, and whether an ace counts 11. */
  @Override
  public double[] observation(double[] state) {
    boolean hasAce = state[2] == 1;
    int worth = worth((int) state[0], hasAce);
    return new double[] {(worth - 12) / 5.0, (state[1] - 5) / 3.0, worth == state[0] ? 0 : 1};
  }

  @Override
  public int limit() {
    return 30;
  }
}
