package dev.cusp.peers;

import static dev.cusp.peers.Torch.number;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Programs that draw, as PyTorch's users write them: samples side by side in a tensor. */
final class TorchDraws implements Supplier<double[]> {
  private static final int CUSTOMERS = 50;
  private static final int STEPS = 100;

  private final boolean isQueue;
  private final Tensor parameters;
  private final Tensor zeros;

  private TorchDraws(boolean isQueue, int samples) {
    this.isQueue = isQueue;
    double[] at = isQueue ? new double[] {1, 1.1} : new double[] {200};
    parameters = Tensor.create(at).set_requires_grad(true);
    zeros = Tensor.create(new double[samples]);
  }

  /** {@code queue:2000} and {@code walk:1}, of so many samples; null if it is not known. */
  static TorchDraws of(String workload) {
    String[] parts = workload.split(":");
    return switch (parts[1]) {
      case "queue", "walk" -> new TorchDraws(parts[1].equals("queue"), Integer.parseInt(parts[2]));
      default -> null;
    };
  }

  /** The average gradient of the samples. */
  @Override
  public double[] get() {
    try (var _ = new PointerScope()) {
      Tensor result = (isQueue ? queue() : walk()).sum().div(number(zeros.numel()));
      return Torch.elements(torch.grad(Torch.all(result), Torch.all(parameters)).get(0));
    }
  }

  private Tensor exponential(Tensor rate) {
    return torch.rand_like(zeros).log().neg().div(rate);
  }

  /** Pathwise. */
  private Tensor queue() {
    Tensor arrivals = parameters.select(0, 0);
    Tensor service = parameters.select(0, 1);
    Tensor wait = zeros;
    Tensor sum = zeros;
    for (int i = 0; i < CUSTOMERS; i++) {
      wait = wait.add(exponential(service)).sub(exponential(arrivals)).relu();
      sum = sum.add(wait);
    }
    return sum.div(number(CUSTOMERS));
  }

  /** What the score function wants differentiated: result times log probability. */
  private Tensor walk() {
    Tensor x = zeros;
    Tensor log = zeros;
    for (int i = 0; i < STEPS; i++) {
      Tensor forth = x.div(parameters).neg().exp();
      Tensor isForth = torch.rand_like(zeros).lt(forth.detach());
      log = log.add(torch.where(isForth, forth, forth.neg().add(number(1))).log());
      x = x.add(torch.where(isForth, number(1), number(-1)));
    }
    return x.square().mul(log);
  }
}
