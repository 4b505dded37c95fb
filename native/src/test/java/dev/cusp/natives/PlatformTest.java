package dev.cusp.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.cusp.library.Gemm;
import dev.cusp.library.Libraries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlatformTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-x86_64, 4, 2",
    "Linux, aarch64, linux-arm64, 3, 2",
    "Mac OS X, x86_64, macosx-x86_64, 4, 2",
    "Mac OS X, aarch64, macosx-arm64, 1, 2",
    "Windows 11, amd64, windows-x86_64, 1, 0",
    "Linux, riscv64, linux-riscv64, 0, 0",
    "FreeBSD, amd64, freebsd-x86_64, 0, 0"
  })
  void namesAreThoseOfTheJars(
      String system, String processor, String name, int openBlas, int oneDnn) {
    Platform platform = Platform.of(system, processor);
    assertThat(platform.name()).isEqualTo(name);
    assertThat(platform.openBlas()).hasSize(openBlas);
    assertThat(platform.oneDnn()).hasSize(oneDnn);
  }

  @Test
  void saysThatThereIsNone(@TempDir Path folder) {
    Platform platform = Platform.of("FreeBSD", "amd64");
    assertThatThrownBy(() -> SharedLibrary.load(new Cache(folder), platform, "openblas", List.of()))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no openblas for freebsd-x86_64");
  }

  @Test
  void isFoundAsAService() {
    assertThat(Libraries.here()).isInstanceOf(NativeLibraries.class);
    assertThat(Libraries.here().blas().isPresent())
        .isEqualTo(!Platform.here().openBlas().isEmpty());
  }

  @Test
  void matricesBeyondTheirArraysAreRefused() {
    assumeFalse(Platform.here().openBlas().isEmpty());
    var blas = new NativeLibraries().blas().orElseThrow();
    Gemm gemm = new Gemm(2, 2, 2, false, 2, false, 2, 2, false);
    float[] whole = new float[4];
    for (int at : new int[] {-1, 1, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> blas.multiply(gemm, whole, at, whole, 0, new float[4], 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> blas.multiply(gemm, whole, 0, whole, 0, new float[4], at))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
