package org.warmhandoff.partner.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesDocuments;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Exchanged;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Outcome.Unknown;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.RecordSheets;
import org.warmhandoff.testing.ehr.PartnerStub;
import org.warmhandoff.testing.ehr.StatedCapabilities;

class ConnectionTest extends AtPartner {

  @Test
  void aPartnerThatIsNotThereIsTriedLaterThoughItWasAWrite() throws IOException {
    takesGraphs();
    try (var port = nobodyListens();
        var nobody = to("http://127.0.0.1:" + port.getLocalPort() + "/fhir")) {

      assertThat(nobody.write())
          .isEqualTo(new TryLater("could not be reached", Optional.empty(), Reach.GONE));
      assertThat(((AttemptResult) nobody.match()).outcome()).isInstanceOf(TryLater.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "429, 120, PT2M",
    "503, 5, PT5S",
    "429, 'Sat, 21 Nov 2026 12:05:00 GMT', PT5M",
    "503, 'Sat, 21 Nov 2026 13:00:00 GMT', PT1H"
  })
  void aPartnerSaysWhenToComeBackInSecondsOrByDate(int status, String said, Duration pause) {
    acceptsGraph();
    stub.whenWrittenInTransaction(status(status).withHeader("Retry-After", said));

    assertThat(handover().write())
        .isEqualTo(
            new TryLater(
                "answered " + status + ": error/processing", Optional.of(pause), Reach.BUSY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "", "-5", "1.5", "99999999999999999999", "2026-11-21T12:05:00Z"})
  void whatCannotBeReadAsATimeIsPassedOver(String said) {
    acceptsGraph();
    stub.whenWrittenInTransaction(status(429).withHeader("Retry-After", said));

    assertThat(handover().write())
        .isEqualTo(new TryLater("answered 429: error/processing", Optional.empty(), Reach.BUSY));
  }

  @Test
  void aPartnerAskedForItsPatientsSaysWhenToComeBackAsWell() {
    said(StatedCapabilities.takesDocuments());
    stub.whenPatientsAreSearched(status(503).withHeader("Retry-After", "30"));

    var answer = (AttemptResult) handover().match();

    assertThat(answer.outcome())
        .isEqualTo(
            new TryLater(
                "answered 503: error/processing", Optional.of(Duration.ofSeconds(30)), Reach.BUSY));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsNotFollowedAndOurTokenGoesNowhereElse(int status) {
    try (var elsewhere = new PartnerStub()) {
      acceptsGraph();
      var away = aResponse().withStatus(status).withHeader("Location", elsewhere.base());
      stub.whenWrittenInTransaction(away);
      stub.whenPatientsAreSearched(away);

      var written = handover().write();
      var searched = ((AttemptResult) handover().match()).outcome();

      assertThat(written)
          .isEqualTo(new Unknown("answered " + status + " to a write", Reach.AILING));
      assertThat(searched)
          .isEqualTo(new TryLater("answered " + status, Optional.empty(), Reach.AILING));
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void theTokenGoesWithEveryRequest() {
    stub.whenAskedWhatItTakes(PartnerStub.ok(takesDocuments()));
    stub.hasPatients();
    handover().match();
    handover().write();
    acceptsDocument(takesDocuments());

    handover().write();

    assertThat(stub.requests())
        .hasSizeGreaterThan(4)
        .allSatisfy(
            request -> assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + TOKEN));
  }

  @Test
  void noNameAndNoBirthDateStandsInAnyAddress() {
    stub.hasPatients();
    acceptsDocument(takesDocuments());
    handover()
        .participant(
            RecordSheets.dana()
                .with(
                    "identifiers",
                    List.of(RecordSheet.of("{}").with("system", MRN).with("value", "BB-448210"))));

    handover().match();
    handover().write();

    assertThat(stub.requests())
        .extracting(LoggedRequest::getUrl)
        .allSatisfy(
            url -> assertThat(url).doesNotContainIgnoringCase("Ortiz", "Dana", "1987", "448210"));
  }

  @Test
  void aFaultIsNoFaultOfTheNextRequest() {
    acceptsGraph();
    stub.whenWrittenInTransaction(status(500));
    handover().write();

    acceptsGraph();

    assertThat(handover().write()).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void anAnswerThatWouldFillTheMemoryIsNotReadToItsEnd() {
    acceptsDocument(takesDocuments());
    stub.whenSearched(
        "DocumentReference",
        WireMock.okForContentType(
            PartnerStub.FHIR_JSON, " ".repeat(HttpTransport.LARGEST_ANSWER + 1)));

    assertThat(handover().write())
        .isInstanceOfSatisfying(
            Outcome.PartnerFault.class,
            fault -> assertThat(fault.reason()).isEqualTo(AttentionReason.OVERSIZED_ANSWER));
  }

  @Test
  void aProbeSaysHowItIsReachedAndInWhichFormEachKindGoes() {
    stub.whenAskedWhatItTakes(PartnerStub.ok(takesDocuments()));
    stub.whenPatientsAreSearched(PartnerStub.ok(PartnerStub.searchset()));

    var probe = handover().partner().probe();

    assertThat(probe.reach().up()).isTrue();
    assertThat(probe.exchanges())
        .extracting(Exchanged::did)
        .containsExactly("metadata", "search Patient by identifier");
    assertThat(probe.forms())
        .extracting(one -> one.kind() + ": " + one.taken())
        .containsExactly(
            "crisis-plan: document: yes", "crisis-event: document: yes", "referral: document: yes");
    assertThat(stub.writes()).isEmpty();
  }

  @Test
  void aProbeFindsThatATokenIsWrongThoughEverybodyIsToldWhatIsTaken() {
    stub.whenAskedWhatItTakes(PartnerStub.ok(takesDocuments()));
    stub.whenPatientsAreSearched(status(401));

    var reach = handover().partner().probe().reach();

    assertThat(reach.up()).isFalse();
    assertThat(reach.note()).startsWith("answers, and does not let us in: answered 401");
  }
}
