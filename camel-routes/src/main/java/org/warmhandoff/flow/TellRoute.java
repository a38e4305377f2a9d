package org.warmhandoff.flow;

import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.timer;
import static org.warmhandoff.flow.RouteStep.first;
import static org.warmhandoff.flow.RouteStep.last;
import static org.warmhandoff.flow.RouteStep.step;
import static org.warmhandoff.flow.WhenThingsBreak.ON_THE_WAY_OUT;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.warmhandoff.flow.port.EventReceiver;
import org.warmhandoff.flow.port.EventReceiver.EventAnswer;
import org.warmhandoff.flow.port.EventReceiver.EventTurn;

/** Tells the program: every receiver of events in a thread of its own, several at a time. */
public final class TellRoute extends RouteBuilder {

  private static final int MOST_ROUNDS = 100;

  private final List<EventReceiver> receivers;
  private final Runnable beside;
  private final Duration every;

  /**
   * The way to these receivers.
   *
   * @param beside what else is done with events: written to a file, deleted when they are old
   * @param every how often to look for events
   */
  public TellRoute(List<EventReceiver> receivers, Runnable beside, Duration every) {
    this.receivers = List.copyOf(receivers);
    this.beside = beside;
    this.every = every;
  }

  @Override
  public void configure() {
    receivers.forEach(this::tell);
    from(timer("keep-events").period(every.toMillis()))
        .routeId("keep-events")
        .routeConfigurationId(ON_THE_WAY_OUT)
        .process(exchange -> beside.run())
        .id("write-and-delete-events");
  }

  private void tell(EventReceiver receiver) {
    var name = receiver.name();
    from(timer("tell-" + name).period(every.toMillis()))
        .routeId("tell-" + name)
        .routeConfigurationId(ON_THE_WAY_OUT)
        .process(first(receiver::due))
        .id("events-to-tell:" + name)
        .loopDoWhile(TellRoute::isThereAny)
        .split(body())
        .parallelProcessing()
        .process(step(EventTurn.class, receiver::tell))
        .id("tell:" + name)
        .process(last(EventAnswer.class, receiver::settle))
        .id("keep-what-it-answers:" + name)
        .end()
        .process(first(receiver::due))
        .id("more-events-to-tell:" + name)
        .end();
  }

  /** Also where there are always more, each look comes to an end, and the next one begins. */
  private static boolean isThereAny(Exchange exchange) {
    return !exchange.getMessage().getBody(Collection.class).isEmpty()
        && exchange.getProperty(Exchange.LOOP_INDEX, 0, Integer.class) < MOST_ROUNDS;
  }
}
