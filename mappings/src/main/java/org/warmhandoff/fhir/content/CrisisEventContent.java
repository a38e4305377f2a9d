package org.warmhandoff.fhir.content;

import static java.util.stream.Collectors.joining;
import static org.warmhandoff.fhir.content.Section.facts;
import static org.warmhandoff.fhir.content.Section.line;

import java.util.List;
import java.util.stream.Stream;
import org.warmhandoff.fhir.base.Telling;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.content.Section.Line;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisEvent.Action;
import org.warmhandoff.record.CrisisEvent.AssertedCondition;
import org.warmhandoff.record.CrisisEvent.Conclusion;
import org.warmhandoff.record.CrisisEvent.Noticed;
import org.warmhandoff.record.CrisisEvent.Screening;
import org.warmhandoff.terminology.Family;

/**
 * A crisis event in words: what is the matter, how it ended, where, whom to call, what was done.
 */
public final class CrisisEventContent {

  private CrisisEventContent() {}

  /** Of an event that holds no more than may be told. */
  public static Content of(Telling telling, CrisisEvent event) {
    return new Content(
        "Crisis event report",
        EventBanner.of(telling, event),
        People.facts(telling),
        List.of(
            People.program(telling),
            matter(telling, event),
            facts(
                "outcome",
                "How it ended",
                event.outcome().stream().flatMap(end -> outcome(telling, end))),
            facts("next", "What comes next", next(event)),
            Whereabouts.of(telling, event).section(),
            People.contacts(telling),
            actions(telling, event),
            facts("noticed", "How it was noticed", noticed(telling, event.noticed())),
            conditions(telling, event),
            ConsentContent.of(telling)),
        telling.notice());
  }

  private static Section matter(Telling telling, CrisisEvent event) {
    return facts(
        "matter",
        "What is the matter",
        Stream.concat(
            Stream.of(
                line("What", telling.words(Family.CRISIS_EVENT_KIND, event.what())),
                line("Summary", event.summary())),
            line("Nature", event.nature().map(one -> telling.words(Family.EVENT_NATURE, one)))));
  }

  private static Section conditions(Telling telling, CrisisEvent event) {
    return Section.list(
        "conditions",
        "Conditions, as clinicians asserted them",
        event.conditions().stream().map(condition -> condition(telling, condition)));
  }

  private static Line condition(Telling telling, AssertedCondition condition) {
    return line(
        telling.words(Family.CONDITION, condition.what()),
        Wording.joined(
            Wording.person(condition.assertedBy()),
            telling.time(condition.assertedAt()),
            condition.note().orElse("")));
  }

  private static Stream<Line> outcome(Telling telling, Conclusion outcome) {
    return Stream.concat(
        Stream.of(
            line("Outcome", telling.words(Family.OUTCOME, outcome.what())),
            line("When", telling.time(outcome.at()))),
        line("Note", outcome.note()));
  }

  private static Section actions(Telling telling, CrisisEvent event) {
    return Section.list(
        "actions",
        "What was done",
        event.actions().stream().map(action -> action(telling, action)));
  }

  private static Line action(Telling telling, Action action) {
    var what =
        telling.words(Family.DEED, action.what())
            + ", by "
            + action.by()
            + told(telling, action)
            + action.consentId().map(consent -> ", under consent " + consent).orElse("");
    return line(telling.time(action.at()), Wording.joined(what, action.note().orElse("")));
  }

  private static String told(Telling telling, Action action) {
    return action
        .consentId()
        .flatMap(telling.participant()::consent)
        .flatMap(consent -> consent.recipient().contact())
        .flatMap(telling.participant()::emergencyContact)
        .map(contact -> ", told: " + contact.name())
        .orElse("");
  }

  private static Stream<Line> noticed(Telling telling, Noticed noticed) {
    return Stream.of(
            Stream.of(line("How", telling.words(Family.EVENT_SOURCE, noticed.how()))),
            Stream.of(line("When", telling.time(noticed.at()))),
            line("By", noticed.by()),
            line("Screening", noticed.screening().map(CrisisEventContent::screening)))
        .flatMap(lines -> lines);
  }

  private static String screening(Screening screening) {
    return screening.instrument()
        + screening.item().map(item -> ", " + item).orElse("")
        + ": score "
        + screening.score()
        + screening.answers().stream()
            .map(answer -> "; " + answer.item() + ": " + answer.score())
            .collect(joining());
  }

  private static Stream<Line> next(CrisisEvent event) {
    return Stream.concat(
        Stream.concat(
            line("Follow-up", event.followUp()),
            line("To be done by", event.followUpBy().map(Wording::day))),
        line("Crisis plan", event.planId().map(id -> "see plan " + id + " of the program")));
  }
}
