package dev.cusp;

/**
 * What a derivative is made of, as text: the program as lifted, its forward and reverse derivative
 * in the intermediate form, the reverse derivative as Java source, and a report of what a reader
 * should know (what was stabilized, what does not matter, where the function is not smooth).
 */
public record Explanation(String lift, String jvp, String vjp, String java, String report) {
  @Override
  public String toString() {
    return String.join(
        "\n", "== lift", lift, "== jvp", jvp, "== vjp", vjp, "== java", java, "== report", report);
  }
}
