package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.Section.facts;
import static org.warmhandoff.fhir.Section.line;
import static org.warmhandoff.fhir.Section.list;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.warmhandoff.fhir.Section.Line;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.record.Staff;
import org.warmhandoff.record.Words;

/** A referral in words: what is asked and by when, how to get there safely, and why. */
final class ReferralContent {

  private ReferralContent() {}

  static Content of(Telling telling, Referral referral) {
    return new Content(
        "Referral: " + Words.words(referral.to().target()),
        standing(referral),
        List.of(
            asked(referral),
            list("how-to-reach", "How to reach the participant", referral.howToReach()),
            place(telling, referral),
            People.contacts(telling.participant()),
            list("safety", "Safety notes for whoever goes there", referral.safetyNotes()),
            facts("getting-there", "Getting there", gettingThere(referral)),
            facts("reason", "Why", why(referral)),
            facts("requester", "Who asks", requester(referral.requester()))),
        referral.sensitivities().contains(Sensitivity.SUBSTANCE_USE));
  }

  private static String standing(Referral referral) {
    var version = ", version " + referral.version();
    return switch (referral.state()) {
      case REQUESTED -> Wording.sentence(referral.urgency()) + answer(referral) + version;
      case CANCELLED -> "CANCELLED by the program: nothing more to do" + version;
      case RECALLED -> "RECALLED by the program: please stop" + version;
      case COMPLETED -> "COMPLETED" + version;
      case ENTERED_IN_ERROR -> "ENTERED IN ERROR: do not act on it" + version;
    };
  }

  private static String answer(Referral referral) {
    return referral.replyBy().map(by -> ", please answer by " + Wording.time(by)).orElse("");
  }

  static Section place(Telling telling, Referral referral) {
    return switch (referral.state()) {
      case REQUESTED -> Whereabouts.now(telling, referral.location());
      case CANCELLED, RECALLED, COMPLETED, ENTERED_IN_ERROR ->
          Whereabouts.then(telling, referral.location());
    };
  }

  private static Section asked(Referral referral) {
    return facts(
        "asked",
        "What is asked",
        Stream.of(
                Stream.of(line("Please", referral.asked())),
                Stream.of(line("Urgency", Wording.sentence(referral.urgency()))),
                line("Answer by", referral.replyBy().map(Wording::time)),
                line("Asked of", referral.to().partner()),
                line("Appointment", appointment(referral)))
            .flatMap(lines -> lines));
  }

  private static Optional<String> appointment(Referral referral) {
    return referral.appointment().map(when -> Wording.time(when.at()) + ", " + when.where());
  }

  private static Stream<Line> gettingThere(Referral referral) {
    return Stream.concat(
        line("Transport", referral.transport()), line("Interpreter", referral.interpreter()));
  }

  private static Stream<Line> why(Referral referral) {
    var because = referral.because();
    return Stream.of(
            Stream.of(line("Reason", referral.reason())),
            line("Crisis event", because.eventId().map(id -> id + " of the program")),
            line("Crisis plan", because.planId().map(id -> id + " of the program")))
        .flatMap(lines -> lines);
  }

  private static Stream<Line> requester(Staff staff) {
    return Stream.concat(
        Stream.of(line("Name", staff.name()), line("Role", staff.role())),
        line("NPI", staff.npi()));
  }
}
