package org.warmhandoff.it.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.it.Simulated;
import org.warmhandoff.it.consent.RecordedPartner.RecordedRequest;
import org.warmhandoff.record.Sensitivity;

/**
 * Participants whose charts a partner has merged into that of another, of whom it may know more:
 * each is told of by their own consents, whosever chart it is told in.
 */
class MergedChartIT {

  private static final String SYSTEM = "whole";
  private static final String PLAN = "https://id.table.example/crisis-plan";
  private static final Withheld SUBSTANCE_USE = Withheld.of(EnumSet.of(Sensitivity.SUBSTANCE_USE));

  /** All of the plan but the counselling notes, the same without substance use, nothing at all. */
  private static final ConsentRow MOST = ConsentRow.numbered("003");

  private static final ConsentRow LESS = bornWithTheFirst("004");
  private static final ConsentRow NOTHING = bornWithTheFirst("001");

  private static Simulated systems;
  private static RecordedPartner partner;
  private static ConsentLine line;
  private static String chartBefore;
  private static int askedBefore;

  private static ConsentRow bornWithTheFirst(String number) {
    var row = ConsentRow.numbered(number);
    row.participant().set("birthDate", MOST.participant().get("birthDate"));
    return row;
  }

  @BeforeAll
  static void newVersionsComeWhenThreeChartsHaveBecomeOne(@TempDir Path home) {
    systems = Simulated.start(0, SYSTEM + "=whole");
    partner = new RecordedPartner(systems.base(SYSTEM), Set.of(MOST.recipient()));
    line = new ConsentLine(home, partner.base());
    Stream.of(MOST, LESS, NOTHING).forEach(row -> staffWrites(row.chart()));
    line.take(List.of(MOST, LESS, NOTHING), together -> {});
    chartBefore = line.delivery(LESS).path("patient").asText();

    staffMerges(LESS, NOTHING);
    line.pass(Duration.ofMinutes(6));
    askedBefore = partner.asked().size();
    line.takeNow(Stream.of(MOST, LESS, NOTHING).map(ConsentRow::nextVersion).toList());
  }

  @AfterAll
  static void stop() {
    line.close();
    partner.close();
    systems.close();
  }

  private static void staffWrites(JsonNode chart) {
    systems.call("POST", SYSTEM + "/resources", chart.toString());
  }

  /** The chart that stays bears the names of the others as well. */
  private static void staffMerges(ConsentRow... others) {
    var one = MOST.chart();
    Stream.of(others).forEach(row -> ((ArrayNode) one.get("name")).add(row.chart().at("/name/0")));
    staffWrites(one);
    Stream.of(others)
        .forEach(
            row ->
                systems.call(
                    "POST",
                    SYSTEM + "/patients/" + row.mark() + "/merge",
                    "{\"into\": \"" + MOST.mark() + "\"}"));
  }

  private static String chart(ConsentRow row) {
    return "Patient/" + row.mark();
  }

  private static List<RecordedRequest> askedSinceAbout(ConsentRow row) {
    return partner.asked().stream()
        .skip(askedBefore)
        .filter(one -> one.about().contains(row.mark()))
        .toList();
  }

  private static List<String> plansThere(ConsentRow row) {
    var asked = SYSTEM + "/resources?type=CarePlan&identifier=" + PLAN + "%7C" + row.id();
    return StreamSupport.stream(systems.call("GET", asked, "").spliterator(), false)
        .map(JsonNode::toString)
        .toList();
  }

  @Test
  void aParticipantIsToldOfInTheChartThatTookThePlaceOfTheirs() {
    var delivery = line.delivery(LESS);

    assertThat(chartBefore).isEqualTo(chart(LESS));
    assertThat(delivery.path("version").asInt()).isEqualTo(2);
    assertThat(delivery.path("state").asText()).isEqualTo("delivered");
    assertThat(delivery.path("matchedBy").asText()).isEqualTo("merged");
    assertThat(delivery.path("patient").asText()).isEqualTo(chart(MOST));
    assertThat(plansThere(LESS))
        .singleElement()
        .satisfies(plan -> assertThat(plan).contains(chart(MOST), ConsentRow.NEW_WORDS));
  }

  @Test
  void whatIsWithheldOfThemStaysWithheldInTheChartOfAnother() {
    assertThat(line.delivery(LESS).path("withheld"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder("counselling-notes", "substance-use");
    assertThat(askedSinceAbout(LESS))
        .filteredOn(RecordedRequest::isWrite)
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.text()).contains(chart(MOST)))
        .noneMatch(one -> SUBSTANCE_USE.isToldBy(one.text()));
    assertThat(plansThere(LESS)).noneMatch(SUBSTANCE_USE::isToldBy);
  }

  @Test
  void whatMayBeToldOfTheOtherIsToldAsBefore() {
    var delivery = line.delivery(MOST);

    assertThat(delivery.path("version").asInt()).isEqualTo(2);
    assertThat(delivery.path("state").asText()).isEqualTo("delivered");
    assertThat(delivery.path("withheld"))
        .extracting(JsonNode::asText)
        .containsExactly("counselling-notes");
    assertThat(plansThere(MOST)).singleElement().matches(SUBSTANCE_USE::isToldBy);
  }

  @Test
  void ofWhomNothingMayBeToldNothingIsToldInTheChartOfAnother() {
    var delivery = line.delivery(NOTHING);

    assertThat(delivery.path("version").asInt()).isEqualTo(2);
    assertThat(line.end(NOTHING)).isEqualTo("nothing:no-consent");
    assertThat(askedSinceAbout(NOTHING)).isEmpty();
  }
}
