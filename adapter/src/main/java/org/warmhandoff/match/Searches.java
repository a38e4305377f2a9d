package org.warmhandoff.match;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Participant.Sex;

/** The searches by which a participant may be found, from the narrow to the wide. */
final class Searches {

  private static final int MOST_SPELLINGS = 5;
  private static final String BIRTH_DATE = "birthdate";
  private static final String FAMILY = "family";
  private static final String GIVEN = "given";

  private final Participant participant;

  Searches(Participant participant) {
    this.participant = participant;
  }

  /** Everybody of that family name and birth date. */
  Search exact() {
    return family(participant.name().family());
  }

  /** For where the family name alone finds too many. */
  Search narrow() {
    return exact().and(GIVEN, given());
  }

  /** Whatever the birth date, which may be written down wrongly, in part or not at all. */
  Search names() {
    return Search.by(FAMILY, participant.name().family()).and(GIVEN, given());
  }

  /** By whatever else the name may be written as; a strict search finds no other. */
  List<Search> spellings() {
    return Stream.of(
            spellings(participant.name().family()).map(this::family),
            Stream.of(by("phonetic", participant.name().family())),
            Stream.of(given(), Spelling.unaccented(given()), Spelling.expanded(given()))
                .map(given -> by(GIVEN, given)))
        .flatMap(searches -> searches)
        .distinct()
        .toList();
  }

  /** By whatever else is known: who may be meant, for a person who decides. */
  List<Search> wide() {
    return Stream.of(
            BirthDates.swapped(participant.birthDate()).stream()
                .map(date -> Search.by(FAMILY, participant.name().family()).and(BIRTH_DATE, date)),
            participant.contact().phones().stream()
                .limit(1)
                .map(phone -> Search.by("phone", phone.number())),
            Stream.of(sex(), Search.by(BIRTH_DATE, birthDate())))
        .flatMap(searches -> searches)
        .distinct()
        .toList();
  }

  private Search sex() {
    var born = Search.by(BIRTH_DATE, birthDate());
    return participant.sex() == Sex.UNKNOWN
        ? born
        : born.and("gender", participant.sex().name().toLowerCase(Locale.ROOT));
  }

  private Search family(String family) {
    return by(FAMILY, family);
  }

  private Search by(String parameter, String value) {
    return Search.by(parameter, value).and(BIRTH_DATE, birthDate());
  }

  private String birthDate() {
    return participant.birthDate().toString();
  }

  private String given() {
    return participant.name().given().get(0);
  }

  /** Other than as it is written with us. */
  private static Stream<String> spellings(String family) {
    var bare = Suffix.without(family);
    var plain = Spelling.unaccented(bare);
    var parts = plain.split("[\\s\\p{Pd}]+");
    return Stream.of(
            plain,
            plain.replaceAll("['’ʼʻ`´]", ""),
            plain.replaceAll("\\p{Pd}", " "),
            plain.replaceAll("\\s+", "-"),
            plain.replaceFirst("^O(?=\\p{Lu})", "O'"),
            String.join("", parts),
            Spelling.expanded(bare),
            parts[0])
        .filter(spelling -> spelling.length() > 1 && !spelling.equals(family))
        .distinct()
        .limit(MOST_SPELLINGS);
  }
}
