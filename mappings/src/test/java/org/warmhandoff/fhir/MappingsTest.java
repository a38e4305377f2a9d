package org.warmhandoff.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.cases.Case;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.cases.Programs;
import org.warmhandoff.disclosure.Disclosure;
import org.warmhandoff.disclosure.Ground;
import org.warmhandoff.disclosure.RedisclosureNotice;
import org.warmhandoff.disclosure.Supposed;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Write;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.terminology.Terminology;

class MappingsTest {

  private final Mappings mappings = new Mappings(Programs.BRIDGEWATER, Terminology.shipped());

  static List<Case> cases() {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSameRecordGivesTheSameBytes(Case example) {
    assertThat(Outgoing.of(example).text()).isEqualTo(Outgoing.of(example).text());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void resourcesOfAGraphFindEachOther(Case example) {
    var graph = Outgoing.of(example).graph();
    var names = graph.entries().stream().map(Entry::fullUrl).toList();

    var used =
        graph.entries().stream()
            .flatMap(entry -> references(entry.resource()))
            .map(Reference::getReference)
            .filter(reference -> reference != null && reference.startsWith("urn:uuid:"));

    assertThat(used).isSubsetOf(names);
    assertThat(names).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noResourceTakesAnIdOrANameOfThePatient(Case example) {
    for (var entry : Outgoing.of(example).graph().entries()) {
      assertThat(entry.resource().getId() == null).isEqualTo(entry.write() != Write.AT_OWN_ID);
      assertThat(references(entry.resource()))
          .filteredOn(reference -> "Patient".equals(reference.getType()))
          .noneMatch(Reference::hasDisplay);
    }
  }

  @Test
  void thePlaceStandsInEveryFormOnlyIfItMayBeKnown() {
    var place = List.of("42.2793", "Side door", "Where the participant is");

    assertThat(Outgoing.of("crisis-event/being-acted-on").text()).contains(place);
    assertThat(Outgoing.of("referral/mobile-crisis").text()).contains(place);
    assertThat(Outgoing.of("crisis-event/place-withheld").text())
        .doesNotContain(place)
        .doesNotContain("Quaboag", "Brackett");
    assertThat(Outgoing.of("referral/place-withheld").text())
        .doesNotContain(place)
        .doesNotContain("Quaboag", "Brackett");
  }

  @Test
  void thePlaceLastKnownStandsInForOneThatIsNotGiven() {
    assertThat(Outgoing.of("crisis-event/overdose").text()).contains("9 Quaboag Street");
  }

  @Test
  void afterwardsThePlaceIsWhereTheParticipantWas() {
    assertThat(Outgoing.of("crisis-event/resolved").text())
        .contains("Where the participant was")
        .doesNotContain("Where the participant is");
  }

  @Test
  void theFlagTellsNothingOfSubstanceUse() {
    var flag = (Flag) Outgoing.of("crisis-event/overdose").main();

    assertThat(Outgoing.json(flag))
        .doesNotContainIgnoringCase("overdose")
        .doesNotContain("SUD", "ETH", "42CFR", "naloxone", "drug");
  }

  @Test
  void substanceUseCarriesItsLabelsAndItsNotice() {
    for (var name :
        List.of(
            "crisis-plan/relapse-prevention",
            "crisis-event/overdose",
            "referral/residential-substance-use")) {
      assertThat(Outgoing.of(name).text())
          .contains("42CFRPart2", "NORDSCLCD", RedisclosureNotice.shortOne().text());
    }
    assertThat(Outgoing.of("crisis-plan/every-section").text())
        .doesNotContain("42CFRPart2", RedisclosureNotice.shortOne().text());
  }

  @Test
  void anEmergencyContactWhoMayNotBeToldIsNotNamed() {
    assertThat(Outgoing.of("crisis-event/being-acted-on").text())
        .contains("Rosa Figueroa")
        .doesNotContain("Devon Park");
  }

  @Test
  void whatMayNotBeKnownIsNotMapped() {
    var example = Case.named("crisis-event/overdose");

    assertThat(
            Supposed.knowing(
                example.record(),
                example.participant(),
                Set.of(Sensitivity.MENTAL_HEALTH),
                List.of()))
        .isEqualTo(new Disclosure.Nothing(Ground.NOT_IN_SCOPE));
  }

  @Test
  void nobodyElsesRecordIsMapped() {
    var record = Case.named("referral/mobile-crisis").record();
    var other = Case.named("referral/medication-evaluation").participant();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Supposed.everything(record, other))
        .withMessage("referral/R-4001 v1 is not about participant/P-1002 v1");
  }

  @Test
  void aParticipantIsNotMapped() {
    var participant = Case.named("referral/mobile-crisis").participant();

    assertThatThrownBy(
            () -> mappings.graph(Supposed.everything(participant, participant), Audience.ANYBODY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("participant/P-1001 v3 is not told: participants never are");
  }

  @ParameterizedTest
  @ValueSource(strings = {"referral/recalled", "referral/cancelled", "referral/entered-in-error"})
  void whoStopsAReferralAsksOnceMoreAndLeavesTheFirstTaskAlone(String name) {
    var tasks =
        Outgoing.of(name).graph().entries().stream()
            .filter(entry -> entry.resource() instanceof Task)
            .toList();

    assertThat(tasks).singleElement().extracting(Entry::write).isEqualTo(Write.CREATE_ONCE);
    var task = (Task) tasks.get(0).resource();
    assertThat(task.getCode().getCodingFirstRep().getCode()).isEqualTo("abort");
    assertThat(task.getPartOfFirstRep().getIdentifier().getSystem()).endsWith("/referral-task");
  }

  private static Stream<Reference> references(Resource resource) {
    return Outgoing.elements(resource, Reference.class);
  }
}
