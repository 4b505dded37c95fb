package dev.cusp.nn;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Loops;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import java.util.List;

/**
 * The forward recursion of connectionist temporal classification, in logarithms: how likely it is
 * to have said the first labels up to each place, blanks between them, by each time.
 */
final class Ctc {
  private static final int BLANK = 0;

  /** The logarithm of a probability that is 0; finite, so that differences of two are 0. */
  private static final double NEVER = -1e30;

  private Ctc() {}

  /** The negative logarithm of the probability of each example's labels. */
  static Tensor losses(Tensor logits, Tensor labels, Tensor times, Tensor lengths) {
    check(logits, labels, times, lengths);
    int batch = labels.shape().length(0);
    int most = Math.max(1, labels.shape().length(1));
    Tensor some = labels.as(DType.I32).pad(1, 0, most - labels.shape().length(1));
    Tensor logProbabilities = logits.logSoftmax(-1);
    Tensor said = blanksBetween(some); // [batch, places]
    int places = 2 * most + 1;
    Tensor emitted = logProbabilities.gather(2, said.expandDims(1)).swapAxes(0, 1);
    Tensor never = Tensor.full(NEVER, logits.type(), batch, places);
    Tensor start = Tensor.range(places).lt(2).where(emitted.at(0, 0), never);
    // from one label to the next without a blank, unless they are the same
    Tensor other = said.slice(1, Range.from(2)).ne(said.slice(1, Range.of(0, places - 2)));
    Tensor isNew = said.ne(BLANK).and(other.as(DType.I32).pad(1, 2, 0).ne(0));
    Tensor isThere = Tensor.range(logits.shape().length(1)).expandDims(-1).lt(times.as(DType.I32));
    Tensor last =
        Loops.scan(
                (Tensor before, List<Tensor> now) -> {
                  Tensor skipped = isNew.where(later(before, 2), never);
                  Tensor after =
                      before.logAddExp(later(before, 1)).logAddExp(skipped).add(now.getFirst());
                  Tensor next = now.getLast().expandDims(-1).where(after, before);
                  return new Loops.Step<>(next, List.<Tensor>of());
                },
                start,
                List.of(emitted.slice(0, Range.from(1)), isThere.slice(0, Range.from(1))))
            .carry();
    Tensor end = lengths.as(DType.I32).expandDims(-1).mul(2);
    Tensor blankLast = last.gather(1, end);
    Tensor labelLast = last.gather(1, end.sub(1).maximum(0));
    Tensor all = end.gt(0).where(blankLast.logAddExp(labelLast), blankLast).squeeze(1);
    return all.gt(NEVER / 2).where(all.neg(), Tensor.full(Double.POSITIVE_INFINITY, all.type()));
  }

  private static void check(Tensor logits, Tensor labels, Tensor times, Tensor lengths) {
    Shape x = logits.shape();
    boolean fits =
        x.rank() == 3
            && x.length(1) > 0
            && labels.shape().rank() == 2
            && labels.shape().length(0) == x.length(0)
            && times.shape().lengths().equals(List.of(x.length(0)))
            && lengths.shape().equals(times.shape());
    if (!fits) {
      throw new IllegalArgumentException(
          ("ctc: logits of shape %s, labels of %s, times of %s and lengths of %s; they have to be"
                  + " [batch, time, classes], [batch, most], [batch] and [batch]")
              .formatted(x, labels.shape(), times.shape(), lengths.shape()));
    }
  }

  /** Each row with a blank at its start and after each label. */
  private static Tensor blanksBetween(Tensor labels) {
    int batch = labels.shape().length(0);
    int most = labels.shape().length(1);
    Tensor pairs = labels.expandDims(2).pad(2, 1, 0).reshape(batch, 2 * most);
    return pairs.pad(1, 0, 1);
  }

  /** Moved on by some places. */
  private static Tensor later(Tensor x, int by) {
    int n = x.shape().length(1);
    Tensor none = Tensor.full(NEVER, x.type(), x.shape().length(0), by);
    return Views.concat(1, none, x.slice(1, Range.of(0, n - by)));
  }
}
