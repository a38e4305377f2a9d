package org.warmhandoff.drill;

import static java.util.stream.Collectors.toMap;

import ca.uhn.fhir.context.FhirContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.DomainResource;
import org.warmhandoff.config.Config.DrillsConfig;
import org.warmhandoff.delivery.gate.Gates;
import org.warmhandoff.drill.DrillStep.DrillClearing;
import org.warmhandoff.drill.DrillStep.DrillMarking;
import org.warmhandoff.drill.DrillStep.DrillOutcome;
import org.warmhandoff.drill.DrillStep.DrillPart;
import org.warmhandoff.fhir.TestMark;
import org.warmhandoff.flow.holdings.HeldByPartner;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.partner.HapiPartner;
import org.warmhandoff.record.Words;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.DeliveryView.Handed;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.LifeRow;

/** Where the records of a drill are by now. Asks the line, and of the partner the label alone. */
public final class DrillWatch {

  private static final String BY_HAND = "its system takes it in no form: ";
  private static final FhirContext R4 = FhirContext.forR4Cached();

  private final JdbcDeliveries deliveries;
  private final JdbcReferralLives lives;
  private final Map<String, HapiPartner> partners;
  private final Gates gates;
  private final DrillsConfig config;

  /** Looks there. */
  public DrillWatch(
      JdbcDeliveries deliveries,
      JdbcReferralLives lives,
      List<HapiPartner> partners,
      Gates gates,
      DrillsConfig config) {
    this.deliveries = deliveries;
    this.lives = lives;
    this.partners = partners.stream().collect(toMap(HapiPartner::name, Function.identity()));
    this.gates = gates;
    this.config = config;
  }

  /** The steps as they are now. */
  List<DrillStep> seen(DrillRow drill, List<DrillStep> steps, Instant now) {
    var seen = new ArrayList<DrillStep>();
    for (var step : steps) {
      if (step.outcome() != DrillOutcome.WAITING) {
        seen.add(step);
      } else if (step.part() == DrillPart.ANSWER) {
        seen.add(answer(drill, step, referral(seen), now));
      } else {
        seen.add(record(drill, step, now));
      }
    }
    return seen;
  }

  /** It comes before its answer. */
  private static DrillStep referral(List<DrillStep> seen) {
    return seen.stream()
        .filter(step -> step.part() == DrillPart.REFERRAL)
        .findFirst()
        .orElseThrow();
  }

  private Optional<DeliveryView> delivery(DrillRow drill, DrillStep step, int version) {
    return deliveries.of(step.part().kind().orElseThrow(), step.recordId()).stream()
        .filter(one -> one.partner().equals(drill.partner()) && one.version() == version)
        .findFirst();
  }

  private DrillStep record(DrillRow drill, DrillStep step, Instant now) {
    var delivery = delivery(drill, step, 1);
    if (delivery.isEmpty()) {
      return step.ended(DrillOutcome.FAILED, "it is addressed to nobody");
    }
    var one = delivery.get();
    var begun = step.begun(one.when().plannedAt());
    return switch (one.state()) {
      case DELIVERED -> there(drill, begun, one);
      case BY_HAND -> begun.byHand(Optional.empty(), BY_HAND + "a person brings the page");
      case HANDED_OVER ->
          begun.byHand(one.when().settledAt(), BY_HAND + "a person brought the page");
      case NEEDS_PERSON ->
          begun.ended(DrillOutcome.FAILED, "it is not certain which patient it is: " + who(drill));
      case REFUSED, WITHHELD, CANCELLED, SUPERSEDED, NOT_NEEDED ->
          begun.ended(DrillOutcome.FAILED, Words.words(one.state()) + ": " + one.stand().note());
      case WAITING ->
          now.isBefore(one.when().plannedAt().plus(config.patience()))
              ? begun
              : begun.ended(
                  DrillOutcome.MISSED,
                  "not there after " + words(config.patience()) + ": " + one.stand().note());
    };
  }

  private static String who(DrillRow drill) {
    return "name a test patient there by drill.patient of "
        + drill.partner()
        + ", or decide with match";
  }

  private DrillStep there(DrillRow drill, DrillStep step, DeliveryView delivery) {
    var remote = delivery.handed().flatMap(Handed::remote);
    var arrived =
        step.thereAt(
            delivery.when().settledAt().orElse(delivery.when().dueAt()),
            delivery.handed().map(Handed::form),
            remote,
            "");
    return arrived.marked(remote.flatMap(where -> marking(drill.partner(), where)));
  }

  private Optional<DrillMarking> marking(String partner, String remote) {
    var place = remote.split("/", -1);
    return place.length == 2 && gates.mayAsk(partner, HeldByPartner.PRIORITY)
        ? partners
            .get(partner)
            .shown(place[0], place[1])
            .map(json -> (DomainResource) R4.newJsonParser().parseResource(json))
            .map(DrillWatch::marking)
        : Optional.empty();
  }

  private static DrillMarking marking(DomainResource there) {
    if (TestMark.isLabelled(there)) {
      return DrillMarking.LABELLED;
    }
    return TestMark.isWorded(there) ? DrillMarking.WORDS_ONLY : DrillMarking.UNMARKED;
  }

  private DrillStep answer(DrillRow drill, DrillStep step, DrillStep referral, Instant now) {
    if (referral.outcome() == DrillOutcome.WAITING) {
      return step;
    }
    if (referral.there().isEmpty()) {
      return step.ended(DrillOutcome.NOT_SENT, "the referral is not there");
    }
    var life =
        lives.of(step.recordId()).stream()
            .filter(one -> one.partner().equals(drill.partner()))
            .findFirst();
    if (life.filter(LifeRow::asks).isEmpty()) {
      return step.ended(DrillOutcome.NOT_SENT, "it holds nothing that it could answer in");
    }
    var begun = step.begun(referral.there().get());
    if (!life.get().isUnanswered()) {
      return begun.thereAt(
          life.get().looks().changed(),
          Optional.empty(),
          saidIn(life.get()),
          Words.words(life.get().state()) + saidIn(life.get()).map(" in "::concat).orElse(""));
    }
    return now.isBefore(referral.there().get().plus(config.answerPatience())) ? begun : none(begun);
  }

  /** The Task that partners answer in, where it holds one, or its copy of the request. */
  private static Optional<String> saidIn(LifeRow life) {
    return life.seen().byAddress().keySet().stream()
        .max(
            Comparator.comparing((String where) -> where.startsWith("Task/"))
                .thenComparing(Comparator.naturalOrder()));
  }

  private DrillStep none(DrillStep step) {
    var why = "nobody answered within " + words(config.answerPatience());
    return step.ended(
        step.target().isPresent() ? DrillOutcome.MISSED : DrillOutcome.NO_ANSWER, why);
  }

  /** The deliveries of what was sent and is on its way still. */
  List<Long> notGone(DrillRow drill, List<DrillStep> steps) {
    return steps.stream()
        .filter(step -> step.part() != DrillPart.ANSWER)
        .flatMap(step -> delivery(drill, step, 1).stream())
        .filter(one -> one.state() == DeliveryState.WAITING)
        .map(DeliveryView::id)
        .toList();
  }

  /** The steps, and how far each is taken back by now. */
  List<DrillStep> cleared(DrillRow drill, List<DrillStep> steps) {
    return steps.stream().map(step -> step.isLeft() ? cleared(drill, step) : step).toList();
  }

  private DrillStep cleared(DrillRow drill, DrillStep step) {
    var delivery = delivery(drill, step, 2);
    if (delivery.isEmpty()) {
      return unplanned(drill, step);
    }
    var one = delivery.get();
    var at = one.when().settledAt();
    return switch (one.state()) {
      case DELIVERED -> step.cleared(DrillClearing.DONE, at, over(step));
      case HANDED_OVER -> step.cleared(DrillClearing.DONE, at, "a person brought it");
      case NOT_NEEDED -> notNeeded(drill, step, at);
      case WAITING -> step.cleared(DrillClearing.WAITING, Optional.empty(), one.stand().note());
      case REFUSED, NEEDS_PERSON, BY_HAND, WITHHELD, CANCELLED, SUPERSEDED ->
          step.cleared(DrillClearing.LEFT, Optional.empty(), where(step, one));
    };
  }

  /** Where nothing takes it back, what is there stays, and what is on its way may get there. */
  private DrillStep unplanned(DrillRow drill, DrillStep step) {
    return delivery(drill, step, 1).filter(DrillWatch::mayHold).isPresent()
        ? step.cleared(DrillClearing.LEFT, Optional.empty(), whyLeft(step))
        : step.cleared(DrillClearing.NOT_NEEDED, Optional.empty(), "nobody has it");
  }

  private static boolean mayHold(DeliveryView delivery) {
    return switch (delivery.state()) {
      case DELIVERED, HANDED_OVER, WAITING -> true;
      case REFUSED, NEEDS_PERSON, BY_HAND, WITHHELD, CANCELLED, SUPERSEDED, NOT_NEEDED ->
          delivery.stand().inDoubt();
    };
  }

  private static String whyLeft(DrillStep step) {
    return step.cleared().filter(DrillClearing.LEFT::equals).isPresent()
        ? step.clearedNote()
        : "nothing takes it back: have the partner end it";
  }

  /** A page that a person brought cannot be taken back by the line. */
  private DrillStep notNeeded(DrillRow drill, DrillStep step, Optional<Instant> at) {
    return delivery(drill, step, 1)
            .filter(first -> first.state() == DeliveryState.HANDED_OVER)
            .isPresent()
        ? step.cleared(
            DrillClearing.LEFT, Optional.empty(), "a person brought the page: have it taken back")
        : step.cleared(DrillClearing.NOT_NEEDED, at, "it never was there");
  }

  private static String over(DrillStep step) {
    return switch (step.part()) {
      case PLAN -> "withdrawn";
      case EVENT -> "ended";
      case REFERRAL -> "cancelled";
      case ANSWER -> "";
    };
  }

  private static String where(DrillStep step, DeliveryView delivery) {
    return Words.words(delivery.state())
        + step.remote().map(there -> ", stands at " + there).orElse("")
        + ": "
        + delivery.stand().note();
  }

  static String words(Duration time) {
    return time.toSeconds() % 60 == 0 && time.toMinutes() > 0
        ? time.toMinutes() + " minutes"
        : time.toSeconds() + " seconds";
  }
}
