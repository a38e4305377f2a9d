package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.store.JdbcCapabilities;
import org.warmhandoff.store.JdbcLinks;
import org.warmhandoff.testing.Concurrently;

/** What is known of partners is kept. */
interface MemoryOfPartnersContract extends StoreAtHand {

  private JdbcLinks links() {
    return new JdbcLinks(store().db(), store().transaction(), clock());
  }

  private JdbcCapabilities capabilities() {
    return new JdbcCapabilities(store().db(), store().transaction());
  }

  @Test
  default void aLinkIsKeptForItsPartnerAndParticipantAlone() {
    var link = new Link("Patient/7", Link.How.DEMOGRAPHICS);

    links().keep("psychiatry", "P-1", link);

    assertThat(links().find("psychiatry", "P-1")).contains(link);
    assertThat(links().find("psychiatry", "P-2")).isEmpty();
    assertThat(links().find("primary-care", "P-1")).isEmpty();
  }

  @Test
  default void aLinkThatIsThereStays() {
    var first = new Link("Patient/7", Link.How.IDENTIFIER);
    links().keep("psychiatry", "P-1", first);

    links().keep("psychiatry", "P-1", new Link("Patient/8", Link.How.DEMOGRAPHICS));

    assertThat(links().find("psychiatry", "P-1")).contains(first);
  }

  @Test
  default void aLinkIsLookedAfterOnceInFiveMinutes() {
    links().keep("psychiatry", "P-1", new Link("Patient/7", Link.How.IDENTIFIER));
    assertThat(links().isDueForACheck("psychiatry", "P-1")).isFalse();

    clock().pass(java.time.Duration.ofMinutes(5).plusSeconds(1));

    assertThat(links().isDueForACheck("psychiatry", "P-1")).isTrue();
    assertThat(links().isDueForACheck("psychiatry", "P-1"))
        .as("as long as nobody could say how the patient is")
        .isTrue();
    links().checked("psychiatry", "P-1");
    assertThat(links().isDueForACheck("psychiatry", "P-1")).isFalse();
  }

  @Test
  default void everyDecisionOnALinkIsOnRecordWithWhoMadeIt() {
    var books = new JdbcLinks(store().db(), store().transaction(), clock());
    books.keep("psychiatry", "P-1", new Link("Patient/7", Link.How.IDENTIFIER));
    books.decide("psychiatry", "P-1", "Patient/8", "desk");
    assertThat(books.undo("psychiatry", "P-1", "desk")).isTrue();
    assertThat(books.undo("psychiatry", "P-1", "desk")).isFalse();

    assertThat(books.events("psychiatry", "P-1"))
        .extracting(event -> event.what() + " " + event.link().patient() + " by " + event.by())
        .containsExactly(
            "linked Patient/7 by the adapter",
            "unlinked Patient/7 by desk",
            "linked Patient/8 by desk",
            "unlinked Patient/8 by desk");
    assertThat(books.find("psychiatry", "P-1")).isEmpty();
  }

  @Test
  default void theLastStatementOfAPartnerIsKept() {
    capabilities().keep("psychiatry", "{\"old\":true}", Instant.parse("2026-11-20T00:00:00Z"));

    capabilities().keep("psychiatry", "{}", Instant.parse("2026-11-21T00:00:00Z"));

    assertThat(capabilities().find("psychiatry"))
        .hasValueSatisfying(
            statement -> {
              assertThat(statement.json()).isEqualTo("{}");
              assertThat(statement.readAt()).isEqualTo("2026-11-21T00:00:00Z");
            });
    assertThat(capabilities().find("primary-care")).isEmpty();
  }

  @Test
  default void manyNodesKeepAPartnersStatementAtTheSameMoment() throws Exception {
    var keeping =
        IntStream.range(0, 8)
            .<Callable<String>>mapToObj(
                node ->
                    () -> {
                      capabilities().keep("psychiatry", "{}", clock().instant());
                      return "kept";
                    })
            .toList();

    assertThat(Concurrently.all(keeping)).hasSize(8);

    assertThat(capabilities().find("psychiatry")).isPresent();
  }
}
