package org.warmhandoff.testing;

import java.util.List;

/** The records that tests begin with: Dana, her plan, an event and a referral. */
public final class Sheets {

  private static final String RECORDED = "2026-11-20T10:00:00Z";

  private Sheets() {}

  /** Dana, of Springfield in Massachusetts; everybody of her care network may know everything. */
  public static Sheet dana() {
    return Sheet.of(
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
  public static Sheet danaOf(String psychiatry, Sheet... consents) {
    return dana()
        .with("careNetwork", Sheet.of("{}").with("psychiatry", psychiatry))
        .with("consents", List.of(consents));
  }

  private static Sheet everything(String id, String partner) {
    return consent(id, "mental-health", "substance-use", "safety-plan", "location")
        .with("recipient", Sheet.of("{}").with("partner", partner));
  }

  /** A consent for the psychiatry, in force since the spring. */
  public static Sheet consent(String id, String... scope) {
    return Sheet.of(
            """
            {
              "id": "%s", "recipient": {"partner": "psychiatry"}, "purpose": "treatment",
              "from": "2026-04-02", "givenAt": "2026-04-02T15:05:00Z", "signed": "electronic"
            }
            """
                .formatted(id))
        .with("scope", List.of(scope))
        .with("signer", Sheet.of("{\"capacity\": \"participant\"}"))
        .with("ends", Sheet.of("{\"event\": \"end of the treatment\"}"))
        .with(
            "form",
            Sheet.of(
                """
                {
                  "discloser": "Bridgewater Virtual IOP", "description": "What the plan says",
                  "rightToRevoke": "At any time, by a call", "document": "DOC-1"
                }
                """));
  }

  /** Dana's crisis plan, in force. */
  public static Sheet plan() {
    return Sheet.of(
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
  public static Sheet event() {
    return Sheet.of(
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
  public static Sheet referral() {
    return Sheet.of(
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
  public static Sheet placeIn(String state) {
    return Sheet.of(
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
