package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.Section.line;
import static org.warmhandoff.fhir.Section.list;
import static org.warmhandoff.fhir.Section.steps;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.warmhandoff.fhir.Section.Line;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.CrisisPlan.Environment;
import org.warmhandoff.record.CrisisPlan.EscalationStep;
import org.warmhandoff.record.CrisisPlan.KeyContact;
import org.warmhandoff.record.CrisisPlan.Professional;
import org.warmhandoff.record.CrisisPlan.RelapsePrevention;
import org.warmhandoff.record.Participant.EmergencyContact;
import org.warmhandoff.record.Sensitivity;

/** A crisis plan in words: what to do and whom to call first. */
final class CrisisPlanContent {

  static final String PROFESSIONAL_HELP = "professional-help";
  static final String KEY_CONTACTS = "key-contacts";
  private static final String MEANS_SAFETY = "means-safety";

  private CrisisPlanContent() {}

  static Content of(Telling telling, CrisisPlan plan) {
    return new Content(
        "Crisis plan",
        standing(plan),
        Stream.concat(
                sections(telling, plan).stream(),
                Stream.of(making(plan.making()), ConsentContent.of(telling)))
            .toList(),
        plan.sensitivities().contains(Sensitivity.SUBSTANCE_USE));
  }

  /** The sections that were filled. */
  static List<Section> sections(Telling telling, CrisisPlan plan) {
    return Stream.of(toDo(telling, plan), talk(plan), toKnow(plan))
        .flatMap(sections -> sections)
        .filter(Section::isFilled)
        .toList();
  }

  private static String standing(CrisisPlan plan) {
    var version = ", version " + plan.version();
    return switch (plan.state()) {
      case DRAFT -> "DRAFT, not in force yet" + version;
      case IN_FORCE -> "In force" + since(plan) + version;
      case REPLACED -> "REPLACED by another plan: do not use" + version;
      case WITHDRAWN -> "WITHDRAWN: do not use" + version;
      case ENTERED_IN_ERROR -> "ENTERED IN ERROR: do not use" + version;
    };
  }

  private static String since(CrisisPlan plan) {
    return plan.making().inForceFrom().map(day -> " from " + Wording.day(day)).orElse("");
  }

  private static Stream<Section> toDo(Telling telling, CrisisPlan plan) {
    return Stream.of(
        steps(
            "escalation",
            "What to do, step by step",
            plan.escalation().stream().map(CrisisPlanContent::step)),
        list(
            PROFESSIONAL_HELP,
            "Professionals and services to call",
            plan.professionals().stream()
                .map(Lifeline::complete)
                .map(CrisisPlanContent::professional)),
        steps(
            KEY_CONTACTS,
            "Family, friends and peers, in the order of calling",
            plan.keyContacts().stream().map(one -> contact(telling, plan, one))));
  }

  /** How to talk with the participant. */
  static Stream<Section> talk(CrisisPlan plan) {
    return plan.communication().stream()
        .flatMap(
            talk ->
                Stream.of(
                    list("communication-preferred", "How to communicate", talk.preferred()),
                    list("communication-helps", "What helps", talk.helps()),
                    list("communication-does-not-help", "What does not help", talk.doesNotHelp()),
                    list("accessibility", "Accessibility needs", talk.accessibility())));
  }

  private static Stream<Section> toKnow(CrisisPlan plan) {
    return Stream.concat(
        Stream.of(
            list(
                MEANS_SAFETY,
                "Making the environment safe",
                plan.environment().stream().flatMap(CrisisPlanContent::environment)),
            list("medications", "Medications to know of", plan.medications()),
            list("warning-signs", "Warning signs", plan.warningSigns()),
            list("triggers", "Triggers", plan.triggers()),
            list("coping", "What the participant can do alone", plan.coping()),
            list("distraction", "People and places that distract", plan.distractions()),
            list("reasons-for-living", "Reasons for living", plan.reasonsForLiving())),
        Stream.concat(
            relapse(plan.relapsePrevention()),
            Stream.of(list("follow-up", "Follow-up", plan.followUp()))));
  }

  private static Stream<Section> relapse(Optional<RelapsePrevention> relapsePrevention) {
    return relapsePrevention.stream()
        .flatMap(
            relapse ->
                Stream.of(
                    list("relapse-triggers", "Relapse prevention: triggers", relapse.triggers()),
                    list("relapse-actions", "Relapse prevention: what to do", relapse.actions())));
  }

  private static Line step(EscalationStep step) {
    var by = step.by().map(time -> ", " + time).orElse("");
    return line(step.sign(), step.action() + " (" + step.who() + by + ")");
  }

  private static Line professional(Professional professional) {
    return line(
        professional.name() + " (" + professional.role() + ")",
        Wording.joined(
            Wording.phones(professional.phones()),
            professional.text().map(number -> "text " + Wording.number(number)).orElse(""),
            professional.chat().map(address -> "chat " + address).orElse(""),
            professional.note().orElse("")));
  }

  private static Stream<Line> environment(Environment home) {
    return Stream.of(
            labelled("Means", home.means()),
            labelled("Medicines", home.medicines()),
            labelled("Substances", home.substances()),
            labelled("Pets", home.pets()),
            labelled("Household", home.household()),
            home.other().stream().map(Section::line))
        .flatMap(lines -> lines);
  }

  private static Stream<Line> labelled(String label, List<String> texts) {
    return texts.stream().map(text -> line(label, text));
  }

  private static Line contact(Telling telling, CrisisPlan plan, KeyContact contact) {
    return line(
        contact.name() + " (" + contact.relationship() + ")",
        Wording.joined(
            Wording.phone(contact.phone()),
            contact
                .contactId()
                .flatMap(telling.participant()::emergencyContact)
                .map(known -> permission(telling, plan, known))
                .orElse(""),
            contact.note().orElse("")));
  }

  private static String permission(Telling telling, CrisisPlan plan, EmergencyContact contact) {
    if (!telling.participant().mayBeTold(contact, plan.recordedAt())) {
      return "MAY NOT BE TOLD about the participant";
    }
    return contact.about().isEmpty()
        ? "may be told"
        : "may be told only: " + String.join("; ", contact.about());
  }

  private static Section making(CrisisPlan.Making making) {
    return Section.facts(
        "making",
        "About this plan",
        Stream.of(
                Stream.of(line("Made by", Wording.person(making.author()))),
                making.careTeam().stream().map(member -> line("Care team", Wording.person(member))),
                Stream.of(line("Made on", Wording.day(making.madeOn()))),
                line("In force from", making.inForceFrom().map(Wording::day)),
                line("Last reviewed", making.lastReviewedOn().map(Wording::day)),
                line("Next review due", making.nextReviewDue().map(Wording::day)),
                Stream.of(
                    line("Participant took part", Wording.yesOrNo(making.participantTookPart()))),
                line("Participant signed", making.participantSignedOn().map(Wording::day)),
                line("Takes the place of plan", making.replaces()))
            .flatMap(lines -> lines));
  }
}
