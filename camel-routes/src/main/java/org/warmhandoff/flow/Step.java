package org.warmhandoff.flow;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Processor;
import org.warmhandoff.flow.port.Leg;

/** The only glue between routes and classes: a step takes one typed body and leaves another. */
final class Step {

  private Step() {}

  static <O> Processor first(Supplier<O> work) {
    return exchange -> exchange.getMessage().setBody(work.get());
  }

  static <I, O> Processor step(Class<I> in, Function<I, O> work) {
    return exchange -> {
      var message = exchange.getMessage();
      message.setBody(work.apply(message.getMandatoryBody(in)));
    };
  }

  /** A step of a delivery; one that has been answered already passes by untouched. */
  static <I extends Leg> Processor onward(Class<I> in, Function<I, ? extends Leg> work) {
    return exchange -> {
      var message = exchange.getMessage();
      var leg = message.getMandatoryBody(Leg.class);
      message.setBody(in.isInstance(leg) ? work.apply(in.cast(leg)) : leg);
    };
  }

  static <I> Processor last(Class<I> in, Consumer<I> work) {
    return exchange -> work.accept(exchange.getMessage().getMandatoryBody(in));
  }
}
