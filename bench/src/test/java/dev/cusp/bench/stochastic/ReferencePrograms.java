package dev.cusp.bench.stochastic;

import dev.cusp.Objective;
import dev.cusp.expectation.Estimator;
import dev.cusp.expectation.Sampler;
import java.util.ArrayList;
import java.util.List;

/** The programs that the reference knows answers of. */
final class ReferencePrograms {
  private ReferencePrograms() {}

  private static double[] a(double... numbers) {
    return numbers;
  }

  private static double square(double x) {
    return x * x;
  }

  /** A program of the reference, where its answers are, and at which point. */
  record Known(
      String path, Objective.Two<double[], Sampler> f, double[] at, Estimator... estimators) {}

  private static double documented(double[] p, Sampler s) {
    double a = p[0] * (1 - p[0]);
    int b = s.binomial(10, p[0]);
    double c = 2 * b + 3 * s.bernoulli(p[0]);
    return a * c * s.normal(b, a);
  }

  private static double walk(double[] p, int steps, Sampler s) {
    double x = 0;
    for (int i = 0; i < steps; i++) {
      x += s.flip(Math.exp(-x / p[0])) ? 1 : -1;
    }
    return x * x;
  }

  /** log of Poisson over negative binomial, at a Poisson draw. */
  private static double divergence(double[] rate, Sampler s) {
    int x = s.poisson(rate[0]);
    double logs = 0;
    for (int i = 1; i < 10; i++) {
      logs += Math.log((x + i) / (double) i);
    }
    for (int i = 2; i <= x; i++) {
      logs += Math.log(i);
    }
    return x * Math.log(rate[0]) - rate[0] - logs - 10 * Math.log(0.25) - x * Math.log(0.75);
  }

  static List<Known> all() {
    Estimator[] continuous = {Estimator.PATHWISE, Estimator.SCORE};
    Estimator[] counts = {Estimator.SCORE, Estimator.COUPLED, Estimator.MEASURE_VALUED};
    List<Known> list = new ArrayList<>();
    String d = "/discrete_programs/";
    Estimator[] few = {
      Estimator.SCORE, Estimator.COUPLED, Estimator.MEASURE_VALUED, Estimator.ENUMERATION
    };
    Estimator[] flips = {
      Estimator.SCORE,
      Estimator.COUPLED,
      Estimator.MEASURE_VALUED,
      Estimator.ENUMERATION,
      Estimator.DISARM
    };
    list.add(
        new Known(
            d + "ADEV flip: E[b?0:-theta~12], b~0flip(theta)/at 0.4/dL",
            (p, s) -> s.flip(p[0]) ? 0 : -p[0] / 2,
            a(0.4),
            flips));
    list.add(
        new Known(
            d + "StochasticAD docs X(p)/at 0.6/dE", ReferencePrograms::documented, a(0.6), few));
    list.add(
        new Known(
            d + "Bernoulli p=.3, f=(x+1)^2/dE",
            (p, s) -> square(s.bernoulli(p[0]) + 1),
            a(.3),
            flips));
    list.add(
        new Known(d + "Poisson lam=2, f=x^2/dE", (p, s) -> square(s.poisson(p[0])), a(2), counts));
    list.add(
        new Known(
            d + "Geometric(failures) p=.3, f=x/dE", (p, s) -> s.geometric(p[0]), a(.3), counts));
    list.add(
        new Known(
            d + "Geometric(failures) p=.3, f=x^2/dE",
            (p, s) -> square(s.geometric(p[0])),
            a(.3),
            counts));
    list.add(
        new Known(
            d + "Binomial n=20,p=.3, f=x^2/dE",
            (p, s) -> square(s.binomial(20, p[0])),
            a(.3),
            few));
    list.add(
        new Known(
            d + "Binomial(Binomial(10,p),p) p=.3, f=x/dE",
            (p, s) -> s.binomial(s.binomial(10, p[0]), p[0]),
            a(.3),
            few));
    for (int n : new int[] {10, 20, 50, 100}) {
      list.add(
          new Known(
              d
                  + "inhomogeneous random walk (StochasticAD tutorial), f=X_n^2/n="
                  + (n + ",p=" + 2 * n + "/exact/dE_X2"),
              (p, s) -> walk(p, n, s),
              a(2 * n),
              Estimator.SCORE,
              Estimator.COUPLED,
              Estimator.DISARM));
    }
    for (double rate : new double[] {10, 20, 40}) {
      list.add(
          new Known(
              d + "KL(Poisson(l)||NB(10,0.25))/l=" + rate + "/dKL",
              ReferencePrograms::divergence,
              a(rate),
              counts));
    }
    String g = "/expectation_gradients/";
    for (double shape : new double[] {2, 0.3}) {
      String name = g + "Gamma(a,1) a=" + (shape == 2 ? "2" : "0.3") + "/d~1da ";
      list.add(new Known(name + "E[z]", (t, s) -> s.gamma(t[0], 1), a(shape), continuous));
      list.add(
          new Known(name + "E[z^2]", (t, s) -> square(s.gamma(t[0], 1)), a(shape), continuous));
      list.add(
          new Known(name + "E[log z]", (t, s) -> Math.log(s.gamma(t[0], 1)), a(shape), continuous));
    }
    list.add(
        new Known(
            g + "Gamma(a,1) a=2/d~1da E[exp(-z)]",
            (t, s) -> Math.exp(-s.gamma(t[0], 1)),
            a(2),
            continuous));
    list.add(new Known(g + "Beta(2,3)/d~1da E[z]", (t, s) -> s.beta(t[0], 3), a(2), continuous));
    list.add(new Known(g + "Beta(2,3)/d~1db E[z]", (t, s) -> s.beta(2, t[0]), a(3), continuous));
    list.add(
        new Known(
            g + "Beta(2,3)/d~1da E[log z]", (t, s) -> Math.log(s.beta(t[0], 3)), a(2), continuous));
    list.add(
        new Known(
            g + "Beta(2,3)/d~1db E[log z]", (t, s) -> Math.log(s.beta(2, t[0])), a(3), continuous));
    list.add(
        new Known(
            g + "Beta(2,3)/d~1da E[z^2]", (t, s) -> square(s.beta(t[0], 3)), a(2), continuous));
    list.add(
        new Known(
            g + "Dirichlet(1,2,3)/d~1da_i E[z_0]",
            (t, s) -> s.dirichlet(t)[0],
            a(1, 2, 3),
            continuous));
    list.add(
        new Known(
            g + "Dirichlet(1,2,3)/d~1da_0 E[log z_0]",
            (t, s) -> Math.log(s.dirichlet(t[0], 2, 3)[0]),
            a(1),
            continuous));
    list.add(
        new Known(
            g + "Dirichlet(1,2,3)/d~1da_1 E[log z_0]",
            (t, s) -> Math.log(s.dirichlet(1, t[0], 3)[0]),
            a(2),
            continuous));
    list.add(
        new Known(
            g + "VonMises(0,k) k=2/d~1dk E[cos z]",
            (t, s) -> Math.cos(s.vonMises(0, t[0])),
            a(2),
            continuous));
    list.add(
        new Known(
            g + "StudentT(nu) nu=5/d~1dnu E[z^2]",
            (t, s) -> square(s.studentT(t[0], 0, 1)),
            a(5),
            continuous));
    list.add(
        new Known(
            g + "LogNormal(mu=0,s=.5)/d~1dmu E[z]",
            (t, s) -> s.logNormal(t[0], 0.5),
            a(0),
            continuous));
    list.add(
        new Known(
            g + "LogNormal(mu=0,s=.5)/d~1ds E[z]",
            (t, s) -> s.logNormal(0, t[0]),
            a(0.5),
            continuous));
    list.add(
        new Known(
            g + "Weibull(scale=1,k=2)/d~1dk E[z]", (t, s) -> s.weibull(t[0], 1), a(2), continuous));
    list.add(
        new Known(
            g + "Weibull(scale=1,k=2)/d~1dscale E[z]",
            (t, s) -> s.weibull(2, t[0]),
            a(1),
            continuous));
    list.add(
        new Known(
            g + "Exponential(rate=2)/d~1drate E[z]",
            (t, s) -> s.exponential(t[0]),
            a(2),
            continuous));
    list.add(
        new Known(
            g + "Exponential(rate=2)/d~1drate E[z^2]",
            (t, s) -> square(s.exponential(t[0])),
            a(2),
            continuous));
    list.add(
        new Known(
            g + "Kumaraswamy(2,3)/d~1da E[z]", (t, s) -> s.kumaraswamy(t[0], 3), a(2), continuous));
    list.add(
        new Known(
            g + "Kumaraswamy(2,3)/d~1db E[z]", (t, s) -> s.kumaraswamy(2, t[0]), a(3), continuous));
    return list;
  }
}
