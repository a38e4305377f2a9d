package org.warmhandoff.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.record.NotUnderstood;
import org.warmhandoff.record.PartnerChange;
import org.warmhandoff.record.PartnerChange.Difference;
import org.warmhandoff.record.PartnerChange.What;
import org.warmhandoff.record.RecordKind;

class PartnerChangeMappingTest {

  private final PartnerChangeMapping mapping = new PartnerChangeMapping(Programs.BRIDGEWATER);

  static List<Case> cases() {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatServersDoToEveryResourceIsNoChange(Case example) {
    assertThat(Outgoing.of(example).resources().map(PartnerChangeMappingTest::written))
        .allSatisfy(
            written -> {
              var change = mapping.change(written, asServersKeepIt(written));

              assertThat(change.differences()).isEmpty();
              assertThat(change.notUnderstood()).isEmpty();
            });
  }

  @Test
  void tellsWhichRecordIsShownInWhichVersion() {
    var change = plan(there -> {});

    assertThat(change.kind()).contains(RecordKind.CRISIS_PLAN);
    assertThat(change.recordId()).contains("CP-2001");
    assertThat(change.shownVersion()).contains(2);
    assertThat(change.resource().type()).isEqualTo("CarePlan");
    assertThat(change.resource().id()).contains("900");
    assertThat(change.resource().versionId()).contains("7");
    assertThat(change.isUnchanged()).isTrue();
  }

  @Test
  void anOlderVersionIsSeen() {
    var change =
        plan(
            there ->
                there.getIdentifier().stream()
                    .filter(identifier -> identifier.getSystem().endsWith("-version"))
                    .forEach(identifier -> identifier.setValue("CP-2001-v1")));

    assertThat(change.shownVersion()).contains(1);
    assertThat(change.differences())
        .containsExactly(
            new Difference(
                "CarePlan.identifier.where(family='crisis-plan-version')", What.IDENTIFIER_GONE));
  }

  @Test
  void aStatusThatEndsItIsAnEnd() {
    assertThat(plan(there -> there.setStatus(CarePlanStatus.REVOKED)).differences())
        .containsExactly(
            new Difference(
                "CarePlan.status", What.ENDED, Optional.of("active"), Optional.of("revoked")));
    assertThat(plan(there -> there.setStatus(CarePlanStatus.ONHOLD)).differences())
        .containsExactly(
            new Difference(
                "CarePlan.status",
                What.STATUS_CHANGED,
                Optional.of("active"),
                Optional.of("on-hold")));
  }

  @Test
  void aPeriodThatIsClosedIsAnEnd() {
    var change = plan(there -> there.getPeriod().setEndElement(Fhir.day(LocalDate.EPOCH)));

    assertThat(change.differences())
        .containsExactly(new Difference("CarePlan.period.end", What.ENDED));
  }

  @Test
  void anotherPatientIsSeen() {
    assertThat(plan(there -> there.setSubject(new Reference("Patient/6"))).differences())
        .containsExactly(new Difference("CarePlan.subject", What.MOVED_TO_ANOTHER_PATIENT));
    var named = new Identifier().setValue("P-9").setSystem("https://id.bridgewater-iop.example/p");
    assertThat(plan(there -> there.setSubject(new Reference().setIdentifier(named))).differences())
        .containsExactly(new Difference("CarePlan.subject", What.MOVED_TO_ANOTHER_PATIENT));
    assertThat(plan(there -> there.setSubject(null)).differences())
        .containsExactly(new Difference("CarePlan.subject", What.REMOVED));
  }

  @Test
  void aPatientWhoCannotBeToldIsNotUnderstood() {
    var change = plan(there -> there.setSubject(new Reference().setDisplay("Maribel")));

    assertThat(change.differences()).isEmpty();
    assertThat(change.notUnderstood())
        .containsExactly(new NotUnderstood("CarePlan.subject", "does not tell which patient"));
  }

  @Test
  void activitiesAreSeenOneByOne() {
    assertThat(
            plan(there -> there.getActivity().get(1).getDetail().setDescription("Maria"))
                .differences())
        .containsExactly(new Difference("CarePlan.activity[1]", What.CHANGED));
    assertThat(plan(there -> there.getActivity().remove(2)).differences())
        .containsExactly(new Difference("CarePlan.activity[2]", What.REMOVED));
    var last = ((CarePlan) written(example().main())).getActivity().size();
    assertThat(
            plan(there -> there.addActivity().getDetail().setDescription("Their own"))
                .differences())
        .containsExactly(new Difference("CarePlan.activity[" + last + "]", What.ADDED));
    assertThat(plan(there -> Collections.reverse(there.getActivity())).differences()).isEmpty();
  }

  @Test
  void aNoteIsSeen() {
    var before = ((CarePlan) written(example().main())).getNote().size();
    var change = plan(there -> there.addNote().setText("Called, no answer"));

    assertThat(change.differences())
        .containsExactly(new Difference("CarePlan.note[" + before + "]", What.NOTE_ADDED));
    assertThat(change.toString()).doesNotContain("Called");
  }

  @Test
  void theNarrativeCountsUnlessTheServerMadeIt() {
    assertThat(plan(there -> there.getText().setDivAsString("<div>Less</div>")).differences())
        .containsExactly(new Difference("CarePlan.text", What.CHANGED));
    assertThat(plan(there -> there.setText(null)).differences())
        .containsExactly(new Difference("CarePlan.text", What.REMOVED));
    assertThat(
            plan(there ->
                    there
                        .getText()
                        .setStatus(Narrative.NarrativeStatus.GENERATED)
                        .setDivAsString("<div>Less</div>"))
                .differences())
        .isEmpty();
  }

  @Test
  void aLabelThatIsTakenOffIsSeen() {
    assertThat(plan(there -> there.getMeta().getSecurity().clear()).differences())
        .extracting(Difference::what)
        .containsOnly(What.REMOVED);
  }

  @Test
  void aNewElementIsSeen() {
    var change = plan(there -> there.addPartOf(new Reference("CarePlan/4")));

    assertThat(change.differences())
        .containsExactly(new Difference("CarePlan.partOf[0]", What.ADDED));
  }

  @Test
  void aStatusThatFhirDoesNotKnowIsNotQuoted() {
    var json =
        Outgoing.json(written(example().main()))
            .replaceFirst("\"status\": \"active\"", "\"status\": \"Maria is out\"");
    var change = mapping.change(written(example().main()), Heard.resource(json));

    assertThat(change.differences()).isEmpty();
    assertThat(change.notUnderstood())
        .containsExactly(new NotUnderstood("CarePlan.status", "is not a code of FHIR R4"));
  }

  @Test
  void aFlagThatIsLaidDownIsAnEnd() {
    var written = written(Outgoing.of("crisis-event/being-acted-on").main());
    var there = (Flag) asServersKeepIt(written);
    there.setStatus(Flag.FlagStatus.INACTIVE);
    there.getPeriod().setEndElement(Fhir.time(Instant.EPOCH));

    var change = mapping.change(written, there);

    assertThat(change.kind()).contains(RecordKind.CRISIS_EVENT);
    assertThat(change.differences())
        .extracting(Difference::place, Difference::what)
        .containsExactlyInAnyOrder(
            tuple("Flag.status", What.ENDED), tuple("Flag.period.end", What.ENDED));
  }

  @Test
  void aRequestThatIsHeldIsSeen() {
    var written = written(Outgoing.of("referral/mobile-crisis").main());
    var there = (ServiceRequest) asServersKeepIt(written);
    there.setStatus(ServiceRequestStatus.ONHOLD);

    var change = mapping.change(written, there);

    assertThat(change.recordId()).contains("R-4001");
    assertThat(change.differences())
        .containsExactly(
            new Difference(
                "ServiceRequest.status",
                What.STATUS_CHANGED,
                Optional.of("active"),
                Optional.of("on-hold")));
  }

  @Test
  void anAnswerInATaskIsSeen() {
    var written = written(resource("referral/mobile-crisis", Task.class));
    var there = (Task) asServersKeepIt(written);
    there.setStatus(TaskStatus.REJECTED).getStatusReason().setText("Full");
    there.setLastModifiedElement(Fhir.time(Instant.EPOCH));

    var change = mapping.change(written, there);

    assertThat(change.kind()).contains(RecordKind.REFERRAL);
    assertThat(change.recordId()).contains("R-4001");
    assertThat(change.differences())
        .containsExactlyInAnyOrder(
            new Difference(
                "Task.status", What.ENDED, Optional.of("requested"), Optional.of("rejected")),
            new Difference("Task.statusReason", What.ADDED));
  }

  @Test
  void aDocumentMayMoveButNotChange() {
    var written = written(example().document());

    assertThat(mapping.change(written, document(written, there -> {})).shownVersion()).contains(2);
    assertThat(
            mapping
                .change(written, document(written, PartnerChangeMappingTest::keepElsewhere))
                .differences())
        .isEmpty();
    assertThat(
            mapping
                .change(
                    written,
                    document(
                        written,
                        there -> there.getContentFirstRep().getAttachment().setData(new byte[3])))
                .differences())
        .containsExactly(new Difference("DocumentReference.content[0]", What.CHANGED));
    assertThat(
            mapping
                .change(
                    written,
                    document(written, there -> there.setStatus(DocumentReferenceStatus.SUPERSEDED)))
                .differences())
        .extracting(Difference::what)
        .containsExactly(What.ENDED);
  }

  @Test
  void anotherKindOfResourceIsNotUnderstood() {
    var change = mapping.change(written(example().main()), new Flag());

    assertThat(change.differences()).isEmpty();
    assertThat(change.recordId()).contains("CP-2001");
    assertThat(change.notUnderstood())
        .containsExactly(new NotUnderstood("Flag", "stands where CarePlan was written"));
  }

  private static void keepElsewhere(DocumentReference there) {
    there.getContentFirstRep().getAttachment().setData(null).setUrl("Binary/31");
  }

  private PartnerChange plan(Consumer<CarePlan> change) {
    var written = written(example().main());
    var there = (CarePlan) asServersKeepIt(written);
    change.accept(there);
    return mapping.change(written, there);
  }

  private static DocumentReference document(Resource written, Consumer<DocumentReference> change) {
    var there = (DocumentReference) asServersKeepIt(written);
    change.accept(there);
    return there;
  }

  private static Outgoing example() {
    return Outgoing.of("crisis-plan/every-section");
  }

  private static Resource resource(String name, Class<? extends Resource> type) {
    return Outgoing.of(name).resources().filter(type::isInstance).findFirst().orElseThrow();
  }

  /** With its patient, as it goes out of the door. */
  private static Resource written(Resource mapped) {
    var copy = mapped.copy();
    Outgoing.elements(copy, Reference.class)
        .filter(reference -> "Patient".equals(reference.getType()))
        .forEach(reference -> reference.setReference("Patient/5"));
    return copy;
  }

  /** Through its JSON, with all that servers add and put into their own words. */
  private static Resource asServersKeepIt(Resource written) {
    var there = (DomainResource) Heard.resource(Outgoing.json(written).replace("Z\"", "+00:00\""));
    there.setId(there.fhirType() + "/900/_history/7");
    there
        .getMeta()
        .setVersionId("7")
        .setSource("#x")
        .setLastUpdatedElement(Fhir.instant(Instant.EPOCH))
        .addTag()
        .setCode("t");
    there.addExtension("http://partner.example/x", new StringType("y"));
    Outgoing.elements(there, Reference.class)
        .filter(reference -> "Patient/5".equals(reference.getReference()))
        .forEach(PartnerChangeMappingTest::asTheirOwn);
    Outgoing.elements(there, Reference.class)
        .filter(reference -> String.valueOf(reference.getReference()).startsWith("urn:uuid:"))
        .forEach(reference -> reference.setReference(reference.getType() + "/55"));
    if (there instanceof CarePlan plan) {
      plan.addIdentifier().setSystem("http://partner.example").setValue("77");
      Collections.reverse(plan.getIdentifier());
    }
    return there;
  }

  private static void asTheirOwn(Reference reference) {
    reference
        .setReference("https://partner.example/fhir/Patient/5")
        .setIdentifier(null)
        .setType(null);
  }
}
