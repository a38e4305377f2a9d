package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.Sheets.danaOf;
import static org.warmhandoff.testing.Sheets.plan;

import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.testing.Store;

/** The store in a real PostgreSQL. */
class PostgresStoreTest extends OnAnyStore {

  private static final int WRITES = 20;

  PostgresStoreTest() {
    super(Store.postgresql());
  }

  private String now() {
    return store()
        .db()
        .sql("select pg_current_wal_insert_lsn()::text")
        .query(String.class)
        .single();
  }

  private boolean isOnTheDisk(String position) {
    return store()
        .db()
        .sql("select pg_current_wal_flush_lsn() > :position::pg_lsn")
        .param("position", position)
        .query(Boolean.class)
        .single();
  }

  /** Other commits need not be; this one takes them along. */
  @Test
  void whatIsAboutToBeSentIsOnTheDisk() {
    bridge().submit(danaOf("psychiatry", DisclosureContract.WIDE));
    bridge().submit(plan());
    var opened = (Opened) bridge().open(bridge().claimOnly("psychiatry"));
    var permitted = (Permitted) bridge().gate().again(opened);
    for (var write = 0; write < WRITES; write++) {
      var before = now();
      assertThat(bridge().setOut(opened.delivery())).isTrue();
      assertThat(bridge().mayDisclose(permitted, DisclosureContract.SENDING)).isTrue();
      assertThat(isOnTheDisk(before)).isTrue();
    }
  }
}
