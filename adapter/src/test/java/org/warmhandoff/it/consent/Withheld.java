package org.warmhandoff.it.consent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.warmhandoff.disclosure.Circumstances;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Disclosures;
import org.warmhandoff.disclosure.Recipient;
import org.warmhandoff.disclosure.RecipientKind;
import org.warmhandoff.disclosure.StateLaw;
import org.warmhandoff.disclosure.SubstanceUseWords;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.PartnerRole;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.record.Words;

/**
 * By what it is told that somebody heard what was withheld from them: the words that stand in the
 * records of the table wherever these tell of something, and nowhere else.
 *
 * @param marks of all that the recipient may not know
 */
record Withheld(List<Pattern> marks) {

  private static final ZoneId ZONE = ZoneId.of("America/New_York");

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

  private static final Disclosures DISCLOSURES =
      new Disclosures(SubstanceUseWords.shipped(), law(), ConsentRow.recipientNames());

  /** What the row's recipient may not know: as it is decided beside the line, by the row's time. */
  static Withheld from(ConsentRow row) {
    var unknown = EnumSet.allOf(Sensitivity.class);
    unknown.removeAll(mayKnow(row));
    row.withheld().forEach(word -> unknown.add(Words.constant(Sensitivity.class, word)));
    return of(unknown);
  }

  /** What tells of any of these. */
  static Withheld of(Set<Sensitivity> what) {
    return new Withheld(what.stream().filter(MARKS::containsKey).map(MARKS::get).toList());
  }

  boolean isToldBy(String text) {
    return marks.stream().anyMatch(mark -> mark.matcher(text).find());
  }

  private static Set<Sensitivity> mayKnow(ConsentRow row) {
    var decided =
        DISCLOSURES.decide(
            ConsentRow.read(row.record()),
            (Participant) ConsentRow.read(row.participant()),
            recipient(row.recipient()),
            new Circumstances(row.at(), ZONE));
    return decided instanceof Disclosed disclosed ? disclosed.mayKnow() : Set.of();
  }

  private static StateLaw law() {
    try {
      return StateLaw.of(Files.readString(ConsentRow.HOME.resolve("state-law.json")));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Recipient recipient(String name) {
    var said = ConsentRow.recipients().get(name);
    var roles = EnumSet.noneOf(PartnerRole.class);
    StreamSupport.stream(said.path("roles").spliterator(), false)
        .map(role -> Words.constant(PartnerRole.class, role.asText()))
        .forEach(roles::add);
    return new Recipient(
        name,
        roles,
        Words.constant(RecipientKind.class, said.path("kind").asText()),
        said.path("medicalPersonnel").asBoolean());
  }
}
