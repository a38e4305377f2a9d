package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.plan;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesDocuments;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesGraphsOf;

import java.util.function.Predicate;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.fit.Form;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.testing.AtEhr;
import org.warmhandoff.testing.ehr.RawHttp.RawRequest;

/** What is refused as it is goes in the next lower form or type, once, and that is remembered. */
class StepDownTest extends AtEhr {

  private static boolean isTransaction(RawRequest asked) {
    return asked.method().equals("POST") && asked.target().equals("/fhir");
  }

  private static Predicate<RawRequest> documentsWith(String text) {
    return asked ->
        asked.target().startsWith("/fhir/DocumentReference") && asked.body().contains(text);
  }

  private Delivered delivered(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Delivered.class);
    return (Delivered) outcome;
  }

  private DocumentReference document() {
    return (DocumentReference) ehr.shelf().all("DocumentReference").get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "400, TOOCOSTLY, ''",
    "400, STRUCTURE, ''",
    "413, TOOLONG, ''",
    "422, PROCESSING, ''",
    "422, NOTSUPPORTED, Bundle.entry[5]"
  })
  void aTransactionThatIsRefusedForItsSizeOrShapeGoesOneByOne(
      int status, IssueType code, String place) {
    known(takesGraphsOf(graphTypes()));
    ehr.refuses(StepDownTest::isTransaction, status, code, place);

    assertThat(delivered(toEhr.write()).receipt().form()).isEqualTo(Form.SINGLE_WRITES);

    assertThat(ehr.shelf().names()).doesNotHaveDuplicates();
    assertThat(toEhr.refusals().of("psychiatry"))
        .containsExactly(new Refusal("", "transaction:crisis-plan"));
  }

  @Test
  void soDoesOneThatAGatewayFindsTooLarge() {
    known(takesGraphsOf(graphTypes()));
    ehr.gatewayTakesNoTransaction();

    assertThat(delivered(toEhr.write()).receipt().form()).isEqualTo(Form.SINGLE_WRITES);

    assertThat(toEhr.refusals().of("psychiatry"))
        .containsExactly(new Refusal("", "transaction:crisis-plan"));
  }

  @Test
  void anElementThatIsRefusedByNameIsLeftOut() {
    known(takesDocuments());
    delivered(toEhr.write());
    toEhr.held(plan(), delivered(toEhr.write()).receipt());
    toEhr.record(plan().version(2));
    ehr.refuses(
        documentsWith("relatesTo"),
        422,
        IssueType.NOTSUPPORTED,
        "DocumentReference.relatesTo[0].code");

    var receipt = delivered(toEhr.write()).receipt();

    assertThat(receipt.leftOut()).contains("DocumentReference.relatesTo");
    assertThat(toEhr.refusals().of("psychiatry"))
        .containsExactly(new Refusal("DocumentReference", "element:relatesTo"));
  }

  @ParameterizedTest
  @CsvSource({"DocumentReference.content[0].attachment.contentType", "''"})
  void aTypeOfDocumentThatIsRefusedBecomesTheNext(String place) {
    known(takesDocuments());
    ehr.refuses(documentsWith("text/html"), 422, IssueType.VALUE, place);

    delivered(toEhr.write());

    assertThat(document().getContentFirstRep().getAttachment().getContentType())
        .isEqualTo("application/pdf");
    assertThat(toEhr.refusals().of("psychiatry"))
        .containsExactly(new Refusal("DocumentReference", "format:html"));
  }

  @Test
  void theNextDocumentGoesInThatTypeAtOnce() {
    known(takesDocuments());
    ehr.refuses(documentsWith("text/html"), 422, IssueType.VALUE, "");
    delivered(toEhr.write());
    var sent = ehr.written().size();

    toEhr.record(plan().id("CP-7"));
    delivered(toEhr.write());

    assertThat(ehr.written()).hasSize(sent + 1);
  }

  @Test
  void whatIsRefusedOfTheContentItselfIsForAPerson() {
    known(takesGraphsOf(graphTypes()));
    ehr.refuses(
        asked -> asked.body().contains("CarePlan"), 422, IssueType.INVALID, "CarePlan.status");

    assertThat(toEhr.write()).isInstanceOf(Refused.class);

    assertThat(ehr.shelf().names()).isEmpty();
    assertThat(toEhr.refusals().of("psychiatry")).isEmpty();
  }

  @Test
  void labelsAndPatientsAreNeverLeftOut() {
    known(takesDocuments());
    ehr.refuses(
        documentsWith("securityLabel"),
        422,
        IssueType.NOTSUPPORTED,
        "DocumentReference.securityLabel");

    assertThat(toEhr.write()).isInstanceOf(Refused.class);
  }
}
