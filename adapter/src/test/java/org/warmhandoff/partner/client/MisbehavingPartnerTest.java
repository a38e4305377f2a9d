package org.warmhandoff.partner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesDocuments;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Outcome.Unknown;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.Misbehaviour;
import org.warmhandoff.testing.ehr.PartnerStub;

/** Whatever a partner answers, it is one of our outcomes and tells nothing of the partner's. */
class MisbehavingPartnerTest extends AtPartner {

  private static void means(Outcome outcome, Class<? extends Outcome> expected) {
    assertThat(outcome).isInstanceOf(expected);
    assertThat(outcome.note()).isNotBlank().doesNotContain("Dana", "Ortiz", "1987", "<");
  }

  @ParameterizedTest
  @EnumSource
  void toASearchForPatients(Misbehaviour partner) {
    stub.whenPatientsAreSearched(partner.answer());

    var stage = handover().match();

    means(((AttemptResult) stage).outcome(), partner.whenAsked());
    assertThat(handover().links().find("psychiatry", "P-1")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"BAD_REQUEST", "FORBIDDEN", "NOT_FOUND", "NOTHING_AND_403", "JSON_AND_403"})
  void aSearchForPatientsThatIsRefusedMayBeRefusedToEverybody(Misbehaviour partner) {
    stub.whenPatientsAreSearched(partner.answer());

    var stage = handover().match();

    assertThat(((AttemptResult) stage).outcome().reach()).isEqualTo(Reach.AILING);
  }

  @ParameterizedTest
  @EnumSource
  void toTheQuestionWhatItTakesAndItIsTriedLater(Misbehaviour partner) {
    stub.whenAskedWhatItTakes(partner.answer());

    var outcome = handover().write();

    means(outcome, TryLater.class);
    assertThat(stub.writes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void toATransaction(Misbehaviour partner) {
    acceptsGraph();
    stub.whenWrittenInTransaction(partner.answer());

    var outcome = handover().write();

    means(outcome, partner.whenWritten());
    assertThat(stub.writes()).filteredOn(write -> write.getUrl().equals("/fhir")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void toADocument(Misbehaviour partner) {
    acceptsDocument(takesDocuments());
    stub.whenFiled(partner.answer());

    var outcome = handover().write();

    means(outcome, partner.whenWritten());
    assertThat(stub.writes())
        .as("each format at most once")
        .isNotEmpty()
        .extracting(LoggedRequest::getBodyAsString)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void toTheSearchBeforeADocument(Misbehaviour partner) {
    acceptsDocument(takesDocuments());
    stub.whenSearched("DocumentReference", partner.answer());

    var outcome = handover().write();

    means(outcome, partner.whenAsked());
    assertThat(stub.writes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void toTheQuestionInDoubt(Misbehaviour partner) {
    acceptsGraph();
    stub.whenSearched("CarePlan", partner.answer());
    handover().inDoubt(true);

    var outcome = handover().write();

    means(outcome, partner.whenAsked());
    assertThat(stub.writes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void toTheReadBackOfAGraphAndItIsUnknownForItWasWritten(Misbehaviour partner) {
    acceptsGraph();
    stub.whenRead(handover().mainAtPartner(), partner.answer());
    stub.whenSearched("CarePlan", PartnerStub.ok(PartnerStub.searchset()));

    means(handover().write(), Unknown.class);
  }

  @ParameterizedTest
  @EnumSource
  void toTheReadBackOfADocumentAndItIsUnknownForItWasWritten(Misbehaviour partner) {
    acceptsDocument(takesDocuments());
    stub.whenRead(handover().documentAtPartner(), partner.answer());

    means(handover().write(), Unknown.class);
  }
}
