package org.warmhandoff.fhir.content;

import static org.warmhandoff.fhir.content.Section.line;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.content.Section.Line;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.CrisisPlan.Environment;
import org.warmhandoff.record.CrisisPlan.EscalationStep;
import org.warmhandoff.record.CrisisPlan.KeyContact;
import org.warmhandoff.record.CrisisPlan.Professional;
import org.warmhandoff.record.CrisisPlan.RelapsePrevention;
import org.warmhandoff.terminology.Family;

/** A crisis plan in words: what to do and whom to call first. */
public final class CrisisPlanContent {

  /** The code of the section that names professionals and services. */
  public static final String PROFESSIONAL_HELP = "professional-help";

  /** The code of the section that names people close to the participant. */
  public static final String KEY_CONTACTS = "key-contacts";

  private static final String MEANS_SAFETY = "means-safety";
  private static final String ESCALATION = "escalation";
  private static final Set<String> FIRST = Set.of(ESCALATION, PROFESSIONAL_HELP, KEY_CONTACTS);

  private CrisisPlanContent() {}

  /** Of a plan that holds no more than may be told. */
  public static Content of(MappingContext context, CrisisPlan plan) {
    return TestWords.marked(
        context,
        new Content(
            "Crisis plan",
            PlanBanner.of(context, plan),
            People.facts(context),
            all(context, plan).toList(),
            context.notice()));
  }

  /** Where the participant is comes after whom to call, and before what takes time to read. */
  private static Stream<Section> all(MappingContext context, CrisisPlan plan) {
    var sections = sections(context, plan);
    var first = (int) sections.stream().filter(section -> FIRST.contains(section.code())).count();
    return Stream.of(
            Stream.of(People.program(context)),
            sections.subList(0, first).stream(),
            place(context, plan),
            sections.subList(first, sections.size()).stream(),
            Stream.of(making(plan.making()), ConsentContent.of(context)))
        .flatMap(some -> some);
  }

  private static Stream<Section> place(MappingContext context, CrisisPlan plan) {
    return Stream.of(Whereabouts.lastKnown(context)).filter(any -> plan.current());
  }

  /** The sections that were filled. */
  public static List<Section> sections(MappingContext context, CrisisPlan plan) {
    return Stream.of(toDo(context, plan), safety(plan), talk(plan), toKnow(plan))
        .flatMap(sections -> sections)
        .filter(Section::isFilled)
        .map(section -> titled(context, section))
        .toList();
  }

  /** Sections are called what the vocabulary calls them. */
  private static Section titled(MappingContext context, Section section) {
    var heading = context.terminology().concept(Family.PLAN_SECTION, section.code()).own();
    return new Section(section.code(), heading.display(), section.form(), section.lines());
  }

  private static Section list(String code, List<String> texts) {
    return Section.list(code, code, texts);
  }

  private static Section list(String code, Stream<Line> lines) {
    return Section.list(code, code, lines);
  }

  private static Section steps(String code, Stream<Line> lines) {
    return Section.steps(code, code, lines);
  }

  private static Stream<Section> toDo(MappingContext context, CrisisPlan plan) {
    return Stream.of(
        steps(ESCALATION, plan.escalation().stream().map(CrisisPlanContent::step)),
        list(
            PROFESSIONAL_HELP,
            plan.professionals().stream()
                .map(Lifeline::complete)
                .map(CrisisPlanContent::professional)),
        steps(KEY_CONTACTS, plan.keyContacts().stream().map(one -> contact(context, one))));
  }

  private static Stream<Section> safety(CrisisPlan plan) {
    return Stream.of(
        list(MEANS_SAFETY, plan.environment().stream().flatMap(CrisisPlanContent::environment)),
        list("medications", plan.medications()));
  }

  /** How to talk with the participant, as far as the plan says. */
  public static Stream<Section> talk(MappingContext context, CrisisPlan plan) {
    return talk(plan).filter(Section::isFilled).map(section -> titled(context, section));
  }

  private static Stream<Section> talk(CrisisPlan plan) {
    return plan.communication().stream()
        .flatMap(
            talk ->
                Stream.of(
                    list("communication-preferred", talk.preferred()),
                    list("communication-helps", talk.helps()),
                    list("communication-does-not-help", talk.doesNotHelp()),
                    list("accessibility", talk.accessibility())));
  }

  private static Stream<Section> toKnow(CrisisPlan plan) {
    return Stream.concat(
        Stream.of(
            list("warning-signs", plan.warningSigns()),
            list("triggers", plan.triggers()),
            list("coping", plan.coping()),
            list("distraction", plan.distractions()),
            list("reasons-for-living", plan.reasonsForLiving())),
        Stream.concat(
            relapse(plan.relapsePrevention()), Stream.of(list("follow-up", plan.followUp()))));
  }

  private static Stream<Section> relapse(Optional<RelapsePrevention> relapsePrevention) {
    return relapsePrevention.stream()
        .flatMap(
            relapse ->
                Stream.of(
                    list("relapse-triggers", relapse.triggers()),
                    list("relapse-actions", relapse.actions())));
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

  private static Line contact(MappingContext context, KeyContact contact) {
    return line(
        contact.name() + " (" + contact.relationship() + ")",
        Wording.joined(
            Wording.phone(contact.phone()),
            contact
                .contactId()
                .flatMap(known -> ContactPermissions.words(context, known))
                .orElse(""),
            contact.note().orElse("")));
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
