package dev.cusp.ad;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.cusp.ir.Func;
import dev.cusp.rules.RuleBook;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A program is lifted once for arguments of the same classes, whatever comes in between. */
class FormsTest {
  interface Shape {
    double area(double size);
  }

  record Square() implements Shape {
    @Override
    public double area(double size) {
      return size * size;
    }
  }

  record Disc() implements Shape {
    @Override
    public double area(double size) {
      return Math.PI * size * size;
    }
  }

  static double closed(Shape shape, double size) {
    return shape.area(size) + 1;
  }

  static double open(Shape[] shapes, double size) {
    return shapes[0].area(size) + 1;
  }

  @Test
  void classesOfArgumentsMayAlternate() {
    Compiled c = compiled("closed");
    Func square = c.func(new Object[] {new Square(), 1.0});
    Func disc = c.func(new Object[] {new Disc(), 1.0});
    assertNotSame(square, disc);
    assertSame(square, c.func(new Object[] {new Square(), 2.0}));
    assertSame(disc, c.func(new Object[] {new Disc(), 2.0}));
  }

  @Test
  void soMayThoseOfWhatArgumentsLeadTo() {
    Compiled c = compiled("open");
    Func square = c.func(new Object[] {new Shape[] {new Square()}, 1.0});
    Func disc = c.func(new Object[] {new Shape[] {new Disc()}, 1.0});
    assertNotSame(square, disc);
    assertSame(square, c.func(new Object[] {new Shape[] {new Square()}, 2.0}));
    assertSame(disc, c.func(new Object[] {new Shape[] {new Disc()}, 2.0}));
  }

  private static Compiled compiled(String name) {
    var method =
        Arrays.stream(FormsTest.class.getDeclaredMethods())
            .filter(m -> m.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return new Compiled(method, RuleBook.standard(), true, Compiled.AtTie.RAY, 1);
  }
}
