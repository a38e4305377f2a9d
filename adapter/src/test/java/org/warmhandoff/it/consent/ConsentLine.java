package org.warmhandoff.it.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.config.ConfigFile;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Setting;
import org.warmhandoff.store.JdbcDisclosures;
import org.warmhandoff.testing.SettableClock;

/** An adapter among the partners of the table of consents, by whose clock rows come in. */
final class ConsentLine implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SettableClock clock = new SettableClock("2026-03-01T12:00:00Z");
  private final Adapter adapter;
  private final Caller program;

  /** On files of its own there; each partner is found under its name at that address. */
  ConsentLine(Path home, URI partners) {
    this.adapter = Adapter.start(new ConfigFile(name -> null).read(yaml(partners), home), clock);
    this.program = Caller.program(adapter.port());
  }

  private static String yaml(URI partners) {
    return """
    program:
      {namespace: https://id.table.example, name: Bridgewater, time-zone: America/New_York}
    server: {port: 0}
    access:
      - {name: program, token: %s, roles: [submit, read]}
    store: {directory: data}
    disclosure: {state-law: "%s"}
    delivery: {poll: 100ms}
    partners:
    """
            .formatted(Setting.PROGRAM, ConsentRow.HOME.resolve("state-law.json").toAbsolutePath())
        + ConsentRow.recipients().properties().stream()
            .map(one -> partner(one.getKey(), one.getValue(), partners))
            .collect(joining());
  }

  /** They serve no place of the table's, so that whoever gets a record is whom the row names. */
  private static String partner(String name, JsonNode said, URI partners) {
    return """
      - name: %1$s
        roles: %2$s
        base-url: %3$s/%1$s/fhir
        serves: {states: [AK]}
        creates-patients: true
        recipient: {kind: %4$s, medical-personnel: %5$s}
        limits: {parallel: 4}
    """
        .formatted(
            name,
            said.get("roles"),
            partners,
            said.get("kind").asText(),
            said.get("medicalPersonnel").asBoolean());
  }

  /** Each row comes in when it is its time, and has had its end before it is the next one's. */
  void take(List<ConsentRow> rows, Consumer<List<ConsentRow>> done) {
    Map<Instant, List<ConsentRow>> byTime =
        rows.stream().collect(groupingBy(ConsentRow::at, TreeMap::new, Collectors.toList()));
    byTime.forEach(
        (at, together) -> {
          clock.set(at.toString());
          submit(together.stream().flatMap(row -> Stream.of(row.participant(), row.record())));
          haveEnded(together);
          done.accept(together);
        });
  }

  /** The records of these rows come in now, about participants who are known. */
  void takeNow(List<ConsentRow> rows) {
    submit(rows.stream().map(ConsentRow::record));
    haveEnded(rows);
  }

  private void haveEnded(List<ConsentRow> rows) {
    var left = new ArrayList<>(rows);
    await("rows have their end")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              left.removeIf(this::hasEnded);
              assertThat(left).isEmpty();
            });
  }

  /** So much time passes. */
  void pass(Duration time) {
    clock.pass(time);
  }

  private void submit(Stream<? extends JsonNode> records) {
    try {
      var lines = records.map(one -> one + "\n").collect(joining());
      var answer = program.post(Caller.NDJSON, lines.getBytes(UTF_8));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body().lines())
          .allSatisfy(
              line -> assertThat(Fixtures.json(line).path("status").asInt()).isEqualTo(202));
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private boolean hasEnded(ConsentRow row) {
    var delivery = delivery(row);
    return !delivery.isMissingNode() && !delivery.path("state").asText().equals("waiting");
  }

  /** The delivery of the row's record to its recipient, at its last version. */
  JsonNode delivery(ConsentRow row) {
    try {
      var deliveries = program.state(row.kind(), row.id()).path("deliveries");
      return StreamSupport.stream(deliveries.spliterator(), false)
          .filter(one -> one.path("partner").asText().equals(row.recipient()))
          .max(comparingInt(one -> one.path("version").asInt()))
          .orElse(deliveries.path(-1));
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** How it ended, in a line: the state, and why nothing went where nothing did. */
  String end(ConsentRow row) {
    var delivery = delivery(row);
    var state = delivery.path("state").asText();
    return state.equals("withheld") ? "nothing:" + delivery.path("note").asText() : state;
  }

  /** What was kept as sent of the row to its recipient. */
  List<String> kept(ConsentRow row) {
    var disclosures = adapter.part(JdbcDisclosures.class);
    return disclosures.of(row.participantId(), Instant.EPOCH).stream()
        .filter(one -> one.receiver().partner().equals(row.recipient()))
        .flatMap(one -> one.writes().stream())
        .map(write -> disclosures.content(write.digest()).orElseThrow())
        .toList();
  }

  @Override
  public void close() {
    adapter.close();
  }
}
