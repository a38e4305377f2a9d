package org.warmhandoff.fhir.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Flag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.cases.Case;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.fhir.paper.Papers;

/** What is seen of a record before anything else. */
class BannerTest {

  static List<Case> cases() {
    return Case.all();
  }

  @ParameterizedTest
  @CsvSource({
    "crisis-event/being-acted-on, urgent, 'after: grounding; before: emergency contact told'",
    "crisis-event/risk-assessed-before, urgent, before what was done",
    "crisis-event/risk-assessed-afterwards, urgent, after what was done",
    "crisis-event/overdose, emergency, Risk: not assessed",
    "crisis-event/outcome-could-not-be-reached, urgent, COULD NOT BE REACHED",
    "crisis-event/resolved, over, RESOLVED",
    "crisis-plan/every-section, current, Risk: not assessed in this plan",
    "crisis-plan/withdrawn, over, WITHDRAWN: do not use",
    "referral/mobile-crisis, emergency, 'not assessed in this referral · see crisis event CE-3001'",
    "referral/recalled, over, RECALLED"
  })
  void stateSeverityAndRiskStandOnTopAndLookLikeWhatTheyAre(
      String name, String tone, String words) {
    var page = Outgoing.of(name).page();

    var banner =
        page.substring(page.indexOf("<div class=\"standing"), page.indexOf("<div class=\"about"));
    assertThat(banner).startsWith("<div class=\"standing " + tone + "\">").contains(words);
  }

  @Test
  void riskIsToldWithWhoWhenAndHow() {
    assertThat(Papers.of(Case.named("crisis-event/being-acted-on")).text())
        .containsIgnoringWhitespaces(
            "Risk: MODERATE · assessed by Grace Tamakloe, on-call clinician · Oct 3, 2026, 9:18 PM"
                + " EDT · C-SSRS screener");
  }

  @ParameterizedTest
  @CsvSource({
    "crisis-event/suicide-attempt, EMERGENCY · suicide attempt · version 1",
    "crisis-event/overdose, EMERGENCY · crisis event · version 1",
    "referral/mobile-crisis, STAT · referral: mobile crisis · version 1",
    "crisis-plan/draft, 'DRAFT, not in force yet · crisis plan · version 1'"
  })
  void titlesSayStateAndSeverity(String name, String title) {
    var document = Outgoing.of(name).document();

    assertThat(document.getContentFirstRep().getAttachment().getTitle()).isEqualTo(title);
    assertThat(document.getDescription()).startsWith(title);
    assertThat(Outgoing.of(name).page()).contains("<title>" + title + "</title>");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noTitleTellsOfSubstanceUse(Case example) {
    var outgoing = Outgoing.of(example);
    var document = outgoing.document();

    assertThat(
            List.of(
                document.getDescription(),
                document.getContentFirstRep().getAttachment().getTitle(),
                outgoing.message().getTopic().getText()))
        .noneMatch(title -> title.matches("(?i).*(overdose|relapse|withdrawal|substance).*"));
  }

  @Test
  void theProgramsNumberStandsFirst() {
    for (var name :
        List.of("crisis-plan/one-section", "crisis-event/psychosis", "referral/aftercare")) {
      var page = Outgoing.of(name).page();

      assertThat(page.indexOf("href=\"tel:+15085550100\""))
          .isPositive()
          .isLessThan(page.indexOf("<div class=\"more"));
    }
  }

  @Test
  void theFlagSaysWhomToCallAndTellsKindsApart() {
    var overdose = flag("crisis-event/overdose");
    var psychosis = flag("crisis-event/psychosis");

    assertThat(overdose).contains("EMERGENCY · medical · noticed", "+1 508-555-0100");
    assertThat(psychosis).contains("EMERGENCY · psychological · noticed", "+1 508-555-0100");
  }

  @Test
  void allergiesStandWithThePersonAndWhatIsNotKnownIsNotNone() {
    assertThat(page("crisis-event/allergies"))
        .contains("Penicillin (hives); Latex; ask for others")
        .doesNotContain("Naltrexone");
    assertThat(page("crisis-event/allergies-substance-use")).contains("Naltrexone (rash)");
    assertThat(page("crisis-plan/no-known-allergies")).contains("none known");
    assertThat(page("crisis-plan/every-section")).contains("not recorded here, ask");
  }

  @Test
  void theReceiverIsToldItsOwnNumberOfTheParticipantAndNoOther() {
    assertThat(page("crisis-event/known-there")).contains("CC-77").doesNotContain("MH-448210");
    assertThat(page("crisis-event/being-acted-on")).doesNotContain("CC-77", "MH-448210");
  }

  @Test
  void aNumberThatIsTappedIsCalled() {
    assertThat(page("crisis-event/numbers-in-texts"))
        .contains(
            "href=\"tel:+15085550144\">508-555-0144<",
            "href=\"tel:+15085550145\">(508) 555-0145<",
            "href=\"tel:+15085550146\">1-508-555-0146<",
            "href=\"tel:988\">988<")
        .doesNotContain("tel:911", "CE-<a");
  }

  private static String page(String name) {
    return Outgoing.of(name).page();
  }

  private static String flag(String name) {
    return ((Flag) Outgoing.of(name).main()).getCode().getText();
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'CP-2007', ''",
    "'OWN,CP-9', the newest of 2 plans in force",
    "'CP-9,OWN', NOT THE NEWEST: plan CP-9 is in force too",
    "'CP-9,CP-8', ''"
  })
  void ofSeveralPlansInForceItIsSaidWhichIsTheNewest(String plans, String words) {
    var example = Case.named("crisis-plan/every-section");
    var inForce = Stream.of(plans.split(",")).map(id -> id.replace("OWN", example.record().id()));
    var told = example.audience().amongPlans(inForce.filter(id -> !id.isEmpty()).toList());

    var sent = Outgoing.of(example.disclosed(), told);

    var notes = ((CarePlan) sent.main()).getNote().stream().map(Annotation::getText).toList();
    if (words.isEmpty()) {
      assertThat(sent.text()).doesNotContain("plans in force", "NOT THE NEWEST");
    } else {
      assertThat(sent.page()).contains(words);
      assertThat(sent.document().getDescription()).contains(words);
      assertThat(notes).contains(words);
    }
  }
}
