package org.warmhandoff.it.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Simulated;
import org.warmhandoff.it.consent.RecordedPartner.RecordedRequest;
import org.warmhandoff.testing.ehr.PartnerStub;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/**
 * Every row of the table of consents, through the whole line, to partners that take each form: what
 * must not arrive did not, byte for byte, and what may arrive is all there.
 */
class ConsentTableDeliveryIT {

  private static final List<Taking> TAKINGS =
      List.of(
          new Taking("graphs", Optional.empty()),
          new Taking("documents", Optional.of(StatedCapabilities.takesDocuments())),
          new Taking(
              "messages", Optional.of(StatedCapabilities.takesOneByOne(List.of("Communication")))),
          new Taking("fhir-messages", Optional.of(StatedCapabilities.takesMessages())));

  private static final List<Arrived> ARRIVED = new ArrayList<>();
  private static final List<RecordedRequest> ASKED = new ArrayList<>();

  /**
   * What partners take.
   *
   * @param statement empty where they take everything, patients whom they did not know among it
   */
  private record Taking(String name, Optional<CapabilityStatement> statement) {

    boolean hasOnFile(ConsentRow row) {
      return statement.isPresent() || row.isOnFile();
    }

    String matchedBy(ConsentRow row) {
      if (!hasOnFile(row)) {
        return "created";
      }
      return statement.isEmpty() ? "match-operation" : "demographics";
    }

    /** As the simulated partners are told; the statement is a file there. */
    String rules(Path home) throws IOException {
      if (statement.isEmpty()) {
        return name + "=whole";
      }
      var file = home.resolve(name + ".json");
      return name + "=" + Files.writeString(file, PartnerStub.json(statement.get()));
    }
  }

  /**
   * What came of a row.
   *
   * @param asked every request about it, to whomever
   * @param kept what was kept as sent to its recipient
   */
  private record Arrived(
      Taking taking,
      ConsentRow row,
      JsonNode delivery,
      List<RecordedRequest> asked,
      List<String> kept) {

    List<RecordedRequest> toRecipient() {
      return asked.stream().filter(one -> one.recipient().equals(row.recipient())).toList();
    }

    List<RecordedRequest> writes() {
      return toRecipient().stream().filter(RecordedRequest::isWrite).toList();
    }

    @Override
    public String toString() {
      return taking.name() + ": " + row;
    }
  }

  @BeforeAll
  static void everyRowIsDeliveredInEveryForm(@TempDir Path home) throws IOException {
    var rules = new ArrayList<String>();
    for (var taking : TAKINGS) {
      rules.add(taking.rules(home));
    }
    try (var systems = Simulated.start(0, rules.toArray(String[]::new))) {
      var stopping = new ArrayList<CompletableFuture<Void>>();
      for (var taking : TAKINGS) {
        var line = deliver(taking, systems, Files.createDirectory(home.resolve(taking.name())));
        stopping.add(CompletableFuture.runAsync(line::close)); // takes seconds, and no work
      }
      stopping.forEach(CompletableFuture::join);
    }
  }

  private static ConsentLine deliver(Taking taking, Simulated systems, Path home) {
    var rows = ConsentRow.all();
    rows.stream()
        .filter(taking::hasOnFile)
        .forEach(row -> systems.call("POST", taking.name() + "/resources", row.chart().toString()));
    try (var partner =
        new RecordedPartner(systems.base(taking.name()), ConsentRow.recipientNames())) {
      var line = new ConsentLine(home, partner.base());
      line.take(rows, together -> arrived(taking, together, line, partner));
      ASKED.addAll(partner.asked());
      return line;
    }
  }

  /** At once: a later day may change what these may be told. */
  private static void arrived(
      Taking taking, List<ConsentRow> rows, ConsentLine line, RecordedPartner partner) {
    var asked = partner.asked();
    for (var row : rows) {
      var about = asked.stream().filter(one -> one.about().contains(row.mark())).toList();
      ARRIVED.add(new Arrived(taking, row, line.delivery(row), about, line.kept(row)));
    }
  }

  private static Stream<Arrived> all() {
    return ARRIVED.stream();
  }

  private static Stream<Arrived> told() {
    return all().filter(one -> one.row().isTold());
  }

  private static Stream<Arrived> toldNothing() {
    return all().filter(one -> !one.row().isTold());
  }

  @Test
  void everyRowWasDeliveredInEveryForm() {
    assertThat(ARRIVED).hasSize(TAKINGS.size() * ConsentRow.all().size());
    assertThat(told()).hasSizeGreaterThan(300);
    assertThat(toldNothing()).hasSizeGreaterThan(200);
  }

  @ParameterizedTest
  @MethodSource("told")
  void whatMayBeToldEndsDeliveredAsTheTableHasIt(Arrived arrived) {
    var delivery = arrived.delivery();

    assertThat(delivery.path("state").asText()).as("%s", delivery).isEqualTo("delivered");
    assertThat(delivery.path("disclosed").asText()).isEqualTo(arrived.row().expected());
    assertThat(delivery.path("withheld"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(arrived.row().withheld());
  }

  @ParameterizedTest
  @MethodSource("toldNothing")
  void whoMayBeToldNothingHearsNothing(Arrived arrived) {
    assertThat(arrived.delivery().path("state").asText()).isEqualTo("withheld");
    assertThat("nothing:" + arrived.delivery().path("note").asText())
        .isEqualTo(arrived.row().expected());
    assertThat(arrived.toRecipient()).isEmpty();
    assertThat(arrived.kept()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("told")
  void whatMayNotBeToldStandsInNoByteThatArrived(Arrived arrived) {
    var withheld = Withheld.from(arrived.row());

    assertThat(arrived.toRecipient())
        .isNotEmpty()
        .allSatisfy(
            request ->
                assertThat(withheld.marks())
                    .allSatisfy(mark -> assertThat(request.text()).doesNotContainPattern(mark)));
  }

  @ParameterizedTest
  @MethodSource("told")
  void whatMayBeToldHasArrived(Arrived arrived) {
    var withheld = Withheld.from(arrived.row());
    var text = String.join("\n", arrived.writes().stream().map(RecordedRequest::told).toList());

    assertThat(arrived.row().texts())
        .filteredOn(one -> !withheld.isToldBy(one))
        .allSatisfy(one -> assertThat(text).contains(one));
  }

  @ParameterizedTest
  @MethodSource("told")
  void whatArrivedHangsTogether(Arrived arrived) {
    assertThat(arrived.writes())
        .filteredOn(one -> !one.isNewPatient())
        .isNotEmpty()
        .map(RecordedRequest::body)
        .map(Fixtures::json)
        .allSatisfy(
            written -> {
              assertThat(written.findValuesAsText("fullUrl"))
                  .containsAll(references(written, "urn:uuid:"));
              assertThat(written.findValuesAsText("id"))
                  .containsAll(
                      references(written, "#").stream().map(one -> one.substring(1)).toList());
              assertThat(references(written, "Patient/"))
                  .isNotEmpty()
                  .allMatch(arrived.delivery().path("patient").asText()::equals);
            });
  }

  private static List<String> references(JsonNode written, String beginning) {
    return written.findValuesAsText("reference").stream()
        .filter(reference -> reference.startsWith(beginning))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("told")
  void whatArrivedIsWhatIsKeptAsDisclosed(Arrived arrived) {
    assertThat(arrived.writes())
        .map(RecordedRequest::body)
        .containsExactlyInAnyOrderElementsOf(arrived.kept());
  }

  @Test
  void whoIsOnFileIsFoundAndWhoIsNotBecomesAPatient() {
    assertThat(told())
        .allSatisfy(
            arrived ->
                assertThat(arrived.delivery().path("matchedBy").asText())
                    .isEqualTo(arrived.taking().matchedBy(arrived.row())));
  }

  @Test
  void noRequestTellsOfAnybodyWhoIsNotInARow() {
    assertThat(ASKED)
        .filteredOn(one -> !one.isOfOneThing())
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.about()).as("%s %s", one, one.about()).hasSize(1));
  }
}
