package org.warmhandoff.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.store.Times.column;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.warmhandoff.disclosure.AccountedDisclosure;
import org.warmhandoff.disclosure.AccountedDisclosure.AccountedWrite;
import org.warmhandoff.disclosure.AccountedDisclosure.Attempt;
import org.warmhandoff.disclosure.AccountedDisclosure.Declared;
import org.warmhandoff.disclosure.Basis;
import org.warmhandoff.record.Consent.Purpose;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.store.JdbcDisclosures.SentTo;
import org.warmhandoff.testing.Store;

/** Disclosures, read back from the writes that were kept. */
class DisclosureRowTest {

  private static final Instant FIRST = Instant.parse("2026-11-27T08:00:00Z");
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  private final Store store = Store.inMemory();
  private final JdbcDisclosures disclosures = new JdbcDisclosures(store.db());

  @AfterEach
  void close() {
    store.close();
  }

  private void write(Instant at, int attempt, String digest) {
    store
        .db()
        .sql(
            """
            insert into disclosure
                   (at, participant_id, kind, record_id, version, partner, recipient, address,
                    delivery_id, attempt, did, digest, basis, consents, purposes, members,
                    withheld, discloser, nature, declared_at)
            values (:at, 'P-1', 'crisis-plan', 'CP-1', 2, 'riverside', 'Riverside Exchange', null,
                    7, :attempt, 'create', :digest, 'CONSENT', 'C-1 C-2',
                    'treatment care-coordination', 'Harbor Clinic\nDr Oduya',
                    '/a list/0 substance-use not-in-scope\n/b substance-use excluded\n/c location no-consent',
                    null, null, null)
            """)
        .param("at", column(at))
        .param("attempt", attempt)
        .param("digest", digest)
        .update();
  }

  private void declared(String basis) {
    store
        .db()
        .sql(
            """
            insert into disclosure
                   (at, participant_id, kind, record_id, version, partner, recipient, address,
                    delivery_id, attempt, did, digest, basis, consents, purposes, members,
                    withheld, discloser, nature, declared_at)
            values (:at, 'P-1', 'crisis-event', 'CE-1', 1, 'er', 'City ER', '2 Main St',
                    8, 1, 'create', :digest, :basis, '', '', '', '', 'Ana Reyes, clinician',
                    'found unconscious', :at)
            """)
        .param("at", column(FIRST))
        .param("digest", A)
        .param("basis", basis)
        .update();
  }

  @Test
  void theWritesOfAnAttemptAreOneDisclosure() {
    write(FIRST, 1, A);
    write(FIRST.plusSeconds(1), 1, B);
    write(FIRST.plusSeconds(60), 2, A);

    var all = disclosures.of("P-1", FIRST);

    assertThat(all)
        .extracting(AccountedDisclosure::attempt)
        .containsExactly(new Attempt(7, 1), new Attempt(7, 2));
    assertThat(all.get(0).writes())
        .containsExactly(
            new AccountedWrite(FIRST, "create", A),
            new AccountedWrite(FIRST.plusSeconds(1), "create", B));
    assertThat(disclosures.of("P-2", FIRST)).isEmpty();
  }

  @Test
  void anAttemptCountsByWhenItBegan() {
    write(FIRST, 1, A);
    write(FIRST.plusSeconds(1), 1, B);
    write(FIRST.plusSeconds(60), 2, A);

    assertThat(disclosures.of("P-1", FIRST.plusMillis(1)))
        .extracting(AccountedDisclosure::attempt)
        .containsExactly(new Attempt(7, 2));
  }

  @Test
  void aDisclosureUnderConsentSaysWhatItRestedOnAndWhatStayedBack() {
    write(FIRST, 1, A);

    var one = disclosures.of("P-1", FIRST).get(0);

    assertThat(one.restsOn().consents()).containsExactly("C-1", "C-2");
    assertThat(one.restsOn().purposes())
        .containsExactly(Purpose.TREATMENT, Purpose.CARE_COORDINATION);
    assertThat(one.restsOn().members()).containsExactly("Harbor Clinic", "Dr Oduya");
    assertThat(one.restsOn().declared()).isEmpty();
    assertThat(one.withheld()).isEqualTo(Set.of(Sensitivity.SUBSTANCE_USE, Sensitivity.LOCATION));
    assertThat(one.description())
        .isEqualTo("crisis plan CP-1 v2, in parts (without substance use, location)");
    assertThat(one.receiver().address()).isEmpty();
  }

  @Test
  void aDisclosureInAnEmergencySaysWhoDeclaredIt() {
    declared("MEDICAL_EMERGENCY");

    var one = disclosures.of("P-1", FIRST).get(0);

    assertThat(one.restsOn().basis()).isEqualTo(Basis.MEDICAL_EMERGENCY);
    assertThat(one.restsOn().declared())
        .hasValue(new Declared("Ana Reyes, clinician", "found unconscious", FIRST));
    assertThat(one.purposes()).containsExactly("emergency-treatment");
    assertThat(one.receiver().address()).isEqualTo(Optional.of("2 Main St"));
    assertThat(one.description()).isEqualTo("crisis event CE-1 v1");
  }

  @Test
  void whatWasSentIsKnownByItsDigest() {
    write(FIRST, 1, A);
    write(FIRST, 2, A);
    declared("SERIOUS_THREAT");

    assertThat(disclosures.sentTo(A))
        .isEqualTo(
            List.of(
                new SentTo(new RecordKey(RecordKind.CRISIS_PLAN, "CP-1", 2), "riverside"),
                new SentTo(new RecordKey(RecordKind.CRISIS_EVENT, "CE-1", 1), "er")));
    assertThat(disclosures.sentTo(B)).isEmpty();
  }
}
