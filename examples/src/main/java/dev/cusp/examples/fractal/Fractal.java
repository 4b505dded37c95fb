package dev.cusp.examples.fractal;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;

/**
 * The Mandelbrot set as a PNG: a plain Java method with a loop, mapped over two axes of numbers.
 */
public final class Fractal {
  private static final int ROUNDS = 200;

  private Fractal() {}

  /**
   * How soon {@code z -> z^2 + x + iy} leaves the disk of radius 16, smoothed (Linas Vepstas,
   * Renormalizing the Mandelbrot escape, 1997), from 0 to 1; 1 where it does not.
   */
  static double escape(double x, double y) {
    double re = 0;
    double im = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double square = re * re + im * im;
      if (square > 256) {
        return (round + 1 - Math.log(Math.log(square) / 2) / Math.log(2)) / ROUNDS;
      }
      double next = re * re - im * im + x;
      im = 2 * re * im + y;
      re = next;
    }
    return 1;
  }

  /** Colours, red in the first column of the last axis, from 0 to 255. */
  static Tensor picture(int width, int height) {
    Tensor x = Tensor.linspace(-2.2, 0.8, width);
    Tensor y = Tensor.linspace(1.2, -1.2, height).expandDims(1);
    Tensor speed = x.zip(y, Fractal::escape).expandDims(2);
    Tensor phase = Tensor.of(0.0, 0.15, 0.3);
    Tensor colour =
        speed.zip(phase, (s, p) -> s < 1 ? 0.5 - 0.5 * Math.cos(12 * Math.sqrt(s) + 6 * p) : 0);
    return colour.mul(255).as(DType.I32);
  }

  /** Writes the picture; its name may be given. */
  public static void main(String[] args) throws IOException {
    int[][][] rgb = (int[][][]) picture(1200, 960).toArray();
    BufferedImage image = new BufferedImage(1200, 960, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < 960; row++) {
      for (int column = 0; column < 1200; column++) {
        int[] c = rgb[row][column];
        image.setRGB(column, row, c[0] << 16 | c[1] << 8 | c[2]);
      }
    }
    File file = new File(args.length > 0 ? args[0] : "fractal.png");
    ImageIO.write(image, "png", file);
    System.out.println("wrote " + file);
  }
}
