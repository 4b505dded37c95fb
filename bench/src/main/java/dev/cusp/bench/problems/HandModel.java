package dev.cusp.bench.problems;

/**
 * A hand of bones and skin.
 *
 * <p>A rigid transform is an array of 12 numbers, the three rows {@code [R | t]} of a 4x4 matrix.
 *
 * @param parents for each bone the bone it hangs on, or -1
 * @param relatives for each bone its transform relative to its parent, at rest
 * @param inverses for each bone the inverse of its absolute transform at rest
 * @param weights {@code weights[bone][vertex]}: how much a vertex follows a bone
 * @param positions {@code positions[axis][vertex]}: the vertices at rest
 * @param triangles three vertices for each triangle
 */
public record HandModel(
    int[] parents,
    double[][] relatives,
    double[][] inverses,
    double[][] weights,
    double[][] positions,
    int[] triangles) {
  public int bones() {
    return parents.length;
  }

  public int vertices() {
    return positions[0].length;
  }
}
