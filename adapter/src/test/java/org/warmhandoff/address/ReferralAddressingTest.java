package org.warmhandoff.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.placeIn;
import static org.warmhandoff.testing.RecordSheets.referral;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;

/** To whom a referral goes. */
class ReferralAddressingTest {

  private final Store store = Store.inMemory();
  private final Bridge bridge =
      new Bridge(store, Partners.near(), new SettableClock("2026-11-21T12:00:00Z"));

  @AfterEach
  void close() {
    store.close();
  }

  private List<String> addressed(RecordSheet participant, RecordSheet record) {
    bridge.submit(participant);
    bridge.submit(record);
    return partners(record);
  }

  /** Withheld or not: addressed they were. */
  private List<String> partners(RecordSheet record) {
    var key = record.<ProgramRecord>record().key();
    return bridge.deliveries().of(key.kind(), key.id()).stream()
        .map(view -> view.partner())
        .distinct()
        .sorted()
        .toList();
  }

  private static RecordSheet referralTo(String target) {
    return referral().with("to/target", target);
  }

  @Test
  void aReferralGoesToThePartnerItNames() {
    var named = referral().with("to/partner", "primary-care");

    assertThat(addressed(dana(), named)).containsExactly("primary-care");
  }

  @Test
  void aReferralToAPartnerWeDoNotKnowGoesToNobody() {
    var named = referral().with("to/partner", "an-office-with-a-fax");

    assertThat(addressed(dana(), named)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "primary-care, primary-care",
    "psychiatry-consultation, psychiatry",
    "medication-evaluation, psychiatry"
  })
  void aReferralGoesToTheParticipantsOwnPartnerOfTheRole(String target, String partner) {
    assertThat(addressed(dana(), referralTo(target))).containsExactly(partner);
  }

  @ParameterizedTest
  @CsvSource({
    "crisis-center, NY, crisis-center-ny",
    "crisis-center, MA, crisis-center",
    "mobile-crisis, MA, crisis-center"
  })
  void aReferralToACrisisCenterGoesToTheOneThatServesThePlace(
      String target, String state, String center) {
    assertThat(addressed(dana(), referralTo(target).with("location", placeIn(state))))
        .containsExactly(center);
  }

  @ParameterizedTest
  @ValueSource(strings = {"emergency-department", "aftercare", "inpatient"})
  void aReferralThatNobodyTakesGoesToNobodyAndTheLedgerSaysSo(String target) {
    assertThat(addressed(dana(), referralTo(target))).isEmpty();

    assertThat(bridge.ledger().of(RecordKind.REFERRAL, "RF-1"))
        .extracting(line -> line.what())
        .containsExactly("accepted", "no partner of the care network or the place takes it");
  }
}
