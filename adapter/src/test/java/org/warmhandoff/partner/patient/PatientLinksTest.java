package org.warmhandoff.partner.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;
import static org.warmhandoff.testing.ehr.PartnerStub.searchset;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.flow.message.Matched;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.NeedsPerson;
import org.warmhandoff.flow.message.Outcome.PartnerFault;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.ehr.MemoryPatientIndex;
import org.warmhandoff.testing.ehr.PartnerStub;
import org.warmhandoff.testing.ehr.StatedCapabilities;

class PatientLinksTest extends AtPartner {

  @BeforeEach
  void itSaidWhatItTakes() {
    said(StatedCapabilities.takesDocuments());
  }

  private static Patient dana() {
    return new MemoryPatientIndex().add("Patient/7");
  }

  private static Patient somebodyElse() {
    var other = new MemoryPatientIndex().add("Patient/8");
    other.getNameFirstRep().getGiven().get(0).setValue("Diana");
    return other;
  }

  @Test
  void thePatientIsFoundAndTheLinkIsKept() {
    stub.hasPatients(somebodyElse(), dana());

    var stage = handover().match();

    var link = new Link("Patient/7", Link.How.DEMOGRAPHICS);
    assertThat(((Matched) stage).link()).isEqualTo(link);
    assertThat(handover().links().find("psychiatry", "P-1")).contains(link);
  }

  @Test
  void whoIsKnownFromBeforeIsNotSearched() {
    var link = new Link("Patient/9", Link.How.IDENTIFIER);
    handover().links().keep("psychiatry", "P-1", link);

    var stage = handover().match();

    assertThat(((Matched) stage).link()).isEqualTo(link);
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void patientsAreSearchedByPostOnlyAndWithoutAnAnswerFromMemory() {
    stub.hasPatients(dana());

    handover().match();

    assertThat(stub.requests())
        .allSatisfy(
            request -> {
              assertThat(request.getMethod()).isEqualTo(RequestMethod.POST);
              assertThat(request.getUrl()).isEqualTo("/fhir/Patient/_search");
              assertThat(request.getHeader("Cache-Control")).isEqualTo("no-cache");
            })
        .first()
        .satisfies(
            request ->
                assertThat(request.getBodyAsString())
                    .contains("birthdate=1987-03-14", "family=Ortiz-B%C3%A1ez"));
  }

  @Test
  void nobodyFoundNeedsAPerson() {
    stub.hasPatients();

    assertThat(((AttemptResult) handover().match()).outcome()).isInstanceOf(NeedsPerson.class);
  }

  @Test
  void everyPageIsLookedThrough() {
    var first = searchset(somebodyElse());
    first.addLink().setRelation("next").setUrl(stub.base() + "?_getpages=2");
    stub.whenPatientsAreSearched(ok(first));
    stub.whenAskedForAPage(ok(searchset(dana())));

    assertThat(handover().match()).isInstanceOf(Matched.class);
  }

  @Test
  void aSecondOfThatNameOnTheNextPageNeedsAPerson() {
    var twice = dana();
    twice.setId("Patient/9");
    var first = searchset(dana());
    first.addLink().setRelation("next").setUrl(stub.base() + "?_getpages=2");
    stub.whenPatientsAreSearched(ok(first));
    stub.whenAskedForAPage(ok(searchset(twice)));

    assertThat(((AttemptResult) handover().match()).outcome()).isInstanceOf(NeedsPerson.class);
  }

  @Test
  void aSearchWithoutEndIsNoAnswerToMatchBy() {
    var endless = searchset(dana());
    endless.addLink().setRelation("next").setUrl(stub.base() + "?_getpages=2");
    stub.whenPatientsAreSearched(ok(endless));
    stub.whenAskedForAPage(ok(endless));

    assertThat(((AttemptResult) handover().match()).outcome()).isInstanceOf(NeedsPerson.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s/fhir?page=2", "%s/other?page=2"})
  void aNextPageAtAnotherAddressIsNotAskedFor(String page) {
    try (var elsewhere = new PartnerStub()) {
      var first = searchset(dana());
      first
          .addLink()
          .setRelation("next")
          .setUrl(page.formatted(elsewhere.base().replace("/fhir", "")));
      stub.whenPatientsAreSearched(ok(first));

      assertThat(((AttemptResult) handover().match()).outcome())
          .isInstanceOfSatisfying(
              PartnerFault.class,
              fault -> assertThat(fault.reason()).isEqualTo(AttentionReason.PAGES_ELSEWHERE));
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void aNextPageWhoseAddressOnlyBeginsLikeThePartnersIsNotAskedFor() {
    try (var elsewhere = new PartnerStub()) {
      var bare = stub.base().replace("/fhir", "");
      var first = searchset(dana());
      first
          .addLink()
          .setRelation("next")
          .setUrl(bare + "@" + elsewhere.base().replace("http://", ""));
      stub.whenAskedAtAll(ok(first));
      try (var handover = to(bare)) {

        assertThat(((AttemptResult) handover.match()).outcome())
            .isInstanceOfSatisfying(
                PartnerFault.class,
                fault -> assertThat(fault.reason()).isEqualTo(AttentionReason.PAGES_ELSEWHERE));
        assertThat(elsewhere.requests()).isEmpty();
      }
    }
  }

  @Test
  void aPatientInWhomACodeIsWrongDoesNotHideTheOthers() {
    var wrong = PartnerStub.json(searchset(somebodyElse(), dana()));
    stub.whenPatientsAreSearched(
        WireMock.okForContentType(
            PartnerStub.FHIR_JSON,
            wrong.replaceFirst("\"gender\":\"female\"", "\"gender\":\"F\"")));

    assertThat(handover().match()).isInstanceOf(Matched.class);
  }

  @Test
  void aStatementInWhichACodeIsWrongIsReadAllTheSame() {
    var statement =
        PartnerStub.json(StatedCapabilities.takesDocuments(TypeRestfulInteraction.UPDATE));
    stub.whenAskedWhatItTakes(
        WireMock.okForContentType(
            PartnerStub.FHIR_JSON,
            statement.replaceFirst("\"code\":\"update\"", "\"code\":\"updaet\"")));
    stub.whenSearched("DocumentReference", ok(searchset()));
    stub.filesAs(handover().documentAtPartner());

    assertThat(handover().write()).isInstanceOf(Delivered.class);
  }
}
