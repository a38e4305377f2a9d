package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.content.Section.line;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.Consent.provisionActorComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.content.ConsentContent;
import org.warmhandoff.fhir.paper.Narratives;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.ConsentForm;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.record.Words;
import org.warmhandoff.terminology.Code;
import org.warmhandoff.terminology.Family;

/**
 * Consent to R4 Consent, in the order of the FHIR page. Tells no more of the scope than is told of
 * the participant: that there is a consent on substance use says that there is substance use.
 */
final class ConsentMapping {

  private static final Code PRIVACY =
      new Code(
          "http://terminology.hl7.org/CodeSystem/consentscope",
          "patient-privacy",
          "Privacy Consent");
  private static final Code DISCLOSURE =
      new Code(
          "http://terminology.hl7.org/CodeSystem/v3-ActCode", "IDSCL", "information disclosure");
  private static final Code CONSENT_DOCUMENT =
      new Code("http://loinc.org", "59284-0", "Consent Document");
  private static final Code HIPAA_AUTHORIZATION =
      new Code(
          "http://terminology.hl7.org/CodeSystem/consentpolicycodes",
          "hipaa-auth",
          "HIPAA Authorization");
  private static final Code RECIPIENT =
      new Code(
          "http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
          "IRCP",
          "information recipient");

  /** <a href="https://www.ecfr.gov/current/title-42/part-2">42 CFR Part 2</a>. */
  private static final String PART_2 = "https://www.ecfr.gov/current/title-42/part-2";

  private final MappingContext context;
  private final Instant at;

  /** Consents as they are when the record was written down. */
  ConsentMapping(MappingContext context, Instant at) {
    this.context = context;
    this.at = at;
  }

  /** Those that the disclosure rests on. */
  Stream<Entry> entries() {
    return ConsentContent.disclosed(context).map(consent -> Entry.update(consent(consent)));
  }

  /** To be referred to from the other resources of the graph. */
  Stream<Reference> references() {
    return ConsentContent.disclosed(context)
        .map(consent -> Fhir.within("Consent", identifier(consent)));
  }

  Identifier identifier(Consent consent) {
    return context.identifier("consent", consent.id());
  }

  /**
   * A consent that a receiver was told of and that nothing rests on any more: that it does not
   * hold, and nothing of what it covered.
   */
  static Entry ended(String id, MappingContext context) {
    var fhir = new org.hl7.fhir.r4.model.Consent();
    fhir.addIdentifier(context.identifier("consent", id))
        .setScope(PRIVACY.concept())
        .addCategory(DISCLOSURE.concept())
        .setPolicyRule(HIPAA_AUTHORIZATION.concept())
        .setPatient(context.subject());
    return Entry.update(fhir).bare();
  }

  org.hl7.fhir.r4.model.Consent consent(Consent consent) {
    var fhir = new org.hl7.fhir.r4.model.Consent();
    fhir.setMeta(Profiles.meta(labels(consent)));
    fhir.setText(
        Narratives.of(
            "Consent",
            Stream.of(
                    ConsentContent.scope(context, consent)
                        .map(one -> line("May be told", context.words(Family.SENSITIVITY, one))),
                    Stream.of(
                        line("For", context.words(Family.CONSENT_PURPOSE, consent.purpose())),
                        line("From", Wording.day(consent.from()))),
                    line("Given", consent.givenAt().map(context::time)),
                    Stream.of(
                        line("Signed", context.words(Family.CONSENT_SIGNATURE, consent.signed()))))
                .flatMap(lines -> lines),
            line("Until", consent.to().map(Wording::day)),
            line("Revoked", consent.revokedAt().map(context::time))));
    fhir.addIdentifier(identifier(consent))
        .setStatus(holds(consent) ? ConsentState.ACTIVE : ConsentState.INACTIVE)
        .setScope(PRIVACY.concept())
        .addCategory(DISCLOSURE.concept())
        .addCategory(CONSENT_DOCUMENT.concept())
        .setPatient(context.subject())
        .addPerformer(context.subject())
        .addOrganization(Fhir.program(context.program()))
        .setSource(source(consent));
    consent.givenAt().map(Fhir::time).ifPresent(fhir::setDateTimeElement);
    if (concernsSubstanceUse(consent)) {
      fhir.addPolicy().setUri(PART_2);
    }
    fhir.setPolicyRule(HIPAA_AUTHORIZATION.concept()).setProvision(provision(consent));
    return fhir;
  }

  /** What the participant signed stays with the program, which can be asked for it. */
  private Reference source(Consent consent) {
    var document = consent.form().flatMap(ConsentForm::document).orElse(consent.id());
    return Fhir.logical("DocumentReference", context.identifier("consent-source", document))
        .setDisplay(
            "Kept by the program: "
                + Wording.within(context.words(Family.CONSENT_SIGNATURE, consent.signed())));
  }

  /** The record may be older than a consent under which it is disclosed once more. */
  private boolean holds(Consent consent) {
    return context.disclosed().under().contains(consent)
        ? !consent.hasEnded(at, context.zone())
        : consent.isInForce(at, context.zone());
  }

  private List<Coding> labels(Consent consent) {
    return concernsSubstanceUse(consent)
        ? Labels.of(Set.of(Sensitivity.SUBSTANCE_USE))
        : Labels.plain();
  }

  private boolean concernsSubstanceUse(Consent consent) {
    return ConsentContent.scope(context, consent).anyMatch(Sensitivity.SUBSTANCE_USE::equals);
  }

  private ProvisionComponent provision(Consent consent) {
    var provision =
        new ProvisionComponent()
            .setType(ConsentProvisionType.PERMIT)
            .setPeriod(period(consent))
            .addActor(
                new provisionActorComponent()
                    .setRole(RECIPIENT.concept())
                    .setReference(recipient(consent.recipient())));
    ConsentContent.scope(context, consent)
        .flatMap(one -> context.terminology().standard(Family.SENSITIVITY, one).stream())
        .distinct()
        .forEach(code -> provision.addSecurityLabel(code.coding()));
    context
        .terminology()
        .standard(Family.CONSENT_PURPOSE, consent.purpose())
        .forEach(code -> provision.addPurpose(code.coding()));
    ConsentContent.scope(context, consent)
        .map(one -> context.terminology().concept(Family.SENSITIVITY, Words.word(one)).own())
        .forEach(
            own -> provision.addCode(new CodeableConcept(own.coding()).setText(own.display())));
    return provision;
  }

  private static Period period(Consent consent) {
    var period = new Period().setStartElement(Fhir.day(consent.from()));
    consent.to().ifPresent(end -> period.setEndElement(Fhir.day(end)));
    return period;
  }

  private Reference recipient(Consent.ConsentRecipient recipient) {
    return recipient
        .partner()
        .map(
            name ->
                context.disclosed().maySay(name)
                    ? context.partner(name)
                    : Fhir.named("Another partner").setType("Organization"))
        .or(() -> recipient.role().map(ConsentMapping::any))
        .or(() -> recipient.recipientClass().map(ConsentMapping::any))
        .or(() -> recipient.contact().map(this::contact))
        .orElseThrow();
  }

  private static Reference any(Enum<?> ofThese) {
    return Fhir.named(Wording.sentence(ofThese)).setType("Organization");
  }

  private Reference contact(String id) {
    var reference = Fhir.logical("RelatedPerson", context.identifier("emergency-contact", id));
    context
        .participant()
        .emergencyContact(id)
        .ifPresent(person -> reference.setDisplay(person.name()));
    return reference;
  }
}
