package org.warmhandoff.fhir.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.cases.Case;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.cases.Programs;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.record.NotUnderstood;
import org.warmhandoff.record.PartnerChange;
import org.warmhandoff.record.PartnerChange.ChangeType;
import org.warmhandoff.record.PartnerChange.Difference;
import org.warmhandoff.record.RecordKind;

class PartnerChangeMappingTest {

  private final PartnerChangeMapping mapping = new PartnerChangeMapping(Programs.BRIDGEWATER);

  static List<Case> cases() {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatServersDoToEveryResourceIsNoChange(Case example) {
    assertThat(Outgoing.of(example).resources().map(ServerCopy::written))
        .allSatisfy(
            written -> {
              var change = mapping.change(written, ServerCopy.asServersKeepIt(written));

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
                "CarePlan.identifier.where(family='crisis-plan-version')",
                ChangeType.IDENTIFIER_GONE));
  }

  @Test
  void aStatusThatEndsItIsAnEnd() {
    assertThat(plan(there -> there.setStatus(CarePlanStatus.REVOKED)).differences())
        .containsExactly(
            new Difference(
                "CarePlan.status",
                ChangeType.ENDED,
                Optional.of("active"),
                Optional.of("revoked")));
    assertThat(plan(there -> there.setStatus(CarePlanStatus.ONHOLD)).differences())
        .containsExactly(
            new Difference(
                "CarePlan.status",
                ChangeType.STATUS_CHANGED,
                Optional.of("active"),
                Optional.of("on-hold")));
  }

  @Test
  void aPeriodThatIsClosedIsAnEnd() {
    var change = plan(there -> there.getPeriod().setEndElement(Fhir.day(LocalDate.EPOCH)));

    assertThat(change.differences())
        .containsExactly(new Difference("CarePlan.period.end", ChangeType.ENDED));
  }

  @Test
  void anotherPatientIsSeen() {
    assertThat(plan(there -> there.setSubject(new Reference("Patient/6"))).differences())
        .containsExactly(new Difference("CarePlan.subject", ChangeType.MOVED_TO_ANOTHER_PATIENT));
    var named = new Identifier().setValue("P-9").setSystem("https://id.bridgewater-iop.example/p");
    assertThat(plan(there -> there.setSubject(new Reference().setIdentifier(named))).differences())
        .containsExactly(new Difference("CarePlan.subject", ChangeType.MOVED_TO_ANOTHER_PATIENT));
    assertThat(plan(there -> there.setSubject(null)).differences())
        .containsExactly(new Difference("CarePlan.subject", ChangeType.REMOVED));
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
        .containsExactly(new Difference("CarePlan.activity[1]", ChangeType.CHANGED));
    assertThat(plan(there -> there.getActivity().remove(2)).differences())
        .containsExactly(new Difference("CarePlan.activity[2]", ChangeType.REMOVED));
    var last = ((CarePlan) ServerCopy.written(example().main())).getActivity().size();
    assertThat(
            plan(there -> there.addActivity().getDetail().setDescription("Their own"))
                .differences())
        .containsExactly(new Difference("CarePlan.activity[" + last + "]", ChangeType.ADDED));
    assertThat(plan(there -> Collections.reverse(there.getActivity())).differences()).isEmpty();
  }

  @Test
  void aNoteIsSeen() {
    var before = ((CarePlan) ServerCopy.written(example().main())).getNote().size();
    var change = plan(there -> there.addNote().setText("Called, no answer"));

    assertThat(change.differences())
        .containsExactly(new Difference("CarePlan.note[" + before + "]", ChangeType.NOTE_ADDED));
    assertThat(change.toString()).doesNotContain("Called");
  }

  @Test
  void theNarrativeCountsUnlessTheServerMadeIt() {
    assertThat(plan(there -> there.getText().setDivAsString("<div>Less</div>")).differences())
        .containsExactly(new Difference("CarePlan.text", ChangeType.CHANGED));
    assertThat(plan(there -> there.setText(null)).differences())
        .containsExactly(new Difference("CarePlan.text", ChangeType.REMOVED));
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
        .containsOnly(ChangeType.REMOVED);
  }

  @Test
  void aNewElementIsSeen() {
    var change = plan(there -> there.addPartOf(new Reference("CarePlan/4")));

    assertThat(change.differences())
        .containsExactly(new Difference("CarePlan.partOf[0]", ChangeType.ADDED));
  }

  @Test
  void aStatusThatFhirDoesNotKnowIsNotQuoted() {
    var json =
        Outgoing.json(ServerCopy.written(example().main()))
            .replaceFirst("\"status\": \"active\"", "\"status\": \"Maria is out\"");
    var change = mapping.change(ServerCopy.written(example().main()), Heard.resource(json));

    assertThat(change.differences()).isEmpty();
    assertThat(change.notUnderstood())
        .containsExactly(new NotUnderstood("CarePlan.status", "is not a code of FHIR R4"));
  }

  private PartnerChange plan(Consumer<CarePlan> change) {
    var written = ServerCopy.written(example().main());
    var there = (CarePlan) ServerCopy.asServersKeepIt(written);
    change.accept(there);
    return mapping.change(written, there);
  }

  private static Outgoing example() {
    return Outgoing.of("crisis-plan/every-section");
  }
}
