package org.warmhandoff.partner.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;
import static org.warmhandoff.testing.ehr.PartnerStub.searchset;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesDocuments;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesGraphsOf;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.partner.Probing;
import org.warmhandoff.testing.AtPartner;

class CapabilitiesTest extends AtPartner {

  private long timesAsked() {
    return stub.requests().stream()
        .filter(one -> one.getUrl().startsWith("/fhir/metadata"))
        .count();
  }

  private void takesDocumentsAndHasNone() {
    stub.whenAskedWhatItTakes(ok(takesDocuments()));
    stub.whenSearched("DocumentReference", ok(searchset()));
    stub.filesAs(handover().documentAtPartner());
  }

  @Test
  void aPartnerIsAskedOnceWhatItTakesAndTheAnswerIsKept() {
    takesDocumentsAndHasNone();

    handover().write();
    handover().write();

    assertThat(timesAsked()).isOne();
    assertThat(statements.find("psychiatry")).isPresent();
  }

  @Test
  void whatIsKnownFromBeforeARestartIsNotAskedAgain() {
    acceptsDocument(takesDocuments());

    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(timesAsked()).isZero();
  }

  @Test
  void aPartnerIsAskedAgainWhereTheClockWasPutBack() {
    takesDocumentsAndHasNone();
    handover().write();

    clock.pass(Duration.ofDays(-400));
    handover().write();
    handover().write();

    assertThat(timesAsked()).isEqualTo(2);
  }

  @Test
  void aPartnerIsAskedAgainAfterADay() {
    takesDocumentsAndHasNone();
    handover().write();

    clock.pass(Duration.ofDays(1).plusSeconds(1));
    handover().write();

    assertThat(timesAsked()).isEqualTo(2);
  }

  @Test
  void whatItSaidLastHoldsAsLongAsItCannotBeAskedAndItIsNotAskedEachTime() {
    takesDocumentsAndHasNone();
    handover().write();
    stub.whenAskedWhatItTakes(status(503));
    clock.pass(Duration.ofDays(1).plusSeconds(1));

    assertThat(handover().write()).isInstanceOf(Delivered.class);
    assertThat(handover().write()).isInstanceOf(Delivered.class);
    assertThat(timesAsked()).isEqualTo(2);

    clock.pass(Duration.ofMinutes(11));
    handover().write();
    assertThat(timesAsked()).isEqualTo(3);
  }

  @Test
  void theFullestFormThatItTakesIsTaken() {
    acceptsGraph();

    assertThat(((Delivered) handover().write()).receipt().form()).isEqualTo(Form.GRAPH);
  }

  @Test
  void aPartnerThatLacksOneOfTheTypesGetsADocument() {
    acceptsGraph();
    var statement = takesGraphsOf(List.of("CarePlan", "DocumentReference"));
    statement.getRestFirstRep().getResource().remove(0);
    acceptsDocument(statement);

    assertThat(((Delivered) handover().write()).receipt().form()).isEqualTo(Form.DOCUMENT);
  }

  @Test
  void howItIsReachedIsSaidInAWordOrTwo() {
    assertThat(handover().partner().reach())
        .isEqualTo(new Probing.Answering(false, "answered 404"));

    stub.whenAskedWhatItTakes(ok(takesDocuments()));
    assertThat(handover().partner().reach()).isEqualTo(new Probing.Answering(true, "answers"));
  }
}
