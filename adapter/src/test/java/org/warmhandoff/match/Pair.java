package org.warmhandoff.match;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Patient;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.ehr.Register;
import org.warmhandoff.testing.ehr.Register.Searching;

/**
 * A participant, the charts that a partner has on file, and what must come of it.
 *
 * @param certain the numbers of the charts of which the partner's own matching is certain
 * @param truth {@code Patient/} and the number of the participant's chart, or {@code person}
 */
record Pair(
    String about,
    Searching searching,
    DescribedPerson participant,
    List<DescribedPerson> charts,
    List<String> certain,
    String truth) {

  private static final String PERSON = "person";
  private static final int COLUMNS = 6;

  /** Those of {@code people.tsv}, where the columns are explained. */
  static List<Pair> all() {
    var people = new HashMap<String, String>();
    var lines = lines();
    lines.stream()
        .filter(line -> line.startsWith("@"))
        .map(line -> line.substring(1).split("\t", -1))
        .forEach(one -> people.put(one[0], one[1]));
    return lines.stream()
        .filter(line -> !line.startsWith("@") && !line.startsWith("#") && !line.isBlank())
        .map(line -> of(line.split("\t", -1), people))
        .toList();
  }

  private static List<String> lines() {
    try (var in = Pair.class.getResourceAsStream("people.tsv")) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Pair of(String[] columns, Map<String, String> people) {
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException(String.join(" ", columns));
    }
    var participant = DescribedPerson.of(columns[2], people);
    people.put("same", participant.line());
    return new Pair(
        columns[0],
        Searching.valueOf(columns[1].toUpperCase(Locale.ROOT)),
        participant,
        Arrays.stream(columns[3].split(" // ", -1))
            .map(one -> DescribedPerson.of(one, people))
            .toList(),
        columns[4].isEmpty() ? List.of() : List.of(columns[4].split(",", -1)),
        columns[5].equals(PERSON) ? PERSON : "Patient/" + columns[5]);
  }

  /** Whether the participant has a chart that must be found. */
  boolean isCertain() {
    return !truth.equals(PERSON);
  }

  RecordSheet sheet() {
    return participant.sheet();
  }

  Register register() {
    var patients =
        IntStream.range(0, charts.size())
            .mapToObj(place -> charts.get(place).patient(Integer.toString(place + 1)))
            .toList();
    var register = new Register(searching, patients);
    if (!certain.isEmpty()) {
      register.isCertainOf(certain.stream().map(id -> named(register, id)).toList());
    }
    return register;
  }

  /** One who is not there is, by the partner's matching, the participant in everything. */
  private Patient named(Register register, String id) {
    return register.patient(id).orElseGet(() -> participant.patient(id));
  }
}
