package dev.cusp.models;

import dev.cusp.nn.BatchNorm;
import dev.cusp.nn.Conv;
import dev.cusp.nn.Dense;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Template;
import dev.cusp.tensor.Window;
import java.util.ArrayList;
import java.util.List;

/** Depthwise separable convolutions in a row (Howard et al., arXiv 1704.04861, table 1). */
public final class MobileNets {
  private static final int[] FILTERS = {
    64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024
  };

  private MobileNets() {}

  /**
   * A network. Below a height of 64 the first two strides are 1.
   *
   * @param width what the numbers of filters are multiplied by, such as 1 or 0.25
   */
  public static Template<Sequential> of(double width, int classes) {
    return (sample, key) -> {
      boolean isLarge = Blocks.isLarge(sample);
      List<Template<?>> all = new ArrayList<>();
      int before = scaled(width, 32);
      all.addAll(Blocks.normalized(before, 3, isLarge ? 2 : 1));
      all.add(Functions.relu());
      for (int i = 0; i < FILTERS.length; i++) {
        boolean halves = i > 0 && FILTERS[i] > FILTERS[i - 1] && (isLarge || i > 1);
        Window window = Window.VALID.padding(1).stride(halves ? 2 : 1);
        all.add(Conv.depthwise(1, 3).window(window).withoutBias());
        all.add(BatchNorm.of());
        all.add(Functions.relu());
        all.addAll(Blocks.normalized(scaled(width, FILTERS[i]), 1, 1));
        all.add(Functions.relu());
      }
      all.add(Functions.globalAveragePool());
      all.add(Dense.of(classes));
      return Blocks.row(all).make(sample, key);
    };
  }

  private static int scaled(double width, int filters) {
    return Math.max(8, (int) Math.round(width * filters));
  }
}
