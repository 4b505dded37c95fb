package dev.cusp.models;

import dev.cusp.nn.BatchNorm;
import dev.cusp.nn.Conv;
import dev.cusp.nn.Dense;
import dev.cusp.nn.Dropout;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Initializer;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Template;
import java.util.ArrayList;
import java.util.List;

/** Rows of 3x3 convolutions (Simonyan and Zisserman, arXiv 1409.1556, table 1). */
public final class VggNets {
  private VggNets() {}

  /**
   * A network. Images are halved five times, or until they are a point; below a height of 64 one
   * affine layer follows, and otherwise three, with dropout, as in the paper.
   *
   * @param depth 11, 13, 16 or 19
   * @param isNormalized whether batch normalization follows each convolution; the paper did not
   *     have it yet
   */
  public static Template<Sequential> of(int depth, boolean isNormalized, int classes) {
    int[] each =
        switch (depth) {
          case 11 -> new int[] {1, 1, 2, 2, 2};
          case 13 -> new int[] {2, 2, 2, 2, 2};
          case 16 -> new int[] {2, 2, 3, 3, 3};
          case 19 -> new int[] {2, 2, 4, 4, 4};
          default ->
              throw new IllegalArgumentException(
                  "a VGG network has 11, 13, 16 or 19 layers, not " + depth);
        };
    return (sample, key) -> {
      List<Template<?>> all = new ArrayList<>();
      int side = Math.min(sample.shape().length(1), sample.shape().length(2));
      for (int stage = 0; stage < 5; stage++) {
        for (int i = 0; i < each[stage]; i++) {
          all.add(Conv.of(Math.min(64 << stage, 512), 3).same());
          if (isNormalized) {
            all.add(BatchNorm.of());
          }
          all.add(Functions.relu());
        }
        if (side > 1) {
          all.add(Functions.maxPool(2));
          side /= 2;
        }
      }
      all.add(Functions.flatten());
      for (int i = 0; i < 2 && Blocks.isLarge(sample); i++) {
        all.add(Dense.of(4096).weights(Initializer.heNormal()));
        all.add(Functions.relu());
        all.add(new Dropout(0.5));
      }
      all.add(Dense.of(classes));
      return Blocks.row(all).make(sample, key);
    };
  }
}
