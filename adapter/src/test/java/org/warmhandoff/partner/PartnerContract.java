package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.Exchanged;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.ehr.SmallEhr;
import org.warmhandoff.testing.ehr.Trouble;

/** What holds of a partner in whatever form it takes records. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 30, unit = TimeUnit.SECONDS)
abstract class PartnerContract extends UnreachableContract {

  /** What the partner says that it takes. */
  abstract CapabilityStatement takes();

  /** In which form it therefore gets the record. */
  abstract Form form();

  @Override
  protected String answer() {
    return "700ms";
  }

  @BeforeEach
  void thePartnerIsKnown() {
    known(takes());
  }

  private void thereIsEverythingOnce(Delivered delivered) {
    assertThat(ehr.shelf().names()).doesNotHaveDuplicates();
    assertThat(delivered.receipt().form()).isEqualTo(form());
    if (form() == Form.FHIR_MESSAGE) {
      assertThat(ehr.messages()).isOne();
      return;
    }
    assertThat(ehr.shelf().read(delivered.receipt().main().reference())).isPresent();
    assertThat(delivered.receipt().written())
        .isNotEmpty()
        .extracting(Written::reference)
        .allSatisfy(place -> assertThat(ehr.shelf().read(place)).isPresent());
  }

  @Test
  void theRecordIsThereOnceAndTheReceiptSaysWhere() {
    var delivered = untilDelivered();

    thereIsEverythingOnce(delivered);
    assertThat(delivered.receipt().written())
        .extracting(Written::identifier)
        .allSatisfy(name -> assertThat(name).startsWith("https://id.bridgewater-iop.example/"))
        .doesNotHaveDuplicates();
    assertThat(toEhr.setOut()).containsOnly(form());
  }

  @Test
  void everyRequestIsWrittenDownInOurOwnWords() {
    var answer = toEhr.answer();

    assertThat(answer.exchanges()).hasSameSizeAs(ehr.asked());
    assertThat(toEhr.counted()).isEqualTo(ehr.asked().size());
    assertThat(answer.exchanges())
        .extracting(Exchanged::did, Exchanged::said)
        .allSatisfy(
            one ->
                assertThat(one.toString())
                    .doesNotContainIgnoringCase("Ortiz", "Dana", "1987", "null"));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DUPLICATE_AND_DONE", "BAD_REQUEST", "UNPROCESSABLE"})
  void troubleAtTheFirstWriteMeans(Trouble trouble) {
    ehr.atWrite(1, trouble);

    var outcome = toEhr.write();

    assertThat(outcome).isInstanceOf(trouble.means());
    assertThat(outcome.reach()).isEqualTo(trouble.reach());
    assertThat(outcome.note()).isNotBlank().doesNotContain("Dana", "Ortiz", "1987", "<");
  }

  @ParameterizedTest
  @EnumSource(names = {"BAD_REQUEST", "UNPROCESSABLE"})
  void whatIsRefusedOnceGoesInAnotherWayOrEndsThere(Trouble trouble) {
    ehr.atWrite(1, trouble);

    var outcome = toEhr.write();

    assertThat(outcome).isInstanceOfAny(Refused.class, Delivered.class);
    assertThat(outcome.note()).doesNotContain("Dana", "Ortiz", "1987", "<");
    assertThat(ehr.shelf().names()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(names = {"BAD_REQUEST", "UNPROCESSABLE"})
  void whatIsRefusedInEveryWayIsRefusedAndNothingIsRemembered(Trouble trouble) {
    ehr.always(trouble);

    var outcome = toEhr.write();

    assertThat(outcome).isInstanceOf(Refused.class);
    assertThat(outcome.note()).isNotBlank().doesNotContain("Dana", "Ortiz", "1987", "<");
    assertThat(ehr.shelf().names()).isEmpty();
    assertThat(toEhr.refusals().of("psychiatry")).isEmpty();
  }

  /** All but refusals: they are final. */
  static Stream<Trouble> whatPasses() {
    return Stream.of(Trouble.values()).filter(trouble -> trouble.means() != Refused.class);
  }

  @ParameterizedTest
  @MethodSource("whatPasses")
  void afterTroubleAtTheFirstWriteEverythingIsThereOnce(Trouble trouble) {
    ehr.atWrite(1, trouble);

    thereIsEverythingOnce(untilDelivered());
  }

  @ParameterizedTest
  @MethodSource("whatPasses")
  void afterTroubleAtTheLastWriteEverythingIsThereOnce(Trouble trouble) {
    ehr.atWrite(writesOfOneDelivery(), trouble);

    thereIsEverythingOnce(untilDelivered());
  }

  /** Counted at another system, so that this one knows nothing of it. */
  private int writesOfOneDelivery() {
    try (var other = new SmallEhr();
        var handover = to(other.base())) {
      handover.write();
      return other.written().size();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TOO_MANY_SECONDS", "TOO_MANY_DATE"})
  void howLongToWaitIsUnderstoodForHours(Trouble trouble) {
    ehr.atWrite(1, trouble);

    assertThat(((TryLater) toEhr.write()).notBefore()).contains(Duration.ofHours(2));
  }

  @Test
  void whatIsDeliveredTwiceIsThereOnce() {
    var first = untilDelivered();

    var second = untilDelivered();

    thereIsEverythingOnce(second);
    assertThat(second.receipt().main().reference()).isEqualTo(first.receipt().main().reference());
  }

  @Test
  void nothingIsWrittenWhenItIsNotItsTurnAnyMore() {
    toEhr.mayNotWrite();

    assertThat(toEhr.write()).isEqualTo(TryLater.unasked("not its turn any more"));

    assertThat(ehr.written()).isEmpty();
  }

  @Test
  void whereThePatientIsGoneItIsMatchedAgain() {
    toEhr.links().keep("psychiatry", "P-1", PlanHandover.LINK);
    ehr.shelf().remove("Patient/7");

    var outcome = toEhr.write();

    assertThat(outcome)
        .isEqualTo(new TryLater("the patient is not there any more; is matched again"));
    assertThat(toEhr.links().find("psychiatry", "P-1")).isEmpty();
    assertThat(ehr.shelf().names()).isEmpty();
  }

  @Test
  void whereThePatientWasMergedTheLinkGoesWithIt() {
    toEhr.links().keep("psychiatry", "P-1", PlanHandover.LINK);
    ehr.atWrite(1, Trouble.UNPROCESSABLE);
    ehr.mergesPatientInto("Patient/9");

    assertThat(toEhr.write())
        .isEqualTo(new TryLater("the patient was merged into another; goes there"));

    assertThat(toEhr.links().find("psychiatry", "P-1"))
        .contains(new Link("Patient/9", Link.How.MERGED));
  }
}
