package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.content.Section.line;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CareTeam.CareTeamStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.content.Lifeline;
import org.warmhandoff.fhir.paper.Narratives;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.CrisisPlan.Professional;
import org.warmhandoff.record.CrisisPlan.Professional.Kind;
import org.warmhandoff.record.Staff;
import org.warmhandoff.terminology.Code;
import org.warmhandoff.terminology.Family;

/**
 * The people and services around a crisis plan to R4 CareTeam, in the order of the FHIR page. Those
 * who are not the participant's own stand in it as contained resources: a partner's directory is no
 * place for copies of ours, and many plans name the same ones.
 */
final class CareTeamMapping {

  private static final Code PATIENT =
      new Code("http://snomed.info/sct", "116154003", "Patient (person)");

  private static final Set<Kind> PERSONS =
      EnumSet.of(Kind.THERAPIST, Kind.ON_CALL_CLINICIAN, Kind.PSYCHIATRIST);
  private static final Set<Kind> UNKNOWN =
      EnumSet.of(Kind.PRIMARY_CARE, Kind.PEER_SUPPORT, Kind.OTHER);

  private final MappingContext context;
  private final CrisisPlan plan;
  private final KeyContactMapping contacts;
  private final List<Professional> professionals;

  CareTeamMapping(MappingContext context, CrisisPlan plan, KeyContactMapping contacts) {
    this.context = context;
    this.plan = plan;
    this.contacts = contacts;
    this.professionals = plan.professionals().stream().map(Lifeline::complete).toList();
  }

  Reference reference() {
    return Fhir.within("CareTeam", identifier());
  }

  CareTeam careTeam() {
    var team = new CareTeam();
    team.setMeta(Profiles.meta(Profiles.CARE_TEAM, Labels.of(context.sensitivities())));
    team.setText(
        Narratives.of(
            "Care team of the crisis plan",
            staff().map(member -> line(Wording.person(member))),
            professionals.stream().map(one -> line(one.name() + " (" + one.role() + ")")),
            plan.keyContacts().stream()
                .map(one -> line(one.name() + " (" + one.relationship() + ")"))));
    team.addIdentifier(identifier())
        .setStatus(status())
        .setName("Care team of the crisis plan")
        .setSubject(context.subject());
    if (plan.making().participantTookPart()) {
      team.addParticipant().addRole(PATIENT.concept()).setMember(context.subject());
    }
    addStaff(team);
    addProfessionals(team);
    contacts.participants().forEach(team::addParticipant);
    team.addManagingOrganization(Fhir.program(context.program()));
    return team;
  }

  /** The professionals in the order of the plan; services contained in what refers to them. */
  Stream<Reference> professionals(DomainResource holder) {
    return IntStream.range(0, professionals.size())
        .mapToObj(
            place ->
                isService(professionals.get(place))
                    ? service(place, holder)
                    : Fhir.named(professionals.get(place).name()));
  }

  private Identifier identifier() {
    return context.identifier("crisis-plan-team", plan.id());
  }

  private CareTeamStatus status() {
    return switch (plan.state()) {
      case DRAFT -> CareTeamStatus.PROPOSED;
      case IN_FORCE -> CareTeamStatus.ACTIVE;
      case REPLACED, WITHDRAWN -> CareTeamStatus.INACTIVE;
      case ENTERED_IN_ERROR -> CareTeamStatus.ENTEREDINERROR;
    };
  }

  private Stream<Staff> staff() {
    return Stream.concat(Stream.of(plan.making().author()), plan.making().careTeam().stream());
  }

  private void addStaff(CareTeam team) {
    for (var member : staff().toList()) {
      team.addParticipant()
          .addRole(role(member))
          .setMember(context.staff(member))
          .setOnBehalfOf(Fhir.program(context.program()));
    }
  }

  private CodeableConcept role(Staff member) {
    return member
        .function()
        .map(function -> context.concept(Family.CARE_FUNCTION, function))
        .orElseGet(CodeableConcept::new)
        .setText(member.role());
  }

  private void addProfessionals(CareTeam team) {
    for (var place = 0; place < professionals.size(); place++) {
      team.addParticipant()
          .addRole(part(professionals.get(place)))
          .setMember(member(professionals.get(place), "professional-" + (place + 1), team));
    }
  }

  private CodeableConcept role(Professional professional) {
    return professional
        .kind()
        .map(kind -> context.concept(Family.HELP_KIND, kind))
        .orElseGet(CodeableConcept::new)
        .setText(professional.role());
  }

  /** What a service is to the team no public code says; those are of what it offers. */
  private CodeableConcept part(Professional professional) {
    return isService(professional)
        ? context
            .own(Family.HELP_KIND, professional.kind().orElseThrow())
            .setText(professional.role())
        : role(professional);
  }

  /** By name alone where there is no way to reach them: a directory entry would be empty. */
  private Reference member(Professional professional, String id, CareTeam team) {
    var member = Fhir.named(professional.name());
    if (telecom(professional).isEmpty()) {
      return member;
    }
    var contained = directoryEntry(professional);
    contained.setId(id);
    team.addContained(contained);
    return member.setReference("#" + id);
  }

  /** A person's role, or an organization; what is not known to be either is a role of no more. */
  private DomainResource directoryEntry(Professional professional) {
    var kind = professional.kind().orElse(Kind.OTHER);
    return PERSONS.contains(kind) || UNKNOWN.contains(kind)
        ? practitionerRole(professional, PERSONS.contains(kind))
        : organization(professional);
  }

  private PractitionerRole practitionerRole(Professional professional, boolean person) {
    var role = new PractitionerRole().setActive(true);
    var name = Fhir.named(professional.name());
    if (person) {
      role.setPractitioner(name);
    } else {
      role.setHealthcareService(List.of(name));
    }
    role.addCode(role(professional));
    telecom(professional).forEach(role::addTelecom);
    return role;
  }

  private Organization organization(Professional professional) {
    var organization =
        new Organization().setActive(true).addType(role(professional)).setName(professional.name());
    telecom(professional).forEach(organization::addTelecom);
    return organization;
  }

  private static boolean isService(Professional professional) {
    return professional
        .kind()
        .filter(kind -> !PERSONS.contains(kind) && !UNKNOWN.contains(kind))
        .isPresent();
  }

  private Reference service(int place, DomainResource holder) {
    var professional = professionals.get(place);
    var service = new HealthcareService();
    service.setId("service-" + (place + 1));
    service.setActive(true).addType(role(professional)).setName(professional.name());
    professional.note().ifPresent(service::setComment);
    telecom(professional).forEach(service::addTelecom);
    holder.addContained(service);
    return new Reference("#" + service.getIdPart()).setDisplay(professional.name());
  }

  /** Phones first, in their order, then text and chat. */
  private static List<ContactPoint> telecom(Professional professional) {
    var points =
        Stream.of(
                professional.phones().stream().map(Fhir::phone),
                professional.text().stream().map(number -> point(ContactPointSystem.SMS, number)),
                professional.chat().stream().map(address -> point(ContactPointSystem.URL, address)))
            .flatMap(some -> some)
            .toList();
    IntStream.range(0, points.size()).forEach(place -> points.get(place).setRank(place + 1));
    return points;
  }

  private static ContactPoint point(ContactPointSystem system, String value) {
    return new ContactPoint().setSystem(system).setValue(value);
  }
}
