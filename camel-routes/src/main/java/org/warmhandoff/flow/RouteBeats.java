package org.warmhandoff.flow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.timer.TimerEndpoint;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Sees when each route that a timer starts came to its end last, well or not: one that hangs looks
 * for nothing any more, and says nothing.
 */
public final class RouteBeats implements RoutePolicyFactory {

  /** When a route ended last, and how often it begins. */
  private record Beat(long at, long everyMillis) {

    boolean isSilent(long now, Duration longest) {
      return now - at > longest.plusMillis(everyMillis).toNanos();
    }
  }

  private final Map<String, Beat> beats = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;
  private final Set<String> endless;

  /**
   * Of all routes but these.
   *
   * @param nanoTime such as {@link System#nanoTime}: it goes on, whoever puts back the clock
   * @param endless ids of those of which nobody can say how long they may take
   */
  public RouteBeats(LongSupplier nanoTime, Set<String> endless) {
    this.nanoTime = nanoTime;
    this.endless = Set.copyOf(endless);
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    return new Watched();
  }

  /** Those that began longer ago than that, beside their own period, and did not end since. */
  public List<String> silentFor(Duration longest) {
    var now = nanoTime.getAsLong();
    return beats.entrySet().stream()
        .filter(one -> one.getValue().isSilent(now, longest))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private final class Watched extends RoutePolicySupport {

    @Override
    public void onStart(Route route) {
      beat(route);
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
      beat(route);
    }

    private void beat(Route route) {
      if (route.getEndpoint() instanceof TimerEndpoint timer
          && !endless.contains(route.getRouteId())) {
        beats.put(route.getRouteId(), new Beat(nanoTime.getAsLong(), timer.getPeriod()));
      }
    }

    @Override
    public void onStop(Route route) {
      beats.remove(route.getRouteId());
    }

    @Override
    public void onSuspend(Route route) {
      beats.remove(route.getRouteId());
    }
  }
}
