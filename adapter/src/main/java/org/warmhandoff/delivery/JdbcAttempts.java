package org.warmhandoff.delivery;

import static java.time.temporal.ChronoUnit.MILLIS;
import static org.warmhandoff.store.Times.column;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.Exchanged;
import org.warmhandoff.flow.port.WriteAhead.Late;
import org.warmhandoff.store.Times;

/** The last attempts of every delivery, and what they set out to write before they wrote. */
public final class JdbcAttempts {

  /** One attempt. What it came to is absent while it goes on, or if its node died. */
  public record Attempt(
      int number,
      String node,
      Instant startedAt,
      Optional<Instant> endedAt,
      Optional<DeliveryState> state,
      Optional<String> note,
      List<Exchanged> exchanges) {}

  /** Of each delivery; one that is tried for days would fill the store. */
  private static final int KEPT = 200;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JdbcClient db;
  private final Clock clock;
  private final String node;
  private final Duration writing;

  /**
   * The attempts in this database.
   *
   * @param node who makes them: this process
   * @param late how long after it set out to write a write of an attempt that died may be carried
   *     out: as long as a lease holds, and as long as a write of which nothing is heard
   */
  public JdbcAttempts(JdbcClient db, Clock clock, String node, Duration late) {
    this.db = db;
    this.clock = clock;
    this.node = node;
    this.writing = late;
  }

  /**
   * A claimed delivery is taken up. If the attempt before was not settled, nothing is heard of what
   * it wrote. Part of the claim's transaction.
   */
  void begin(Delivery delivery) {
    db.sql(
            """
            update delivery
               set attempts = :attempt, unheard_until = :unheard, writing_until = null,
                   unheard = unheard + case when writing_until is null then 0 else 1 end
             where id = :id
            """)
        .param("attempt", delivery.attempt())
        .param("unheard", delivery.unheardUntil().map(Times::column).orElse(null))
        .param("id", delivery.id())
        .update();
    if (delivery.attempt() > KEPT) {
      db.sql("delete from attempt where delivery_id = :delivery and number = :number")
          .param("delivery", delivery.id())
          .param("number", delivery.attempt() - KEPT)
          .update();
    }
    db.sql(
            """
            insert into attempt (delivery_id, number, node, started_at)
            values (:delivery, :number, :node, :now)
            """)
        .param("delivery", delivery.id())
        .param("number", delivery.attempt())
        .param("node", node)
        .param("now", column(clock.instant()))
        .update();
  }

  /**
   * Puts on record that the delivery is about to be written, as {@link
   * org.warmhandoff.flow.port.WriteAhead} says. One statement decides between this and whoever
   * plans a newer version: either that one sees the doubt, or nothing is written here.
   */
  boolean mayWrite(Delivery delivery, Form form, Late late) {
    return db.sql(
                """
                update delivery
                   set tried = :form, in_doubt = true,
                       writing_until = case when :done then :until else writing_until end
                 where id = :id and state = 'WAITING'
                   and exists (select 1 from lane
                                where lane.partner = delivery.partner
                                  and lane.participant_id = delivery.participant_id
                                  and lane.lease = :lease and lane.leased_until > :now)
                """)
            .param("form", form.name())
            .param("done", late == Late.DONE)
            .param("until", column(clock.instant().plus(writing)))
            .param("now", column(clock.instant()))
            .param("id", delivery.id())
            .param("lease", delivery.lease().number())
            .update()
        == 1;
  }

  /** The attempt goes on for another lease, and so may what it writes. */
  void prolong(Delivery delivery) {
    db.sql(
            "update delivery set writing_until = :until where id = :id and writing_until is not null")
        .param("until", column(clock.instant().plus(writing)))
        .param("id", delivery.id())
        .update();
  }

  /** Writes down what it came to. Part of the settling's transaction. */
  void end(AttemptResult answer) {
    db.sql(
            """
            update attempt set ended_at = :now, state = :state, note = :note,
                               exchanges = :exchanges
             where delivery_id = :delivery and number = :number
            """)
        .param("now", column(clock.instant()))
        .param("state", answer.outcome().state().name())
        .param("note", answer.outcome().note())
        .param("exchanges", json(answer.exchanges()))
        .param("delivery", answer.delivery().id())
        .param("number", answer.delivery().attempt())
        .update();
  }

  /** The last 200 attempts of the delivery, in order. */
  public List<Attempt> of(long delivery) {
    return db.sql("select * from attempt where delivery_id = :delivery order by number")
        .param("delivery", delivery)
        .query(
            (row, n) ->
                new Attempt(
                    row.getInt("number"),
                    row.getString("node"),
                    Times.instant(row, "started_at"),
                    Times.maybe(row, "ended_at"),
                    Optional.ofNullable(row.getString("state")).map(DeliveryState::valueOf),
                    Optional.ofNullable(row.getString("note")),
                    exchanges(row.getString("exchanges"))))
        .list();
  }

  private static String json(List<Exchanged> exchanges) {
    var array = JSON.createArrayNode();
    exchanges.forEach(
        one ->
            array
                .addObject()
                .put("at", one.at().truncatedTo(MILLIS).toString())
                .put("did", one.did())
                .put("said", one.said())
                .put("millis", one.took().toMillis()));
    return array.toString();
  }

  private static List<Exchanged> exchanges(String json) {
    if (json == null) {
      return List.of();
    }
    try {
      return StreamSupport.stream(JSON.readTree(json).spliterator(), false)
          .map(
              one ->
                  new Exchanged(
                      Instant.parse(one.path("at").asText()),
                      one.path("did").asText(),
                      one.path("said").asText(),
                      Duration.ofMillis(one.path("millis").asLong())))
          .toList();
    } catch (JsonProcessingException ours) {
      throw new IllegalStateException("an attempt's exchanges cannot be read", ours);
    }
  }
}
