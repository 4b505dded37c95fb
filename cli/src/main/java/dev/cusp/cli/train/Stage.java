package dev.cusp.cli.train;

import dev.cusp.rl.Acrobot;
import dev.cusp.rl.CartPole;
import dev.cusp.rl.Catch;
import dev.cusp.rl.Environment;
import dev.cusp.rl.FrozenLake;
import dev.cusp.rl.MountainCar;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Pictures of states. */
final class Stage {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 320;
  private static final Color DARK = new Color(0x333333);
  private static final Color RED = new Color(0xd55e00);
  private static final Color BLUE = new Color(0x0072b2);
  private static final Color PALE = new Color(0xdce6ee);

  private final Graphics2D g;

  private Stage(Graphics2D g) {
    this.g = g;
  }

  /** Whether there are pictures of it. */
  static boolean shows(Environment environment) {
    return environment instanceof CartPole
        || environment instanceof Acrobot
        || environment instanceof MountainCar
        || environment instanceof FrozenLake
        || environment instanceof Catch;
  }

  static BufferedImage picture(Environment environment, double... state) {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    Stage stage = new Stage(g);
    switch (environment) {
      case CartPole _ -> stage.cart(state);
      case Acrobot _ -> stage.rods(state);
      case MountainCar _ -> stage.valley(state);
      case FrozenLake lake -> stage.lake(lake, (int) state[0]);
      case Catch game -> stage.ball(game, state);
      default -> throw new IllegalArgumentException("there are no pictures of " + environment);
    }
    g.dispose();
    return image;
  }

  private void line(Color color, float width, double... ends) {
    g.setColor(color);
    g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(new Line2D.Double(ends[0], ends[1], ends[2], ends[3]));
  }

  private void disc(Color color, double x, double y, double radius) {
    g.setColor(color);
    g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  private void cart(double... state) {
    double x = WIDTH / 2.0 + state[0] * WIDTH / 4.8;
    double y = 240;
    line(DARK, 2, 0, y, WIDTH, y);
    g.setColor(DARK);
    g.fill(new Rectangle2D.Double(x - 30, y - 15, 60, 30));
    double length = 130;
    line(RED, 9, x, y - 10, x + length * Math.sin(state[2]), y - 10 - length * Math.cos(state[2]));
    disc(BLUE, x, y - 10, 5);
  }

  private void rods(double... state) {
    double length = 65;
    double x = WIDTH / 2.0;
    double y = HEIGHT / 2.0;
    line(PALE, 2, 0, y - length, WIDTH, y - length);
    double elbowX = x + length * Math.sin(state[0]);
    double elbowY = y + length * Math.cos(state[0]);
    double both = state[0] + state[1];
    line(RED, 9, x, y, elbowX, elbowY);
    line(
        RED, 9, elbowX, elbowY, elbowX + length * Math.sin(both), elbowY + length * Math.cos(both));
    disc(BLUE, x, y, 6);
    disc(BLUE, elbowX, elbowY, 6);
  }

  private static double across(double position) {
    return (position + 1.2) / 1.8 * WIDTH;
  }

  private static double up(double position) {
    return 260 - 110 * (Math.sin(3 * position) + 1);
  }

  private void valley(double... state) {
    var ground = new Path2D.Double();
    ground.moveTo(0, up(-1.2));
    for (double position = -1.2; position <= 0.6; position += 0.02) {
      ground.lineTo(across(position), up(position));
    }
    g.setColor(DARK);
    g.setStroke(new BasicStroke(2));
    g.draw(ground);
    line(BLUE, 3, across(0.5), up(0.5), across(0.5), up(0.5) - 35);
    disc(RED, across(state[0]), up(state[0]) - 11, 11);
  }

  private void lake(FrozenLake lake, int at) {
    int rows = lake.map().size();
    double size = 300.0 / rows;
    for (int i = 0; i < rows; i++) {
      String row = lake.map().get(i);
      for (int j = 0; j < row.length(); j++) {
        char field = row.charAt(j);
        g.setColor(field == 'H' ? DARK : field == 'G' ? BLUE : PALE);
        g.fill(new Rectangle2D.Double(90 + j * size, 10 + i * size, size - 2, size - 2));
        if (i * row.length() + j == at) {
          disc(RED, 90 + (j + 0.5) * size, 10 + (i + 0.5) * size, size / 3);
        }
      }
    }
  }

  private void ball(Catch game, double... state) {
    double size = 300.0 / game.rows();
    double left = (WIDTH - size * game.columns()) / 2;
    g.setColor(PALE);
    g.fill(new Rectangle2D.Double(left, 10, size * game.columns(), 300));
    g.setColor(DARK);
    g.fill(new Rectangle2D.Double(left + state[2] * size, 310 - size / 2, size, size / 2));
    disc(RED, left + (state[1] + 0.5) * size, 10 + (state[0] + 0.5) * size, size / 3);
  }
}
