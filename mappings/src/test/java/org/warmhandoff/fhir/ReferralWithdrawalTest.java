package org.warmhandoff.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.cases.Case;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.cases.Programs;
import org.warmhandoff.cases.Validity;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Work;
import org.warmhandoff.record.Referral;

class ReferralWithdrawalTest {

  @ParameterizedTest
  @CsvSource({
    "referral/cancelled, CANCELLED",
    "referral/recalled, CANCELLED",
    "referral/completed, CANCELLED",
    "referral/entered-in-error, ENTEREDINERROR"
  })
  void whatNobodyHasTakenDoesNotStayRequested(String name, TaskStatus status) {
    var withdrawn = withdrawn(name, asked()).orElseThrow();

    assertThat(withdrawn.getStatus()).isEqualTo(status);
    assertThat(withdrawn.getStatusReason().getText())
        .startsWith("The program does not ask for this any more");
    assertThat(withdrawn.getText().getDivAsString()).contains("does not ask for this any more");
    assertThat(withdrawn.getLastModified()).isAfterOrEqualTo(withdrawn.getAuthoredOn());
    Validity.assertValid(withdrawn);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DRAFT", "REQUESTED"})
  void whatSomebodyHasTakenOrEndedIsTheirs(TaskStatus status) {
    assertThat(withdrawn("referral/recalled", asked().setStatus(status))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "referral/mobile-crisis, TAKEN, false",
    "referral/recalled, NOT_KNOWN, true",
    "referral/recalled, TAKEN, true",
    "referral/recalled, OPEN, false",
    "referral/recalled, OVER, false",
    "referral/completed, NOT_KNOWN, false",
    "referral/completed, TAKEN, true",
    "referral/completed, OPEN, false"
  })
  void onlyWhoMayHaveTakenItIsAskedToEndIt(String name, Work work, boolean asks) {
    var example = Case.named(name);
    var audience = example.audience().having(work);

    var tasks = tasks(Outgoing.of(example.disclosed(), audience));

    assertThat(tasks.stream().anyMatch(ReferralWithdrawalTest::asksToEnd)).isEqualTo(asks);
  }

  @ParameterizedTest
  @ValueSource(strings = {"referral/mobile-crisis", "crisis-plan/withdrawn"})
  void whatIsAskedStillOrNeverWasIsNotWithdrawn(String name) {
    var record = Case.named(name).record();

    assertThat(ReferralWithdrawal.asked(record, Programs.BRIDGEWATER)).isEmpty();
  }

  private static boolean asksToEnd(Task task) {
    return task.getCode().hasCoding("http://hl7.org/fhir/CodeSystem/task-code", "abort");
  }

  private static Task asked() {
    return tasks(Outgoing.of("referral/mobile-crisis")).get(0);
  }

  private static Optional<Task> withdrawn(String name, Task there) {
    return ReferralWithdrawal.withdrawn(there, (Referral) Case.named(name).record());
  }

  private static List<Task> tasks(Outgoing outgoing) {
    return outgoing.graph().entries().stream()
        .map(Entry::resource)
        .filter(Task.class::isInstance)
        .map(Task.class::cast)
        .toList();
  }
}
