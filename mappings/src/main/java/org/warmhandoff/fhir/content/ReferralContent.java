package org.warmhandoff.fhir.content;

import static org.warmhandoff.fhir.content.Section.facts;
import static org.warmhandoff.fhir.content.Section.line;
import static org.warmhandoff.fhir.content.Section.list;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.content.Banner.Tone;
import org.warmhandoff.fhir.content.Section.Line;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.Staff;
import org.warmhandoff.record.Words;
import org.warmhandoff.terminology.Family;

/** A referral in words: what is asked and by when, how to get there safely, and why. */
public final class ReferralContent {

  private ReferralContent() {}

  /** Of a referral that holds no more than may be told. */
  public static Content of(MappingContext context, Referral referral) {
    return TestWords.marked(
        context,
        new Content(
            "Referral: " + context.words(Family.REFERRAL_TARGET, referral.to().target()),
            banner(context, referral),
            People.facts(context),
            List.of(
                People.program(context),
                facts("result", "How it stands", result(referral)),
                asked(context, referral),
                list("safety", "Safety notes for whoever goes there", referral.safetyNotes()),
                Whereabouts.of(context, referral).section(),
                list("how-to-reach", "How to reach the participant", referral.howToReach()),
                People.contacts(context),
                facts("getting-there", "Getting there", gettingThere(referral)),
                facts("reason", "Why", why(referral)),
                facts("requester", "Who asks", requester(referral.requester())),
                ConsentContent.of(context)),
            context.notice()));
  }

  private static Banner banner(MappingContext context, Referral referral) {
    var to =
        "referral: "
            + Wording.within(context.words(Family.REFERRAL_TARGET, referral.to().target()));
    var version = "version " + referral.version();
    var standing = Wording.joined(state(referral), to, answer(context, referral), version);
    return new Banner(
        tone(referral),
        standing,
        "Risk: not assessed in this referral"
            + referral.because().eventId().map(id -> " · see crisis event " + id).orElse(""),
        Wording.joined(state(referral), to, version));
  }

  private static String state(Referral referral) {
    return switch (referral.state()) {
      case REQUESTED -> Wording.loud(Words.words(referral.urgency()));
      case CANCELLED -> "CANCELLED by the program: nothing more to do";
      case RECALLED -> "RECALLED by the program: please stop";
      case COMPLETED -> "COMPLETED";
      case ENTERED_IN_ERROR -> "ENTERED IN ERROR: do not act on it";
    };
  }

  private static Tone tone(Referral referral) {
    return switch (referral.state()) {
      case REQUESTED ->
          switch (referral.urgency()) {
            case STAT -> Tone.EMERGENCY;
            case URGENT, ASAP -> Tone.URGENT;
            case ROUTINE -> Tone.CURRENT;
          };
      case CANCELLED, RECALLED, COMPLETED, ENTERED_IN_ERROR -> Tone.OVER;
    };
  }

  private static String answer(MappingContext context, Referral referral) {
    return referral
        .replyBy()
        .filter(by -> referral.current())
        .map(by -> "please answer by " + context.time(by))
        .orElse("");
  }

  private static Section asked(MappingContext context, Referral referral) {
    return facts(
        "asked",
        "What is asked",
        Stream.of(
                Stream.of(line("Please", referral.asked())),
                Stream.of(line("Urgency", Wording.sentence(referral.urgency()))),
                line("Needed by", referral.neededBy().map(context::time)),
                line("Answer by", referral.replyBy().map(context::time)),
                line("Appointment", appointment(context, referral)))
            .flatMap(lines -> lines));
  }

  private static Optional<String> appointment(MappingContext context, Referral referral) {
    return referral
        .appointment()
        .map(
            when ->
                context.time(when.at())
                    + when.until().map(until -> " until " + context.time(until)).orElse("")
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
