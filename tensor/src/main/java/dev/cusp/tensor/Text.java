package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tensors as NumPy prints them: eight digits, columns aligned, lines of 75 characters, the middle
 * of tensors of more than 1000 elements left out.
 */
final class Text {
  private static final int MOST = 1000;
  private static final int EDGE = 3;
  private static final int WIDTH = 75;

  private final Shape shape;
  private final boolean isCut;
  private final Iterator<String> cells;

  private Text(Shape shape, boolean isCut, List<String> cells) {
    this.shape = shape;
    this.isCut = isCut;
    this.cells = cells.iterator();
  }

  static String of(Tensor tensor) {
    Shape shape = tensor.shape();
    boolean isCut = shape.size() > MOST;
    if (shape.rank() == 0) {
      return scalar(tensor);
    }
    if (shape.size() == 0) {
      return "[]";
    }
    List<Integer> shown = new ArrayList<>();
    collect(shape, isCut, 0, 0, shown);
    return new Text(shape, isCut, cells(tensor, shown)).print(0, " ");
  }

  private static String scalar(Tensor x) {
    return switch (x.type()) {
      case BOOL -> x.number(0) != 0 ? "True" : "False";
      case I32, I64 -> whole(x, 0);
      default -> Digits.scalar(x.number(0), x.type());
    };
  }

  private static List<String> cells(Tensor x, List<Integer> shown) {
    if (x.type().isFloating()) {
      return Digits.column(shown.stream().map(x::number).toList(), x.type());
    }
    boolean isBool = x.type() == DType.BOOL;
    List<String> cells =
        shown.stream()
            .map(at -> isBool ? x.number(at) != 0 ? "True" : "False" : whole(x, at))
            .toList();
    int longest = cells.stream().mapToInt(String::length).max().orElse(0);
    int width = isBool ? "False".length() : longest;
    return cells.stream().map(cell -> " ".repeat(width - cell.length()) + cell).toList();
  }

  private static String whole(Tensor x, int at) {
    return x.data() instanceof long[] longs
        ? Long.toString(longs[at])
        : Long.toString((long) x.number(at));
  }

  /** The positions on an axis that are shown. */
  private static List<Integer> positions(Shape shape, boolean isCut, int axis) {
    int n = shape.length(axis);
    return IntStream.range(0, n)
        .filter(i -> !isCut || n <= 2 * EDGE || i < EDGE || i >= n - EDGE)
        .boxed()
        .toList();
  }

  private static void collect(Shape shape, boolean isCut, int axis, int at, List<Integer> shown) {
    if (axis == shape.rank()) {
      shown.add(at);
      return;
    }
    for (int i : positions(shape, isCut, axis)) {
      collect(shape, isCut, axis + 1, at * shape.length(axis) + i, shown);
    }
  }

  private String print(int axis, String indent) {
    boolean isRow = axis == shape.rank() - 1;
    return "[" + (isRow ? row(indent) : rows(axis, indent)) + "]";
  }

  private String rows(int axis, String indent) {
    List<Integer> positions = positions(shape, isCut, axis);
    String between = "\n".repeat(shape.rank() - axis - 1) + indent;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < positions.size(); i++) {
      boolean isGap = i > 0 && positions.get(i) != positions.get(i - 1) + 1;
      text.append(i == 0 ? "" : between).append(isGap ? "..." + between : "");
      text.append(print(axis + 1, indent + " "));
    }
    return text.toString();
  }

  /** The last axis, in as many lines as it takes. */
  private String row(String indent) {
    List<Integer> positions = positions(shape, isCut, shape.rank() - 1);
    StringBuilder done = new StringBuilder();
    String line = indent;
    for (int i = 0; i < positions.size(); i++) {
      boolean isGap = i > 0 && positions.get(i) != positions.get(i - 1) + 1;
      for (String word : isGap ? List.of("...", cells.next()) : List.of(cells.next())) {
        boolean isFull = line.length() + word.length() > WIDTH - shape.rank();
        if (isFull && line.length() > indent.length()) {
          done.append(line.stripTrailing()).append("\n");
          line = indent;
        }
        line += word + " ";
      }
    }
    return done.append(line, 0, line.length() - 1).substring(indent.length());
  }
}
