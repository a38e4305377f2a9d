package org.warmhandoff.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.warmhandoff.files.OrderedFile;
import org.warmhandoff.testing.Cuttable;

/** Whenever the power goes, what was said to be stored for good is there. */
class PowerCutTest {

  private static final int CUTS = Integer.getInteger("power.cuts", 60);
  private static final int WRITERS = 4;
  private static final int EACH = 150;

  /** Of what was not forced to the disk. */
  private static final double[] KEPT = {0.5, 0.9};

  private static final long SEED = 20261127;

  @TempDir private Path directory;

  /** Somebody was told that this is stored, when so much had been done to the file. */
  private record Promise(int id, int moment) {}

  private final List<Promise> promises = new ArrayList<>();

  private static JdbcClient db(String file) {
    return JdbcClient.create(new DriverManagerDataSource(H2File.url(file), "sa", ""));
  }

  @Test
  void nothingThatWasPromisedIsLostAndTheFileOpens() throws IOException {
    Cuttable.register();
    write();

    var random = new Random(SEED);
    var kept = 0;
    for (var cut = 0; cut < CUTS; cut++) {
      var moment = 1 + random.nextInt(Cuttable.moments());
      var promised =
          promises.stream().filter(one -> one.moment() <= moment).map(Promise::id).toList();
      Cuttable.leave(
          directory.resolve("left-" + cut + ".mv.db"), moment, KEPT[cut % KEPT.length], random);
      if (!promised.isEmpty()) {
        assertThat(ids("file:" + directory.resolve("left-" + cut)))
            .as("cut %d, at %d", cut, moment)
            .containsAll(promised);
        kept++;
      }
    }
    assertThat(kept).isGreaterThan(CUTS / 2);
  }

  private static List<Integer> ids(String file) {
    var db = db(file);
    db.sql("script").query((row, at) -> row.getString(1)).list(); // reads all that is there
    return db.sql("select id from record").query(Integer.class).list();
  }

  /** As the adapter writes: what is promised waits for a checkpoint, and much in between is not. */
  private void write() {
    OrderedFile.register();
    var file = OrderedFile.SCHEME + ":cut:" + directory.resolve("store");
    var held = new H2DataSource(H2File.url(file) + ";DB_CLOSE_DELAY=-1");
    var db = JdbcClient.create(held);
    db.sql("create table record (id integer primary key, body varchar(4000))").update();
    db.sql("create table lane (id integer primary key, touched integer not null)").update();
    var checkpoint = SharedCheckpoint.of(db, held);
    checkpoint.ensure(checkpoint.life());
    var writers = new ArrayList<CompletableFuture<Void>>();
    for (var writer = 0; writer < WRITERS; writer++) {
      var first = writer * EACH;
      writers.add(CompletableFuture.runAsync(() -> write(db, checkpoint, first)));
    }
    writers.forEach(CompletableFuture::join);
    db.sql("shutdown immediately").update();
  }

  private void write(JdbcClient db, Durability durability, int first) {
    for (var id = first; id < first + EACH; id++) {
      db.sql("insert into record (id, body) values (:id, :body)")
          .param("id", id)
          .param("body", (id + " ").repeat(300))
          .update();
      durability.ensure(durability.life());
      synchronized (promises) {
        promises.add(new Promise(id, Cuttable.moments()));
      }
      db.sql("merge into lane (id, touched) values (:id, :id)").param("id", id % 7).update();
      db.sql("update lane set touched = touched + 1").update();
    }
  }
}
