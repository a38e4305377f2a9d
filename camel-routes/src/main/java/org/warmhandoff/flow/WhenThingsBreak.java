package org.warmhandoff.flow;

import static org.slf4j.LoggerFactory.getLogger;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.slf4j.Logger;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.flow.port.Outbox;

/**
 * What happens on a bug; what a partner answers is an {@code Outcome} and does not come here.
 *
 * <p>A delivery that breaks is settled as unknown, so it shows that it broke, is tried again later
 * and asked for first; where even that fails it is settled when the store is back, or falls due
 * again with its lease. Never used inside a transaction: handling an exception there would commit
 * half of it. Exceptions are told by class and place only, for their messages may hold PHI.
 */
public final class WhenThingsBreak extends RouteConfigurationBuilder {

  /** The configuration the delivering routes name. */
  static final String ON_THE_WAY_OUT = "when-things-break";

  private static final Logger log = getLogger(WhenThingsBreak.class);
  private static final int FRAMES = 12;
  private static final Outcome BROKEN =
      new Outcome.Unknown("a fault of the adapter itself, see its log", Reach.UNKNOWN);

  private final Outbox outbox;

  /** Settles what breaks here. */
  public WhenThingsBreak(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void configuration() {
    routeConfiguration(ON_THE_WAY_OUT)
        .onException(Exception.class)
        .handled(true)
        .logHandled(false)
        .logStackTrace(false)
        .process(this::report)
        .id("tell");
  }

  private void report(Exchange exchange) {
    var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    var broken = delivery(exchange.getMessage().getBody());
    log.error(
        "{} broke in {} and is tried again: {}",
        broken.map(delivery -> "delivery " + delivery.id()).orElse("the line"),
        exchange.getFromRouteId(),
        trace(failure));
    broken.map(delivery -> new AttemptResult(delivery, BROKEN)).ifPresent(outbox::settle);
  }

  private static Optional<Delivery> delivery(Object body) {
    if (body instanceof Delivery delivery) {
      return Optional.of(delivery);
    }
    return body instanceof DeliveryStage stage ? Optional.of(stage.delivery()) : Optional.empty();
  }

  /** The classes and places of an exception and its causes, without any message. */
  public static String trace(Throwable failure) {
    var trace = new StringBuilder();
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      trace.append(trace.isEmpty() ? "" : " caused by ").append(cause.getClass().getName());
      var frames = cause.getStackTrace();
      for (var i = 0; i < Math.min(FRAMES, frames.length); i++) {
        trace.append(" < ").append(frames[i]);
      }
    }
    return trace.toString();
  }
}
