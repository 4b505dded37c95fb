package dev.cusp.ad.nonsmooth;

/** A question about a series that the terms known of it do not answer. */
final class Unresolved extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unresolved(String reason) {
    super(reason, null, false, false);
  }
}
