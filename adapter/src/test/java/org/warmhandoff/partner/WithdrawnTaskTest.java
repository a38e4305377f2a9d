package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.referral;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;
import static org.warmhandoff.testing.ehr.PartnerStub.searchset;

import ca.uhn.fhir.context.FhirContext;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.PlanHandover;

/** Work does not stay open at a partner when nobody asks for it any more. */
class WithdrawnTaskTest extends AtPartner {

  private Task task;

  @BeforeEach
  void theProgramAskedAndDoesNotAnyMore() {
    handover().record(referral());
    task =
        handover().graph().entries().stream()
            .map(entry -> entry.resource())
            .filter(Task.class::isInstance)
            .map(Task.class::cast)
            .findFirst()
            .orElseThrow();
    task.setId("Task/90/_history/4");
    task.getMeta().setVersionId("4");
    task.getFor().setReference(PlanHandover.LINK.patient());
    task.addNote().setText("Added by the partner");
  }

  private void isThere(TaskStatus status, String state) {
    task.setStatus(status);
    handover().record(referral().with("version", 2).with("state", state));
    acceptsGraph();
    stub.whenSearched("Task", ok(searchset(task)));
    stub.whenRead(task, ok(task));
  }

  private Stream<BundleEntryComponent> tasks() {
    var body = stub.writes().get(0).getBodyAsString();
    var bundle = FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, body);
    return bundle.getEntry().stream().filter(entry -> entry.getResource() instanceof Task);
  }

  private Optional<BundleEntryComponent> withdrawn() {
    return tasks().filter(entry -> entry.getRequest().getUrl().equals("Task/90")).findFirst();
  }

  @Test
  void whatNobodyHasTakenIsCancelledIfNobodyChangedIt() {
    isThere(TaskStatus.REQUESTED, "recalled");

    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(tasks()).hasSize(1);
    assertThat(withdrawn().orElseThrow().getRequest().getIfMatch()).isEqualTo("W/\"4\"");
    var there = (Task) withdrawn().orElseThrow().getResource();
    assertThat(there.getStatus()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(there.getStatusReason().getText()).contains("recalled");
    assertThat(there.getNoteFirstRep().getText()).isEqualTo("Added by the partner");
  }

  @Test
  void whatSomebodyHasTakenIsTheirsAndTheyAreAskedToStop() {
    isThere(TaskStatus.INPROGRESS, "cancelled");

    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(withdrawn()).isEmpty();
    var abort = (Task) tasks().findFirst().orElseThrow().getResource();
    assertThat(abort.getCode().getCodingFirstRep().getCode()).isEqualTo("abort");
    assertThat(abort.getPartOfFirstRep().getReference()).isEqualTo("Task/90");
  }

  @Test
  void whoHasNotSaidHowFarTheyAreIsAskedToStop() {
    isThere(TaskStatus.REQUESTED, "cancelled");
    stub.whenSearched("Task", ok(searchset()));

    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(withdrawn()).isEmpty();
    assertThat(tasks()).hasSize(1);
  }

  @Test
  void whoTakesItMeanwhileIsAskedAnew() {
    isThere(TaskStatus.REQUESTED, "cancelled");
    stub.whenWrittenInTransaction(status(412));

    assertThat(handover().write()).isInstanceOf(TryLater.class);
  }

  @Test
  void anotherPatientsTaskIsLeftAlone() {
    isThere(TaskStatus.REQUESTED, "cancelled");
    task.getFor().setReference("Patient/8");
    stub.whenSearched("Task", ok(searchset(task)));

    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(withdrawn()).isEmpty();
  }
}
