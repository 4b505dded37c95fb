package dev.cusp.train;

/**
 * What has been measured since training began. It is part of a checkpoint, and whatever is written
 * of a run is made of it as a whole: so a run that was interrupted leaves the same files.
 *
 * @param steps {@code step, epoch, rate, loss} of some steps
 * @param epochs {@code epoch, step, loss} and the task's metrics after each epoch; the loss is the
 *     mean over the epoch's steps
 * @param norms what {@link Norms} measures, of the steps that somebody watches
 */
public record History(Table steps, Table epochs, Table norms) {
  /** Of a training that begins. */
  public History() {
    this(new Table(), new Table(), new Table());
  }
}
