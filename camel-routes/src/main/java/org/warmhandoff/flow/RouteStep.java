package org.warmhandoff.flow;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Processor;
import org.warmhandoff.flow.message.DeliveryStage;

/** The only glue between routes and classes: a step takes one typed body and leaves another. */
final class RouteStep {

  private RouteStep() {}

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
  static <I extends DeliveryStage> Processor onward(
      Class<I> in, Function<I, ? extends DeliveryStage> work) {
    return exchange -> {
      var message = exchange.getMessage();
      var stage = message.getMandatoryBody(DeliveryStage.class);
      message.setBody(in.isInstance(stage) ? work.apply(in.cast(stage)) : stage);
    };
  }

  static <I> Processor last(Class<I> in, Consumer<I> work) {
    return exchange -> work.accept(exchange.getMessage().getMandatoryBody(in));
  }
}
