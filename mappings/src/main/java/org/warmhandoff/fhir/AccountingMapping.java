package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.content.Section.line;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityDetailComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventSourceComponent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.warmhandoff.disclosure.AccountedDisclosure;
import org.warmhandoff.disclosure.AccountedDisclosure.Declared;
import org.warmhandoff.disclosure.Receiver;
import org.warmhandoff.fhir.base.Edition;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.paper.Narratives;
import org.warmhandoff.record.Consent.Purpose;
import org.warmhandoff.terminology.Code;
import org.warmhandoff.terminology.Family;
import org.warmhandoff.terminology.Terminology;

/**
 * An accounting of disclosures as R4 AuditEvents, in the order of the FHIR page, and after IHE's
 * pattern of a disclosure at its source.
 *
 * @see <a
 *     href="https://profiles.ihe.net/ITI/BALP/StructureDefinition-IHE.BasicAudit.PrivacyDisclosure.Source.html">BALP</a>
 */
final class AccountingMapping {

  private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
  private static final Code EXPORT = new Code(DICOM, "110106", "Export");
  private static final Code SOURCE = new Code(DICOM, "110153", "Source Role ID");
  private static final Code DESTINATION = new Code(DICOM, "110152", "Destination Role ID");
  private static final Code DISCLOSE =
      new Code(
          "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle",
          "disclose",
          "Disclose Record Lifecycle Event");
  private static final Code THREAT =
      new Code("http://terminology.hl7.org/CodeSystem/v3-ActReason", "THREAT", "threat");
  private static final Code SERVER =
      new Code(
          "http://terminology.hl7.org/CodeSystem/security-source-type", "4", "Application Server");
  private static final Code PERSON = entityType("1", "Person");
  private static final Code OBJECT = entityType("2", "System Object");
  private static final Code PATIENT = role("1", "Patient");
  private static final Code DOMAIN_RESOURCE = role("4", "Domain Resource");

  private final Program program;
  private final Terminology terminology;

  AccountingMapping(Program program, Terminology terminology) {
    this.program = program;
    this.terminology = terminology;
  }

  /** All of them, as a collection. */
  Bundle bundle(List<AccountedDisclosure> disclosures) {
    var bundle = new Bundle().setType(BundleType.COLLECTION);
    disclosures.stream().map(this::entry).forEach(bundle::addEntry);
    return bundle;
  }

  private BundleEntryComponent entry(AccountedDisclosure disclosure) {
    var identifier = program.identifier("disclosure", number(disclosure));
    var event = event(disclosure);
    event.setId(Entry.uuid(identifier));
    return new BundleEntryComponent().setFullUrl(Entry.fullUrl(identifier)).setResource(event);
  }

  /** A delivery may have more than one page. */
  private static String number(AccountedDisclosure disclosure) {
    var attempt = disclosure.attempt();
    var number = attempt.delivery() + "-" + attempt.number();
    return attempt.isByHand() ? number + "-" + disclosure.at().toEpochMilli() : number;
  }

  private AuditEvent event(AccountedDisclosure disclosure) {
    var event = new AuditEvent();
    event.setText(
        Narratives.of(
            "Disclosed to " + disclosure.receiver().name(),
            Stream.of(line("What", disclosure.description()))));
    event
        .setType(EXPORT.coding())
        .addSubtype(DISCLOSE.coding())
        .setAction(AuditEventAction.R)
        .setPeriod(Fhir.period(disclosure.at(), Optional.of(disclosure.until())))
        .setRecordedElement(Fhir.instant(disclosure.at()));
    purposes(disclosure).forEach(event::addPurposeOfEvent);
    agents(disclosure).forEach(event::addAgent);
    event.setSource(
        new AuditEventSourceComponent()
            .setObserver(Fhir.program(program))
            .addType(SERVER.coding()));
    entities(disclosure).forEach(event::addEntity);
    return event;
  }

  private Stream<CodeableConcept> purposes(AccountedDisclosure disclosure) {
    return switch (disclosure.restsOn().basis()) {
      case CONSENT -> disclosure.restsOn().purposes().stream().flatMap(this::purpose);
      case MEDICAL_EMERGENCY -> purpose(Purpose.EMERGENCY);
      case SERIOUS_THREAT -> Stream.of(THREAT.concept());
      case TAKING_BACK -> Stream.empty();
    };
  }

  /** Each purpose that a word of ours stands for; our own word where there is no public one. */
  private Stream<CodeableConcept> purpose(Purpose purpose) {
    var codes = terminology.standard(Family.CONSENT_PURPOSE, purpose);
    return codes.isEmpty()
        ? Stream.of(terminology.codeable(Family.CONSENT_PURPOSE, purpose))
        : codes.stream().map(Code::concept);
  }

  private Stream<AuditEventAgentComponent> agents(AccountedDisclosure disclosure) {
    var declared = disclosure.restsOn().declared();
    return Stream.concat(
        Stream.of(
            new AuditEventAgentComponent()
                .setType(SOURCE.concept())
                .setWho(Fhir.program(program))
                .setRequestor(declared.isEmpty()),
            destination(disclosure.receiver())),
        declared.stream()
            .map(
                one ->
                    new AuditEventAgentComponent()
                        .setWho(Fhir.named(one.discloser()))
                        .setRequestor(true)));
  }

  private AuditEventAgentComponent destination(Receiver receiver) {
    var agent =
        new AuditEventAgentComponent()
            .setType(DESTINATION.concept())
            .setWho(
                Fhir.logical("Organization", program.identifier("partner", receiver.partner()))
                    .setDisplay(receiver.name()))
            .setRequestor(false);
    receiver.address().map(Fhir::named).ifPresent(agent::setLocation);
    return agent;
  }

  private Stream<AuditEventEntityComponent> entities(AccountedDisclosure disclosure) {
    return Stream.concat(
        Stream.of(
            entity(PERSON, PATIENT, Fhir.participant(program, disclosure.participantId())),
            record(disclosure)),
        disclosure.restsOn().consents().stream()
            .map(id -> Fhir.logical("Consent", program.identifier("consent", id)))
            .map(consent -> entity(OBJECT, DOMAIN_RESOURCE, consent)));
  }

  private AuditEventEntityComponent record(AccountedDisclosure disclosure) {
    var entity =
        entity(OBJECT, DOMAIN_RESOURCE, new Reference().setIdentifier(version(disclosure)))
            .setDescription(disclosure.description());
    details(disclosure).forEach(entity::addDetail);
    return entity;
  }

  private Identifier version(AccountedDisclosure disclosure) {
    var key = disclosure.key();
    return program.identifier(
        key.kind().word() + "-version", Edition.first(key.version()).of(key.id()));
  }

  private static Stream<AuditEventEntityDetailComponent> details(AccountedDisclosure disclosure) {
    var restsOn = disclosure.restsOn();
    return Stream.of(
            Stream.of(detail("ground", restsOn.basis().word())),
            restsOn.declared().stream().flatMap(AccountingMapping::details),
            restsOn.members().stream().map(member -> detail("member", member)),
            disclosure.writes().stream().map(write -> detail("sha-256", write.digest())))
        .flatMap(some -> some);
  }

  private static Stream<AuditEventEntityDetailComponent> details(Declared declared) {
    return Stream.of(
        detail("nature", declared.nature()), detail("declared-at", declared.at().toString()));
  }

  private static AuditEventEntityDetailComponent detail(String type, String value) {
    return new AuditEventEntityDetailComponent().setType(type).setValue(new StringType(value));
  }

  private static AuditEventEntityComponent entity(Code type, Code role, Reference what) {
    return new AuditEventEntityComponent()
        .setWhat(what)
        .setType(type.coding())
        .setRole(role.coding());
  }

  private static Code entityType(String code, String display) {
    return new Code("http://terminology.hl7.org/CodeSystem/audit-entity-type", code, display);
  }

  private static Code role(String code, String display) {
    return new Code("http://terminology.hl7.org/CodeSystem/object-role", code, display);
  }
}
