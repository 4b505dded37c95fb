package dev.cusp.device.cpu;

import dev.cusp.device.cpu.Product.Axis;

/** Runs a {@link Product}, in parts. */
final class Multiply implements Blocks.Whole {
  /** A multiplication takes this part of the time of a simple operation. */
  static final int QUICK = 16;

  private final Product p;
  private final Multiplier multiplier;
  private final Tiles tiles;
  private final int downwards;
  private final int across;

  Multiply(Product p, Multiplier multiplier) {
    this.p = p;
    this.multiplier = multiplier;
    int count = Product.rounds(p.batch());
    tiles = Tiles.of(count, p.i().extent(), p.j().extent(), p.k().extent());
    downwards = tiles.downwards(p.i().extent());
    across = tiles.across(p.j().extent());
  }

  @Override
  public void run(Object[] arrays, int[] starts, Object output, double[] numbers) {
    Object a = arrays[p.aSlot()];
    Object b = arrays[p.bSlot()];
    int aFrom = starts[p.aSlot()] + p.aAt();
    int bFrom = starts[p.bSlot()] + p.bAt();
    int parts = Product.rounds(p.batch()) * downwards * across;
    if (parts == 1) {
      part(a, aFrom, b, bFrom, output, 0);
    } else {
      Threads.split(
          parts, p.work() / QUICK, 1, (part, _) -> part(a, aFrom, b, bFrom, output, part));
    }
  }

  private void part(Object a, int aFrom, Object b, int bFrom, Object c, int part) {
    int matrix = part / (downwards * across);
    int row = part / across % downwards * tiles.rows();
    int column = part % across * tiles.columns();
    int aAt = aFrom + Product.at(p.batch(), matrix, Axis::a) + row * p.i().a();
    int bAt = bFrom + Product.at(p.batch(), matrix, Axis::b) + column * p.j().b();
    int cAt = p.cAt() + Product.at(p.batch(), matrix, Axis::c);
    cAt += row * p.i().c() + column * p.j().c();
    int rows = Math.min(tiles.rows(), p.i().extent() - row);
    int columns = Math.min(tiles.columns(), p.j().extent() - column);
    int rounds = Product.rounds(p.more());
    for (int round = 0; round < rounds; round++) {
      int aMore = aAt + Product.at(p.more(), round, Axis::a);
      int bMore = bAt + Product.at(p.more(), round, Axis::b);
      for (int k = 0; k < p.k().extent(); k += tiles.depth()) {
        Block block = block(rows, columns, Math.min(tiles.depth(), p.k().extent() - k));
        boolean adds = round + k > 0;
        multiplier.multiply(
            block, a, aMore + k * p.k().a(), b, bMore + k * p.k().b(), c, cAt, adds);
      }
    }
  }

  private Block block(int rows, int columns, int depth) {
    return new Block(
        rows, columns, depth, p.i().a(), p.k().a(), p.k().b(), p.j().b(), p.i().c(), p.j().c());
  }
}
