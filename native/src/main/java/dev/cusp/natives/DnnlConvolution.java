package dev.cusp.natives;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.cusp.library.Convolver.Call;
import dev.cusp.library.Convolver.Lengths;
import dev.cusp.library.Convolver.Part;
import dev.cusp.library.Convolver.Threads;
import dev.cusp.natives.OneDnn.Executable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * A convolution by oneDNN. The library wants memory that does not move, so images are copied, a few
 * at a time while they are in the cache, and the weight once, into the layout that the code for
 * this processor wants. Gradients of the weight are made of some images at a time and added up in
 * order.
 */
final class DnnlConvolution implements Call {
  /** Parts whose gradients of the weight are summed apart from each other. */
  private static final int MOST_PARTS = 8;

  /** Numbers of images and results that are worked on at once. */
  private static final int CACHED = 1 << 16;

  /** Into how many parts a batch is divided at least. */
  private static final int FEWEST_PARTS = 16;

  /** Numbers in all of them. */
  private static final int MOST_APART = 1 << 22;

  private final Part part;
  private final DnnlShapes shapes;
  private final int batch;

  /** How many images a primitive takes; the last one fewer where they do not divide. */
  private final int images;

  private final ConcurrentLinkedQueue<Worker> idle = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Worker> idleRest = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Weights> weights = new ConcurrentLinkedQueue<>();

  private DnnlConvolution(Part part, Lengths lengths) {
    this.part = part;
    shapes = new DnnlShapes(lengths);
    batch = lengths.batch();
    int apart = Math.clamp(MOST_APART / shapes.weightSize(), 2, MOST_PARTS);
    images =
        part == Part.WEIGHT
            ? Math.ceilDiv(batch, apart)
            : Math.clamp(
                CACHED / (shapes.imageSize() + shapes.resultSize()),
                1,
                Math.ceilDiv(batch, FEWEST_PARTS));
  }

  /** Empty where the library has only its reference code. */
  static Optional<Call> of(Part part, Lengths lengths) {
    DnnlConvolution convolution = new DnnlConvolution(part, lengths);
    try {
      Worker first = convolution.new Worker(convolution.images);
      convolution.idle.add(first);
      return first.isReference ? Optional.empty() : Optional.of(convolution);
    } catch (IllegalStateException _) { // it says that it has none
      return Optional.empty();
    }
  }

  /** A primitive for some images. */
  private final class Worker {
    final OneDnn.Movable image;
    final OneDnn.Movable result;
    final OneDnn.Movable weight;
    final Executable convolve;
    final boolean isReference;

    /** For a part of the batch that gives a gradient of the weight, also by rows; else null. */
    final Executable unpack;

    final MemorySegment packed;
    final MemorySegment plain;

    Worker(int count) {
      Arena arena = Arena.ofAuto();
      MemorySegment imageShape = shapes.image(arena, count);
      MemorySegment resultShape = shapes.result(arena, count);
      MemorySegment primitive = shapes.primitive(arena, part, imageShape, resultShape);
      isReference = OneDnn.implementation(arena, primitive).startsWith("ref");
      image = new OneDnn.Movable(arena, imageShape);
      result = new OneDnn.Movable(arena, resultShape);
      MemorySegment wanted =
          OneDnn.wanted(
              primitive,
              part == Part.WEIGHT ? OneDnn.DIFF_WEIGHTS_DESCRIPTION : OneDnn.WEIGHTS_DESCRIPTION);
      weight = new OneDnn.Movable(arena, wanted);
      convolve =
          Executable.of(
              arena,
              primitive,
              part == Part.IMAGE ? OneDnn.DIFF_SOURCE : OneDnn.SOURCE,
              image.memory,
              part == Part.WEIGHT ? OneDnn.DIFF_WEIGHTS : OneDnn.WEIGHTS,
              weight.memory,
              part == Part.RESULT ? OneDnn.DESTINATION : OneDnn.DIFF_DESTINATION,
              result.memory);
      if (part == Part.WEIGHT) {
        MemorySegment own = shapes.weight(arena);
        packed = OneDnn.buffer(arena, wanted);
        plain = OneDnn.buffer(arena, own);
        unpack =
            Executable.of(
                arena,
                OneDnn.reorder(arena, wanted, own),
                OneDnn.SOURCE,
                weight.memory,
                OneDnn.DESTINATION,
                OneDnn.memory(arena, own, plain));
      } else {
        packed = null;
        plain = null;
        unpack = null;
      }
    }

    MemorySegment image(Room room) {
      return image.in(room.buffer(0, image.bytes));
    }

    MemorySegment result(Room room) {
      return result.in(room.buffer(1, result.bytes));
    }

    void run(Executable code, Room room) {
      code.run(room.buffer(2, code.scratch().bytes));
    }
  }

  /** A weight in the layout that the primitive wants. */
  private final class Weights {
    final MemorySegment plain;
    final MemorySegment packed;
    final Executable pack;

    Weights() {
      Arena arena = Arena.ofAuto();
      MemorySegment own = shapes.weight(arena);
      MemorySegment primitive =
          shapes.primitive(arena, part, shapes.image(arena, 1), shapes.result(arena, 1));
      MemorySegment wanted = OneDnn.wanted(primitive, OneDnn.WEIGHTS_DESCRIPTION);
      plain = OneDnn.buffer(arena, own);
      packed = OneDnn.buffer(arena, wanted);
      pack =
          Executable.of(
              arena,
              OneDnn.reorder(arena, own, wanted),
              OneDnn.SOURCE,
              OneDnn.memory(arena, own, plain),
              OneDnn.DESTINATION,
              OneDnn.memory(arena, wanted, packed));
    }
  }

  private static <T> T take(ConcurrentLinkedQueue<T> idle, Supplier<T> otherwise) {
    T known = idle.poll();
    return known == null ? otherwise.get() : known;
  }

  @Override
  public void run(float[] image, float[] weight, float[] result, Threads threads) {
    if (part == Part.WEIGHT) {
      sum(image, weight, result, threads);
      return;
    }
    Weights w = take(weights, Weights::new);
    MemorySegment.copy(weight, 0, w.plain, JAVA_FLOAT, 0, shapes.weightSize());
    Room room = Room.take();
    w.pack.run(room.buffer(2, w.pack.scratch().bytes));
    room.giveBack();
    threads.each(Math.ceilDiv(batch, images), p -> images(p * images, image, w, result));
    weights.add(w);
  }

  /** The result, or the gradient of the image, for some images. */
  private void images(int from, float[] image, Weights w, float[] result) {
    int count = Math.min(images, batch - from);
    Worker worker = take(of(count), () -> new Worker(count));
    worker.weight.in(w.packed);
    Room room = Room.take();
    MemorySegment pixels = worker.image(room);
    MemorySegment places = worker.result(room);
    if (part == Part.RESULT) {
      copy(image, from, shapes.imageSize(), count, pixels);
      worker.run(worker.convolve, room);
      copy(places, result, from, shapes.resultSize(), count);
    } else {
      copy(result, from, shapes.resultSize(), count, places);
      worker.run(worker.convolve, room);
      copy(pixels, image, from, shapes.imageSize(), count);
    }
    room.giveBack();
    of(count).add(worker);
  }

  /** Copies some of a batch, each so many numbers, out of the heap. */
  private static void copy(float[] all, int from, int size, int count, MemorySegment to) {
    MemorySegment.copy(all, from * size, to, JAVA_FLOAT, 0, count * size);
  }

  /** The same into the heap. */
  private static void copy(MemorySegment some, float[] all, int to, int size, int count) {
    MemorySegment.copy(some, JAVA_FLOAT, 0, all, to * size, count * size);
  }

  /** Those that take so many images. */
  private ConcurrentLinkedQueue<Worker> of(int count) {
    return count == images ? idle : idleRest;
  }

  private void sum(float[] image, float[] weight, float[] result, Threads threads) {
    int parts = Math.ceilDiv(batch, images);
    float[][] sums = new float[parts][];
    sums[0] = weight;
    threads.each(
        parts,
        p -> {
          sums[p] = p == 0 ? weight : new float[weight.length];
          part(p * images, image, sums[p], result);
        });
    for (int p = 1; p < parts; p++) {
      float[] more = sums[p];
      for (int i = 0; i < weight.length; i++) {
        weight[i] += more[i];
      }
    }
  }

  /** The gradient of the weight by some images. */
  private void part(int from, float[] image, float[] weight, float[] result) {
    int count = Math.min(images, batch - from);
    Worker worker = take(of(count), () -> new Worker(count));
    worker.weight.in(worker.packed);
    Room room = Room.take();
    copy(image, from, shapes.imageSize(), count, worker.image(room));
    copy(result, from, shapes.resultSize(), count, worker.result(room));
    worker.run(worker.convolve, room);
    worker.run(worker.unpack, room);
    room.giveBack();
    MemorySegment.copy(worker.plain, JAVA_FLOAT, 0, weight, 0, weight.length);
    of(count).add(worker);
  }
}
