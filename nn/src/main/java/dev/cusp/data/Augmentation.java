package dev.cusp.data;

import java.util.SplittableRandom;

/**
 * A random change of an image that leaves it an example of the same class. Images are {@code
 * float[height * width * channels]}, changed in place.
 */
@FunctionalInterface
public interface Augmentation {
  void change(float[] image, int height, int width, int channels, SplittableRandom random);

  /** Both, one after the other. */
  default Augmentation and(Augmentation next) {
    return (image, height, width, channels, random) -> {
      change(image, height, width, channels, random);
      next.change(image, height, width, channels, random);
    };
  }

  /** Left and right exchanged, for every other image. */
  static Augmentation flip() {
    return (image, height, width, channels, random) -> {
      if (random.nextBoolean()) {
        resampled(image, height, width, channels, (y, x) -> y * width + width - 1 - x);
      }
    };
  }

  /** Moved by up to so many pixels each way; zeros come in. */
  static Augmentation shift(int most) {
    return (image, height, width, channels, random) -> {
      int down = random.nextInt(-most, most + 1);
      int right = random.nextInt(-most, most + 1);
      resampled(
          image,
          height,
          width,
          channels,
          (y, x) -> {
            boolean isIn =
                y - down >= 0 && y - down < height && x - right >= 0 && x - right < width;
            return isIn ? (y - down) * width + x - right : -1;
          });
    };
  }

  /** Turned about the centre by up to so many degrees; each pixel is the nearest one. */
  static Augmentation rotate(double most) {
    return (image, height, width, channels, random) -> {
      double angle = Math.toRadians(random.nextDouble(-most, Math.nextUp(most)));
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      resampled(
          image,
          height,
          width,
          channels,
          (y, x) -> {
            double dy = y - (height - 1) / 2.0;
            double dx = x - (width - 1) / 2.0;
            long fromY = Math.round((height - 1) / 2.0 + cos * dy - sin * dx);
            long fromX = Math.round((width - 1) / 2.0 + sin * dy + cos * dx);
            boolean isIn = fromY >= 0 && fromY < height && fromX >= 0 && fromX < width;
            return isIn ? (int) (fromY * width + fromX) : -1;
          });
    };
  }

  /** All channels brighter or darker: multiplied by {@code 1 - most} to {@code 1 + most}. */
  static Augmentation brightness(double most) {
    return (image, _, _, _, random) -> {
      float factor = (float) (1 + random.nextDouble(-most, Math.nextUp(most)));
      for (int i = 0; i < image.length; i++) {
        image[i] *= factor;
      }
    };
  }

  /**
   * A part of the image, brought to its size: sides of a share from the least one to 1, anywhere in
   * it; each pixel is the nearest one.
   */
  static Augmentation crop(double least) {
    if (!(least > 0 && least <= 1)) {
      throw new IllegalArgumentException("a part of at least %s of an image".formatted(least));
    }
    return (image, height, width, channels, random) -> {
      double share = random.nextDouble(least, Math.nextUp(1.0));
      double top = random.nextDouble() * (1 - share) * height;
      double left = random.nextDouble() * (1 - share) * width;
      resampled(
          image,
          height,
          width,
          channels,
          (y, x) -> {
            int fromY = Math.min(height - 1, (int) (top + (y + 0.5) * share));
            int fromX = Math.min(width - 1, (int) (left + (x + 0.5) * share));
            return fromY * width + fromX;
          });
    };
  }

  /**
   * Colours stronger or weaker: what a channel has beyond the mean of its pixel's channels is
   * multiplied by {@code 1 - most} to {@code 1 + most}.
   */
  static Augmentation saturation(double most) {
    return (image, _, _, channels, random) -> {
      float factor = (float) (1 + random.nextDouble(-most, Math.nextUp(most)));
      for (int pixel = 0; pixel < image.length; pixel += channels) {
        float sum = 0;
        for (int c = 0; c < channels; c++) {
          sum += image[pixel + c];
        }
        float mean = sum / channels;
        for (int c = 0; c < channels; c++) {
          image[pixel + c] = mean + factor * (image[pixel + c] - mean);
        }
      }
    };
  }

  /** A square of zeros somewhere (DeVries and Taylor, arXiv 1708.04552). */
  static Augmentation cutout(int size) {
    return (image, height, width, channels, random) -> {
      int top = random.nextInt(height) - size / 2;
      int left = random.nextInt(width) - size / 2;
      for (int y = Math.max(0, top); y < Math.min(height, top + size); y++) {
        for (int x = Math.max(0, left); x < Math.min(width, left + size); x++) {
          for (int c = 0; c < channels; c++) {
            image[(y * width + x) * channels + c] = 0;
          }
        }
      }
    };
  }

  /** Which pixel goes to a place; -1 for none. */
  @FunctionalInterface
  interface Source {
    int at(int y, int x);
  }

  private static void resampled(float[] image, int height, int width, int channels, Source source) {
    float[] old = image.clone();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = source.at(y, x);
        for (int c = 0; c < channels; c++) {
          image[(y * width + x) * channels + c] = from < 0 ? 0 : old[from * channels + c];
        }
      }
    }
  }
}
