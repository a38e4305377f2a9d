package org.warmhandoff.testing.ehr;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import ca.uhn.fhir.context.FhirContext;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/** A partner that answers what it is told to answer. What it was not told of, it answers by 404. */
public final class PartnerStub implements AutoCloseable {

  /** The content type of FHIR. */
  public static final String FHIR_JSON = "application/fhir+json";

  private final WireMockServer server =
      new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());

  /** A partner on a port of its own. */
  public PartnerStub() {
    server.start();
  }

  /** Where it is. */
  public String base() {
    return "http://127.0.0.1:" + server.port() + "/fhir";
  }

  /** What happens elsewhere while it works on an answer. */
  public void whileItAnswers(Runnable elsewhere) {
    server.addMockServiceRequestListener((request, response) -> elsewhere.run());
  }

  /** The resource as it travels. */
  public static String json(Resource resource) {
    return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource);
  }

  /** An answer with this resource in it. */
  public static ResponseDefinitionBuilder ok(Resource resource) {
    return okForContentType(FHIR_JSON, json(resource));
  }

  /** A searchset of these. */
  public static Bundle searchset(Resource... found) {
    var bundle = new Bundle().setType(BundleType.SEARCHSET).setTotal(found.length);
    for (var one : found) {
      bundle.addEntry().setResource(one);
    }
    return bundle;
  }

  /** What it answers when asked what it takes. */
  public void whenAskedWhatItTakes(ResponseDefinitionBuilder answer) {
    when(get(urlPathEqualTo("/fhir/metadata")), answer);
  }

  /** What it answers when patients are searched, in whichever way that is. */
  public void whenPatientsAreSearched(ResponseDefinitionBuilder answer) {
    when(any(urlPathMatching("/fhir/Patient(/_search)?")), answer);
  }

  /** What it answers when the next page of a search is asked for. */
  public void whenAskedForAPage(ResponseDefinitionBuilder answer) {
    when(get(urlPathEqualTo("/fhir")).withQueryParam("_getpages", matching(".+")), answer);
  }

  /** What it answers to everything. */
  public void whenAskedAtAll(ResponseDefinitionBuilder answer) {
    when(any(urlPathMatching(".*")), answer);
  }

  /** It has these patients. */
  public void hasPatients(Patient... patients) {
    whenPatientsAreSearched(ok(searchset(patients)));
  }

  /** What its own operation to match patients answers. */
  public void whenAskedToMatch(ResponseDefinitionBuilder answer) {
    when(post(urlPathEqualTo("/fhir/Patient/$match")), answer);
  }

  /** What it answers to a transaction. */
  public void whenWrittenInTransaction(ResponseDefinitionBuilder answer) {
    when(post(urlPathMatching("/fhir/?")), answer);
  }

  /** What it answers when a document is filed. */
  public void whenFiled(ResponseDefinitionBuilder answer) {
    when(post(urlPathEqualTo("/fhir/DocumentReference")), answer);
  }

  /** What it answers when a document is filed for the first time, and then. */
  public void whenFiledOnceThen(ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
    whenFiled(then);
    server.stubFor(
        post(urlPathEqualTo("/fhir/DocumentReference"))
            .inScenario("filing")
            .whenScenarioStateIs(Scenario.STARTED)
            .willSetStateTo("filed")
            .willReturn(first));
  }

  /** A document is filed as this. */
  public void filesAs(DocumentReference document) {
    var id = document.getIdElement().getIdPart();
    whenFiled(
        aResponse()
            .withStatus(201)
            .withHeader("Location", base() + "/DocumentReference/" + id + "/_history/1"));
    whenRead(document, ok(document));
  }

  /** What it answers when a resource is searched that is neither a patient nor searched by POST. */
  public void whenSearched(String type, ResponseDefinitionBuilder answer) {
    when(get(urlPathEqualTo("/fhir/" + type)), answer);
  }

  /** The same, if it is searched by that parameter. */
  public void whenSearchedBy(String type, String parameter, ResponseDefinitionBuilder answer) {
    when(get(urlPathEqualTo("/fhir/" + type)).withQueryParam(parameter, matching(".+")), answer);
  }

  /** What it answers when this resource is read. */
  public void whenRead(DomainResource resource, ResponseDefinitionBuilder answer) {
    when(get(urlPathEqualTo(path(resource))), answer);
  }

  /** What it answers when this resource is updated. */
  public void whenUpdated(DomainResource resource, ResponseDefinitionBuilder answer) {
    when(put(urlPathEqualTo(path(resource))), answer);
  }

  private static String path(DomainResource resource) {
    return "/fhir/" + resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }

  private void when(MappingBuilder request, ResponseDefinitionBuilder answer) {
    server.stubFor(request.willReturn(answer));
  }

  /** Everything it was asked, in order. */
  public List<LoggedRequest> requests() {
    var lastFirst = server.getAllServeEvents();
    var requests = new ArrayList<LoggedRequest>();
    lastFirst.forEach(event -> requests.add(0, event.getRequest()));
    return requests;
  }

  /** What was written at it: everything that was neither a read nor a search. */
  public List<LoggedRequest> writes() {
    return requests().stream()
        .filter(request -> !request.getMethod().equals(RequestMethod.GET))
        .filter(request -> !request.getUrl().contains("_search"))
        .toList();
  }

  @Override
  public void close() {
    server.stop();
  }
}
