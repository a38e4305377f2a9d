package org.warmhandoff.partner.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a partner's reasons nothing comes through that could be about a person. */
class ReasonsTest {

  private static final List<String> ABOUT_PEOPLE =
      List.of(
          "Dana",
          "Ortiz-Báez",
          "1987-03-14",
          "BB-448210",
          "+14135550101",
          "218",
          "Alder",
          "01108",
          "suicide",
          "heroin",
          "dana@example.org",
          "Springfield",
          "x".repeat(300),
          "HAPI-12345",
          "MSG_DANA",
          "{\"family\":\"Ortiz\"}",
          "家",
          "\u0000");

  private static OperationOutcome saying(String diagnostics) {
    var outcome = new OperationOutcome();
    outcome
        .addIssue()
        .setSeverity(IssueSeverity.ERROR)
        .setCode(IssueType.INVALID)
        .setDiagnostics(diagnostics);
    return outcome;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HAPI-1094: Resource Patient/7 not found, specified in path: CarePlan.subject"
            + " | error/invalid HAPI-1094 Resource Patient ... not found specified in path"
            + " CarePlan.subject",
        "Missing required element CarePlan.intent | error/invalid Missing required element"
            + " CarePlan.intent",
        "CarePlan.activity[2].detail: value of category is not in the ValueSet"
            + " | error/invalid CarePlan.activity.detail value of category is not in the ValueSet",
        "The value of Task.intent.Dana is not allowed. | error/invalid value of Task.intent... is"
            + " not allowed",
        "Dana Ortiz-Baez (born 1987-03-14) lives at 218 Alder Row | error/invalid",
        "status is required for Dana | error/invalid status is required for ..."
      })
  void whatServersSayOfRequestsIsKept(String diagnostics, String kept) {
    assertThat(Reasons.of(saying(diagnostics))).isEqualTo(kept);
  }

  /** They name elements and types of FHIR as well. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Patient is deceased | error/invalid Patient is ...",
        "Patient is not active | error/invalid Patient is not ...",
        "The patient has a condition | error/invalid",
        "Substance used by Patient | error/invalid used by Patient",
        "is.deceased Patient | error/invalid is ... Patient",
        "Not found: such Patient.substance used | error/invalid found such Patient ... used",
        "Patient has expired | error/invalid Patient has ...",
        "Not updated: Patient.deceased | error/invalid updated Patient.deceased"
      })
  void whatTheyTellOfSomebodyIsNotKept(String diagnostics, String kept) {
    assertThat(Reasons.of(saying(diagnostics))).isEqualTo(kept);
  }

  @Test
  void aPathBesideATextSaysWhichElementIsMeantAndTheTextSaysNoMore() {
    var outcome = saying("Patient is deceased");
    outcome.getIssueFirstRep().addExpression("Patient.deceased");
    outcome.getIssueFirstRep().getDetails().setText("gender of the Patient is unknown");

    assertThat(Reasons.of(outcome))
        .isEqualTo("error/invalid Patient.deceased of the Patient is unknown Patient is ...");
  }

  /** Whatever element it is: alone it is a word of people's as well. */
  @Test
  void noNameOfAnElementIsKeptInATextUnlessItIsInTheList() {
    var told = List.of("deceased", "active", "gender", "family", "onset", "dosage", "intent");
    for (var word : told) {
      assertThat(Reasons.of(saying("Patient is " + word))).doesNotContain(word);
    }
  }

  @Test
  void aPlaceIsKeptAsFarAsItIsFhir() {
    var outcome = saying(null);
    outcome.getIssueFirstRep().addExpression("Patient.name[0].given[1]");
    outcome.getIssueFirstRep().addExpression("CarePlan.activity[2].where(text='Dana')");

    assertThat(Reasons.of(outcome))
        .isEqualTo("error/invalid Patient.name.given CarePlan.activity...");
  }

  @Test
  void codesOfFhirAreKeptAndOthersAreNot() {
    var outcome = saying(null);
    outcome
        .getIssueFirstRep()
        .getDetails()
        .addCoding()
        .setSystem("http://terminology.hl7.org/CodeSystem/operation-outcome")
        .setCode("MSG_UNKNOWN_TYPE");
    outcome.getIssueFirstRep().getDetails().addCoding().setSystem("urn:mrn").setCode("448210");

    assertThat(Reasons.of(outcome)).isEqualTo("error/invalid MSG_UNKNOWN_TYPE");
  }

  /** Words that servers use with words that tell of people between them, in any order. */
  @Test
  void noWordAboutAPersonEverComesThrough() {
    var harmless = List.of("Patient", "not", "found", "value", "invalid", "CarePlan.subject", "is");
    var random = new Random(20261121);
    for (var round = 0; round < 5000; round++) {
      var words =
          Stream.generate(
                  () -> random.nextInt(3) == 0 ? any(ABOUT_PEOPLE, random) : any(harmless, random))
              .limit(1 + random.nextInt(40))
              .toList();
      var text = String.join(any(List.of(" ", ", ", "/", ": '", "\n"), random), words);
      var outcome = saying(text);
      outcome.getIssueFirstRep().getDetails().setText(text);
      outcome.getIssueFirstRep().addExpression(text);
      outcome.getIssueFirstRep().addLocation(text);

      var kept = Reasons.of(outcome);

      assertThat(kept).hasSizeLessThanOrEqualTo(200);
      for (var word : ABOUT_PEOPLE) {
        assertThat(kept).as(text).doesNotContain(word);
      }
      assertThat(kept).as(text).doesNotContainPattern("[0-9]").matches("[A-Za-z ./;-]*");
    }
  }

  private static String any(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }
}
