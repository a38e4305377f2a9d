package org.warmhandoff.fhir.content;

import static java.util.stream.Collectors.joining;
import static org.warmhandoff.fhir.content.Section.facts;
import static org.warmhandoff.fhir.content.Section.line;

import java.util.List;
import java.util.stream.Stream;
import org.warmhandoff.fhir.base.MappingContext;
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
  public static Content of(MappingContext context, CrisisEvent event) {
    return TestWords.marked(
        context,
        new Content(
            "Crisis event report",
            EventBanner.of(context, event),
            People.facts(context),
            List.of(
                People.program(context),
                matter(context, event),
                facts(
                    "outcome",
                    "How it ended",
                    event.outcome().stream().flatMap(end -> outcome(context, end))),
                facts("next", "What comes next", next(event)),
                Whereabouts.of(context, event).section(),
                People.contacts(context),
                actions(context, event),
                facts("noticed", "How it was noticed", noticed(context, event.noticed())),
                conditions(context, event),
                ConsentContent.of(context)),
            context.notice()));
  }

  private static Section matter(MappingContext context, CrisisEvent event) {
    return facts(
        "matter",
        "What is the matter",
        Stream.concat(
            Stream.of(
                line("What", context.words(Family.CRISIS_EVENT_KIND, event.what())),
                line("Summary", event.summary())),
            line("Nature", event.nature().map(one -> context.words(Family.EVENT_NATURE, one)))));
  }

  private static Section conditions(MappingContext context, CrisisEvent event) {
    return Section.list(
        "conditions",
        "Conditions, as clinicians asserted them",
        event.conditions().stream().map(condition -> condition(context, condition)));
  }

  private static Line condition(MappingContext context, AssertedCondition condition) {
    return line(
        context.words(Family.CONDITION, condition.what()),
        Wording.joined(
            Wording.person(condition.assertedBy()),
            context.time(condition.assertedAt()),
            condition.note().orElse("")));
  }

  private static Stream<Line> outcome(MappingContext context, Conclusion outcome) {
    return Stream.concat(
        Stream.of(
            line("Outcome", context.words(Family.OUTCOME, outcome.what())),
            line("When", context.time(outcome.at()))),
        line("Note", outcome.note()));
  }

  private static Section actions(MappingContext context, CrisisEvent event) {
    return Section.list(
        "actions",
        "What was done",
        event.actions().stream().map(action -> action(context, action)));
  }

  private static Line action(MappingContext context, Action action) {
    var what =
        context.words(Family.DEED, action.what())
            + ", by "
            + action.by()
            + told(context, action)
            + action.consentId().map(consent -> ", under consent " + consent).orElse("");
    return line(context.time(action.at()), Wording.joined(what, action.note().orElse("")));
  }

  private static String told(MappingContext context, Action action) {
    return action
        .consentId()
        .flatMap(context.participant()::consent)
        .flatMap(consent -> consent.recipient().contact())
        .flatMap(context.participant()::emergencyContact)
        .map(contact -> ", told: " + contact.name())
        .orElse("");
  }

  private static Stream<Line> noticed(MappingContext context, Noticed noticed) {
    return Stream.of(
            Stream.of(line("How", context.words(Family.EVENT_SOURCE, noticed.how()))),
            Stream.of(line("When", context.time(noticed.at()))),
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
