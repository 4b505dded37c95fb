package dev.cusp.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/** A place in the code, and whether anything jumps there. */
final class Spot {
  final Label label;
  boolean used;

  /** Whether a loop begins there. */
  boolean isHead;

  Spot(CodeBuilder code) {
    label = code.newLabel();
  }
}
