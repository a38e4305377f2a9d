package org.warmhandoff.fhir;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.cases.DisclosedRecord;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.disclosure.ConsentTable;
import org.warmhandoff.disclosure.ConsentTable.Row;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Disclosure;
import org.warmhandoff.disclosure.Disclosures;
import org.warmhandoff.disclosure.WithheldPart;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.record.Sensitivity;

/** Every row of the table, decided, and told in every form. */
class ConsentTableTest {

  /** What stands in the records of the table wherever they tell of something. */
  private static final Map<Sensitivity, Pattern> MARKS =
      new EnumMap<>(
          Map.of(
              Sensitivity.SUBSTANCE_USE,
              Pattern.compile(
                  "ZSUD|naltrexone|suboxone|naloxone|anonymous|twelve|sponsor|addict|LADC"
                      + "|42CFRPart2|\"SUD\"|\"ETH\"|42 CFR [Pp]art 2",
                  Pattern.CASE_INSENSITIVE),
              Sensitivity.LOCATION,
              Pattern.compile("ZLOC"),
              Sensitivity.CONTACTS,
              Pattern.compile("ZCON"),
              Sensitivity.SAFETY_PLAN,
              Pattern.compile("ZPLAN"),
              Sensitivity.COUNSELLING_NOTES,
              Pattern.compile("ZNOTE")));

  private static final Disclosures DISCLOSURES = ConsentTable.disclosures();

  private static Stream<Row> rows() {
    return ConsentTable.rows().stream();
  }

  private static Stream<Row> disclosed() {
    return rows().filter(row -> decided(row) instanceof Disclosed);
  }

  private static Disclosure decided(Row row) {
    return DISCLOSURES.decide(row.record(), row.participant(), row.recipient(), row.at());
  }

  @Test
  void thereAreAtLeastAHundredAndTwenty() {
    assertThat(ConsentTable.rows()).hasSizeGreaterThanOrEqualTo(120);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isDecidedAsTheTableHasIt(Row row) {
    var decided = decided(row);

    assertThat(word(decided)).as("%s", withheld(decided)).isEqualTo(row.expected());
    assertThat(withheld(decided)).isEqualTo(row.withheld());
    assertThat(word(decided(row))).isEqualTo(word(decided));
  }

  @ParameterizedTest
  @MethodSource("disclosed")
  void whatMayNotBeToldStandsInNoForm(Row row) {
    var disclosed = (Disclosed) decided(row);

    var text = Outgoing.of(disclosed, Audience.ANYBODY).text();

    EnumSet.complementOf(EnumSet.copyOf(disclosed.mayKnow())).stream()
        .filter(MARKS::containsKey)
        .forEach(what -> assertThat(text).doesNotContainPattern(MARKS.get(what)));
  }

  @ParameterizedTest
  @MethodSource("disclosed")
  void whatMayBeToldIsComplete(Row row) {
    var disclosed = (Disclosed) decided(row);
    var text = Outgoing.of(disclosed, Audience.ANYBODY).text();

    Pattern.compile("Z[A-Z]+-[a-z]+")
        .matcher(row.recordJson())
        .results()
        .map(found -> found.group())
        .filter(mark -> mayBeTold(mark, disclosed.mayKnow()))
        .forEach(mark -> assertThat(text).contains(mark));
  }

  @ParameterizedTest
  @MethodSource("disclosed")
  void whatIsLeftIsValid(Row row) {
    var outgoing = Outgoing.of((Disclosed) decided(row), Audience.ANYBODY);

    outgoing.resources().forEach(DisclosedRecord::assertValid);
  }

  private static boolean mayBeTold(String mark, Set<Sensitivity> mayKnow) {
    return MARKS.entrySet().stream()
        .filter(one -> one.getValue().matcher(mark).find())
        .map(Map.Entry::getKey)
        .allMatch(mayKnow::contains);
  }

  private static String word(Disclosure decided) {
    if (decided instanceof Disclosure.Nothing nothing) {
      return "nothing:" + nothing.ground().word();
    }
    return decided instanceof Disclosed.Whole ? "whole" : "parts";
  }

  private static List<String> withheld(Disclosure decided) {
    return decided instanceof Disclosed disclosed
        ? disclosed.withheld().stream()
            .map(WithheldPart::sensitivity)
            .map(Sensitivity::word)
            .collect(toCollection(TreeSet::new))
            .stream()
            .toList()
        : List.of();
  }
}
