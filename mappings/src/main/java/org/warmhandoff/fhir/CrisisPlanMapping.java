package org.warmhandoff.fhir;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityDetailComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityStatus;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.Graph;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.content.CrisisPlanContent;
import org.warmhandoff.fhir.content.People;
import org.warmhandoff.fhir.content.PlanBanner;
import org.warmhandoff.fhir.content.Section;
import org.warmhandoff.fhir.paper.Markup;
import org.warmhandoff.fhir.paper.Paper;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.terminology.Code;
import org.warmhandoff.terminology.Family;

/** Crisis plan to R4 CarePlan. Elements in the order of the FHIR page, so gaps are easy to see. */
final class CrisisPlanMapping implements Mapping {

  private static final Code ASSESS_PLAN =
      new Code(
          "http://hl7.org/fhir/us/core/CodeSystem/careplan-category",
          "assess-plan",
          "Assessment and Plan of Treatment");
  private static final Code TREATMENT_ESCALATION_PLAN =
      new Code(
          "http://snomed.info/sct", "735324008", "Treatment escalation plan (record artifact)");

  /** The nearest that LOINC has to a crisis plan; as document type and to find plans by. */
  private static final Code SUICIDE_PREVENTION_NOTE =
      new Code("http://loinc.org", "87626-8", "Suicide prevention note");

  private final MappingContext context;
  private final CrisisPlan plan;
  private final KeyContactMapping contacts;
  private final CareTeamMapping team;

  CrisisPlanMapping(MappingContext context, CrisisPlan plan) {
    this.context = context;
    this.plan = plan;
    this.contacts = new KeyContactMapping(context, plan);
    this.team = new CareTeamMapping(context, plan, contacts);
  }

  @Override
  public Graph graph() {
    var consents = new ConsentMapping(context, plan.recordedAt());
    var beside = new PlanCompanions(context, plan);
    var entries =
        Stream.of(
                Stream.of(carePlan(beside, consents)),
                Stream.of(team.careTeam()),
                contacts.relatedPersons(),
                Stream.of(beside.goal()),
                beside.preference().stream(),
                beside.completion().stream(),
                beside.review().stream())
            .flatMap(resources -> resources)
            .map(Entry::update);
    return new ProvenanceMapping(context, plan)
        .with(
            Stream.concat(entries, consents.entries()).toList(),
            Optional.of(plan.making().author()));
  }

  @Override
  public Paper paper() {
    return new Paper(
        plan,
        SUICIDE_PREVENTION_NOTE.concept().setText("Crisis plan"),
        CrisisPlanContent.of(context, plan),
        Optional.of(plan.making().author()),
        docStatus());
  }

  private CarePlan carePlan(PlanCompanions beside, ConsentMapping consents) {
    var carePlan = new CarePlan();
    carePlan.setMeta(Profiles.meta(Profiles.CARE_PLAN, Labels.of(context.sensitivities())));
    carePlan.setText(Markup.narrative(CrisisPlanContent.of(context, plan)));
    identify(carePlan);
    carePlan
        .setStatus(status())
        .setIntent(CarePlanIntent.PLAN)
        .addCategory(ASSESS_PLAN.concept())
        .addCategory(TREATMENT_ESCALATION_PLAN.concept())
        .addCategory(SUICIDE_PREVENTION_NOTE.concept().setText("Crisis plan"))
        .setTitle("Crisis plan")
        .setSubject(context.subject());
    period().ifPresent(carePlan::setPeriod);
    sign(carePlan);
    carePlan.addCareTeam(team.reference());
    consents.references().forEach(carePlan::addSupportingInfo);
    beside.preference().map(beside::reference).ifPresent(carePlan::addSupportingInfo);
    carePlan.addGoal(beside.reference(beside.goal()));
    CrisisPlanContent.sections(context, plan).stream()
        .map(section -> activity(section, carePlan))
        .forEach(carePlan::addActivity);
    beside
        .review()
        .map(beside::reference)
        .map(review -> new CarePlanActivityComponent().setReference(review))
        .ifPresent(carePlan::addActivity);
    reviews().ifPresent(carePlan::addNote);
    PlanBanner.among(context, plan).map(Fhir::note).ifPresent(carePlan::addNote);
    carePlan.addNote(Fhir.note(People.facts(context).sentence()));
    return carePlan;
  }

  private void identify(CarePlan carePlan) {
    var program = context.program();
    carePlan
        .addIdentifier(program.identifier("crisis-plan", plan.id()))
        .addIdentifier(context.ofEdition("version"));
    plan.making()
        .replaces()
        .map(replaced -> Fhir.logical("CarePlan", program.identifier("crisis-plan", replaced)))
        .ifPresent(carePlan::addReplaces);
  }

  private CarePlanStatus status() {
    return switch (plan.state()) {
      case DRAFT -> CarePlanStatus.DRAFT;
      case IN_FORCE -> CarePlanStatus.ACTIVE;
      case REPLACED -> CarePlanStatus.COMPLETED;
      case WITHDRAWN -> CarePlanStatus.REVOKED;
      case ENTERED_IN_ERROR -> CarePlanStatus.ENTEREDINERROR;
    };
  }

  private Optional<Period> period() {
    return plan.making().inForceFrom().map(this::period);
  }

  private Period period(LocalDate start) {
    var period = new Period().setStartElement(Fhir.day(start));
    lastDay()
        .filter(end -> !end.isBefore(start))
        .ifPresent(end -> period.setEndElement(Fhir.day(end)));
    return period;
  }

  /** A plan that is over ended when the program wrote that down. */
  private Optional<LocalDate> lastDay() {
    return switch (plan.state()) {
      case DRAFT, IN_FORCE, ENTERED_IN_ERROR -> Optional.empty();
      case REPLACED, WITHDRAWN -> Optional.of(context.day(plan.recordedAt()));
    };
  }

  private void sign(CarePlan carePlan) {
    var making = plan.making();
    carePlan.setCreatedElement(Fhir.day(making.madeOn())).setAuthor(context.staff(making.author()));
    if (making.participantTookPart()) {
      carePlan.addContributor(context.subject());
    }
  }

  private CarePlanActivityComponent activity(Section section, CarePlan carePlan) {
    var detail =
        new CarePlanActivityDetailComponent()
            .setCode(context.concept(Family.PLAN_SECTION, section.code()))
            .setStatus(activityStatus())
            .setDescription(section.plain());
    performers(section.code(), carePlan).forEach(detail::addPerformer);
    return new CarePlanActivityComponent().setDetail(detail);
  }

  private Stream<Reference> performers(String section, CarePlan carePlan) {
    return switch (section) {
      case CrisisPlanContent.KEY_CONTACTS -> contacts.references();
      case CrisisPlanContent.PROFESSIONAL_HELP -> team.professionals(carePlan);
      default -> Stream.empty();
    };
  }

  private CarePlanActivityStatus activityStatus() {
    return switch (plan.state()) {
      case DRAFT -> CarePlanActivityStatus.NOTSTARTED;
      case IN_FORCE -> CarePlanActivityStatus.INPROGRESS;
      case REPLACED -> CarePlanActivityStatus.STOPPED;
      case WITHDRAWN -> CarePlanActivityStatus.CANCELLED;
      case ENTERED_IN_ERROR -> CarePlanActivityStatus.ENTEREDINERROR;
    };
  }

  private Optional<Annotation> reviews() {
    var making = plan.making();
    var text =
        Stream.of(
                making.lastReviewedOn().map(day -> "Last reviewed on " + day + "."),
                making.nextReviewDue().map(day -> "Next review due by " + day + "."),
                making
                    .participantSignedOn()
                    .map(day -> "Signed by the participant on " + day + "."))
            .flatMap(Optional::stream)
            .collect(joining(" "));
    return Optional.of(text)
        .filter(words -> !words.isEmpty())
        .map(words -> new Annotation().setTimeElement(Fhir.time(plan.recordedAt())).setText(words));
  }

  private ReferredDocumentStatus docStatus() {
    return switch (plan.state()) {
      case DRAFT -> ReferredDocumentStatus.PRELIMINARY;
      case IN_FORCE, REPLACED, WITHDRAWN -> ReferredDocumentStatus.FINAL;
      case ENTERED_IN_ERROR -> ReferredDocumentStatus.ENTEREDINERROR;
    };
  }
}
