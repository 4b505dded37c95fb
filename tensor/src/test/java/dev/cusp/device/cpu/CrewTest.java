package dev.cusp.device.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrewTest {
  private final Crew crew = new Crew(3);

  private int[] counted(int n) {
    AtomicIntegerArray counts = new AtomicIntegerArray(n);
    crew.run(n, counts::getAndIncrement);
    return IntStream.range(0, n).map(counts::get).toArray();
  }

  @Test
  void doesEachOnceWhetherHelpersAreAwakeOrAsleep() throws InterruptedException {
    for (int round = 0; round < 3000; round++) {
      assertThat(counted(1 + round % 9)).containsOnly(1);
      if (round % 500 == 0) {
        Thread.sleep(2);
      }
    }
  }

  @Test
  void givesWayToJobsOfOtherThreadsAndWithinJobs() {
    boolean[] wrong = new boolean[8];
    IntStream.range(0, 8)
        .parallel()
        .forEach(caller -> {
          for (int round = 0; round < 200; round++) {
            for (int count : counted(20)) {
              wrong[caller] |= count != 1;
            }
          }
        });
    assertThat(wrong).containsOnly(false);
    AtomicIntegerArray counts = new AtomicIntegerArray(100);
    crew.run(10, i -> crew.run(10, j -> counts.getAndIncrement(10 * i + j)));
    assertThat(IntStream.range(0, 100).map(counts::get)).containsOnly(1);
  }

  @Test
  void whatTheFirstPartThrowsComesOutAndTheCrewGoesOn() {
    assertThatThrownBy(() ->
            crew.run(
                50,
                i -> {
                  if (i >= 37) {
                    throw new IllegalArgumentException("part " + i);
                  }
                }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("part 37");
    assertThat(counted(50)).containsOnly(1);
  }
}
