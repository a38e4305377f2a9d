package org.warmhandoff.partner.capability;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;
import static org.warmhandoff.testing.ehr.PartnerStub.searchset;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesDocuments;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesGraphsOf;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesOneByOne;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.fit.Form;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Outcome.Unknown;
import org.warmhandoff.testing.AtEhr;
import org.warmhandoff.testing.PlanHandover;

/** What a partner advertises and then refuses is remembered, and the next lower form is taken. */
class RefusedInPracticeTest extends AtEhr {

  private Form formOf(PlanHandover handover) {
    return ((Delivered) handover.write()).receipt().form();
  }

  @Test
  void transactionsThatAreNotTakenAfterAllBecomeSingleWritesInTheSameAttempt() {
    known(takesGraphsOf(graphTypes()));
    ehr.takesNot("POST /fhir");

    assertThat(formOf(toEhr)).isEqualTo(Form.SINGLE_WRITES);

    assertThat(toEhr.refusals().of("psychiatry")).containsExactly(new Refusal("", "transaction"));
    assertThat(toEhr.setOut().stream().distinct()).containsExactly(Form.GRAPH, Form.SINGLE_WRITES);
  }

  private static ResponseDefinitionBuilder no(int status, String type, String body) {
    return aResponse().withStatus(status).withHeader("Content-Type", type).withBody(body);
  }

  private static Stream<ResponseDefinitionBuilder> noes() {
    return Stream.of(
        aResponse().withStatus(405),
        aResponse().withStatus(501),
        no(405, "application/json", "{\"error\": \"method not allowed\"}"));
  }

  @ParameterizedTest
  @MethodSource("noes")
  void aNoOfTheServerItselfIsBelievedThoughItIsNotInFhir(ResponseDefinitionBuilder no) {
    acceptsGraph();
    stub.whenWrittenInTransaction(no);

    handover().write();

    assertThat(handover().refusals().of("psychiatry"))
        .containsExactly(new Refusal("", "transaction"));
  }

  @Test
  void aPageThatSaysNoIsAGatewaysAndIsNotBelieved() {
    acceptsGraph();
    stub.whenWrittenInTransaction(no(405, "text/html", "<h1>Not Allowed</h1>"));

    assertThat(handover().write()).isInstanceOf(Unknown.class);

    assertThat(handover().refusals().of("psychiatry")).isEmpty();
  }

  @Test
  void whatWasRefusedOnceIsNotTriedAgain() {
    known(takesGraphsOf(graphTypes()));
    ehr.takesNot("POST /fhir");
    toEhr.write();
    var asked = ehr.asked().size();

    toEhr.write();

    assertThat(ehr.asked().subList(asked, ehr.asked().size()))
        .noneMatch(one -> one.target().equals("/fhir"));
  }

  @Test
  void aTypeThatIsNotTakenAfterAllIsFoundOutHalfWayAndLeftOutNextTime() {
    known(takesOneByOne(graphTypes()));
    ehr.takesNot("POST /fhir/CarePlan");

    var first = toEhr.write();

    assertThat(first).isInstanceOf(TryLater.class);
    assertThat(first.note()).endsWith("goes in a lower form");
    assertThat(ehr.shelf().all("CarePlan")).isEmpty();
    assertThat(toEhr.refusals().of("psychiatry"))
        .containsExactly(new Refusal("CarePlan", "create"));
  }

  @Test
  void aDocumentIsTheNextLowerFormOfAPlanThatIsNotTaken() {
    var types = new ArrayList<>(List.of("CarePlan", "DocumentReference"));
    known(takesOneByOne(types));
    ehr.takesNot("POST /fhir/CarePlan");

    toEhr.write();

    assertThat(formOf(toEhr)).isEqualTo(Form.DOCUMENT);
    assertThat(ehr.shelf().names()).hasSize(1).doesNotHaveDuplicates();
  }

  @Test
  void aSearchByIdentifierThatIsNotTakenAfterAllBecomesASearchOfThePatients() {
    known(takesDocuments());
    stub.whenSearchedBy("DocumentReference", "identifier", status(400));
    stub.whenSearchedBy("DocumentReference", "patient", ok(searchset()));
    stub.filesAs(handover().documentAtPartner());

    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(handover().refusals().of("psychiatry"))
        .containsExactly(new Refusal("DocumentReference", "search:identifier"));
  }

  @Test
  void aSizeOfPagesThatIsNotTakenAfterAllIsNotAskedForAnyMore() {
    var statement = takesDocuments();
    statement.getRestFirstRep().addSearchParam().setName("_count");
    known(statement);
    stub.whenSearchedBy("DocumentReference", "identifier", ok(searchset()));
    stub.whenSearchedBy("DocumentReference", "_count", status(400));
    stub.filesAs(handover().documentAtPartner());

    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(handover().refusals().of("psychiatry"))
        .containsExactly(new Refusal("DocumentReference", "search:_count"));
  }

  @Test
  void allIsForgottenWhenThePartnerSaysSomethingElse() {
    known(takesGraphsOf(graphTypes()));
    handover().refusals().remember("psychiatry", new Refusal("", "transaction"));
    CapabilityStatement same = takesGraphsOf(graphTypes());
    same.getDateElement().setValueAsString("2026-11-21T11:59:00Z");
    stub.whenAskedWhatItTakes(ok(same));

    assertThat(handover().partner().ask()).isEqualTo("answers");
    assertThat(handover().refusals().of("psychiatry")).hasSize(1);

    stub.whenAskedWhatItTakes(ok(takesDocuments()));
    handover().partner().ask();
    assertThat(handover().refusals().of("psychiatry")).isEmpty();
  }
}
