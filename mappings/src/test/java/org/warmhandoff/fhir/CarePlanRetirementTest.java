package org.warmhandoff.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.cases.Programs.BRIDGEWATER;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityStatus;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.warmhandoff.cases.Case;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.cases.Validity;
import org.warmhandoff.record.CrisisPlan;

class CarePlanRetirementTest {

  private static final String DIV = "<div xmlns=\"http://www.w3.org/1999/xhtml\"";
  private static final String SENTENCE = "<p><b>REPLACED by another plan: do not use</b></p>";

  private final CrisisPlan by = (CrisisPlan) Case.named("crisis-plan/replaces-another").record();
  private final CarePlan there = there();

  private CarePlan there() {
    var plan = (CarePlan) Outgoing.of("crisis-plan/every-section").main();
    plan.setId("CarePlan/77/_history/3");
    var replaced = by.making().replaces().orElseThrow();
    plan.getIdentifierFirstRep().setValue(replaced);
    return plan;
  }

  private CarePlan retired() {
    return CarePlanRetirement.retire(there, by, BRIDGEWATER).orElseThrow();
  }

  @Test
  void aPlanThatIsReplacedSaysSoBeforeAnythingElse() {
    var retired = retired();

    assertThat(retired.getStatus()).isEqualTo(CarePlanStatus.COMPLETED);
    assertThat(retired.getText().getDivAsString()).startsWith(DIV + ">" + SENTENCE);
    assertThat(retired.getNote())
        .last()
        .extracting(note -> note.getText())
        .isEqualTo("Replaced by crisis plan CP-2004.");
    Validity.assertValid(retired);
  }

  @Test
  void nothingOfItIsGoingOn() {
    assertThat(retired().getActivity())
        .filteredOn(activity -> activity.hasDetail())
        .isNotEmpty()
        .allSatisfy(
            activity ->
                assertThat(activity.getDetail().getStatus())
                    .isEqualTo(CarePlanActivityStatus.STOPPED));
  }

  @Test
  void whatWasDoneStaysDone() {
    there.getActivityFirstRep().getDetail().setStatus(CarePlanActivityStatus.COMPLETED);

    assertThat(retired().getActivityFirstRep().getDetail().getStatus())
        .isEqualTo(CarePlanActivityStatus.COMPLETED);
  }

  @Test
  void everythingElseStaysAndSoDoesThePlanThatWasRead() {
    var before = there.copy();

    var retired = retired();

    assertThat(there.equalsDeep(before)).isTrue();
    assertThat(retired.getId()).isEqualTo("CarePlan/77/_history/3");
    assertThat(retired.getMeta().equalsDeep(there.getMeta())).isTrue();
    assertThat(retired.getIdentifier()).hasSameSizeAs(there.getIdentifier());
    assertThat(retired.getNote()).hasSize(there.getNote().size() + 1);
    retired
        .setStatus(there.getStatus())
        .setPeriod(there.getPeriod())
        .setActivity(there.getActivity())
        .setNote(there.getNote())
        .setText(there.getText());
    assertThat(retired.equalsDeep(there)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-08-01, 2026-09-03",
    "2026-09-03, 2026-09-03",
    "2026-09, 2026-09-03",
    "2026, 2026-09-03",
    "2026-09-03T23:00:00-04:00, 2026-09-03",
    ", 2026-09-03",
    "2026-09-04, ",
    "2026-10, "
  })
  void itEndsOnTheFirstDayOfTheOtherUnlessThatIsBeforeItsOwn(String start, String end) {
    assertThat(by.making().inForceFrom()).contains(LocalDate.parse("2026-09-03"));
    there.setPeriod(start == null ? null : new Period().setStartElement(new DateTimeType(start)));

    assertThat(retired().getPeriod().getEndElement().getValueAsString()).isEqualTo(end);
  }

  @Test
  void aPlanWithoutANarrativeGetsOne() {
    there.setText(null);

    assertThat(retired().getText().getDivAsString())
        .isEqualTo(DIV + "><p>REPLACED by another plan: do not use</p></div>");
  }

  @Test
  void aNarrativeInAnotherLanguageKeepsItsLanguage() {
    var text = new Narrative();
    text.setDivAsString(DIV + " lang=\"es\"><p>Plan</p></div>");
    there.setText(text);

    assertThat(retired().getText().getDivAsString())
        .isEqualTo(DIV + " lang=\"es\">" + SENTENCE + "<p>Plan</p></div>");
  }

  @ParameterizedTest
  @EnumSource(
      value = CarePlanStatus.class,
      names = {"ACTIVE", "DRAFT", "ONHOLD", "NULL"},
      mode = Mode.EXCLUDE)
  void whatIsOverIsLeftAlone(CarePlanStatus status) {
    there.setStatus(status);

    assertThat(CarePlanRetirement.retire(there, by, BRIDGEWATER)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = CarePlanStatus.class,
      names = {"ACTIVE", "DRAFT", "ONHOLD"})
  void whatIsNotOverIsRetired(CarePlanStatus status) {
    there.setStatus(status);

    assertThat(retired().getStatus()).isEqualTo(CarePlanStatus.COMPLETED);
  }

  @Test
  void somebodyElsesPlanIsLeftAlone() {
    there.getIdentifierFirstRep().setSystem("https://somebody-else.example/crisis-plan");

    assertThat(CarePlanRetirement.retire(there, by, BRIDGEWATER)).isEmpty();
  }

  @Test
  void anotherPlanOfOursIsLeftAlone() {
    there.getIdentifierFirstRep().setValue("CP-1");

    assertThat(CarePlanRetirement.retire(there, by, BRIDGEWATER)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"crisis-plan/every-section", "crisis-plan/draft"})
  void aPlanThatReplacesNoneOrDoesNotHoldYetRetiresNothing(String name) {
    var plan = (CrisisPlan) Case.named(name).record();

    assertThat(CarePlanRetirement.replaced(plan, BRIDGEWATER)).isEmpty();
    assertThat(CarePlanRetirement.retire(there, plan, BRIDGEWATER)).isEmpty();
  }
}
