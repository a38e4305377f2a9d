package org.warmhandoff.partner;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;
import static org.warmhandoff.testing.ehr.PartnerStub.searchset;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesDocuments;

import com.github.tomakehurst.wiremock.http.Fault;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.NotThere;
import org.warmhandoff.flow.message.Outcome.Unknown;
import org.warmhandoff.testing.AtPartner;

/** A write whose answer was lost ends in one resource at the partner, whatever became of it. */
class LostAnswerTest extends AtPartner {

  @Test
  void aGraphThatWasWrittenBeforeTheResetIsFoundAndNotWrittenAgain() {
    acceptsGraph();
    stub.whenWrittenInTransaction(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

    assertThat(handover().write()).isInstanceOf(Unknown.class);
    handover().inDoubt(true);
    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(stub.writes()).hasSize(1);
  }

  @Test
  void aGraphThatWasNotWrittenBeforeTheResetIsAskedForAndThenWritten() {
    acceptsGraph();
    stub.whenWrittenInTransaction(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    stub.whenSearched("CarePlan", ok(searchset()));

    assertThat(handover().write()).isInstanceOf(Unknown.class);
    handover().inDoubt(true);
    assertThat(handover().write()).isEqualTo(new NotThere());
    assertThat(stub.writes()).hasSize(1);
    acceptsGraph();
    handover().inDoubt(false);
    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(stub.writes()).hasSize(2);
  }

  @Test
  void aDocumentThatWasFiledBeforeTheResetIsFoundAndNotFiledAgain() {
    acceptsDocument(takesDocuments());
    stub.whenFiled(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

    assertThat(handover().write()).isInstanceOf(Unknown.class);
    stub.whenSearched("DocumentReference", ok(searchset(handover().documentAtPartner())));
    handover().inDoubt(true);
    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(stub.writes()).hasSize(1);
  }

  @Test
  void aDocumentThatWasNotFiledBeforeTheResetIsAskedForAndThenFiled() {
    acceptsDocument(takesDocuments());
    stub.whenFiled(aResponse().withFault(Fault.EMPTY_RESPONSE));

    assertThat(handover().write()).isInstanceOf(Unknown.class);
    handover().inDoubt(true);
    assertThat(handover().write()).isEqualTo(new NotThere());
    acceptsDocument(takesDocuments());
    handover().inDoubt(false);
    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(stub.writes()).hasSize(2);
  }
}
