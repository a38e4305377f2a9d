package org.warmhandoff.fhir.content;

import static java.util.stream.Collectors.joining;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.content.Section.Line;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.Consent.Ending;
import org.warmhandoff.record.Consent.Signer;
import org.warmhandoff.record.ConsentForm;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.record.Words;
import org.warmhandoff.terminology.Family;

/** Under which consent something is told: 42 CFR 2.32(b) wants its scope to go along. */
public final class ConsentContent {

  private static final Set<Sensitivity> UNDER_PART_2 =
      EnumSet.of(Sensitivity.SUBSTANCE_USE, Sensitivity.COUNSELLING_NOTES);

  private static final String ANY_EVENT = "an event that it names";

  private ConsentContent() {}

  static Section of(MappingContext context) {
    return switch (context.disclosed().basis()) {
      case CONSENT ->
          Section.list(
              "consent",
              "Told under the participant's consent",
              disclosed(context).map(consent -> line(context, consent)));
      case MEDICAL_EMERGENCY ->
          without(
              context,
              "Told without consent, in a medical emergency",
              "To medical personnel, as consent cannot be had (42 CFR 2.51)",
              "To be used for this emergency");
      case SERIOUS_THREAT ->
          without(
              context,
              "Told without consent, to lessen a serious and imminent threat",
              "To who can lessen it (45 CFR 164.512(j))");
      case TAKING_BACK -> throw new IllegalStateException("what is taken back is not told");
    };
  }

  /** What of it goes by consent all the same has its explanation with it. */
  private static Section without(MappingContext context, String title, String... why) {
    return Section.list(
        "consent",
        title,
        Stream.concat(
            Stream.of(why).map(Section::line),
            disclosed(context)
                .map(consent -> line(context, consent))
                .map(line -> Section.line("By consent beside that", line.text()))));
  }

  /** Those of which something may be said: one without a scope would seem to allow all. */
  public static Stream<Consent> disclosed(MappingContext context) {
    return context.disclosed().under().stream().filter(consent -> isDisclosed(context, consent));
  }

  /** Whether something may be said of that one. */
  public static boolean isDisclosed(MappingContext context, Consent consent) {
    return scope(context, consent).findAny().isPresent();
  }

  /** Only as much of the scope as is told: the rest would say that there is more. */
  public static Stream<Sensitivity> scope(MappingContext context, Consent consent) {
    return Stream.of(Sensitivity.values())
        .filter(consent.scope()::contains)
        .filter(context.disclosed().mayKnow()::contains)
        .filter(context.disclosed()::isByConsent);
  }

  /** In a record that tells of no substance use it would tell of some, without the notice. */
  private static Stream<Sensitivity> scopeInWords(MappingContext context, Consent consent) {
    return scope(context, consent)
        .filter(one -> !UNDER_PART_2.contains(one) || context.sensitivities().contains(one));
  }

  /** What it covers, in one line: a clear explanation of its scope. */
  private static Line line(MappingContext context, Consent consent) {
    return Section.line(
        context.disclosed().maySay(consent.id()) ? consent.id() : "A consent",
        Stream.of(
                Stream.of(
                    scopeInWords(context, consent)
                        .map(one -> context.words(Family.SENSITIVITY, one))
                        .collect(joining(", "))),
                description(context, consent).stream(),
                Stream.of(
                    "for " + context.words(Family.CONSENT_PURPOSE, consent.purpose()),
                    "from " + Wording.day(consent.from()) + until(context, consent)),
                consent
                    .form()
                    .flatMap(ConsentForm::discloser)
                    .filter(context.disclosed()::maySay)
                    .map(who -> "disclosed by " + who)
                    .stream(),
                passedOn(context, consent).stream(),
                Stream.of(given(context, consent)),
                consent
                    .form()
                    .flatMap(ConsentForm::rightToRevoke)
                    .filter(context.disclosed()::maySay)
                    .stream(),
                consent
                    .form()
                    .flatMap(ConsentForm::document)
                    .filter(context.disclosed()::maySay)
                    .map(id -> "document " + id)
                    .stream())
            .flatMap(parts -> parts)
            .collect(joining("; ")));
  }

  /** As the participant read it, where all of it is told: it may say more than that. */
  private static Optional<String> description(MappingContext context, Consent consent) {
    return consent
        .form()
        .flatMap(ConsentForm::description)
        .filter(words -> scopeInWords(context, consent).count() == consent.scope().size())
        .filter(context.disclosed()::maySay);
  }

  private static String until(MappingContext context, Consent consent) {
    var day = consent.to().map(last -> " to " + Wording.day(last));
    var event =
        consent
            .ends()
            .map(Ending::event)
            .map(words -> context.disclosed().maySay(words) ? words : ANY_EVENT)
            .map(words -> " until " + words);
    return day.isEmpty() && event.isEmpty() ? " until revoked" : day.orElse("") + event.orElse("");
  }

  private static Optional<String> passedOn(MappingContext context, Consent consent) {
    return consent
        .intermediary()
        .map(to -> to.members().stream().filter(context.disclosed()::maySay).sorted().toList())
        .filter(members -> !members.isEmpty())
        .map(members -> "passed on to " + String.join(", ", members));
  }

  private static String given(MappingContext context, Consent consent) {
    return consent.givenAt().map(at -> "given on " + context.time(at) + ", ").orElse("")
        + context.words(Family.CONSENT_SIGNATURE, consent.signed())
        + consent.signer().map(signer -> ", by " + words(context, signer)).orElse("");
  }

  private static String words(MappingContext context, Signer signer) {
    return "the "
        + Words.words(signer.capacity())
        + signer.name().filter(context.disclosed()::maySay).map(name -> " " + name).orElse("");
  }
}
