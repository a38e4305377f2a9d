package org.warmhandoff.partner.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.fit.offer.PersonaReader;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.partner.Hapi;
import org.warmhandoff.partner.client.Reply.HttpReply;

/** What HAPI's client writes for us, to the letter. */
class RequestsTest {

  private static final String BASE = "http://partner.example/fhir";
  private static final FhirContext FHIR = Hapi.context();
  private static final Requests REQUESTS = new Requests(BASE, new PageLink(BASE, false));
  private static final Identifier OURS =
      new Identifier().setSystem("urn:ours").setValue("CP-1&status=active");
  private static final String TOKEN = "identifier=urn%3Aours%7CCP-1%26status%3Dactive";

  private final List<DraftRequest> drafts = new ArrayList<>();

  private void draft(Request request) {
    drafts.add(request.draft(FHIR.newRestfulGenericClient(BASE)));
  }

  private FhirResponse say(Request request, HttpReply answer) {
    draft(request);
    return FhirResponse.of(answer, new TolerantReading(FHIR));
  }

  private static HttpReply json(int status, String body) {
    return new HttpReply(
        status, Map.of("content-type", "application/fhir+json"), body.getBytes(UTF_8));
  }

  private static CarePlan plan() {
    var plan = new CarePlan();
    plan.setId("CarePlan/5/_history/4");
    return plan;
  }

  static Stream<Arguments> requests() {
    var plan = plan();
    var transaction = new Bundle().setType(BundleType.TRANSACTION);
    var message = new Bundle().setType(BundleType.MESSAGE);
    var page = BASE + "?_getpages=a%7Cb";
    return Stream.of(
        Arguments.of(REQUESTS.metadata(), "GET", "/metadata", "Cache-Control=no-cache"),
        Arguments.of(REQUESTS.read("Patient", "7"), "GET", "/Patient/7", "Cache-Control=no-cache"),
        Arguments.of(
            REQUESTS.search("CarePlan", Criteria.by(OURS).and("_count", "100")),
            "GET",
            "/CarePlan?" + TOKEN + "&_count=100",
            "Cache-Control=no-cache"),
        Arguments.of(
            REQUESTS.search(
                "Observation", Criteria.by("patient", "Patient/7").and("category", "urn:a|exam")),
            "GET",
            "/Observation?patient=Patient%2F7&category=urn%3Aa%7Cexam",
            "Cache-Control=no-cache"),
        Arguments.of(
            REQUESTS.search(
                "Patient", Criteria.none().and("family", Criteria.text("de la Cruz, Ana|x"))),
            "GET",
            "/Patient?family=de%20la%20Cruz%5C%2C%20Ana%5C%7Cx",
            "Cache-Control=no-cache"),
        Arguments.of(
            REQUESTS.searchByPost("Patient", Criteria.by("family", "Ortiz")),
            "POST",
            "/Patient/_search",
            "Cache-Control=no-cache"),
        Arguments.of(
            REQUESTS.page(page, "CarePlan").orElseThrow(),
            "GET",
            "?_getpages=a%7Cb",
            "Cache-Control=no-cache"),
        Arguments.of(
            REQUESTS.match(new Parameters()), "POST", "/Patient/$match", "Cache-Control=no-cache"),
        Arguments.of(REQUESTS.create(plan), "POST", "/CarePlan", "Prefer=return=minimal"),
        Arguments.of(
            REQUESTS.createIfNone(plan, OURS),
            "POST",
            "/CarePlan",
            "If-None-Exist=" + TOKEN + ", Prefer=return=minimal"),
        Arguments.of(
            REQUESTS.update(plan, "7", Optional.of("3")),
            "PUT",
            "/CarePlan/7",
            "If-Match=W/\"3\", Prefer=return=minimal"),
        Arguments.of(
            REQUESTS.update(plan, "7", Optional.empty()),
            "PUT",
            "/CarePlan/7",
            "Prefer=return=minimal"),
        Arguments.of(
            REQUESTS.updateBy(plan, OURS),
            "PUT",
            "/CarePlan?" + TOKEN,
            "Prefer=return=representation"),
        Arguments.of(REQUESTS.updateAtOwnId(plan), "PUT", "/CarePlan/5", "Prefer=return=minimal"),
        Arguments.of(REQUESTS.transaction(transaction), "POST", "", "Prefer=return=minimal"),
        Arguments.of(REQUESTS.message(message), "POST", "/$process-message", ""));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void eachGoesWhereItShouldWithTheHeadersThatItNeeds(
      Request request, String method, String url, String headers) {
    draft(request);

    assertThat(drafts).hasSize(1);
    var draft = drafts.get(0);
    assertThat(draft.getHttpVerbName() + " " + draft.getUri()).isEqualTo(method + " " + BASE + url);
    assertThat(String.join(", ", sent(draft))).isEqualTo(headers);
  }

  private static List<String> sent(DraftRequest draft) {
    return Stream.of("Cache-Control", "If-Match", "If-None-Exist", "Prefer")
        .filter(name -> draft.getAllHeaders().containsKey(name))
        .map(name -> name + "=" + String.join("|", draft.getAllHeaders().get(name)))
        .toList();
  }

  @Test
  void nothingIsReadFromWhereAnAnswerSaysThatItIs() {
    var elsewhere = Map.of("location", "http://elsewhere.example/fhir/CarePlan/7/_history/2");

    var told = say(REQUESTS.updateBy(plan(), OURS), new HttpReply(200, elsewhere, new byte[0]));

    assertThat(drafts).hasSize(1);
    assertThat(told.bare()).isTrue();
    assertThat(told.place("CarePlan"))
        .contains(new FhirResponse.ResourceUrl("CarePlan", "7", Optional.of("2")));
  }

  @Test
  void anUpdateSaysTheIdThatTheResourceHasThere() throws Exception {
    draft(REQUESTS.update(plan(), "7", Optional.empty()));

    var body = drafts.get(0).getRequestBodyFromStream();
    assertThat(FHIR.newJsonParser().parseResource(CarePlan.class, body).getIdElement().getIdPart())
        .isEqualTo("7");
  }

  @Test
  void aCodeThatFhirDoesNotKnowHidesNothingElse() {
    var told =
        say(
            REQUESTS.read("Patient", "7"),
            json(200, "{\"resourceType\":\"Patient\",\"id\":\"7\",\"gender\":\"chair\"}"));

    assertThat(told.as(Patient.class)).isPresent();
  }

  @Test
  void ofAFailureTheOutcomeAndTheHeadersAreKnown() {
    var told =
        say(
            REQUESTS.create(plan()),
            json(
                422,
                "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"code\":\"required\"}]}"));

    assertThat(told.status()).isEqualTo(422);
    assertThat(told.as(OperationOutcome.class).isPresent()).isTrue();
  }

  @Test
  void whatIsLargerThanThePartnerTakesIsNotSent() {
    var persona = PersonaReader.read("{\"wire\": {\"largestBody\": 30}}".getBytes(UTF_8));
    var envelopes = new Envelopes(persona.wire());
    draft(REQUESTS.create(new CarePlan()));
    draft(REQUESTS.create(new CarePlan().setTitle("more than thirty bytes")));

    assertThat(envelopes.checked(drafts.get(0)).orElseThrow()).isSameAs(drafts.get(0));
    assertThat(envelopes.checked(drafts.get(1)).failure())
        .map(PartnerFailure::outcome)
        .contains(new Refused("larger than the 30 bytes taken there"));
  }
}
