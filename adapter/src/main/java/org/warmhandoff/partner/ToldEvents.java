package org.warmhandoff.partner;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.flow.subscription.EventGap;
import org.warmhandoff.flow.subscription.EventGapAnswer;
import org.warmhandoff.flow.subscription.EventGapAnswer.NotRecovered;
import org.warmhandoff.flow.subscription.EventGapAnswer.Recovered;

/**
 * What a partner tells once more of a subscription's events, page by page. It is gone by where it
 * is about that subscription, counts on from where we know it, and names something for each event
 * that is missing.
 *
 * @see <a
 *     href="https://hl7.org/fhir/uv/subscriptions-backport/STU1.1/StructureDefinition-backport-subscription-status-r4.html">R4
 *     Backported R5 SubscriptionStatus</a>
 */
final class ToldEvents {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:.{0,400}/)?([A-Z][A-Za-z]{1,40}/[A-Za-z0-9.-]{1,64})(?:/_history/[A-Za-z0-9.-]{1,64})?");

  private static final Set<String> TELLING = Set.of("query-event", "event-notification");

  private final EventGap gap;
  private final Set<Long> told = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private Optional<String> wrong = Optional.empty();

  /** Nothing yet of those events. */
  ToldEvents(EventGap gap) {
    this.gap = gap;
  }

  /** Takes in one page. */
  void add(Bundle page) {
    var status = status(page);
    wrong =
        wrong.or(
            () -> status.isEmpty() ? Optional.of("no notification") : wrong(status.orElseThrow()));
    if (wrong.isEmpty()) {
      status.orElseThrow().getParameter().stream()
          .filter(one -> "notification-event".equals(one.getName()))
          .forEach(one -> event(one.getPart()));
    }
  }

  private static Optional<Parameters> status(Bundle page) {
    return Optional.of(page)
        .filter(one -> one.getType() == BundleType.HISTORY && one.hasEntry())
        .map(one -> one.getEntryFirstRep().getResource())
        .filter(Parameters.class::isInstance)
        .map(Parameters.class::cast);
  }

  private Optional<String> wrong(Parameters status) {
    if (!reference(status.getParameter(), "subscription")
        .equals(Optional.of("Subscription/" + gap.subscription()))) {
      return Optional.of("of another subscription");
    }
    if (text(status.getParameter(), "type").filter(TELLING::contains).isEmpty()) {
      return Optional.of("not about events");
    }
    return number(status.getParameter(), "events-since-subscription-start")
            .filter(count -> count >= gap.last())
            .isEmpty()
        ? Optional.of("counted anew")
        : Optional.empty();
  }

  /** One that says not about what counts as left out. */
  private void event(List<ParametersParameterComponent> parts) {
    number(parts, "event-number")
        .filter(gap::holds)
        .ifPresent(
            number ->
                reference(parts, "focus")
                    .ifPresent(
                        name -> {
                          told.add(number);
                          names.add(name);
                        }));
  }

  private static Optional<Long> number(List<ParametersParameterComponent> of, String name) {
    return text(of, name).filter(text -> NUMBER.matcher(text).matches()).map(Long::parseLong);
  }

  private static Optional<String> text(List<ParametersParameterComponent> of, String name) {
    return named(of, name)
        .filter(one -> one.hasValue() && one.getValue().isPrimitive())
        .map(one -> one.getValue().primitiveValue())
        .findFirst();
  }

  private static Optional<String> reference(List<ParametersParameterComponent> of, String name) {
    return named(of, name)
        .filter(one -> one.getValue() instanceof Reference)
        .map(one -> ((Reference) one.getValue()).getReference())
        .filter(text -> text != null)
        .map(NAMED::matcher)
        .filter(named -> named.matches())
        .map(named -> named.group(1))
        .findFirst();
  }

  private static Stream<ParametersParameterComponent> named(
      List<ParametersParameterComponent> of, String name) {
    return of.stream().filter(one -> name.equals(one.getName()));
  }

  /** Whether another page may help. */
  boolean areToBeContinued() {
    return wrong.isEmpty() && told.size() < gap.size();
  }

  /** What all of it comes to. */
  EventGapAnswer answer() {
    if (wrong.isPresent()) {
      return new NotRecovered(gap, "what it tells of events is " + wrong.get());
    }
    return told.size() < gap.size()
        ? new NotRecovered(gap, "it tells of " + told.size() + " events of " + gap.size())
        : new Recovered(gap, names);
  }
}
