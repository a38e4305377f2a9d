package org.warmhandoff.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.warmhandoff.cases.DisclosedRecord;
import org.warmhandoff.cases.Validity;
import org.warmhandoff.disclosure.AccountedDisclosure;
import org.warmhandoff.disclosure.AccountedDisclosure.AccountedWrite;
import org.warmhandoff.disclosure.AccountedDisclosure.Attempt;
import org.warmhandoff.disclosure.AccountedDisclosure.Declared;
import org.warmhandoff.disclosure.AccountedDisclosure.RestsOn;
import org.warmhandoff.disclosure.Basis;
import org.warmhandoff.disclosure.Receiver;
import org.warmhandoff.record.Consent.Purpose;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Sensitivity;

class AccountingMappingTest {

  private static final Instant FIRST = Instant.parse("2026-11-27T08:00:00.5Z");
  private static final Instant LAST = Instant.parse("2026-11-27T08:00:02Z");

  private static RestsOn consent(Purpose... purposes) {
    return new RestsOn(
        Basis.CONSENT,
        List.of("C-1", "C-2"),
        List.of(purposes),
        List.of("Harbor Clinic"),
        Optional.empty());
  }

  private static RestsOn declared(Basis basis) {
    var declared = new Declared("Ana Reyes, on-call clinician", "found unconscious", FIRST);
    return new RestsOn(basis, List.of(), List.of(), List.of(), Optional.of(declared));
  }

  private static AccountedDisclosure disclosure(RestsOn restsOn) {
    return new AccountedDisclosure(
        "P-1001",
        new RecordKey(RecordKind.CRISIS_PLAN, "CP-2001", 2),
        new Attempt(52, 1),
        new Receiver("riverside", "Riverside Exchange", Optional.of("1 River St, Bridgewater MA")),
        restsOn,
        Set.of(Sensitivity.SUBSTANCE_USE, Sensitivity.LOCATION),
        List.of(
            new AccountedWrite(FIRST, "transaction of 12", "a".repeat(64)),
            new AccountedWrite(LAST, "create Communication", "b".repeat(64))));
  }

  private static AuditEvent event(RestsOn restsOn) {
    var bundle = DisclosedRecord.MAPPINGS.accounting(List.of(disclosure(restsOn)));
    Validity.assertValid(bundle);
    return (AuditEvent) bundle.getEntryFirstRep().getResource();
  }

  private static List<String> codes(AuditEvent event) {
    return event.getPurposeOfEvent().stream()
        .map(CodeableConcept::getCodingFirstRep)
        .map(coding -> coding.getCode())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Purpose.class)
  void anAccountingIsValidWhateverTheConsentIsFor(Purpose purpose) {
    assertThat(event(consent(purpose)).getPurposeOfEvent()).isNotEmpty();
  }

  @Test
  void anAccountingOfNothingIsValid() {
    Validity.assertValid(DisclosedRecord.MAPPINGS.accounting(List.of()));
  }

  @Test
  void aDisclosureSaysWhenToWhomWhatAndWhatFor() {
    var event = event(consent(Purpose.TREATMENT, Purpose.CARE_COORDINATION));

    assertThat(event.getType().getCode()).isEqualTo("110106");
    assertThat(event.getSubtypeFirstRep().getCode()).isEqualTo("disclose");
    assertThat(event.getRecordedElement().getValueAsString()).isEqualTo("2026-11-27T08:00:00.500Z");
    assertThat(event.getPeriod().getEndElement().getValueAsString())
        .isEqualTo("2026-11-27T08:00:02Z");
    assertThat(codes(event)).containsExactly("TREAT", "COC");
    var receiver = event.getAgent().get(1);
    assertThat(receiver.getWho().getDisplay()).isEqualTo("Riverside Exchange");
    assertThat(receiver.getLocation().getDisplay()).isEqualTo("1 River St, Bridgewater MA");
    var participant = event.getEntity().get(0).getWhat().getIdentifier();
    assertThat(participant.getValue()).isEqualTo("P-1001");
    var record = event.getEntity().get(1);
    assertThat(record.getWhat().getIdentifier().getValue()).isEqualTo("CP-2001-v2");
    assertThat(record.getDescription())
        .isEqualTo("crisis plan CP-2001 v2, in parts (without substance use, location)");
    assertThat(record.getDetail())
        .extracting(detail -> detail.getType() + " " + detail.getValueStringType().getValue())
        .containsExactly(
            "ground consent",
            "member Harbor Clinic",
            "sha-256 " + "a".repeat(64),
            "sha-256 " + "b".repeat(64));
    assertThat(event.getEntity())
        .extracting(entity -> entity.getWhat().getType())
        .containsExactly("Patient", null, "Consent", "Consent");
  }

  @ParameterizedTest
  @EnumSource(
      value = Basis.class,
      names = {"MEDICAL_EMERGENCY", "SERIOUS_THREAT"})
  void whatWasDeclaredIsToldWithWhoDeclaredIt(Basis basis) {
    var event = event(declared(basis));

    assertThat(codes(event))
        .containsExactly(basis == Basis.MEDICAL_EMERGENCY ? "ETREAT" : "THREAT");
    assertThat(event.getAgent())
        .filteredOn(agent -> agent.getRequestor())
        .extracting(agent -> agent.getWho().getDisplay())
        .containsExactly("Ana Reyes, on-call clinician");
    assertThat(event.getEntity().get(1).getDetail())
        .extracting(detail -> detail.getType() + " " + detail.getValueStringType().getValue())
        .contains("nature found unconscious", "declared-at 2026-11-27T08:00:00.500Z");
  }
}
