package org.warmhandoff.fit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.cases.DisclosedRecord;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.fit.offer.Offers;
import org.warmhandoff.fit.offer.Persona;
import org.warmhandoff.fit.offer.PersonaReader;
import org.warmhandoff.fit.offer.Refusal;

class FittingTest {

  private static final Fitting FITTING =
      new Fitting(DisclosedRecord.MAPPINGS, DisclosedRecord.PROGRAM);

  private final DisclosedRecord plan = DisclosedRecord.named("crisis-plan/every-section");
  private final DisclosedRecord event = DisclosedRecord.named("crisis-event/every-deed");
  private final DisclosedRecord referral = DisclosedRecord.named("referral/mobile-crisis");

  @Test
  void aGraphIsTheTransactionThatTheRecordIs() {
    var there = FITTING.plan(handover(plan, Offer.of(Offers.everything())));

    assertThat(there.form()).isEqualTo(Form.GRAPH);
    var expected = plan.graph("Patient/123").transaction();
    assertThat(there.transaction().equalsDeep(expected)).isTrue();
    assertThat(there.main()).map(Step::type).contains("CarePlan");
    assertThat(there.leftOut()).isEmpty();
    assertThatThrownBy(there::message).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whereIdsAreNotForOthersToGiveTheProvenanceIsLeftOutAndNamed() {
    var offer =
        Offer.of(Offers.everything()).without(List.of(new Refusal("Provenance", "update-create")));

    var there = FITTING.plan(handover(plan, offer));

    assertThat(there.form()).isEqualTo(Form.GRAPH);
    assertThat(there.leftOut()).containsExactly("Provenance: its id cannot be given there");
  }

  @ParameterizedTest
  @CsvSource({
    "CarePlan, create",
    "Goal, update",
    "CareTeam, conditional-create",
    "CarePlan, conditional-update",
    "'', transaction"
  })
  void withoutAnyOneOfTheseThereIsNoGraph(String type, String interaction) {
    var offer = Offer.of(Offers.everything()).without(List.of(new Refusal(type, interaction)));

    assertThat(FITTING.plan(handover(plan, offer)).form()).isNotEqualTo(Form.GRAPH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "read", "search", "search-type"})
  void withoutAnyOneOfTheseThereIsNoDocument(String interaction) {
    var offer =
        Offer.of(Offers.documents())
            .without(List.of(new Refusal("DocumentReference", interaction)));

    assertThat(FITTING.plan(handover(plan, offer)).form()).isEqualTo(Form.BY_HAND);
  }

  @Test
  void aTaskIsWrittenAfterThePlanThatItIsOf() {
    var there = FITTING.plan(handover(plan, Offer.of(Offers.oneByOne())));

    assertThat(there.form()).isEqualTo(Form.SINGLE_WRITES);
    var task = (Task) step(there, "Task").resource();
    assertThat(task.getFocus().getReference()).isEqualTo(step(there, "CarePlan").fullUrl());
    assertThat(step(there, "Task").way()).isEqualTo(Way.SEARCH_THEN_WRITE);
  }

  @Test
  void anEncounterIsWrittenBeforeWhatHappenedInIt() {
    var there = FITTING.plan(handover(event, Offer.of(Offers.oneByOne())));

    var finding = (Observation) step(there, "Observation").resource();
    assertThat(finding.getEncounter().getReference()).isEqualTo(step(there, "Encounter").fullUrl());
    assertThat(there.main()).map(Step::type).contains("Flag");
  }

  @Test
  void aTaskThatIsTheirsIsNeverWrittenOver() {
    var there = FITTING.plan(handover(referral, Offer.of(Offers.oneByOne())));

    assertThat(step(there, "Task").way()).isEqualTo(Way.SEARCH_THEN_CREATE);
    assertThat(step(there, "ServiceRequest").way()).isEqualTo(Way.SEARCH_THEN_WRITE);
  }

  @Test
  void wherePartnersWantTheVersionNothingIsWrittenOverUnread() {
    var offer = Offer.of(Offers.everything()).without(List.of(new Refusal("", "transaction")));
    var strict = persona("{\"wire\": {\"ifMatch\": \"required\"}}");

    assertThat(step(FITTING.plan(handover(plan, offer)), "CarePlan").way())
        .isEqualTo(Way.CONDITIONAL_UPDATE);
    assertThat(step(FITTING.plan(handover(plan, offer.under(strict))), "CarePlan").way())
        .isEqualTo(Way.SEARCH_THEN_WRITE);
  }

  @Test
  void aReferralWithoutItsTaskIsTheRequestAndTheDocument() {
    var offer = Offer.of(Offers.oneByOne()).under(PersonaReader.shipped("epic-like"));

    var there = FITTING.plan(handover(referral, offer));

    assertThat(there.form()).isEqualTo(Form.PARTS);
    assertThat(there.steps())
        .extracting(Step::type)
        .containsExactly("DocumentReference", "Location", "ServiceRequest");
    assertThat(there.main()).map(Step::type).contains("ServiceRequest");
    assertThat(there.leftOut())
        .containsExactly("Provenance: not without the others", "Task: cannot be created there");
  }

  @Test
  void whatAPartRefersToAndIsNotSentIsKnownByItsIdentifierAlone() {
    var offer =
        Offer.of(Offers.oneByOne())
            .without(List.of(new Refusal("Flag", "create"), new Refusal("Encounter", "update")));

    var there = FITTING.plan(handover(event, offer));

    assertThat(there.form()).isEqualTo(Form.PARTS);
    var encounter = ((Procedure) step(there, "Procedure").resource()).getEncounter();
    assertThat(encounter.hasReference()).isFalse();
    assertThat(encounter.getIdentifier().hasValue()).isTrue();
    assertThat(there.leftOut())
        .contains("Encounter: cannot be updated there", "Flag: cannot be created there")
        .contains("Location: nothing that is sent refers to it")
        .contains("DocumentReference: the document takes its place");
    assertThat(there.main()).map(Step::type).contains("DocumentReference");
  }

  @Test
  void whatPointsToTheReportPointsToTheDocumentThatTakesItsPlace() {
    var offer = Offer.of(Offers.oneByOne()).without(List.of(new Refusal("Procedure", "create")));

    var there = FITTING.plan(handover(event, offer));

    assertThat(there.form()).isEqualTo(Form.PARTS);
    var detail =
        (Reference)
            ((Flag) step(there, "Flag").resource())
                .getExtensionByUrl("http://hl7.org/fhir/StructureDefinition/flag-detail")
                .getValue();
    var document = there.steps().get(0);
    assertThat(detail.getReference()).isEqualTo(document.fullUrl());
    assertThat(detail.getIdentifier().equalsDeep(document.identifier())).isTrue();
  }

  @Test
  void everyReferenceToTheParticipantIsAlsoThePartnersOwn() {
    var there = FITTING.plan(handover(referral, Offer.of(Offers.oneByOne())));

    var request = (ServiceRequest) step(there, "ServiceRequest").resource();
    assertThat(request.getSubject().getReference()).isEqualTo("Patient/123");
    assertThat(request.getSubject().getIdentifier().getValue())
        .isEqualTo(referral.participant().id());
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void whatIsAskedForInOneFormIsNotAskedForInAFullerOne(Form atMost) {
    var statement = Offers.everything();
    statement.addMessaging().setDocumentation("anything");

    var there = FITTING.plan(handover(plan, Offer.of(statement)), atMost);

    assertThat(there.form()).isEqualTo(atMost);
    assertThat(there.why()).extracting(Choice::form).containsExactly(atMost);
  }

  @Test
  void aFormThatIsNotTakenAnyMoreFallsToTheNext() {
    var offer = Offer.of(Offers.documents());

    assertThat(FITTING.plan(handover(plan, offer), Form.SINGLE_WRITES).form())
        .isEqualTo(Form.DOCUMENT);
    assertThat(FITTING.plan(handover(plan, offer), Form.MESSAGE).form()).isEqualTo(Form.BY_HAND);
  }

  @Test
  void aMessageOfFhirMessagingIsLedByItsHeader() {
    var there = FITTING.plan(handover(plan, Offer.of(Offers.fhirMessages())));

    var message = there.message();
    assertThat(message.getType()).isEqualTo(BundleType.MESSAGE);
    var header = (MessageHeader) message.getEntryFirstRep().getResource();
    assertThat(message.getEntryFirstRep().getFullUrl()).isEqualTo("urn:uuid:" + header.getId());
    assertThat(header.getFocusFirstRep().getReference())
        .isEqualTo(message.getEntry().get(1).getFullUrl());
    assertThat(message.getEntry()).hasSize(plan.graph().entries().size() + 1);
    assertThat(there.leftOut()).isEmpty();
  }

  @Test
  void byHandThereIsAPageAndNothingToWrite() {
    var handover = handover(plan, Offer.of(Offers.nothing()));

    var there = FITTING.plan(handover);

    assertThat(there.form()).isEqualTo(Form.BY_HAND);
    assertThat(there.steps()).isEmpty();
    assertThat(there.main()).isEmpty();
    assertThat(there.leftOut()).contains("CarePlan", "RelatedPerson (2)");
    assertThat(contentType(FITTING.page(handover))).isEqualTo("application/pdf");
  }

  private static Handover handover(DisclosedRecord told, Offer offer) {
    return Handover.first(told.disclosed(), told.audience(), "Patient/123", offer);
  }

  private static Step step(WritePlan plan, String type) {
    return plan.steps().stream().filter(step -> step.type().equals(type)).findFirst().orElseThrow();
  }

  private static String contentType(Resource document) {
    return ((DocumentReference) document).getContentFirstRep().getAttachment().getContentType();
  }

  private static Persona persona(String json) {
    return PersonaReader.read(json.getBytes(UTF_8));
  }
}
