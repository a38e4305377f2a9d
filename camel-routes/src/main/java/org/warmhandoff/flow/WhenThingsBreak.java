package org.warmhandoff.flow;

import static org.slf4j.LoggerFactory.getLogger;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.slf4j.Logger;
import org.warmhandoff.flow.port.Delivery;
import org.warmhandoff.flow.port.Leg;

/**
 * What happens on a bug; what a partner answers is an {@code Outcome} and does not come here.
 *
 * <p>A delivery that breaks stays claimed and falls due again with its lease, in doubt. Never used
 * inside a transaction: handling an exception there would commit half of it. Exceptions are told by
 * class and place only, for their messages may hold PHI.
 */
public final class WhenThingsBreak extends RouteConfigurationBuilder {

  /** The configuration the delivering routes name. */
  static final String ON_THE_WAY_OUT = "when-things-break";

  private static final Logger log = getLogger(WhenThingsBreak.class);
  private static final int FRAMES = 12;

  @Override
  public void configuration() {
    routeConfiguration(ON_THE_WAY_OUT)
        .onException(Exception.class)
        .handled(true)
        .logHandled(false)
        .logStackTrace(false)
        .process(WhenThingsBreak::tell)
        .id("tell");
  }

  private static void tell(Exchange exchange) {
    var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    log.error(
        "{} broke in {}; it falls due again with its lease: {}",
        about(exchange.getMessage().getBody()),
        exchange.getFromRouteId(),
        trace(failure));
  }

  private static String about(Object body) {
    if (body instanceof Delivery delivery) {
      return "delivery " + delivery.id();
    }
    return body instanceof Leg leg ? "delivery " + leg.delivery().id() : "the line";
  }

  /** The classes and places of an exception and its causes, without any message. */
  public static String trace(Throwable failure) {
    var told = new StringBuilder();
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      told.append(told.isEmpty() ? "" : " caused by ").append(cause.getClass().getName());
      var frames = cause.getStackTrace();
      for (var i = 0; i < Math.min(FRAMES, frames.length); i++) {
        told.append(" < ").append(frames[i]);
      }
    }
    return told.toString();
  }
}
