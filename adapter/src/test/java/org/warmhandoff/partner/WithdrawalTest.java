package org.warmhandoff.partner;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.plan;
import static org.warmhandoff.testing.RecordSheets.referral;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;
import static org.warmhandoff.testing.ehr.PartnerStub.searchset;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesDocuments;

import ca.uhn.fhir.context.FhirContext;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.warmhandoff.disclosure.Ground;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.Retired;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.PlanHandover;

/** What a partner holds, of which nothing may be told any more. */
class WithdrawalTest extends AtPartner {

  private void holds(Form form, String remote) {
    handover().held(plan(), Outcomes.receipt(form, PlanHandover.LINK, remote, Optional.of("1")));
  }

  private void takes(CapabilityStatement statement) {
    known(statement);
    stub.whenAskedAtAll(ok(searchset()));
  }

  private DomainResource planStandsThere() {
    takes(statement());
    holds(Form.GRAPH, "CarePlan/77");
    var there = handover().mainAtPartner();
    stub.whenSearched("CarePlan", ok(searchset(there)));
    stub.whenRead(there, ok(there));
    return there;
  }

  private static ResponseDefinitionBuilder refused() {
    var outcome = new OperationOutcome();
    outcome.addIssue().setSeverity(IssueSeverity.ERROR).setCode(IssueType.BUSINESSRULE);
    return ok(outcome).withStatus(422);
  }

  private static Retired retired(String... staying) {
    return new Retired(Ground.CONSENT_REVOKED, List.of(staying));
  }

  @Test
  void thePlanIsWrittenOverWithNothingOfWhatItTold() {
    var there = planStandsThere();
    stub.whenUpdated(there, ok(there));

    assertThat(handover().takeBack()).isEqualTo(retired());

    assertThat(stub.writes())
        .singleElement()
        .satisfies(
            write -> {
              assertThat(write.getUrl()).isEqualTo("/fhir/CarePlan/77");
              assertThat(write.getHeader("If-Match")).isEqualTo("W/\"1\"");
              var written =
                  FhirContext.forR4Cached()
                      .newJsonParser()
                      .parseResource(CarePlan.class, write.getBodyAsString());
              assertThat(written.getStatus().toCode()).isEqualTo("revoked");
              assertThat(written.getActivity()).isEmpty();
              assertThat(written.getContained()).isEmpty();
              assertThat(written.getSubject().getReference()).isEqualTo("Patient/7");
            });
  }

  @Test
  void whatIsNotThereIsNotMade() {
    takes(statement());
    holds(Form.GRAPH, "CarePlan/77");

    assertThat(handover().takeBack()).isEqualTo(retired());
    assertThat(stub.writes()).isEmpty();
  }

  @Test
  void whatThePartnerRefusesToChangeStaysAndIsSaid() {
    var there = planStandsThere();
    stub.whenUpdated(there, refused());

    assertThat(handover().takeBack())
        .isEqualTo(retired("CarePlan: refused there, stays as it was"));
  }

  @Test
  void aPartnerThatDoesNotAnswerIsAskedAgain() {
    var there = planStandsThere();
    stub.whenUpdated(there, aResponse().withStatus(503));

    assertThat(handover().takeBack().state()).isEqualTo(DeliveryState.WAITING);
  }

  @Test
  void aDocumentIsSupersededByNone() {
    takes(takesDocuments(TypeRestfulInteraction.UPDATE));
    holds(Form.DOCUMENT, "DocumentReference/88");
    var there = handover().documentAtPartner();
    stub.whenRead(there, ok(there));
    stub.whenUpdated(there, ok(there));

    assertThat(handover().takeBack()).isEqualTo(retired());
    assertThat(stub.writes())
        .singleElement()
        .satisfies(write -> assertThat(write.getBodyAsString()).contains("\"superseded\""));
  }

  @Test
  void aDocumentThatNobodyMayChangeStaysAndIsSaid() {
    takes(takesDocuments());
    holds(Form.DOCUMENT, "DocumentReference/88");

    assertThat(handover().takeBack())
        .isEqualTo(retired("document of version 1: stays there as it was"));
    assertThat(stub.writes()).isEmpty();
  }

  private void taskStandsThere(TaskStatus status) {
    handover().record(referral());
    takes(statement());
    handover()
        .held(
            referral(),
            Outcomes.receipt(Form.GRAPH, PlanHandover.LINK, "ServiceRequest/70", Optional.of("1")));
    var task =
        handover().graph().entries().stream()
            .map(entry -> entry.resource())
            .filter(Task.class::isInstance)
            .map(Task.class::cast)
            .findFirst()
            .orElseThrow();
    task.setStatus(status).setId("Task/90/_history/4");
    task.getMeta().setVersionId("4");
    task.getFor().setReference(PlanHandover.LINK.patient());
    stub.whenSearched("Task", ok(searchset(task)));
    stub.whenRead(task, ok(task));
    stub.whenUpdated(task, ok(task));
  }

  @Test
  void aTaskThatNobodyHasTakenIsCancelled() {
    taskStandsThere(TaskStatus.REQUESTED);

    assertThat(handover().takeBack()).isEqualTo(retired());
    assertThat(stub.writes())
        .singleElement()
        .satisfies(
            write -> {
              assertThat(write.getUrl()).isEqualTo("/fhir/Task/90");
              assertThat(write.getBodyAsString())
                  .contains("\"cancelled\"")
                  .doesNotContain("description");
            });
  }

  @Test
  void aTaskThatSomebodyHasTakenIsTheirs() {
    taskStandsThere(TaskStatus.ACCEPTED);

    assertThat(handover().takeBack())
        .isEqualTo(retired("Task: somebody there has taken it, stays as it was"));
    assertThat(stub.writes()).isEmpty();
  }

  @Test
  void workThatIsDoneStaysDone() {
    taskStandsThere(TaskStatus.COMPLETED);

    assertThat(handover().takeBack()).isEqualTo(retired());
    assertThat(stub.writes()).isEmpty();
  }

  @Test
  void aMessageStaysAndIsSaid() {
    takes(takesDocuments());
    holds(Form.MESSAGE, "Communication/5");

    assertThat(handover().takeBack())
        .isEqualTo(retired("message of version 1: stays there as it was"));
  }

  @Test
  void nobodyIsAskedWhoTheParticipantIs() {
    takes(statement());
    holds(Form.GRAPH, "CarePlan/77");

    assertThat(handover().matchToTakeBack())
        .isInstanceOfSatisfying(
            AttemptResult.class,
            answer ->
                assertThat(answer.outcome())
                    .isEqualTo(retired("the patient is not known there any more")));
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void whatStaysIsSaidInOneLine() {
    Outcome outcome = retired("Flag of version 1: stays there as it was");

    assertThat(outcome.note())
        .isEqualTo("consent-revoked; not retired there: Flag of version 1: stays there as it was");
    assertThat(retired().note())
        .isEqualTo("consent-revoked; what the partner held is retired there");
    assertThat(new Retired(Ground.CONSENT_REVOKED, Collections.nCopies(30, "Goal: stays")).note())
        .hasSizeLessThanOrEqualTo(200);
  }
}
