package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.plan;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesGraphsOf;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesOneByOne;

import java.util.List;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.warmhandoff.flow.message.Exchanged;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Receipt;
import org.warmhandoff.testing.AtEhr;
import org.warmhandoff.testing.ehr.Trouble;

/** A later version is written over what is there, in the version in which it is there. */
class WrittenVersionsTest extends AtEhr {

  private Receipt receipt() {
    return ((Delivered) toEhr.write()).receipt();
  }

  private void firstVersionIsThere() {
    var first = receipt();
    toEhr.held(plan(), first);
    toEhr.record(plan().version(2));
  }

  private CarePlan thePlan() {
    assertThat(ehr.shelf().all("CarePlan")).hasSize(1);
    return (CarePlan) ehr.shelf().all("CarePlan").get(0);
  }

  @Test
  void whatIsKnownFromTheLedgerIsReadAndNotSearchedFor() {
    known(takesOneByOne(graphTypes()));
    firstVersionIsThere();

    var exchanges = toEhr.answer().exchanges();

    assertThat(exchanges).extracting(Exchanged::did).noneMatch(did -> did.startsWith("search"));
    assertThat(exchanges)
        .extracting(Exchanged::did)
        .contains("update " + thePlan().getId() + " if version 1");
    assertThat(thePlan().getIdentifier().get(1).getValue()).isEqualTo("CP-1-v2");
  }

  @Test
  void aChartIsReadOnceForEachTypeWhereNothingIsFoundByIdentifier() {
    var takes = takesOneByOne(graphTypes());
    takes
        .getRestFirstRep()
        .getResource()
        .forEach(type -> type.getSearchParam().forEach(one -> one.setName("patient")));
    known(takes);

    var answer = toEhr.answer();

    assertThat(answer.outcome()).isInstanceOf(Delivered.class);
    assertThat(ehr.shelf().names()).doesNotHaveDuplicates();
    assertThat(answer.exchanges())
        .extracting(Exchanged::did)
        .filteredOn(did -> did.startsWith("search"))
        .contains("search Goal by patient")
        .doesNotHaveDuplicates();
  }

  @Test
  void whatWentAwayFromWhereItWasIsLookedForAndWrittenNew() {
    known(takesOneByOne(graphTypes()));
    firstVersionIsThere();
    ehr.shelf().remove(thePlan().getId());

    assertThat(receipt().main().id()).isEqualTo(thePlan().getIdElement().getIdPart());
  }

  @ParameterizedTest
  @EnumSource(names = {"CONFLICT", "PRECONDITION_FAILED"})
  void whereSomebodyElseWasFasterItIsReadAndWrittenAgain(Trouble faster) {
    known(takesOneByOne(List.of("CarePlan", "DocumentReference")));
    firstVersionIsThere();
    ehr.atWrite(2, faster);

    assertThat(receipt().main().version()).contains("2");

    assertThat(thePlan().getIdentifier().get(1).getValue()).isEqualTo("CP-1-v2");
  }

  @Test
  void whatThePartnerCallsADuplicateIsLookedForAndWrittenOver() {
    known(takesOneByOne(List.of("CarePlan", "DocumentReference")));
    ehr.atWrite(1, Trouble.DUPLICATE_AND_DONE);

    assertThat(receipt().main().reference()).isEqualTo(thePlan().getId());

    assertThat(ehr.shelf().names()).doesNotHaveDuplicates();
  }

  @Test
  void aChangeOfThePartnersInBetweenIsSeenByItsVersion() {
    known(takesOneByOne(graphTypes()));
    firstVersionIsThere();
    var changed = thePlan();
    ehr.shelf().put(changed);

    assertThat(receipt().main().version()).contains("3");
  }

  @Test
  void theDocumentOfTheVersionBeforeIsSupersededWhenTheNewOneIsThere() {
    known(takesOneByOne(List.of("DocumentReference")));
    firstVersionIsThere();

    receipt();

    assertThat(ehr.shelf().all("DocumentReference"))
        .extracting(one -> ((DocumentReference) one).getStatus())
        .containsExactly(DocumentReferenceStatus.SUPERSEDED, DocumentReferenceStatus.CURRENT);
  }

  @Test
  void aPlanThatIsReplacedIsRetiredByItselfWhereThereAreNoTransactions() {
    known(takesOneByOne(graphTypes()));
    receipt();
    toEhr.record(plan().id("CP-2").with("making/replaces", "CP-1"));

    receipt();

    assertThat(ehr.shelf().all("CarePlan"))
        .extracting(one -> ((CarePlan) one).getStatus())
        .containsExactly(CarePlanStatus.COMPLETED, CarePlanStatus.ACTIVE);
  }

  @Test
  void aReplacedPlanThatMayNotBeRetiredIsSaid() {
    known(takesOneByOne(graphTypes()));
    var old = receipt().main().reference();
    toEhr.record(plan().id("CP-2").with("making/replaces", "CP-1"));
    ehr.takesNot("PUT /fhir/" + old);

    var receipt = receipt();

    assertThat(receipt.leftOut())
        .contains("CarePlan of the plan that it replaces: stays there as it was");
    assertThat(receipt.stale())
        .containsExactly("CarePlan of the plan that it replaces: stays there as it was");
  }

  @Test
  void whatThePartnerMadeOfTheStatusIsSaid() {
    known(takesGraphsOf(graphTypes()));
    ehr.changes("CarePlan", resource -> ((CarePlan) resource).setStatus(CarePlanStatus.DRAFT));

    assertThat(receipt().leftOut()).containsExactly("CarePlan.status: is draft there");
  }

  @Test
  void aGraphTakesTheTransactionAndOneRead() {
    known(takesGraphsOf(graphTypes()));

    assertThat(toEhr.answer().exchanges())
        .extracting(Exchanged::did)
        .containsExactly("transaction of " + graphSize(), "read " + thePlan().getId());
  }

  private int graphSize() {
    return handover().graph().entries().size();
  }
}
