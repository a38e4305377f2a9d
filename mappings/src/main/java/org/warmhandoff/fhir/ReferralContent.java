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
import org.warmhandoff.terminology.Family;

/** A referral in words: what is asked and by when, how to get there safely, and why. */
final class ReferralContent {

  private ReferralContent() {}

  static Content of(Telling telling, Referral referral) {
    return new Content(
        "Referral: " + telling.words(Family.REFERRAL_TARGET, referral.to().target()),
        standing(telling, referral),
        List.of(
            facts(
                "call",
                "Call the program",
                line("Phone", telling.program().phone().map(Wording::number))),
            asked(telling, referral),
            list("how-to-reach", "How to reach the participant", referral.howToReach()),
            place(telling, referral),
            People.contacts(telling, referral.recordedAt()),
            list("safety", "Safety notes for whoever goes there", referral.safetyNotes()),
            facts("getting-there", "Getting there", gettingThere(referral)),
            facts("reason", "Why", why(referral)),
            facts("requester", "Who asks", requester(referral.requester())),
            facts("result", "How it stands", result(referral)),
            ConsentContent.of(telling)),
        referral.sensitivities().contains(Sensitivity.SUBSTANCE_USE));
  }

  private static String standing(Telling telling, Referral referral) {
    var version = ", version " + referral.version();
    return switch (referral.state()) {
      case REQUESTED -> Wording.sentence(referral.urgency()) + answer(telling, referral) + version;
      case CANCELLED -> "CANCELLED by the program: nothing more to do" + version;
      case RECALLED -> "RECALLED by the program: please stop" + version;
      case COMPLETED -> "COMPLETED" + version;
      case ENTERED_IN_ERROR -> "ENTERED IN ERROR: do not act on it" + version;
    };
  }

  private static String answer(Telling telling, Referral referral) {
    return referral.replyBy().map(by -> ", please answer by " + telling.time(by)).orElse("");
  }

  static Section place(Telling telling, Referral referral) {
    return switch (referral.state()) {
      case REQUESTED -> Whereabouts.now(telling, referral.location());
      case CANCELLED, RECALLED, COMPLETED, ENTERED_IN_ERROR ->
          Whereabouts.then(telling, referral.location());
    };
  }

  private static Section asked(Telling telling, Referral referral) {
    return facts(
        "asked",
        "What is asked",
        Stream.of(
                Stream.of(line("Please", referral.asked())),
                Stream.of(line("Urgency", Wording.sentence(referral.urgency()))),
                line("Needed by", referral.neededBy().map(telling::time)),
                line("Answer by", referral.replyBy().map(telling::time)),
                line("Appointment", appointment(telling, referral)))
            .flatMap(lines -> lines));
  }

  private static Optional<String> appointment(Telling telling, Referral referral) {
    return referral
        .appointment()
        .map(
            when ->
                telling.time(when.at())
                    + when.until().map(until -> " until " + telling.time(until)).orElse("")
                    + ", "
                    + when.where());
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
            line("Crisis plan", because.planId().map(id -> id + " of the program")),
            referral.documents().stream()
                .filter(id -> because.planId().filter(id::equals).isEmpty())
                .map(id -> line("See also", "crisis plan " + id + " of the program")))
        .flatMap(lines -> lines);
  }

  private static Stream<Line> result(Referral referral) {
    return Stream.concat(line("Why", referral.stateReason()), line("Result", referral.result()));
  }

  private static Stream<Line> requester(Staff staff) {
    return Stream.of(
            Stream.of(line("Name", staff.name()), line("Role", staff.role())),
            line("NPI", staff.npi()))
        .flatMap(lines -> lines);
  }
}
