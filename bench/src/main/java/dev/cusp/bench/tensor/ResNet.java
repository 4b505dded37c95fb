package dev.cusp.bench.tensor;

import dev.cusp.tensor.Range;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Residual networks (He et al. 2015, arXiv:1512.03385): ResNet-20 for small images, whose shortcuts
 * skip and pad, and ResNet-18 for large ones, whose shortcuts are convolutions.
 */
final class ResNet implements Network {
  private record Block(String name, int in, int out, int stride) {}

  private final boolean isLarge;
  private final int classes;
  private final List<Block> blocks = new ArrayList<>();
  private final Tensor x;
  private final Tensor labels;

  private ResNet(boolean isLarge, int batch, int side, int classes, int[] widths, int each) {
    this.isLarge = isLarge;
    this.classes = classes;
    x = Images.draw(-1, 1, batch, 3, side);
    labels = Data.ints(1001, classes, batch);
    int in = widths[0];
    for (int stage = 0; stage < widths.length; stage++) {
      for (int i = 0; i < each; i++) {
        int stride = stage > 0 && i == 0 ? 2 : 1;
        blocks.add(new Block("blocks." + blocks.size(), in, widths[stage], stride));
        in = widths[stage];
      }
    }
  }

  static ResNet twenty(int batch) {
    return new ResNet(false, batch, 32, 10, new int[] {16, 32, 64}, 3);
  }

  static ResNet eighteen(int batch) {
    return new ResNet(true, batch, 224, 1000, new int[] {64, 128, 256, 512}, 2);
  }

  private boolean projects(Block b) {
    return isLarge && (b.stride != 1 || b.in != b.out);
  }

  @Override
  public List<Parameter> parameters() {
    int first = blocks.getFirst().in;
    int size = isLarge ? 7 : 3;
    List<Parameter> all = new ArrayList<>();
    all.add(new Parameter("c.weight", first, 3, size, size));
    all.addAll(Parameter.norm("b", first));
    for (Block b : blocks) {
      all.add(new Parameter(b.name + ".c1.weight", b.out, b.in, 3, 3));
      all.addAll(Parameter.norm(b.name + ".b1", b.out));
      all.add(new Parameter(b.name + ".c2.weight", b.out, b.out, 3, 3));
      all.addAll(Parameter.norm(b.name + ".b2", b.out));
      if (projects(b)) {
        all.add(new Parameter(b.name + ".cd.weight", b.out, b.in, 1, 1));
        all.addAll(Parameter.norm(b.name + ".bd", b.out));
      }
    }
    all.addAll(Parameter.linear("fc", classes, blocks.getLast().out));
    return all;
  }

  @Override
  public Tensor loss(Pass p) {
    Tensor h = Images.convolve(p, "c", x, isLarge ? 2 : 1, isLarge ? 3 : 1);
    h = Images.batchNorm(p, "b", h).relu();
    if (isLarge) {
      h = h.maxPool(Window.of(3).stride(2).padding(1));
    }
    for (Block b : blocks) {
      Tensor y = Images.convolve(p, b.name + ".c1", h, b.stride, 1);
      y = Images.batchNorm(p, b.name + ".b1", y).relu();
      y = Images.batchNorm(p, b.name + ".b2", Images.convolve(p, b.name + ".c2", y, 1, 1));
      h = y.add(shortcut(p, b, h)).relu();
    }
    return Layers.crossEntropy(p.linear("fc", h.mean(1, 2)), labels);
  }

  private Tensor shortcut(Pass p, Block b, Tensor x) {
    if (projects(b)) {
      Tensor projected = Images.convolve(p, b.name + ".cd", x, b.stride, 0);
      return Images.batchNorm(p, b.name + ".bd", projected);
    }
    int more = (b.out - b.in) / 2;
    Tensor skipped =
        b.stride == 1 ? x : x.slice(Range.ALL, Range.every(b.stride), Range.every(b.stride));
    return more == 0 ? skipped : skipped.pad(3, more, more);
  }
}
