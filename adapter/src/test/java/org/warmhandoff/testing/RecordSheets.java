package org.warmhandoff.testing;

import java.util.List;

/** The records that tests begin with: Dana, her plan, an event and a referral. */
public final class RecordSheets {

  private static final String RECORDED = "2026-11-20T10:00:00Z";

  private RecordSheets() {}

  /** Dana, of Springfield in Massachusetts; everybody of her care network may know everything. */
  public static RecordSheet dana() {
    return RecordSheet.of(
            """
            {
              "kind": "participant", "id": "P-1", "version": 1, "recordedAt": "%s",
              "name": {"family": "Ortiz-Báez", "given": ["Dana", "Inés"]},
              "birthDate": "1987-03-14", "sex": "female",
              "contact": {
                "language": "en", "interpreterNeeded": false,
                "phones": [{"number": "+14135550101", "use": "mobile"}]
              },
              "address": {
                "line": ["218 Alder Row", "Apt 3"],
                "city": "Springfield", "state": "MA", "postalCode": "01108"
              },
              "careNetwork": {
                "primaryCare": "primary-care",
                "psychiatry": "psychiatry",
                "crisisCenter": "crisis-center"
              }
            }
            """
                .formatted(RECORDED))
        .with(
            "consents",
            List.of(
                everything("CO-1", "primary-care"),
                everything("CO-2", "psychiatry"),
                everything("CO-3", "crisis-center")));
  }

  /** Dana with the psychiatry alone in her care network, and these consents. */
  public static RecordSheet danaOf(String psychiatry, RecordSheet... consents) {
    return dana()
        .with("careNetwork", RecordSheet.of("{}").with("psychiatry", psychiatry))
        .with("consents", List.of(consents));
  }

  private static RecordSheet everything(String id, String partner) {
    return consent(id, "mental-health", "substance-use", "safety-plan", "location")
        .with("recipient", RecordSheet.of("{}").with("partner", partner));
  }

  /** A consent for the psychiatry, in force since the spring. */
  public static RecordSheet consent(String id, String... scope) {
    return RecordSheet.of(
            """
            {
              "id": "%s", "recipient": {"partner": "psychiatry"}, "purpose": "treatment",
              "from": "2026-04-02", "givenAt": "2026-04-02T15:05:00Z", "signed": "electronic"
            }
            """
                .formatted(id))
        .with("scope", List.of(scope))
        .with("signer", RecordSheet.of("{\"capacity\": \"participant\"}"))
        .with("ends", RecordSheet.of("{\"event\": \"end of the treatment\"}"))
        .with(
            "form",
            RecordSheet.of(
                """
                {
                  "discloser": "Bridgewater Virtual IOP", "description": "What the plan says",
                  "rightToRevoke": "At any time, by a call", "document": "DOC-1"
                }
                """));
  }

  /** Dana's crisis plan, in force. */
  public static RecordSheet plan() {
    return RecordSheet.of(
        """
        {
          "kind": "crisis-plan", "id": "CP-1", "version": 1, "recordedAt": "%s",
          "participantId": "P-1", "state": "in-force", "substanceUse": false,
          "making": {
            "author": {"id": "S-1", "name": "Hannah Lindqvist", "role": "psychiatrist"},
            "madeOn": "2026-11-20", "inForceFrom": "2026-11-20", "nextReviewDue": "2027-02-20",
            "participantTookPart": true
          },
          "warningSigns": ["Stops answering messages"],
          "coping": ["Walks around the block"]
        }
        """
            .formatted(RECORDED));
  }

  /** An event of Dana's, urgent. */
  public static RecordSheet event() {
    return RecordSheet.of(
        """
        {
          "kind": "crisis-event", "id": "CE-1", "version": 1, "recordedAt": "%s",
          "participantId": "P-1", "state": "detected", "what": "panic-attack",
          "severity": "urgent", "substanceUse": false, "summary": "Called the crisis line.",
          "noticed": {"how": "crisis-line-call", "at": "2026-11-20T09:55:00Z"}
        }
        """
            .formatted(RECORDED));
  }

  /** A routine referral of Dana's to psychiatry. */
  public static RecordSheet referral() {
    return RecordSheet.of(
        """
        {
          "kind": "referral", "id": "RF-1", "version": 1, "recordedAt": "%s",
          "participantId": "P-1", "state": "requested",
          "to": {"target": "medication-evaluation"}, "urgency": "routine", "substanceUse": false,
          "requester": {"id": "S-1", "name": "Hannah Lindqvist", "role": "psychiatrist"},
          "reason": "Sleeps little since the dose was raised.",
          "asked": "Please look at the medication.",
          "because": {"planId": "CP-1"}
        }
        """
            .formatted(RECORDED));
  }

  /** Where somebody is now. */
  public static RecordSheet placeIn(String state) {
    return RecordSheet.of(
        """
        {
          "address": {
            "line": ["1 Main Street"], "city": "Somewhere", "state": "%s", "postalCode": "01605"
          },
          "confirmedAt": "2026-11-20T09:55:00Z"
        }
        """
            .formatted(state));
  }
}
