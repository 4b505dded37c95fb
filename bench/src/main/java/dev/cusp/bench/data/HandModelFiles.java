package dev.cusp.bench.data;

import dev.cusp.bench.problems.HandModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The three files of a hand model: colon-separated bones, vertices and triangles. */
final class HandModelFiles {
  private HandModelFiles() {}

  static HandModel read(Path folder) throws IOException {
    List<String[]> bones = rows(folder.resolve("bones.txt"));
    List<String[]> vertices = rows(folder.resolve("vertices.txt"));
    List<String[]> triangles = rows(folder.resolve("triangles.txt"));

    int[] parents = new int[bones.size()];
    double[][] relatives = new double[bones.size()][];
    double[][] inverses = new double[bones.size()][];
    for (int b = 0; b < parents.length; b++) {
      String[] fields = bones.get(b);
      parents[b] = Integer.parseInt(fields[1]);
      relatives[b] = affine(fields, 2);
      inverses[b] = affine(fields, 18);
    }

    double[][] positions = new double[3][vertices.size()];
    double[][] weights = new double[bones.size()][vertices.size()];
    for (int v = 0; v < vertices.size(); v++) {
      String[] fields = vertices.get(v);
      for (int a = 0; a < 3; a++) {
        positions[a][v] = Double.parseDouble(fields[a]);
      }
      int count = Integer.parseInt(fields[8]);
      for (int i = 0; i < count; i++) {
        weights[Integer.parseInt(fields[9 + 2 * i])][v] = Double.parseDouble(fields[10 + 2 * i]);
      }
    }

    int[] corners = new int[3 * triangles.size()];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = Integer.parseInt(triangles.get(i / 3)[i % 3]);
    }
    return new HandModel(parents, relatives, inverses, weights, positions, corners);
  }

  private static List<String[]> rows(Path file) throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        rows.add(line.strip().split(":"));
      }
    }
    return rows;
  }

  /** The upper three rows of a 4x4 matrix stored row by row; its last row is 0 0 0 1. */
  private static double[] affine(String[] fields, int from) {
    double[] matrix = new double[12];
    for (int i = 0; i < 12; i++) {
      matrix[i] = Double.parseDouble(fields[from + i]);
    }
    return matrix;
  }
}
