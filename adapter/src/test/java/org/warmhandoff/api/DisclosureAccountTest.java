package org.warmhandoff.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.disclosure.AccountedDisclosure;
import org.warmhandoff.disclosure.AccountedDisclosure.AccountedWrite;
import org.warmhandoff.disclosure.AccountedDisclosure.Attempt;
import org.warmhandoff.disclosure.AccountedDisclosure.Declared;
import org.warmhandoff.disclosure.AccountedDisclosure.RestsOn;
import org.warmhandoff.disclosure.Basis;
import org.warmhandoff.disclosure.Receiver;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;
import tools.jackson.databind.json.JsonMapper;

class DisclosureAccountTest {

  private static final Instant AT = Instant.parse("2026-11-28T08:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "MEDICAL_EMERGENCY, medical-emergency, emergency-treatment",
    "SERIOUS_THREAT, serious-threat, lessening-a-threat"
  })
  void whatRestedOnNoConsentSaysWhoDeclaredWhatAndWhen(Basis basis, String word, String purpose) {
    var declared = new Declared("Ana Reyes, clinician", "found unconscious", AT.minusSeconds(60));
    var disclosure =
        new AccountedDisclosure(
            "P-1001",
            new RecordKey(RecordKind.CRISIS_EVENT, "CE-3008", 1),
            new Attempt(53, 2),
            new Receiver("er", "City ER", Optional.empty()),
            new RestsOn(basis, List.of(), List.of(), List.of(), Optional.of(declared)),
            Set.of(),
            List.of(new AccountedWrite(AT, "transaction of 12", "cc")));

    assertThat(
            JsonMapper.shared()
                .valueToTree(DisclosureAccount.of("P-1001", AT, List.of(disclosure)))
                .toString())
        .isEqualTo(
            """
            {"participant":"P-1001","since":"2026-11-28T08:00:00Z","disclosures":[{\
            "at":"2026-11-28T08:00:00Z",\
            "recipient":{"partner":"er","name":"City ER"},\
            "disclosed":{"description":"crisis event CE-3008 v1","kind":"crisis-event",\
            "record":"CE-3008","version":1},\
            "purposes":["%s"],\
            "ground":{"basis":"%s","discloser":"Ana Reyes, clinician",\
            "nature":"found unconscious","declaredAt":"2026-11-28T07:59:00Z"},\
            "delivery":53,"attempt":2,\
            "writes":[{"at":"2026-11-28T08:00:00Z","did":"transaction of 12","digest":"cc"}]}]}"""
                .formatted(purpose, word));
  }
}
