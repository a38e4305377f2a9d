package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.referral;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesGraphsOf;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesOneByOne;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.flow.message.FollowedReferral;
import org.warmhandoff.flow.message.FollowedReferral.ReferralTraces;
import org.warmhandoff.flow.message.ReferralAnswer;
import org.warmhandoff.flow.message.ReferralAnswer.NotTold;
import org.warmhandoff.flow.message.ReferralAnswer.NothingShown;
import org.warmhandoff.flow.message.ReferralAnswer.Told;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.record.NotUnderstood;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.testing.AtEhr;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.ehr.PartnerStub;

/** What a partner's staff makes of a referral is read where it was written. */
class ReferralAnswersTest extends AtEhr {

  @TempDir private Path home;

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
        .containsExactly("ServiceRequest is over, and the task is not");
  }

  @Test
  void aRequestThatWeRevokedOurselvesContradictsNoTaskThatGoesOn() {
    arrivesWhole();
    var request = (ServiceRequest) ehr.shelf().all("ServiceRequest").get(0).copy();
    ehr.shelf().put(request.setStatus(ServiceRequestStatus.REVOKED));
    ehr.shelf().put(task().setStatus(TaskStatus.ACCEPTED));

    var status = told(STOPPED).status();

    assertThat(status.state()).isEqualTo(State.ACCEPTED);
    assertThat(status.notUnderstood()).isEmpty();
  }

  /** Who of its people does the work is the partner's to say; another house a person looks at. */
  @Test
  void aTaskThatIsGivenToAStrangerIsStillThePartnersAnswer() {
    arrivesWhole();
    var given = task().setStatus(TaskStatus.ACCEPTED);
    ehr.shelf().put(given.setOwner(new Reference("Organization/stranger")));

    var status = told(FOLLOWED).status();

    assertThat(status.state()).isEqualTo(State.ACCEPTED);
    assertThat(status.notUnderstood())
        .extracting(NotUnderstood::toString)
        .containsExactly(
            "Task.owner is an organization that the program did not name (Organization/stranger)");
  }

  /** By whom, and since when. */
  private static FollowedReferral traced(Set<String> seen, boolean severalShown) {
    return new FollowedReferral(
        "psychiatry",
        referral().record().key(),
        Priority.ROUTINE,
        false,
        true,
        new ReferralTraces(
            Optional.of("P-1"),
            Optional.of(Instant.parse("2026-11-21T12:00:00Z")),
            seen,
            severalShown));
  }

  /** As it is there where nobody said where: in a chart, by another's system. */
  private Task isThereSomewhere() {
    var request = sent(ServiceRequest.class);
    request.setId("ServiceRequest/902");
    ehr.shelf().put(request);
    var task = sent(Task.class).setStatus(TaskStatus.ACCEPTED);
    task.setFocus(new Reference("ServiceRequest/902"));
    task.setId("Task/901");
    ehr.shelf().put(task);
    return task;
  }

  private <R extends Resource> R sent(Class<R> type) {
    return toEhr.graph().entries().stream()
        .map(entry -> entry.resource())
        .filter(type::isInstance)
        .map(one -> type.cast(one.copy()))
        .findFirst()
        .orElseThrow();
  }

  private CapabilityStatement searchedBy(String... parameters) {
    var statement = takesOneByOne(types());
    for (var type : statement.getRestFirstRep().getResource()) {
      type.getSearchParam().clear();
      for (var parameter : parameters) {
        type.addSearchParam().setName(parameter).setType(SearchParamType.TOKEN);
      }
    }
    return statement;
  }

  private PlanHandover needsPatients() throws IOException {
    var persona = home.resolve("patients.json");
    Files.writeString(
        persona,
        "{\"title\": \"Patients\","
            + " \"searches\": {\"needPatient\": [\"Task\", \"ServiceRequest\"]}}");
    return to(ehr.base(), "bearer: " + TOKEN, "persona: " + persona);
  }

  private List<String> searched(String type) {
    return ehr.asked().stream()
        .map(one -> one.target().replaceFirst("^/fhir/", ""))
        .filter(target -> target.startsWith(type + "?"))
        .toList();
  }

  @Test
  void whoAsksForAPatientIsSearchedWithTheOneWhoIsLinked() throws IOException {
    known(searchedBy("identifier", "subject", "patient"));
    isThereSomewhere();
    try (var partner = needsPatients()) {
      partner.links().keep("psychiatry", "P-1", PlanHandover.LINK);

      var told = (Told) partner.partner().hear(traced(Set.of(), false));

      assertThat(told.status().state()).isEqualTo(State.ACCEPTED);
      assertThat(told.versions().byAddress()).containsOnlyKeys("Task/901", "ServiceRequest/902");
    }
    assertThat(searched("Task"))
        .singleElement()
        .asString()
        .contains("patient=Patient%2F7")
        .contains("identifier=");
    assertThat(searched("ServiceRequest")).hasSize(1);
  }

  @Test
  void whoAsksForAPatientWhomNobodyKnowsIsNotAskedAndNothingIsConcluded() throws IOException {
    known(searchedBy("identifier", "patient"));
    isThereSomewhere();
    try (var partner = needsPatients()) {
      var answer = partner.partner().hear(traced(Set.of(), false));

      isNotTold(answer, "the partner offers no search that would find it");
      assertThat(ehr.asked()).isEmpty();

      // Where it was seen it is read all the same.
      var seen = Set.of("Task/901", "ServiceRequest/902");
      var told = (Told) partner.partner().hear(traced(seen, false));
      assertThat(told.versions().byAddress()).containsOnlyKeys("Task/901", "ServiceRequest/902");
    }
  }

  @Test
  void whereNothingIsFoundByIdentifiersOursIsPickedFromWhatThePatientHas() {
    known(searchedBy("patient", "_lastUpdated", "_count"));
    var ours = isThereSomewhere();
    var others = ours.copy().setStatus(TaskStatus.REJECTED);
    others.getIdentifierFirstRep().setSystem("https://psychiatry.example/tasks");
    others.setId("Task/903");
    ehr.shelf().put(others);
    toEhr.links().keep("psychiatry", "P-1", PlanHandover.LINK);

    var told = told(traced(Set.of(), false));

    assertThat(told.status().state()).isEqualTo(State.ACCEPTED);
    assertThat(told.versions().byAddress()).containsOnlyKeys("Task/901", "ServiceRequest/902");
    assertThat(searched("Task"))
        .singleElement()
        .asString()
        .contains("_lastUpdated=ge2026-11-20T12%3A00%3A00Z")
        .doesNotContain("identifier");
  }

  @Test
  void whatTheTaskIsAboutComesAlongWhereThatIsOffered() {
    var task = isThereSomewhere();
    var request = (ServiceRequest) ehr.shelf().read("ServiceRequest/902").orElseThrow();
    var statement = searchedBy("identifier");
    bringsAlong(statement);
    known(statement);
    stub.whenSearched("Task", PartnerStub.ok(PartnerStub.searchset(task, request)));

    var told = (Told) handover().partner().hear(traced(Set.of(), false));

    assertThat(told.versions().byAddress()).containsOnlyKeys("Task/901", "ServiceRequest/902");
    assertThat(stub.requests())
        .singleElement()
        .satisfies(one -> assertThat(one.getUrl()).contains("_include=Task%3Afocus"));
  }

  private static void bringsAlong(CapabilityStatement statement) {
    statement.getRestFirstRep().getResource().stream()
        .filter(type -> type.getType().equals("Task"))
        .forEach(type -> type.addSearchInclude("Task:focus"));
  }

  @Test
  void whatComesAlongAndIsNotWhatTheTaskNamesIsNotReadFromThere() {
    var task = isThereSomewhere();
    var request = (ServiceRequest) ehr.shelf().read("ServiceRequest/902").orElseThrow();
    var other = request.copy().setStatus(ServiceRequestStatus.REVOKED);
    other.setId("ServiceRequest/999");
    var statement = searchedBy("identifier");
    bringsAlong(statement);
    known(statement);
    stub.whenSearched("Task", PartnerStub.ok(PartnerStub.searchset(task, other)));
    stub.whenSearched("ServiceRequest", PartnerStub.ok(PartnerStub.searchset(request)));

    var told = (Told) handover().partner().hear(traced(Set.of(), false));

    assertThat(told.versions().byAddress()).containsOnlyKeys("Task/901", "ServiceRequest/902");
    assertThat(stub.requests()).hasSize(2);
  }

  @Test
  void aSecondTaskIsFoundWhereASearchHasShownIt() {
    arrivesWhole();
    var first = task().getIdElement().getIdPart();
    var identifier = "https://id.bridgewater-iop.example/referral-task|RF-1";
    toEhr.remotes().keep(List.of(new Written("Task", identifier, first, Optional.of("1"))));
    var second = task().setStatus(TaskStatus.ACCEPTED);
    second.setId("Task/900");
    ehr.shelf().put(second);
    assertThat(told(FOLLOWED).versions().byAddress()).hasSize(2);

    var told = told(traced(Set.of(), true));

    assertThat(told.versions().byAddress()).containsKey("Task/900").hasSize(3);
    assertThat(told.status().notUnderstood())
        .extracting(NotUnderstood::toString)
        .containsExactly("Task is there more than once for one referral");
    assertThat(told(traced(told.versions().byAddress().keySet(), false)).versions())
        .isEqualTo(told.versions());
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

  @Test
  void whoOwnsATaskIsNotToldInThePartnersWords() {
    arrivesWhole();
    var who = owner(named("Dr. Who, 42"));

    assertThat(who).doesNotContain("Who", "42");
    assertThat(owner(named("Dr. Who, 42"))).isEqualTo(who);
    assertThat(owner(named("Dr. Who, 43"))).isNotEqualTo(who);
  }

  /** What is told of a Task that is owned by an organization which is known by that alone. */
  private String owner(Identifier identifier) {
    var owner = new Reference().setType("Organization").setIdentifier(identifier);
    ehr.shelf().put(task().setStatus(TaskStatus.ACCEPTED).setOwner(owner));
    var doubts = told(FOLLOWED).status().notUnderstood();
    assertThat(doubts).extracting(NotUnderstood::place).containsExactly("Task.owner");
    return doubts.get(0).why();
  }

  private static Identifier named(String value) {
    return new Identifier().setSystem("https://psychiatry.example/org").setValue(value);
  }
}
