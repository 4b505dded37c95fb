package dev.cusp.examples.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.data.Dataset;
import dev.cusp.data.Digits;
import dev.cusp.tensor.Key;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The search keeps what is good, and what is trained in pieces is what is trained at once. */
final class SearchTest {
  private static final Dataset TRAINING = Digits.training().range(0, 320);
  private static final Dataset VALIDATION = Digits.training().range(1000, 1200);

  private static Architecture affine(double rate) {
    return new Architecture(List.of(), 3, false, List.of(), 0, rate);
  }

  @Test
  void theOneThatLearnsIsFound() throws IOException {
    // of the same network, those with far too small steps stay at guessing
    List<Search.Candidate> all =
        Stream.of(1e-7, 0.02, 1e-8).map(rate -> Search.Candidate.of(affine(rate), 1)).toList();
    Search.Candidate found = Search.halving(all, TRAINING, VALIDATION);
    assertThat(found.architecture().rate()).isEqualTo(0.02);
    assertThat(found.progress().epoch()).isEqualTo(4); // three epochs have been made
    Search.Candidate atOnce = Search.Candidate.of(affine(0.02), 1).until(3, TRAINING, VALIDATION);
    assertThat(found.loss()).isEqualTo(atOnce.loss());
  }

  @Test
  void whatIsDrawnCanBeMade() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 50; i++) {
      Architecture drawn = Architecture.draw(random);
      var network = drawn.network(Key.of(i));
      assertThat(network.apply(TRAINING.range(0, 2).all().x()).shape().lengths())
          .as(drawn.toString())
          .containsExactly(2, 10);
    }
  }
}
