package dev.cusp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Residual memory grows, keeps its contents, is reused by its thread and leaks nothing. */
final class TapeTest {
  @Test
  void growthKeepsTheContents() {
    Tape tape = Tape.fresh();
    for (int i = 0; i < 1000; i++) {
      tape.doubles(3, i + 1)[i] = i;
      tape.floats(0, i + 1)[i] = i;
      tape.ints(1, i + 1)[i] = i;
      tape.longs(2, i + 1)[i] = i;
      tape.bytes(9, i + 1)[i] = (byte) i;
      tape.refs(4, i + 1)[i] = i;
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(tape.doubles(3, 1000)[i]).isEqualTo(i);
      assertThat(tape.floats(0, 1000)[i]).isEqualTo(i);
      assertThat(tape.ints(1, 1000)[i]).isEqualTo(i);
      assertThat(tape.longs(2, 1000)[i]).isEqualTo(i);
      assertThat(tape.bytes(9, 1000)[i]).isEqualTo((byte) i);
      assertThat(tape.refs(4, 1000)[i]).isEqualTo(i);
    }
  }

  @Test
  void lengthsAreAtLeast64ThenDoubleOrAreExact() {
    Tape tape = Tape.fresh();
    assertThat(tape.doubles(0, 0)).isEmpty();
    assertThat(tape.doubles(0, 1)).hasSize(64);
    assertThat(tape.doubles(0, 64)).hasSize(64);
    assertThat(tape.doubles(0, 65)).hasSize(128);
    assertThat(tape.doubles(0, 12_345)).hasSize(12_345);
    assertThat(tape.doubles(0, 12_346)).hasSize(24_690);
    assertThat(tape.ints(5, 100)).hasSize(100);
  }

  @Test
  void linesAreTheSameAgainAndZero() {
    Tape tape = Tape.fresh();
    double[] line = tape.line(2, 70, 5);
    Arrays.fill(line, 3);
    assertThat(tape.line(2, 71, 5)).isNotSameAs(line).containsOnly(0);
    assertThat(tape.line(1, 70, 5)).isNotSameAs(line);
    assertThat(tape.line(2, 70, 5)).isSameAs(line).containsOnly(0).hasSize(5);
    assertThat(tape.line(2, 70, 4)).isNotSameAs(line).hasSize(4);
    assertThat(tape.line(2, 70, 0)).isEmpty();
    assertThatThrownBy(() -> tape.line(2, 70, -1)).isInstanceOf(NegativeArraySizeException.class);
  }

  @Test
  void aTapeInUseIsNotGivenToAnother() {
    Tape outer = Tape.acquire();
    Tape inner = Tape.acquire();
    assertThat(inner).isNotSameAs(outer);
    double[] kept = inner.doubles(0, 10);
    inner.release();
    assertThat(Tape.acquire()).isSameAs(inner);
    assertThat(inner.doubles(0, 10)).isSameAs(kept);
    inner.release();
    outer.release();
  }

  @Test
  void everyThreadHasItsOwn() {
    Tape mine = Tape.acquire();
    mine.release();
    Tape other = CompletableFuture.supplyAsync(Tape::acquire).join();
    assertThat(other).isNotSameAs(mine);
  }

  @Test
  void referencesAreForgottenOnRelease() {
    Tape tape = Tape.acquire();
    Object[] refs = tape.refs(0, 100);
    refs[3] = "three";
    tape.refs(2, 70)[69] = "other";
    tape.release();
    assertThat(refs).containsOnlyNulls();
    assertThat(Tape.acquire()).isSameAs(tape);
    assertThat(tape.refs(2, 70)).containsOnlyNulls();
    tape.release();
  }

  @Test
  void aTapeIsReleasedOnce() {
    Tape tape = Tape.acquire();
    tape.release();
    assertThatThrownBy(tape::release).hasMessage("a tape was released twice");
  }

  @Test
  void aThreadDoesNotKeepTooMuch() {
    Tape tape = Tape.acquire();
    byte[] large = tape.bytes(0, (int) TapePool.MAX_BYTES + 1);
    tape.release();
    assertThat(Tape.acquire()).isSameAs(tape);
    assertThat(tape.bytes(0, 1)).isNotSameAs(large).hasSize(64);
    tape.release();
  }

  @Test
  void tooManyResidualsAreAnError() {
    Tape tape = Tape.fresh();
    tape.bytes(0, 1);
    for (int length : new int[] {Integer.MIN_VALUE, -1, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> tape.bytes(0, length))
          .hasMessageStartingWith("residuals of this loop need more than 2^31 entries;")
          .hasMessageContaining("@Checkpoint");
      assertThatThrownBy(() -> tape.refs(7, length)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void zerosAreZeroEachTime() {
    Tape tape = Tape.fresh();
    double[] first = tape.zeros(2, 5);
    assertThat(first).hasSizeGreaterThanOrEqualTo(5).containsOnly(0.0);
    Arrays.fill(first, 7);
    assertThat(Arrays.copyOf(tape.zeros(2, 3), 5)).containsExactly(0, 0, 0, 7, 7);
    assertThat(tape.zeros(2, 5)).isSameAs(first);
  }
}
