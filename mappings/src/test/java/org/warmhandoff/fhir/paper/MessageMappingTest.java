package org.warmhandoff.fhir.paper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.Communication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.cases.Case;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.cases.Programs;
import org.warmhandoff.cases.Validity;
import org.warmhandoff.disclosure.RedisclosureNotice;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.terminology.Terminology;

class MessageMappingTest {

  static List<Case> cases() {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyMessageIsValid(Case example) {
    Validity.assertValid(message(example));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyMessageSaysEverythingTwice(Case example) {
    var payload = message(example).getPayload();
    var papers = Papers.of(example);

    assertThat(payload).hasSize(3);
    assertThat(payload.get(1).getContentStringType().getValue()).isEqualTo(papers.text().strip());
    assertThat(payload.get(2).getContentAttachment().getContentType()).isEqualTo("text/html");
    assertThat(new String(payload.get(2).getContentAttachment().getData(), UTF_8))
        .isEqualTo(papers.html());
  }

  @ParameterizedTest
  @CsvSource({
    "crisis-plan/every-section, notification, routine, completed, CarePlan, crisis-plan",
    "crisis-plan/entered-in-error, notification, routine, entered-in-error, CarePlan, crisis-plan",
    "crisis-event/overdose, alert, stat, completed, Flag, crisis-event",
    "crisis-event/missed-session, notification, routine, completed, Flag, crisis-event",
    "referral/mobile-crisis, alert, stat, completed, ServiceRequest, referral",
    "referral/medication-evaluation, notification, routine, completed, ServiceRequest, referral"
  })
  void aMessageTellsHowUrgentItIsAndWhatItIsAbout(
      String name, String category, String priority, String status, String type, String family) {
    var message = message(Case.named(name));

    assertThat(message.getCategoryFirstRep().getCodingFirstRep().getCode()).isEqualTo(category);
    assertThat(message.getPriority().toCode()).isEqualTo(priority);
    assertThat(message.getStatus().toCode()).isEqualTo(status);
    var about = message.getAboutFirstRep();
    assertThat(about.getType()).isEqualTo(type);
    assertThat(about.getIdentifier().getSystem())
        .isEqualTo(Programs.BRIDGEWATER.namespace() + "/" + family);
    assertThat(about.hasReference()).isFalse();
  }

  @Test
  void aMessageIsOfOneVersion() {
    var message = message(Case.named("crisis-plan/every-section"));

    assertThat(message.getIdentifier())
        .extracting(identifier -> identifier.getSystem() + "|" + identifier.getValue())
        .containsExactly(
            "https://id.bridgewater-iop.example/crisis-plan-message|CP-2001-v2",
            "https://id.bridgewater-iop.example/crisis-plan-version|CP-2001-v2");
  }

  @Test
  void theFirstWordsAreForTheListOfMessages() {
    var message = message(Case.named("crisis-event/overdose"));

    assertThat(message.getPayloadFirstRep().getContentStringType().getValue())
        .startsWith("EMERGENCY · crisis event · version 1. ")
        .contains("Bridgewater Virtual IOP")
        .doesNotContain("\n");
    assertThat(Outgoing.json(message))
        .contains("42CFRPart2", "NORDSCLCD", RedisclosureNotice.shortOne().text());
  }

  private static Communication message(Case example) {
    return new Mappings(Programs.BRIDGEWATER, Terminology.shipped())
        .message(example.disclosed(), example.audience());
  }
}
