package org.warmhandoff.partner.client;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a partner was asked for, or the failure in place of it.
 *
 * @param <T> what was asked for
 */
public sealed interface PartnerAnswer<T> {

  /** What was asked for. */
  record Given<T>(T value) implements PartnerAnswer<T> {

    public Given {
      requireNonNull(value);
    }
  }

  /** A failure in place of it. */
  record Failed<T>(PartnerFailure why) implements PartnerAnswer<T> {

    public Failed {
      requireNonNull(why);
    }
  }

  /** An answer that holds that value. */
  static <T> PartnerAnswer<T> of(T value) {
    return new Given<>(value);
  }

  /** An answer that holds that value; a failure where there is none. */
  static <T> PartnerAnswer<T> of(Optional<T> value, Supplier<PartnerFailure> ifNone) {
    return value.map(PartnerAnswer::of).orElseGet(() -> failed(ifNone.get()));
  }

  /** An answer that nothing is there. */
  static <T> PartnerAnswer<Optional<T>> none() {
    return of(Optional.empty());
  }

  /** A failure. */
  static <T> PartnerAnswer<T> failed(PartnerFailure why) {
    return new Failed<>(why);
  }

  /** The first of two that is there; the other is asked for only where the one is not. */
  static <T> PartnerAnswer<Optional<T>> firstOf(
      PartnerAnswer<Optional<T>> one, Supplier<PartnerAnswer<Optional<T>>> other) {
    return one.then(there -> there.isPresent() ? one : other.get());
  }

  /** Why it is not to be had; empty where it is. */
  default Optional<PartnerFailure> failure() {
    return this instanceof Failed<T> failed ? Optional.of(failed.why()) : Optional.empty();
  }

  /** Goes on with what was asked for. */
  default <U> PartnerAnswer<U> then(Function<? super T, PartnerAnswer<U>> next) {
    return this instanceof Given<T> given
        ? next.apply(given.value())
        : failed(((Failed<T>) this).why());
  }

  /** What is made of what was asked for. */
  default <U> PartnerAnswer<U> map(Function<? super T, ? extends U> made) {
    return then(value -> of(made.apply(value)));
  }

  /** The same, unless something speaks against what was asked for. */
  default PartnerAnswer<T> unless(Function<? super T, Optional<PartnerFailure>> against) {
    return then(value -> against.apply(value).map(PartnerAnswer::<T>failed).orElse(this));
  }

  /** The same, with a failure told in other words. */
  default PartnerAnswer<T> mapFailure(UnaryOperator<PartnerFailure> change) {
    return this instanceof Failed<T> failed ? failed(change.apply(failed.why())) : this;
  }

  /** What was asked for, or what stands for it. */
  default T orElse(Function<PartnerFailure, ? extends T> instead) {
    return this instanceof Given<T> given ? given.value() : instead.apply(((Failed<T>) this).why());
  }

  /**
   * What was asked for, where nothing can be done without it.
   *
   * @throws ConversationEnded where it is not to be had
   */
  default T orElseThrow() {
    return orElse(
        failure -> {
          throw new ConversationEnded(failure);
        });
  }
}
