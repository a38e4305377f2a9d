package org.warmhandoff.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.junit.jupiter.api.AfterEach;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.testing.ehr.PartnerStub;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** A test at a partner's door: the stub, the clock, what is known of it, and a hand-over. */
public abstract class AtPartner {

  static {
    SilencedLibraries.please();
  }

  /** The token that opens the partner's door. */
  protected static final String TOKEN = "secret-token-of-ours";

  /** The name space of the partner's MRNs. */
  protected static final String MRN = "https://psychiatry.example/mrn";

  /** The partner. */
  protected final PartnerStub stub = new PartnerStub();

  /** What time it is. */
  protected final SettableClock clock = new SettableClock("2026-11-21T12:00:00Z");

  /** What the partner said that it takes. */
  protected final MemoryStatements statements = new MemoryStatements();

  private final AtomicReference<PlanHandover> handover = new AtomicReference<>();

  @AfterEach
  void close() {
    if (handover.get() != null) {
      handover.get().close();
    }
    stub.close();
  }

  /** How long a whole request may take. */
  protected String answer() {
    return "5s";
  }

  /** A port that is the test's, and where connections are refused; the test closes it. */
  protected static Socket nobodyListens() throws IOException {
    var port = new Socket();
    port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return port;
  }

  /** It was asked what it takes before, and said this. */
  protected void said(CapabilityStatement statement) {
    statements.keep("psychiatry", PartnerStub.json(statement), clock.instant());
  }

  /** The hand-over of this test. */
  protected PlanHandover handover() {
    if (handover.get() == null) {
      handover.set(to(stub.base()));
    }
    return handover.get();
  }

  /** A hand-over to a partner at this address; the test closes it. */
  protected PlanHandover to(String base) {
    return to(base, "bearer: " + TOKEN, "");
  }

  /** A hand-over to the partner with this sign-on in YAML; the test closes it. */
  protected PlanHandover signedOnBy(String signOn) {
    return to(stub.base(), signOn, "");
  }

  /** A hand-over to a partner at this address, of whom that is known; the test closes it. */
  protected PlanHandover to(String base, MemoryStatements known) {
    return to(base, "bearer: " + TOKEN, "", known);
  }

  /** The same with more settings, such as {@code persona: oracle-like}. */
  protected PlanHandover to(String base, String signOn, String more) {
    return to(base, signOn, more, statements);
  }

  private PlanHandover to(String base, String signOn, String more, MemoryStatements known) {
    var config =
        Partners.config(
            """
              - name: psychiatry
                roles: [psychiatry]
                base-url: %s
                sign-on: {%s}
                identifier-systems: ["%s"]
                timeouts: {connect: 1s, answer: %s}
                %s
            """
                .formatted(base, signOn, MRN, answer(), more));
    return new PlanHandover(config, known, clock);
  }

  /** Hands over, and says the receipt in a line: form, main resource, its version there. */
  protected String delivered() {
    var outcome = handover().write();
    if (outcome instanceof Outcome.Delivered done) {
      var main = done.receipt().main();
      return "%s %s %s"
          .formatted(done.receipt().form(), main.reference(), main.version().orElse("-"));
    }
    return outcome.toString();
  }

  /** It is known that the partner takes this. */
  protected void known(CapabilityStatement statement) {
    statements.keep("psychiatry", PartnerStub.json(statement), clock.instant());
  }

  /** It is known that the partner takes whole graphs. */
  protected void takesGraphs() {
    known(statement());
  }

  /** That it takes every type of the record's graph. */
  protected CapabilityStatement statement() {
    return StatedCapabilities.takesGraphsOf(graphTypes());
  }

  /** Every type of the record's graph. */
  protected List<String> graphTypes() {
    return handover().graph().entries().stream()
        .map(entry -> entry.resource().fhirType())
        .distinct()
        .toList();
  }

  /** Every entry of the transaction was written, the main one at its address. */
  protected Bundle written() {
    var main = handover().mainAtPartner();
    var response = new Bundle().setType(BundleType.TRANSACTIONRESPONSE);
    for (var ignored : handover().graph().entries()) {
      response.addEntry().getResponse().setStatus("201 Created");
    }
    response
        .getEntryFirstRep()
        .getResponse()
        .setLocation(main.fhirType() + "/" + main.getIdElement().getIdPart() + "/_history/1");
    return response;
  }

  /** The partner takes the whole graph and shows it. */
  protected void acceptsGraph() {
    takesGraphs();
    var main = handover().mainAtPartner();
    stub.whenWrittenInTransaction(PartnerStub.ok(written()));
    stub.whenRead(main, PartnerStub.ok(main));
    stub.whenSearched(main.fhirType(), PartnerStub.ok(PartnerStub.searchset(main)));
  }

  /** The partner takes documents, has none, and shows what is filed. */
  protected void acceptsDocument(CapabilityStatement statement) {
    known(statement);
    stub.whenSearched("DocumentReference", PartnerStub.ok(PartnerStub.searchset()));
    stub.filesAs(handover().documentAtPartner());
  }

  /** A FHIR answer with that status, which tells a name. */
  protected static ResponseDefinitionBuilder status(int status) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", PartnerStub.FHIR_JSON)
        .withBody(
            """
            {"resourceType": "OperationOutcome", "issue": [{"severity": "error",
             "code": "processing", "diagnostics": "Dana Ortiz-Báez was born on 1987-03-14"}]}
            """);
  }
}
