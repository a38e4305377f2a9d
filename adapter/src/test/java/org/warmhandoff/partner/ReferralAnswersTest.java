package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.referral;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesGraphsOf;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesOneByOne;

import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.flow.message.FollowedReferral;
import org.warmhandoff.flow.message.ReferralAnswer;
import org.warmhandoff.flow.message.ReferralAnswer.NotTold;
import org.warmhandoff.flow.message.ReferralAnswer.NothingShown;
import org.warmhandoff.flow.message.ReferralAnswer.Told;
import org.warmhandoff.record.NotUnderstood;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.testing.AtEhr;

/** What a partner's staff makes of a referral is read where it was written. */
class ReferralAnswersTest extends AtEhr {

  private static final FollowedReferral FOLLOWED =
      new FollowedReferral("psychiatry", referral().record().key(), Priority.ROUTINE, false, true);

  private static final FollowedReferral STOPPED =
      new FollowedReferral("psychiatry", referral().record().key(), Priority.ROUTINE, true, true);

  @BeforeEach
  void aReferralGoes() {
    toEhr.record(referral());
  }

  private List<String> types() {
    return toEhr.graph().entries().stream()
        .map(entry -> entry.resource().fhirType())
        .distinct()
        .toList();
  }

  private void arrivesWhole() {
    known(takesGraphsOf(types()));
    untilDelivered();
  }

  private Task task() {
    return (Task) ehr.shelf().all("Task").get(0).copy();
  }

  private void answers(TaskStatus status) {
    ehr.shelf().put(task().setStatus(status));
  }

  private Told told(FollowedReferral of) {
    return (Told) toEhr.partner().hear(of);
  }

  private static void isNotTold(ReferralAnswer answer, String note) {
    assertThat(answer).isInstanceOf(NotTold.class);
    assertThat(((NotTold) answer).why().note()).isEqualTo(note);
  }

  @Test
  void nothingWasSaidYet() {
    arrivesWhole();

    assertThat(told(FOLLOWED).status().state()).isEqualTo(State.REQUESTED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTaskThatWasAcceptedIsReadInWhicheverFormItWent(boolean whole) {
    known(whole ? takesGraphsOf(types()) : takesOneByOne(types()));
    untilDelivered();

    answers(TaskStatus.ACCEPTED);

    var told = told(FOLLOWED);
    assertThat(told.status().state()).isEqualTo(State.ACCEPTED);
    assertThat(told.status().referralId()).contains("RF-1");
    assertThat(told.versions().byAddress())
        .containsEntry("Task/" + task().getIdElement().getIdPart(), "2")
        .hasSize(2);
  }

  @Test
  void anotherVersionIsAnotherOne() {
    arrivesWhole();
    var before = told(FOLLOWED).versions();

    answers(TaskStatus.RECEIVED);

    assertThat(told(FOLLOWED).versions()).isNotEqualTo(before);
    assertThat(told(FOLLOWED).versions()).isEqualTo(told(FOLLOWED).versions());
  }

  @Test
  void whereNobodyKeepsVersionsItIsWhatIsSaidThatTells() {
    arrivesWhole();
    ehr.shelf().all("Task").get(0).getMeta().setVersionId("1 or so");
    var before = told(FOLLOWED).versions();

    assertThat(told(FOLLOWED).versions()).isEqualTo(before);
    ((Task) ehr.shelf().all("Task").get(0)).setStatus(TaskStatus.ACCEPTED);

    assertThat(told(FOLLOWED).versions()).isNotEqualTo(before);
  }

  @Test
  void whatSomebodyElseHasThereNowIsNotOurs() {
    arrivesWhole();
    var request = (ServiceRequest) ehr.shelf().all("ServiceRequest").get(0).copy();
    request.getIdentifier().clear();
    ehr.shelf().put(request);
    ehr.shelf().remove("Task/" + task().getIdElement().getIdPart());

    assertThat(toEhr.partner().hear(FOLLOWED)).isInstanceOf(NothingShown.class);
  }

  @Test
  void whoWasAskedToStopSaysSoInTheTaskThatAskedForIt() {
    arrivesWhole();
    answers(TaskStatus.INPROGRESS);
    var abort = task().setStatus(TaskStatus.COMPLETED);
    abort.getIdentifierFirstRep().setSystem("https://id.bridgewater-iop.example/referral-abort");
    abort.getCode().getCodingFirstRep().setCode("abort");
    abort.setId("Task/900");
    ehr.shelf().put(abort);

    assertThat(told(FOLLOWED).status().state()).isEqualTo(State.IN_PROGRESS);
    assertThat(told(STOPPED).status().state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void aRequestThatThePartnerRevokesBesideAnUntouchedTaskIsContradicted() {
    arrivesWhole();
    var request = (ServiceRequest) ehr.shelf().all("ServiceRequest").get(0).copy();
    ehr.shelf().put(request.setStatus(ServiceRequestStatus.REVOKED));

    var status = told(FOLLOWED).status();

    assertThat(status.state()).isEqualTo(State.REQUESTED);
    assertThat(status.notUnderstood())
        .extracting(NotUnderstood::toString)
        .containsExactly("ServiceRequest.status says that it is over, though the task does not");
  }

  /** Who of its people, or which of its houses, does the work is the partner's to say. */
  @Test
  void aTaskThatIsGivenToAStrangerIsStillThePartnersAnswer() {
    arrivesWhole();
    var given = task().setStatus(TaskStatus.ACCEPTED);
    ehr.shelf().put(given.setOwner(new Reference("Organization/stranger")));

    var status = told(FOLLOWED).status();

    assertThat(status.state()).isEqualTo(State.ACCEPTED);
    assertThat(status.notUnderstood()).isEmpty();
  }

  @Test
  void aWalkInIsCompletedWithoutHavingBeenAccepted() {
    arrivesWhole();

    answers(TaskStatus.COMPLETED);

    assertThat(told(FOLLOWED).status().state()).isEqualTo(State.COMPLETED);
    assertThat(told(FOLLOWED).status().results()).isEmpty();
  }

  @Test
  void whatMayNotBeAskedIsNotAsked() {
    arrivesWhole();
    var before = ehr.asked().size();

    var answer =
        toEhr
            .partner()
            .hear(
                new FollowedReferral(
                    "psychiatry", referral().record().key(), Priority.ROUTINE, false, false));

    isNotTold(answer, "the partner is not asked now");
    assertThat(ehr.asked()).hasSize(before);
  }

  @Test
  void questionsCountAgainstTheCeilingOfTheirPriority() {
    arrivesWhole();
    toEhr.ceiling(0);

    isNotTold(toEhr.partner().hear(FOLLOWED), "the day's requests are used up");
  }

  @Test
  void aPartnerThatIsClosedToUsIsNoAnswer() {
    arrivesWhole();
    ehr.refuses(one -> one.method().equals("GET"), 500, IssueType.EXCEPTION, "");

    assertThat(toEhr.partner().hear(FOLLOWED)).isInstanceOf(NotTold.class);
  }

  @Test
  void nothingIsConcludedWhereThePartnerSaysThatItDoesNotShowAll() {
    arrivesWhole();
    ehr.shelf().remove("Task/" + task().getIdElement().getIdPart());
    ehr.warns();

    isNotTold(toEhr.partner().hear(FOLLOWED), "the partner says that it does not show all");
  }

  @Test
  void nothingIsWrittenByAsking() {
    arrivesWhole();
    answers(TaskStatus.ACCEPTED);
    var before = ehr.written().size();

    told(FOLLOWED);
    told(STOPPED);

    assertThat(ehr.written()).hasSize(before);
  }
}
