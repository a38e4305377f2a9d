package org.warmhandoff.fhir.content;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.content.Banner.Tone;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisEvent.Action;
import org.warmhandoff.record.CrisisEvent.Conclusion.Ending;
import org.warmhandoff.record.CrisisEvent.Risk;
import org.warmhandoff.record.Words;
import org.warmhandoff.terminology.Family;

/** What must be seen of a crisis event before anything else: how bad it is, and what is known. */
public final class EventBanner {

  private final MappingContext context;
  private final CrisisEvent event;

  private EventBanner(MappingContext context, CrisisEvent event) {
    this.context = context;
    this.event = event;
  }

  static Banner of(MappingContext context, CrisisEvent event) {
    return new EventBanner(context, event).banner();
  }

  /** In loud words, of the state or of how much is at stake. */
  public static String state(MappingContext context, CrisisEvent event) {
    return switch (event.state()) {
      case DETECTED, ASSESSED, BEING_ACTED_ON -> severity(context, event);
      case RESOLVED ->
          (isSettled(event) ? "RESOLVED" : "CLOSED, COULD NOT BE REACHED")
              + " · was "
              + Wording.within(context.words(Family.SEVERITY, event.severity()));
      case ENTERED_IN_ERROR -> "ENTERED IN ERROR: do not use";
    };
  }

  private Banner banner() {
    var kind = Wording.within(context.words(Family.CRISIS_EVENT_KIND, event.what()));
    return new Banner(
        tone(), line(kind, progress()), risk(), line(isTelling() ? "crisis event" : kind, ""));
  }

  /** Whether the kind by itself says that there is substance use. */
  private boolean isTelling() {
    return event.what().concernsSubstanceUse();
  }

  private String line(String kind, String progress) {
    return Wording.joined(state(context, event), kind, progress, "version " + event.version());
  }

  private static String severity(MappingContext context, CrisisEvent event) {
    return Wording.loud(context.words(Family.SEVERITY, event.severity()));
  }

  private String progress() {
    return event.current() ? Words.words(event.state()) : "";
  }

  private Tone tone() {
    return switch (event.state()) {
      case DETECTED, ASSESSED, BEING_ACTED_ON ->
          switch (event.severity()) {
            case EMERGENCY -> Tone.EMERGENCY;
            case URGENT -> Tone.URGENT;
            case WATCH -> Tone.CURRENT;
          };
      case RESOLVED -> isSettled(event) ? Tone.OVER : Tone.URGENT;
      case ENTERED_IN_ERROR -> Tone.OVER;
    };
  }

  private static boolean isSettled(CrisisEvent event) {
    return event.outcome().filter(end -> end.what() == Ending.COULD_NOT_BE_REACHED).isEmpty();
  }

  private String risk() {
    return "Risk: " + event.risk().map(this::risk).orElse("not assessed");
  }

  private String risk(Risk risk) {
    return Wording.joined(
        Wording.loud(context.words(Family.RISK_LEVEL, risk.level())),
        "assessed by " + risk.assessedBy(),
        context.time(risk.assessedAt()),
        risk.instrument(),
        order(risk));
  }

  /** A risk that was assessed before something was done may be another by now. */
  private String order(Risk risk) {
    var before = actions(risk, false);
    var after = actions(risk, true);
    if (before.isEmpty()) {
      return after.isEmpty() ? "" : "before what was done";
    }
    return after.isEmpty()
        ? "after what was done"
        : "after: " + words(before) + "; before: " + words(after);
  }

  private List<Action> actions(Risk risk, boolean later) {
    return event.actions().stream()
        .filter(action -> action.at().isBefore(risk.assessedAt()) != later)
        .toList();
  }

  private String words(List<Action> actions) {
    return actions.stream()
        .map(action -> Wording.within(context.words(Family.DEED, action.what())))
        .distinct()
        .collect(joining(", "));
  }
}
